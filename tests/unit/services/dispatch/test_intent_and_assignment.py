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
