"""Certificates and their verification over the real store."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from shared.actor import platform, public
from shared.errors import Conflict, Invalid, NotFound
from tests.factories import registry as make
from tests.service.registry.conftest import Registry
from tests.service.registry.test_consequences import holder, result


def code_of(registry: Registry, filing: dict[str, Any]) -> str:
    return str(registry.service.store.database["filings"].find_one({"_id": filing["id"]})["code"])


def test_a_certificate_is_the_same_each_time_and_none_is_made_once_the_filing_is_cancelled(registry: Registry) -> None:
    manager, unit = registry.station()
    filing = registry.commissioner(manager, unit)
    one, who = {"filing_id": filing["id"]}, holder(filing)
    made = registry.question("filing_certificate", one, who)
    assert made["name"] == f"企业科技特派员备案证书-{filing['number']}.pdf"
    assert base64.b64decode(made["content"]).startswith(b"%PDF-1.7")
    assert registry.question("filing_certificate", one, manager) == made
    for stranger in (make.actor("stranger", "p-x"), make.county_officer("150299"), make.officer(make.SHIJIAZHUANG)):
        with pytest.raises(NotFound):
            registry.question("filing_certificate", one, stranger)
    registry.hear("appraisal.result_published", result(filing, "cancel_filing"))
    with pytest.raises(Conflict):
        registry.question("filing_certificate", one, who)


def test_a_code_is_verified_without_a_city_or_account_and_follows_the_filing(registry: Registry) -> None:
    filing = registry.commissioner(*registry.station())
    asked, nobody = {"code": code_of(registry, filing)}, public("")
    shown = registry.question("verification", asked, nobody)
    assert (shown["standing"], shown["number"], shown["city_name"]) == ("valid", filing["number"], "包头市")
    assert shown["holder"] == f"申{'*' * (len(filing['name']) - 1)}"
    assert not any(secret in str(shown) for secret in (filing["id"], filing["person"], filing["account"]))
    registry.hear("appraisal.result_published", result(filing, "cancel_filing"))
    assert registry.question("verification", asked, nobody)["standing"] == "cancelled"
    with pytest.raises(NotFound):
        registry.question("verification", {"code": "Z" * 26}, nobody)
    with pytest.raises(Invalid):
        registry.question("verification", {"code": filing["id"] + "/"}, nobody)


def test_looks_are_counted_by_day_for_the_holder_and_the_bureau(registry: Registry) -> None:
    filing = registry.commissioner(*registry.station())
    code = code_of(registry, filing)
    looks = [
        {"code": code, "count": 2, "last": "2024-06-03T15:59:00+00:00"},
        {"code": code, "count": 1, "last": "2024-06-03T16:01:00+00:00"},  # past midnight in Beijing
        {"code": "Z" * 26, "count": 9, "last": "2024-06-03T16:01:00+00:00"},
    ]
    registry.command("note_looks", {"looks": looks}, platform("gateway", make.BAOTOU))
    registry.command("note_looks", {"looks": looks[:1]}, platform("gateway", make.BAOTOU))
    registry.command("note_looks", {"looks": looks}, platform("gateway", make.SHIJIAZHUANG))
    shown = registry.question("filing_looks", {"filing_id": filing["id"]}, holder(filing))["items"]
    assert [(one["on"], one["count"]) for one in shown] == [("2024-06-04", 1), ("2024-06-03", 4)]
