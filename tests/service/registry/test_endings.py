"""What the registry does when an agreement ends, ground by ground, in both cities; and when the ending is undone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factories.endings import BAOTOU, TABLE, Follows, ended
from tests.service.registry.conftest import Registry

KIND = {BAOTOU: "technical_service"}


def filed(registry: Registry, follows: Follows) -> dict[str, Any]:
    registry.in_city(follows.city)
    return registry.commissioner(*registry.station(), kind=KIND.get(follows.city, "industrial"))


def case(filing: dict[str, Any], follows: Follows) -> dict[str, Any]:
    return ended(follows, agreement="a", filing=filing["id"], person=filing["person"], ended_on="2024-06-03")


def status(registry: Registry, filing: dict[str, Any]) -> str:
    return str(registry.question("filing", {"filing_id": filing["id"]}, registry.officer())["status"])


@pytest.mark.parametrize("follows", TABLE, ids=lambda one: one.named)
def test_the_filing_and_the_credit_register_follow_the_ground(registry: Registry, follows: Follows) -> None:
    filing = filed(registry, follows)
    registry.hear("dispatch.agreement_ended", case(filing, follows))
    cancels = "cancel_filing" in follows.consequences
    assert status(registry, filing) == ("cancelled" if cancels else "filed")
    assert [one["data"]["article"] for one in registry.told("filing_cancelled")] == [follows.article] * cancels
    entered = [one["data"] for one in registry.told("credit_entry_made")]
    recorded = "misconduct_record" in follows.consequences
    assert [(one["register"], one["person"], one["article"]) for one in entered] == [
        ("misconduct", filing["person"], follows.article)
    ] * recorded


UNDONE = [one for one in TABLE if one.consequences]


@pytest.mark.parametrize("follows", UNDONE, ids=lambda one: one.named)
def test_what_followed_from_an_overturned_ending_falls_with_it(registry: Registry, follows: Follows) -> None:
    filing = filed(registry, follows)
    registry.hear("dispatch.agreement_ended", case(filing, follows))
    undone = {**case(filing, follows), "ending": "e", "reasons": "证据不足"}
    registry.hear("dispatch.ending_overturned", undone)
    assert status(registry, filing) == "filed"
    annulled = registry.told("credit_entry_annulled")
    assert len(annulled) == ("misconduct_record" in follows.consequences)
    person = registry.service.store.database["accounts"].find_one({"_id": filing["account"]})
    assert [grant["role"] for grant in person["grants"] if grant["filing"] == filing["id"]] == ["commissioner"]


def test_a_claim_that_goes_on_keeps_its_owner_from_being_erased(registry: Registry) -> None:
    filing = filed(registry, TABLE[0])
    database = registry.service.store.database
    for type, open_now in (("claim_submitted", True), ("claim_stopped", False), ("claim_resumed", True)):
        registry.hear(f"funding.{type}", {"claim": "c", "person": filing["person"]})
        assert database["ties"].find_one({"_id": "claim:c"})["open"] is open_now
