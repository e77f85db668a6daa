"""Whoever opens the portal, signed in or not, is told what the city's codes are called."""

from __future__ import annotations

import pytest

from tests.journeys.people import BAOTOU, SHIJIAZHUANG, People, Problem, Someone

NAMES = {
    "city", "county", "party", "unit_kind", "subject", "kind", "declaration", "material", "criterion", "ground",
    "register", "return_reason", "step", "way", "ending_ground", "circumstance", "target_type", "stage",
    "confidentiality", "duty", "outcome", "scheme", "indicator", "grade", "fund", "subsidy", "misuse", "training_way",
}  # fmt: skip


@pytest.mark.parametrize("city", [BAOTOU, SHIJIAZHUANG])
def test_a_visitor_reads_the_words_of_all_services(people: People, city: str):
    visitor = Someone(people, "", "nobody", "")
    told = visitor.get("/dictionaries", city=city)
    assert told["city"] == city
    assert told["silent"] == []
    words = {one["name"]: one["entries"] for one in told["items"]}
    assert set(words) >= NAMES
    steps = {one["value"]: one["label"] for one in words["step"]}
    assert (steps["filing"], steps["confirmation"]) == ("备案", "服务确认"), "of the registry and of records"
    assert {one["value"] for one in words["city"]} >= {BAOTOU, SHIJIAZHUANG}


def test_a_city_that_is_not_on_the_platform_has_none(people: People):
    with pytest.raises(Problem) as told:
        Someone(people, "", "nobody", "").get("/dictionaries", city="999999")
    assert told.value.status == 404
