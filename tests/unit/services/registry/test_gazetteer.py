"""Provinces, cities and counties are chosen by name, as they are called today."""

from __future__ import annotations

from services.registry.domain import gazetteer


def test_provinces_cities_and_counties_lie_under_one_another():
    assert {"150000", "130000", "110000"} <= {one.code for one in gazetteer.under("")}
    assert [one.name for one in gazetteer.under("150000")][:2] == ["呼和浩特市", "包头市"]
    counties = {one.code: (one.name, one.name_en) for one in gazetteer.under("150200")}
    assert counties["150202"] == ("东河区", "Donghe District")
    assert counties["150205"] == ("石拐区", "Shiguai District"), "by its name of today, not of before 1999"
    assert "150220" not in counties, "gone since 1983"
    assert "150201" not in counties, "a group of districts is none itself"


def test_a_municipality_has_its_districts_under_it_and_nothing_is_under_a_county():
    assert "110101" in {one.code for one in gazetteer.under("110000")}
    assert gazetteer.under("150202") == []
    assert gazetteer.under("990000") == []
