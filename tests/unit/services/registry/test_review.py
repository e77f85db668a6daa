"""Review: whose turn it is, what stands in the way, and what a filing holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.domain import application, quota, review, turn, waiver
from services.registry.domain.application import Application
from services.registry.domain.inspection import Found, Inspection
from services.registry.domain.quota import Counter
from services.registry.domain.review import Supply
from services.registry.rules import Rules, chain_of
from shared.errors import Conflict, Forbidden, Invalid, Problem, Refused
from tests.factories import registry as make

BOOKS = make.rulebooks()
BAOTOU = Rules.of(BOOKS.of(make.BAOTOU), make.DAY)
SHIJIAZHUANG = Rules.of(BOOKS.of(make.SHIJIAZHUANG), make.DAY)
FOUND = tuple(Found(**one) for one in make.found())
SUPPLY = Supply(
    quota.empty(make.BAOTOU, "commissioner", "technical_service", 2024), Counter("counter", make.BAOTOU, 41)
)


def submitted() -> Application:
    return application.submit(make.submission(), make.dossier(), BAOTOU, make.actor(), make.DAY)


def passed() -> Application:
    return review.step(submitted(), "pass", BAOTOU, make.manager(), make.DAY)


def test_a_filing_carries_what_other_services_need_to_know() -> None:
    filed = review.file(passed(), make.dossier(), BAOTOU, SUPPLY, make.officer(), "filing-9", make.DAY)
    assert filed.filing is not None
    assert filed.counter == Counter("counter", make.BAOTOU, 42)
    assert filed.quota is None
    assert (filed.filing.number, filed.filing.competent.unit) == ("包科特2024-00042", "unit-1")
    assert filed.filing.rulebook_version == BAOTOU.version
    assert "registry.subjects.commissioner.conditions.integrity" in filed.filing.rules
    assert filed.application.filing == "filing-9"
    assert filed.application.state.status == "approved"


def test_conditions_are_held_again_on_the_day_of_filing() -> None:
    listed = make.dossier(entries=(make.credit_entry("person-1"),))
    with pytest.raises(Refused) as refused:
        review.file(passed(), listed, BAOTOU, SUPPLY, make.officer(), "filing-9", make.DAY)
    assert refused.value.rule.endswith("not_blacklisted")


def test_a_filing_made_meanwhile_stands_in_the_way() -> None:
    held = make.filing(5, subject="commissioner", kind="technical_service", unit=None, person="person-1")
    with pytest.raises(Conflict):
        review.file(passed(), make.dossier(own_filings=(held,)), BAOTOU, SUPPLY, make.officer(), "filing-9", make.DAY)


def test_nobody_skips_a_step() -> None:
    with pytest.raises(Conflict):
        review.step(submitted(), "file", BAOTOU, make.officer(), make.DAY)
    with pytest.raises(Forbidden):
        review.step(submitted(), "pass", BAOTOU, make.actor("somebody", "person-2"), make.DAY)
    with pytest.raises(Forbidden):
        review.step(submitted(), "pass", BAOTOU, make.manager("unit-2"), make.DAY)


def test_what_is_open_is_said_with_reason_and_article() -> None:
    by_name = {one["action"]: one for one in turn.actions(submitted(), BAOTOU, make.officer(), make.DAY)}
    assert by_name["file"]["open"] is False
    assert by_name["file"]["article"] == "第十条"
    assert "企业科技特派员工作站" in by_name["file"]["reason"]
    mine = turn.actions(submitted(), BAOTOU, make.actor(), make.DAY)
    assert {one["action"]: one["open"] for one in mine} == {"withdraw": True, "resubmit": False, "start_mending": False}
    assert turn.actions(submitted(), BAOTOU, make.actor("somebody", None), make.DAY) == []


def test_a_full_quota_closes_filing_with_its_article() -> None:
    home = {"city": make.SHIJIAZHUANG}
    dossier = make.dossier(
        city=make.SHIJIAZHUANG,
        sender=make.unit(county="130102", **home),
        sender_filings=(make.filing(2, subject="dispatching_unit", kind="dispatching_unit", **home),),
    )
    draft = make.submission(kind="broker", **home)
    sent = application.submit(draft, dossier, SHIJIAZHUANG, make.actor(city=make.SHIJIAZHUANG), make.DAY)
    ready = review.step(sent, "pass", SHIJIAZHUANG, make.manager(city=make.SHIJIAZHUANG), make.DAY)
    full = replace(quota.empty(make.SHIJIAZHUANG, "commissioner", "broker", 2024), taken=30)
    officer = make.officer(make.SHIJIAZHUANG)
    answer = next(one for one in turn.actions(ready, SHIJIAZHUANG, officer, make.DAY, full) if one["action"] == "file")
    assert (answer["open"], answer["article"]) == (False, "四（一）")
    with pytest.raises(Refused):
        review.file(ready, dossier, SHIJIAZHUANG, replace(SUPPLY, places=full), officer, "filing-9", make.DAY)


def test_an_inspection_lies_in_the_past_and_is_kept() -> None:
    dossier = make.dossier(people=(), unit=make.unit(managers=("account-1",)), sender=None, sender_filings=())
    sent = application.submit(make.submission("workstation", "technical"), dossier, BAOTOU, make.actor(), make.DAY)
    visit = Inspection(date(2024, 6, 4), "属实", "市局", found=FOUND)
    with pytest.raises(Invalid):
        review.inspect(sent, visit, BAOTOU, make.officer(), make.DAY)
    seen = review.inspect(sent, Inspection(make.DAY, "属实", "市局", found=FOUND), BAOTOU, make.officer(), make.DAY)
    assert (seen.state.step, [one.result for one in seen.inspections]) == ("filing", ["属实"])


def test_mending_after_a_return_is_examined_like_a_first_application() -> None:
    back = review.step(submitted(), "return", BAOTOU, make.manager(), make.DAY, note="请补正")
    with pytest.raises(Refused):
        review.resubmit(back, {"declares": ()}, make.dossier(), BAOTOU, make.actor(), make.DAY)
    again = review.resubmit(back, {"statement": "每月两次"}, make.dossier(), BAOTOU, make.actor(), make.DAY)
    assert (again.statement, again.state.step, again.fields) == ("每月两次", "preliminary_review", ("新材料",))


def test_a_waiver_needs_an_unmet_condition_in_principle() -> None:
    with pytest.raises(Conflict):
        waiver.waive(
            submitted(), "registry.subjects.commissioner.conditions.integrity", "急需", BAOTOU, make.officer(), make.DAY
        )


def test_a_reviewer_sees_every_condition_met_or_not_until_it_is_closed() -> None:
    by_rule = {one.rule: one for one in review.conditions(passed(), make.dossier(), BAOTOU, make.DAY)}
    assert list(by_rule) == list(passed().rules)
    assert {(one.status, bool(one.article)) for one in by_rule.values()} == {("met", True)}
    listed = make.dossier(entries=(make.credit_entry("person-1"),))
    unmet = [one.rule for one in review.conditions(passed(), listed, BAOTOU, make.DAY) if one.status != "met"]
    assert [rule.rsplit(".", 1)[-1] for rule in unmet] == ["not_blacklisted"]
    silent = replace(passed(), declares=())
    assert "unmet" in {one.status for one in review.conditions(silent, make.dossier(), BAOTOU, make.DAY)}
    filed = review.file(passed(), make.dossier(), BAOTOU, SUPPLY, make.officer(), "filing-9", make.DAY)
    assert review.conditions(filed.application, make.dossier(), BAOTOU, make.DAY) == []


ACTORS = {
    "station": make.manager(),
    "other station": make.manager("unit-2"),
    "city": make.officer(),
    "county": make.county_officer(),
    "applicant": make.actor(),
    "stranger": make.actor("somebody", "person-2"),
}
ACTIONS = ("pass", "file", "return", "reject", "withdraw", "resubmit", "inspect", "recommend")


@given(st.lists(st.tuples(st.sampled_from(ACTIONS), st.sampled_from(sorted(ACTORS))), max_size=12))
def test_whatever_is_tried_the_application_is_pending_with_somebody_returned_or_closed(
    tried: list[tuple[str, str]],
) -> None:
    one = submitted()
    for action, who in tried:
        actor = ACTORS[who]
        was_open = {item["action"] for item in turn.actions(one, BAOTOU, actor, make.DAY) if item["open"]}
        try:
            one = review.step(one, action, BAOTOU, actor, make.DAY, note="理由")
        except Problem:
            assert action not in was_open
        else:
            assert action in was_open
        waits = turn.waits_on(one, BAOTOU, make.DAY)
        assert (waits is None) == (one.state.status in ("approved", "rejected", "withdrawn"))
        chain = chain_of(*application.known(BAOTOU, one.subject, one.kind))
        assert one.state.step is None or chain.step(one.state.step) is not None
