"""Certificates and their verification over the real store."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from typing import Any

import pytest

from services.registry.service import RegistryService
from shared.actor import platform, public
from shared.errors import Conflict, Invalid, NotFound
from shared.upkeep import run_timer
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


def test_its_holder_and_the_officers_see_the_code_and_where_it_is_looked_up_and_nobody_else(registry: Registry) -> None:
    manager, unit = registry.station()
    filing = registry.commissioner(manager, unit)
    one, code = {"filing_id": filing["id"]}, code_of(registry, filing)
    for reader in (holder(filing), manager, registry.officer()):
        shown = registry.question("filing", one, reader)["verification"]
        assert (shown["code"], shown["address"]) == (code, f"/verify/{code}")
    for stranger in (make.actor("stranger", "p-x"), make.county_officer("150299")):
        assert registry.question("filing", one, stranger)["verification"] is None
    assert "verification" not in registry.question("filings", {}, holder(filing))["items"][0]


def test_a_filing_of_before_there_were_codes_gets_one_and_then_its_certificate(registry: Registry) -> None:
    filing = registry.commissioner(*registry.station())
    database, one = registry.service.store.database, {"filing_id": filing["id"]}
    database["filings"].update_one({"_id": filing["id"]}, {"$unset": {"code": ""}})
    database["verifications"].delete_many({"filing": filing["id"]})
    assert registry.question("filing", one, holder(filing))["verification"] is None
    parts, now = registry.service, datetime(2024, 6, 3, 2, tzinfo=UTC)
    database["leases"].delete_many({})
    run_timer(
        parts.store, parts.calls.work, "codes", 60, platform("registry", registry.city), now,
        RegistryService().give_codes, parts.rulebooks,
    )  # fmt: skip
    code = registry.question("filing", one, holder(filing))["verification"]["code"]
    assert len(code) == 26
    assert registry.question("verification", {"code": code}, public(""))["number"] == filing["number"]
    assert registry.question("filing_certificate", one, holder(filing))["name"].endswith(".pdf")


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
