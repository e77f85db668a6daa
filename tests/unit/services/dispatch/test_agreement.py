"""Agreements: three signatures over one content, in any order; nothing in force that a rule forbids."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import permutations

import pytest

from services.dispatch.domain import agreement as agreements
from services.dispatch.domain import review as reviews
from services.dispatch.domain import signature as signatures
from services.dispatch.domain.agreement import Agreement
from services.dispatch.domain.places import Place
from services.dispatch.domain.terms import Target
from shared.actor import Actor, Grant
from shared.errors import Conflict, Invalid, Refused
from tests.factories import dispatch as make

AT = datetime(2024, 6, 4, 1, 0, tzinfo=UTC)
SIGNERS = [make.commissioner(), make.sender_manager(), make.host_manager()]


def sign(agreement: Agreement, actor: Actor, hash: str | None = None, party: str | None = None) -> Agreement:
    return signatures.sign(agreement, actor, hash or agreement.content_hash, party, AT)


@pytest.mark.parametrize("order", list(permutations(SIGNERS)))
def test_three_parties_sign_in_any_order(order: tuple[Actor, ...]) -> None:
    agreement = make.draft()
    for actor in order:
        assert agreement.status == "draft"
        agreement = sign(agreement, actor)
    assert agreement.status == "signed"
    assert {signature.party for signature in agreement.signatures} == {"commissioner", "workstation", "host_unit"}
    assert {signature.hash for signature in agreement.signatures} == {agreement.content_hash}


def test_nobody_signs_twice() -> None:
    once = sign(make.draft(), make.commissioner())
    with pytest.raises(Conflict, match="已签署"):
        sign(once, make.commissioner())


def test_nobody_else_signs() -> None:
    for stranger in (make.commissioner(number=2), make.host_manager(number=2), make.city_officer()):
        with pytest.raises(Conflict):
            sign(make.draft(), stranger)


def test_another_hash_is_not_signed() -> None:
    with pytest.raises(Conflict) as refused:
        sign(make.draft(), make.commissioner(), hash="0" * 64)
    assert refused.value.details["code"] == "hash"


def test_who_stands_for_two_parties_says_for_which() -> None:
    both = make.actor(
        "account-1",
        make.BAOTOU,
        Grant("commissioner"),
        Grant("dispatching_manager", unit=f"{make.BAOTOU}-sender-1"),
        person="person-1",
    )
    with pytest.raises(Invalid):
        sign(make.draft(), both)
    once = sign(make.draft(), both, party="workstation")
    assert [signature.party for signature in sign(once, both).signatures] == ["workstation", "commissioner"]


@pytest.mark.parametrize(
    "changes",
    [
        {"content": "别的内容"},
        {"form": "remote"},
        {"until": date(2025, 12, 30)},
        {"targets": (Target("培训", 20, "人次"),)},
        {"days_a_year": 15},
    ],
)
def test_a_changed_term_changes_the_hash_and_voids_the_signatures(changes: dict[str, object]) -> None:
    signed = make.signed()
    revised = agreements.revise(signed, changes, make.parties(), make.rules(), make.DAY)
    assert revised.content_hash != signed.content_hash
    assert (revised.status, revised.signatures) == ("draft", ())


def test_the_hash_does_not_depend_on_what_happens_later() -> None:
    assert make.filed().content_hash == make.draft().content_hash == agreements.content_hash(make.filed())


def test_a_reported_agreement_is_not_changed_any_more() -> None:
    with pytest.raises(Conflict):
        agreements.revise(make.reported(), {"form": "remote"}, make.parties(), make.rules(), make.DAY)


def test_an_agreement_ends_no_earlier_than_it_begins() -> None:
    with pytest.raises(Invalid):
        make.draft(until=date(2024, 6, 2))


def test_without_a_usual_end_the_last_day_must_be_named() -> None:
    with pytest.raises(Invalid):
        agreements.usual_end(make.rules(make.BAOTOU), make.DAY)
    assert agreements.usual_end(make.rules(make.SHIJIAZHUANG), make.DAY) == date(2025, 12, 31)


def test_a_batch_is_reported_whole_or_not_at_all() -> None:
    with pytest.raises(Conflict) as refused:
        reviews.report([make.signed(), make.draft(id="b")], "x", make.rules(), make.sender_manager(), make.DAY)
    assert [error["pointer"] for error in refused.value.details["errors"]] == ["/agreements/1"]
    sent = reviews.report([make.signed()], "x", make.rules(), make.sender_manager(), make.DAY)
    assert [(one.status, one.batch) for one in sent] == [("reported", "x")]


def test_the_commissioner_does_not_report_to_the_city() -> None:
    with pytest.raises(Refused) as refused:
        reviews.report([make.signed()], "x", make.rules(), make.commissioner(), make.DAY)
    assert refused.value.article == "第十一条第1项"


def step(agreement: Agreement, action: str, note: str = "", defects: tuple[str, ...] = ()) -> Agreement:
    return reviews.step(agreement, make.rules(), make.city_officer(), action, make.DAY, note, defects, None)


def test_a_returned_agreement_comes_back_with_its_signatures() -> None:
    returned = step(make.reported(), "return", defects=("期限未写明",))
    assert returned.status == "returned"
    again = reviews.report([returned], "y", make.rules(), make.sender_manager(), make.DAY)[0]
    assert (again.status, again.state and again.state.status, len(again.signatures)) == ("reported", "pending", 3)


def test_a_returned_agreement_that_is_changed_is_signed_anew() -> None:
    returned = step(make.reported(), "return", note="改")
    revised = agreements.revise(returned, {"form": "remote"}, make.parties(), make.rules(), make.DAY)
    for actor in SIGNERS:
        revised = sign(revised, actor)
    sent = reviews.report([revised], "y", make.rules(), make.sender_manager(), make.DAY)[0]
    assert sent.state is not None
    assert [entry.action for entry in sent.state.history] == ["submit", "return", "resubmit"]


def test_a_rejected_agreement_is_closed() -> None:
    rejected = step(make.reported(), "reject", note="不符")
    assert rejected.status == "rejected"
    with pytest.raises(Conflict):
        step(rejected, "file")


def test_nothing_is_filed_that_was_not_reported() -> None:
    with pytest.raises(Conflict):
        step(make.signed(), "file")


def test_filing_takes_a_place_on_both_sides() -> None:
    moved = step(make.reported(), "file")
    filed, own, at_host = reviews.put_in_force(moved, "2024-00001", make.parties(), make.rules(), make.DAY)
    assert (filed.status, filed.number, filed.until) == ("filed", "2024-00001", date(2025, 12, 31))
    assert own.held == (Place(filed.id, filed.host_unit, 1, make.DAY, date(2025, 12, 31)),)
    assert at_host.held == (Place(filed.id, "person-1", 1, make.DAY, date(2025, 12, 31)),)


def test_a_filing_closed_meanwhile_stands_in_the_way() -> None:
    moved = step(make.reported(), "file")
    closed = make.places(make.BAOTOU, "person-1", closed=(moved.filing,))
    with pytest.raises(Refused) as refused:
        reviews.put_in_force(moved, "1", replace(make.parties(), commissioner_places=closed), make.rules(), make.DAY)
    assert refused.value.rule.endswith("commissioner_filed")


def test_a_refusal_in_principle_says_what_to_do() -> None:
    with pytest.raises(Refused) as refused:
        make.draft(make.SHIJIAZHUANG, until=date(2025, 12, 30))
    assert "exception" in refused.value.details["todo"]


def test_a_rule_that_always_holds_is_not_waived() -> None:
    agreement = make.draft(make.SHIJIAZHUANG)
    officer = make.city_officer(make.SHIJIAZHUANG)
    with pytest.raises(Invalid):
        reviews.waive(agreement, "one_host_a_year", "需要", make.rules(make.SHIJIAZHUANG), officer, make.DAY)


def test_a_waiver_is_given_once_and_names_its_officer() -> None:
    city = make.SHIJIAZHUANG
    agreement = make.draft(city)
    once = reviews.waive(agreement, "five_at_a_small_host", "急需", make.rules(city), make.city_officer(city), make.DAY)
    assert [(waiver.account, waiver.reason) for waiver in once.waivers] == [("city", "急需")]
    with pytest.raises(Conflict):
        reviews.waive(once, "five_at_a_small_host", "急需", make.rules(city), make.city_officer(city), make.DAY)


def test_what_has_ended_does_not_end_again() -> None:
    ended = agreements.end(make.filed(), "expired", "第十一条第1项", make.DAY)
    with pytest.raises(Conflict):
        agreements.end(ended, "consent", "第二十八条", make.DAY)


def test_a_filed_agreement_is_not_withdrawn() -> None:
    with pytest.raises(Conflict):
        agreements.withdraw(make.filed(), make.rules(), make.sender_manager(), make.DAY, "不做了")
    withdrawn = agreements.withdraw(make.reported(), make.rules(), make.sender_manager(), make.DAY, "不做了")
    assert (withdrawn.status, withdrawn.state and withdrawn.state.status) == ("withdrawn", "withdrawn")


def test_a_team_takes_the_places_of_all_its_people() -> None:
    team = make.filing("team")
    who = replace(make.parties(), commissioner=team, commissioner_places=make.places(make.BAOTOU, team.id))
    drafted = agreements.draft("a", "mutual", who, make.terms(), make.rules(), make.DAY)
    _, _, at_host = reviews.put_in_force(drafted, "1", who, make.rules(), make.DAY)
    assert [(place.other, place.people) for place in at_host.held] == [(team.id, 3)]


@pytest.mark.parametrize(
    ("since", "until", "full", "begun"),
    [
        (date(2024, 1, 1), date(2024, 12, 31), 12, 12),
        (date(2024, 1, 1), date(2025, 1, 1), 12, 13),
        (date(2024, 1, 31), date(2024, 2, 28), 0, 1),
        (date(2024, 2, 29), date(2025, 2, 28), 12, 13),
        (date(2024, 6, 3), date(2024, 6, 3), 0, 1),
    ],
)
def test_months_are_counted_from_the_first_day_to_the_last(since: date, until: date, full: int, begun: int) -> None:
    terms = make.terms(since=since, until=until)
    facts = agreements.facts(terms, "mutual", make.parties(), False, make.DAY)
    assert (facts.agreement.full_months, facts.agreement.begun_months) == (full, begun)
