"""The two ways to a dispatch: asking each other, and an officer's order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.dispatch.domain import agreement as agreements
from services.dispatch.domain import assignment as assignments
from services.dispatch.domain import intent as intents
from services.dispatch.domain.assignment import Assignment
from services.dispatch.domain.intent import Intent
from shared.actor import Actor
from shared.errors import Conflict, Invalid, Refused
from tests.factories import dispatch as make


def offered(actor: Actor) -> Intent:
    return intents.offer(
        "i",
        make.filing("commissioner"),
        make.filing("host_unit"),
        "",
        "",
        "愿意合作",
        make.rules(),
        actor,
        make.DAY,
    )


@pytest.mark.parametrize("actor", [make.commissioner(), make.sender_manager()])
def test_the_host_answers_what_the_sending_side_offers(actor: Actor) -> None:
    with pytest.raises(Conflict):
        intents.answer(offered(actor), True, "", actor, make.DAY)
    assert intents.answer(offered(actor), True, "", make.host_manager(), make.DAY).status == "accepted"


def test_the_sending_side_answers_what_the_host_offers() -> None:
    offer = offered(make.host_manager())
    with pytest.raises(Conflict):
        intents.answer(offer, False, "不便", make.host_manager(), make.DAY)
    assert intents.answer(offer, False, "不便", make.commissioner(), make.DAY).status == "declined"


def test_an_answered_intent_is_closed() -> None:
    declined = intents.answer(offered(make.commissioner()), False, "不便", make.host_manager(), make.DAY)
    with pytest.raises(Conflict):
        intents.answer(declined, True, "", make.host_manager(), make.DAY)
    with pytest.raises(Conflict):
        intents.withdraw(declined, make.commissioner(), make.DAY)


def test_only_the_side_that_offered_takes_it_back() -> None:
    with pytest.raises(Conflict):
        intents.withdraw(offered(make.commissioner()), make.host_manager(), make.DAY)
    assert intents.withdraw(offered(make.commissioner()), make.sender_manager(), make.DAY).status == "withdrawn"


def test_an_agreement_follows_an_accepted_intent_of_the_same_two() -> None:
    offer = offered(make.commissioner())
    with pytest.raises(Conflict):
        intents.agree(offer, "a", offer.filing, offer.host_unit)
    accepted = intents.answer(offer, True, "", make.host_manager(), make.DAY)
    with pytest.raises(Conflict):
        intents.agree(accepted, "a", offer.filing, "another")
    assert intents.agree(accepted, "a", offer.filing, offer.host_unit).status == "agreed"


def test_each_side_proposes_otherwise_until_one_accepts() -> None:
    offer = offered(make.commissioner())
    rules, host, teacher = make.rules(), make.host_manager(), make.commissioner()
    with pytest.raises(Conflict):
        intents.counter(offer, {"form": "remote"}, "远程即可", rules, teacher, make.DAY)
    first = intents.counter(offer, {"form": "on_site", "since": date(2024, 7, 1)}, "请到厂里", rules, host, make.DAY)
    with pytest.raises(Conflict):
        intents.answer(first, True, "", host, make.DAY)
    second = intents.counter(first, {"content": "每周两天"}, "课时所限", rules, make.sender_manager(), make.DAY)
    assert (second.proposal.form, second.proposal.content, second.waits_on) == ("on_site", "每周两天", "host")
    assert [(entry.side, entry.proposal is not None) for entry in second.thread] == [("host", True), ("sending", True)]
    accepted = intents.answer(second, True, "好", host, make.DAY)
    terms = intents.prefilled(accepted, {"form": "mixed"})
    assert terms == {"content": "每周两天", "form": "mixed", "since": date(2024, 7, 1)}


def test_a_counter_proposal_changes_something_and_ends_after_it_begins() -> None:
    offer, rules, host = offered(make.commissioner()), make.rules(), make.host_manager()
    with pytest.raises(Invalid):
        intents.counter(offer, {}, "再想想", rules, host, make.DAY)
    with pytest.raises(Invalid):
        intents.counter(offer, {"since": date(2024, 7, 1), "until": date(2024, 6, 1)}, "x", rules, host, make.DAY)


def test_nothing_is_prefilled_that_neither_side_stated() -> None:
    accepted = intents.answer(offered(make.commissioner()), True, "", make.host_manager(), make.DAY)
    with pytest.raises(Invalid):
        intents.prefilled(accepted, {"content": "x", "form": "remote"})
    with pytest.raises(Conflict):
        intents.prefilled(offered(make.commissioner()), {})


def test_notes_pass_between_the_two_sides_until_it_is_closed() -> None:
    noted = intents.note(offered(make.commissioner()), "何时可以来访", make.host_manager(), make.DAY)
    assert (noted.thread[0].side, noted.thread[0].text, noted.waits_on) == ("host", "何时可以来访", "host")
    with pytest.raises(Conflict):
        intents.note(noted, "x", make.host_manager(number=2), make.DAY)
    closed = intents.answer(noted, False, "不便", make.host_manager(), make.DAY)
    with pytest.raises(Conflict):
        intents.note(closed, "x", make.host_manager(), make.DAY)


def test_an_intent_is_answered_by_its_day_or_expires() -> None:
    days = {"expires_on": date(2024, 6, 10)}
    offer = intents.offer(
        "i", make.filing("commissioner"), make.filing("host_unit"), "", "", "愿意", make.rules(), make.commissioner(),
        make.DAY, days,
    )  # fmt: skip
    with pytest.raises(Conflict):
        intents.expire(offer, date(2024, 6, 10))
    assert intents.answer(offer, True, "", make.host_manager(), date(2024, 6, 10)).status == "accepted"
    with pytest.raises(Conflict):
        intents.answer(offer, True, "", make.host_manager(), date(2024, 6, 11))
    assert intents.expire(offer, date(2024, 6, 11)).status == "expired"


def ordered(due: date = date(2024, 6, 30)) -> Assignment:
    return assignments.order(
        "o",
        make.BAOTOU,
        "directed",
        make.sender(),
        make.filing("host_unit"),
        "产业需要",
        make.rules(),
        make.city_officer(),
        make.DAY,
        due=due,
    )


def directed() -> agreements.Agreement:
    return agreements.draft("a", "directed", make.parties(), make.terms(), make.rules(), make.DAY)


def test_an_order_is_served_once_somebody_is_named() -> None:
    serving = assignments.name(ordered(), directed(), make.DAY)
    assert (serving.status, serving.agreement, serving.late) == ("serving", "a", False)
    with pytest.raises(Conflict):
        assignments.name(serving, directed(), make.DAY)
    with pytest.raises(Conflict):
        assignments.withdraw(serving, "不需要", make.DAY)


def test_naming_after_the_day_is_late() -> None:
    assert assignments.name(ordered(), directed(), date(2024, 7, 1)).late


def test_another_units_commissioner_is_not_named() -> None:
    other = replace(directed(), sender_unit="another")
    with pytest.raises(Conflict):
        assignments.name(ordered(), other, make.DAY)


def test_an_order_is_not_due_in_the_past() -> None:
    with pytest.raises(Invalid):
        ordered(due=date(2024, 6, 2))


def test_progress_is_reported_while_it_is_served() -> None:
    with pytest.raises(Conflict):
        assignments.report_progress(ordered(), "已对接", make.sender_manager(), make.DAY)
    serving = assignments.name(ordered(), directed(), make.DAY)
    told = assignments.report_progress(serving, "已对接", make.sender_manager(), make.DAY)
    assert [progress.text for progress in told.progress] == ["已对接"]
    with pytest.raises(Conflict):
        assignments.report_progress(assignments.close(told, "expired", make.DAY), "x", make.sender_manager(), make.DAY)


def test_a_declined_order_is_the_officers_again_and_goes_to_another_unit() -> None:
    declined = assignments.decline(ordered(), "相关教师均在外", make.sender_manager(), make.DAY)
    with pytest.raises(Conflict):
        assignments.name(declined, directed(), make.DAY)
    other, rules, officer = make.sender(number=2), make.rules(), make.city_officer()
    again = assignments.reassign(declined, other, date(2024, 7, 15), "改派", rules, officer, make.DAY)
    assert (again.status, again.sender_unit, again.due) == ("ordered", other.unit, date(2024, 7, 15))
    assert [(turn.what, turn.reason) for turn in again.turns] == [
        ("declined", "相关教师均在外"),
        ("reassigned", "改派"),
    ]
    with pytest.raises(Refused):
        assignments.reassign(declined, None, date(2024, 7, 15), "改派", rules, officer, make.DAY)


def test_more_time_is_later_than_before_and_clears_lateness() -> None:
    late = assignments.fall_late(ordered())
    with pytest.raises(Invalid):
        assignments.extend(late, date(2024, 6, 30), "x", make.city_officer(), make.DAY)
    longer = assignments.extend(late, date(2024, 7, 31), "暑期", make.city_officer(), make.DAY)
    assert (longer.late, longer.due, longer.turns[-1].what) == (False, date(2024, 7, 31), "extended")


def test_progress_is_due_again_after_each_report() -> None:
    serving = assignments.name(ordered(), directed(), make.DAY)
    assert serving.progress_due == date(2024, 7, 3), "the bureau's setting: every thirty days"
    behind = assignments.fall_behind(serving)
    told = assignments.report_progress(behind, "已对接", make.sender_manager(), date(2024, 7, 10))
    assert (told.progress_late, told.progress_due) == (False, date(2024, 8, 9))


def test_a_city_that_does_not_know_the_way_orders_nothing() -> None:
    city = make.SHIJIAZHUANG
    with pytest.raises(Refused, match="未作规定"):
        assignments.order(
            "o",
            city,
            "directed",
            make.sender(city),
            make.filing("host_unit", city),
            "x",
            make.rules(city),
            make.city_officer(city),
            make.DAY,
        )
