"""The daily record's decisions, without any part: submit, correct, confirm, return."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.records import events, views
from services.records.domain import record as records
from services.records.domain.review import Defect
from shared.actor import Actor
from shared.documents import document
from shared.documents import record as structured
from shared.errors import Conflict, Forbidden, Invalid, Problem, Refused
from tests.factories import records as make

ME, HOST = make.commissioner(), make.host_manager()


def test_a_new_record_takes_over_what_the_agreement_says_of_its_parties() -> None:
    record = make.record()
    assert (record.person, record.sender_unit, record.host_unit) == (make.PERSON, make.STATION, make.HOST)
    assert (record.status, record.step, record.submitted_on) == ("submitted", "confirmation", make.DAY)
    assert record.review is None  # begun when somebody looks


def test_a_record_reads_back_as_it_was_written() -> None:
    record = records.confirm(make.record(), make.rules(), HOST, make.DAY, "属实", (make.photo("stamp"),))
    again = structured(document(record), records.Record)
    assert again == record


def test_the_documents_version_under_which_it_was_decided_is_kept() -> None:
    assert make.record().rulebook_version == make.rules().version


def test_a_future_day_is_invalid_today_is_not() -> None:
    with pytest.raises(Invalid):
        make.record(make.content(on=make.DAY + timedelta(days=1)))
    assert make.record(make.content(on=make.DAY)).on == make.DAY


def test_an_unknown_duty_or_outcome_is_pointed_at() -> None:
    with pytest.raises(Invalid) as invalid:
        make.record(make.content(duties=("research", "dancing"), outcomes={"medals": 1}))
    assert [error["pointer"] for error in invalid.value.details["errors"]] == ["/duties/1", "/outcomes/medals"]


def test_a_correction_is_measured_by_the_day_of_the_first_submission() -> None:
    record = make.record(make.content(on=make.DAY - timedelta(days=31)))
    later = make.DAY + timedelta(days=20)
    corrected = records.correct(record, make.agreement(), record.said, make.rules(), ME, later, "地点有误")
    assert corrected.earlier[0].reason == "地点有误"
    assert corrected.earlier[0].content == record.said
    assert corrected.submitted_on == make.DAY


def test_a_correction_meets_the_same_rules_as_a_submission() -> None:
    record, agreement = make.record(), make.agreement()
    without = replace(record.said, evidence=())
    with pytest.raises(Refused):
        records.correct(record, agreement, without, make.rules(), ME, make.DAY)
    ended = make.agreement(ended_on="2024-06-02", ended_by="sham")
    with pytest.raises(Refused):
        records.correct(record, ended, record.said, make.rules(), ME, make.DAY)


def test_a_corrected_record_still_waits_where_it_waited() -> None:
    rules = make.rules()
    returned = records.give_back(make.record(), rules, HOST, make.DAY, "时长不符", (Defect("hours", "两小时"),))
    assert (returned.status, returned.step) == ("returned", None)
    corrected = records.correct(returned, make.agreement(), make.content(hours=2.0), rules, ME, make.DAY)
    assert (corrected.status, corrected.step) == ("submitted", "confirmation")
    assert records.confirm(corrected, rules, HOST, make.DAY).status == "confirmed"


def test_a_return_without_a_reason_is_invalid() -> None:
    with pytest.raises(Invalid):
        records.give_back(make.record(), make.rules(), HOST, make.DAY, "")


def test_nobody_confirms_or_returns_their_own_service() -> None:
    both = Actor("a", "two hats", make.BAOTOU, make.PERSON, (*ME.grants, *HOST.grants))
    with pytest.raises(Forbidden):
        records.confirm(make.record(), make.rules(), both, make.DAY)
    with pytest.raises(Forbidden):
        records.give_back(make.record(), make.rules(), both, make.DAY, "x")


def test_whoever_has_no_part_in_it_is_forbidden_and_whose_turn_it_is_not_is_told_so() -> None:
    with pytest.raises(Forbidden):
        records.confirm(make.record(), make.rules(), make.host_manager("host-2"), make.DAY)
    with pytest.raises(Conflict):
        records.confirm(make.record(), make.rules(), make.actor("dispatching_manager", unit=make.STATION), make.DAY)


def test_open_actions_agree_with_what_the_decisions_allow() -> None:
    rules, record = make.rules(), make.record()
    confirmed = records.confirm(record, rules, HOST, make.DAY)
    for one in (record, confirmed):
        for actor in (ME, HOST, make.actor("city_officer"), make.actor("liaison", unit=make.HOST)):
            actions = {action["action"]: action for action in records.open_to(one, rules, actor, make.DAY)}
            assert actions["confirm_record"]["open"] == _succeeds(records.confirm, one, rules, actor, make.DAY)
            assert all(action["open"] or action["reason"] for action in actions.values())


def test_a_confirmation_tells_what_counting_rules_elsewhere_ask() -> None:
    rules = make.rules()
    record = make.record(make.content(evidence=(make.photo(taken_on="2024-06-03"),)))
    plain = events.record_confirmed(records.confirm(record, rules, HOST, make.DAY), rules).data
    assert (plain["photos_same_day"], plain["stamped"], plain["county_approved"]) == (True, False, False)
    stamped = records.confirm(record, rules, HOST, make.DAY, "", (make.photo("sheet"),))
    assert events.record_confirmed(stamped, rules).data["stamped"] is True
    assert stamped.evidence[-1].given_by == "host_unit"


def test_no_view_shows_accounts_or_other_members() -> None:
    shown = views.record(make.record())
    assert not {"account", "people", "review", "city"} & set(shown)
    assert "account" not in views.receipt(make.record(), events.record_submitted(make.record(), make.rules()).data)


def test_an_announced_record_carries_what_the_contract_names() -> None:
    told = events.record_submitted(make.record(), make.rules()).data
    named = "record agreement filing person sender_unit host_unit host_county on hours duties outcomes files"
    assert set(named.split()) <= set(told)


DAYS = st.dates(date(2023, 12, 1), date(2026, 2, 1))


@settings(max_examples=200)
@given(on=DAYS, today=DAYS, ended=st.one_of(st.none(), DAYS), ground=st.sampled_from(["sham", "consent", "expired"]))
def test_whatever_the_days_a_record_is_only_ever_kept_inside_a_live_agreement(
    on: date, today: date, ended: date | None, ground: str
) -> None:
    agreement = make.agreement(ended_on=ended.isoformat() if ended else "", ended_by=ground if ended else "")
    try:
        record = records.submit("r", agreement, make.content(on=on), make.rules(on=today), ME, today)
    except (Refused, Invalid):
        return
    assert agreement.since <= record.on <= agreement.until
    assert 0 <= (today - on).days <= 31
    assert ended is None or ground == "expired" or (ground == "consent" and record.on < ended)


def _succeeds(decision: Callable[..., Any], *given: Any) -> bool:
    try:
        decision(*given)
    except Problem:
        return False
    return True
