"""The whole API asked with generated input, right and wrong, by somebody of every role."""

import os

import pytest
import requests

from loadtests.fuzz.asking import Asking, Caller, what_is_there
from tests.journeys.people import BAOTOU, SHIJIAZHUANG
from tests.journeys.serving import served

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "4"))


@pytest.mark.slow
def test_no_operation_fails_or_answers_outside_its_description_whoever_asks_whatever(people, platform):
    callers = []
    for city in (BAOTOU, SHIJIAZHUANG):
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
        callers += [Caller(role, someone.on(None).renew().headers()) for role, someone in someones.items()]
    callers += [
        Caller("platform_operator", people.operator().headers()),
        Caller("public", {"Tepai-City": BAOTOU}),
        Caller("forged", {"Authorization": "Bearer eyJhbGciOiJub25lIn0.e30."}),
    ]
    document = requests.get(f"{platform.base_url}/api/openapi.json", timeout=30).json()
    known = what_is_there(platform.base_url, callers, document)
    report = Asking(platform.base_url, callers, known, examples=EXAMPLES, seed=20_261_125, seconds=120).run()
    assert not report.findings, "\n".join(f"{times} × {one}" for times, one in report.kinds()[:40])
    assert report.unasked == []
    assert report.statuses[200] > report.asked / 50, f"too few calls got through: {report.statuses}"
