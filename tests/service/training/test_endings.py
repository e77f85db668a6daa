"""A filing that ends, by an ending of the agreement or otherwise, ends the duty to be trained with it; both cities."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from shared.actor import Actor, Grant
from tests.factories.announced import announced
from tests.factories.endings import BAOTOU, SHIJIAZHUANG
from tests.factories.hosted import Hosted

MADE, GONE, BACK = "registry.filing_made", "registry.filing_cancelled", "registry.filing_restored"
WHOSE = {"filing": "f", "subject": "commissioner", "account": "a", "person": "p", "name": "甲"}
# What cancels a commissioner's filing: Baotou by the endings of 29 and 31 and the appraisals of 26, Shijiazhuang 5(1).
GROUNDS = ((BAOTOU, "commissioner_default"), (BAOTOU, "sham"), (BAOTOU, "appraisal"), (SHIJIAZHUANG, "appraisal"))


def officer(city: str) -> Actor:
    return Actor("o", "市科技局", city, grants=(Grant("city_officer"),))


def hear(service: Hosted, city: str, type: str, version: int, **more: Any) -> None:
    service.hear(type, announced(type, {**WHOSE, **more}), city, version=version)


def owed(service: Hosted, city: str) -> list[str]:
    """The roles for which the year asks the account to be trained."""
    found = service.question("training_standing", {"account": "a", "year": 2024}, officer(city))
    return [one["role"] for one in found["duties"]]


@pytest.mark.parametrize(("city", "ground"), GROUNDS)
def test_who_lost_the_filing_owes_no_training_until_it_is_restored(service: Hosted, city: str, ground: str) -> None:
    hear(service, city, MADE, 1, status="filed")
    duties = ["commissioner"] if city == BAOTOU else []  # the plan of Shijiazhuang makes training nobody's duty
    assert owed(service, city) == duties
    hear(service, city, GONE, 2, ground=ground)
    assert owed(service, city) == []
    hear(service, city, BACK, 3)
    assert owed(service, city) == duties


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_in_whatever_order_it_is_heard_the_last_fact_holds(service: Hosted, order: tuple[int, ...]) -> None:
    told: list[tuple[str, int, dict[str, Any]]] = [
        (MADE, 1, {"status": "filed"}), (GONE, 2, {"ground": "sham"}), (BACK, 3, {}),
    ]  # fmt: skip
    for at in order:
        type, version, more = told[at]
        hear(service, BAOTOU, type, version, **more)
    assert owed(service, BAOTOU) == ["commissioner"]


def test_another_filing_or_a_grant_keeps_the_role(service: Hosted) -> None:
    hear(service, BAOTOU, MADE, 1, status="filed")
    hear(service, BAOTOU, MADE, 1, status="filed", filing="g")
    hear(service, BAOTOU, GONE, 2, ground="sham")
    assert owed(service, BAOTOU) == ["commissioner"]
    hear(service, BAOTOU, GONE, 2, ground="sham", filing="g")
    assert owed(service, BAOTOU) == []
    grant = {"account": "a", "person": "p", "role": "liaison", "unit": "u", "county": None, "filing": None}
    service.hear("registry.grant_given", announced("registry.grant_given", grant), BAOTOU, version=4)
    assert owed(service, BAOTOU) == ["liaison"]
    ended = {"account": "a", "role": "liaison", "unit": "u", "county": None, "reason": "调离"}
    service.hear("registry.role_ended", announced("registry.role_ended", ended), BAOTOU, version=5)
    assert owed(service, BAOTOU) == []
