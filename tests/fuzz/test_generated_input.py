"""The whole API asked with generated input, right and wrong, by somebody of every role, over one served year a city."""

from __future__ import annotations

import os

import pytest
import requests

from loadtests.fuzz.asking import Asking, Caller, what_is_there
from tests.journeys.people import BAOTOU, SHIJIAZHUANG, People
from tests.journeys.serving import served
from tests.parts import Platform

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "3"))
SEED = 20_261_125
SECONDS = 45  # after that each operation is asked once more at most


@pytest.mark.slow
def test_no_operation_fails_or_answers_outside_its_description_whoever_asks_whatever(
    people: People, platform: Platform
) -> None:
    callers = [
        Caller("platform_operator", people.operator().headers()),
        Caller("public", {"Tepai-City": BAOTOU}),
        Caller("forged", {"Authorization": "Bearer eyJhbGciOiJub25lIn0.e30."}),
    ]
    for city in (BAOTOU, SHIJIAZHUANG):
        callers += _of_a_served_year(people, city)
    document = requests.get(f"{platform.base_url}/api/openapi.json", timeout=30).json()
    known = what_is_there(platform.base_url, callers, document)
    report = Asking(platform.base_url, callers, known, examples=EXAMPLES, seed=SEED, seconds=SECONDS, askers=4).run()
    assert not report.findings, "\n".join(f"{times} × {one}" for times, one in report.kinds()[:40])
    assert report.unasked == []
    assert report.statuses[200] > report.asked / 50, f"too few calls got through: {report.statuses}"


def _of_a_served_year(people: People, city: str) -> list[Caller]:
    service = served(people, city)
    service.confirmed(service.commissioner.day)
    someones = {
        "city_officer": people.officer(city),
        "county_officer": people.county(city),
        "finance_officer": people.invited(city, "finance_officer"),
        "inspector": people.invited(city, "inspector"),
        "trainer": people.invited(city, "trainer"),
        "dispatching_manager": service.station.manager,
        "host_manager": service.host.manager,
        "commissioner": service.commissioner,
    }
    return [Caller(role, someone.on(None).renew().headers(), city) for role, someone in someones.items()]
