"""Funding in Baotou (第二十七条、第三十一条), over HTTP: no trip money, a reward fund the city holds, inspections."""

from __future__ import annotations

from datetime import date

import pytest

from tests.journeys.people import BAOTOU, People, Someone, eventually
from tests.journeys.serving import Service, served

DAY = date(2024, 7, 1)


@pytest.fixture(scope="module")
def work(people: People) -> Service:
    """A commissioner of a city-level station at a host, in 2024."""
    return served(people, BAOTOU)


@pytest.fixture
def city(people: People) -> Someone:
    """The city bureau's officer."""
    return people.officer(BAOTOU).on(DAY)


def test_a_trip_is_answered_with_the_documents_silence_and_its_article(work: Service) -> None:
    record = work.confirmed(date(2024, 6, 12))["id"]
    silent = eventually(lambda: work.commissioner.on(DAY).refused("/claims", {"record": record}))
    assert silent.articles == ["第三十一条"]
    assert "本办法未作规定" in silent.body["detail"]


def test_the_reward_fund_stays_with_the_city(work: Service, city: Someone) -> None:
    made = city.post("/budgets", {"fund": "reward", "year": 2026, "amount": "80000"})
    shown = city.get(f"/budgets/{made['id']}")
    allocate = next(one for one in shown["actions"] if one["action"] == "allocate")
    assert (allocate["open"], allocate["article"]) == (False, "第二十七条")
    said = {"budget": made["id"], "unit": work.station.id, "amount": "1"}
    assert eventually(lambda: city.refused("/allocations", said)).articles == ["第二十七条"]
    more = city.post(f"/budgets/{made['id']}/supplement", {"amount": "20000"}, version=made["version"])
    assert more["free"] == "100000.00"
    assert city.refused(f"/budgets/{made['id']}/supplement", {"amount": "1"}, status=412, version=1)


def test_an_inspectors_finding_is_decided_by_the_city_and_may_be_dismissed(
    work: Service, city: Someone, people: People
) -> None:
    inspector = people.invited(BAOTOU, "inspector").on(DAY)
    said = {"filing": work.commissioner.filing, "ground": "serious_misuse", "note": "票据不全"}
    work.station.manager.on(DAY).refused("/inspections", said, status=403)
    found = eventually(lambda: inspector.post("/inspections", said))
    path = f"/inspections/{found['id']}"
    inspector.refused(f"{path}/confirmation", {}, status=403, version=found["version"])
    dismissed = city.post(f"{path}/dismissal", {"reason": "已补齐票据"}, version=found["version"])
    assert (dismissed["status"], dismissed["consequences"]) == ("dismissed", [])
    assert city.refused(f"{path}/confirmation", {}, version=dismissed["version"])
    assert city.get(f"/filings/{work.commissioner.filing}")["status"] == "filed"
