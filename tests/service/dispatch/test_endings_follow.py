"""Every ending of both cities' rulebooks, through its own chain: what is told, and the places that are free again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from shared.actor import Actor
from shared.errors import Refused
from tests.factories import dispatch as make
from tests.factories.endings import DECIDED_ELSEWHERE, TABLE, Follows
from tests.service.dispatch.conftest import Dispatch, Processes, known

CITY, COUNTY = make.city_officer, make.county_officer
STEPS: dict[str, tuple[str, dict[str, Any], tuple[tuple[str, str], ...]]] = {
    "consent": (
        "commissioner", {"circumstance": "force_majeure"},
        (("sender_manager", "pass"), ("host_manager", "pass"), ("commissioner", "pass"), ("competent_officer", "pass")),
    ),
    "commissioner_default": (
        "host_manager", {"circumstance": "walked_out"}, (("county_officer", "recommend"), ("city_officer", "approve")),
    ),
    "party_default": ("county_officer", {"circumstance": "host_fails"}, (("city_officer", "approve"),)),
    "sham": (
        "inspector", {"circumstance": "no_substance", "funds_obtained": True}, (("city_officer", "approve"),),
    ),
}  # fmt: skip


def somebody(role: str) -> Actor:
    actor: Actor = getattr(make, role)()
    return actor


def end(service: Dispatch, follows: Follows, agreement: dict[str, Any]) -> None:
    """Ends it on this ground, by whoever the rulebook lets."""
    if follows.ground == "expired":
        service.on(date(2026, 1, 1)).command("expire_agreements", {}, CITY(service.city))
        return
    if follows.ground == "filing_cancelled":
        service.hear(service.cancel(agreement["filing"]))
        return
    opener, said, steps = STEPS[follows.ground]
    said = {"agreement": agreement["id"], "ground": follows.ground, "reason": "情况说明", **said}
    case = service.command("open_ending", said, somebody(opener))
    for role, action in steps:
        step = {"ending_id": case["id"], "action": action, "note": "理由"}
        service.command("take_ending_step", step, somebody(role))


@pytest.mark.parametrize("city", [make.BAOTOU, make.SHIJIAZHUANG])
def test_the_table_knows_every_ground_of_the_rulebook(city: str) -> None:
    stated = [name for name, ground in make.rules(city).endings.cases.items() if ground.chain.steps]
    assert {one.ground for one in TABLE if one.city == city} == {*stated, *DECIDED_ELSEWHERE}


@pytest.mark.parametrize("follows", TABLE, ids=lambda one: one.named)
def test_what_is_told_of_an_ending_and_the_places_that_are_free(
    dispatch_processes: Processes, follows: Follows
) -> None:
    service = known(dispatch_processes, follows.city)
    service.file("host_unit", 2)
    agreement = service.filed(since="2024-05-01")
    end(service, follows, agreement)
    (told,) = service.told("agreement_ended")
    assert {name: told["data"][name] for name in ("ground", "article", "consequences")} == {
        "ground": follows.ground,
        "article": follows.article,
        "consequences": list(follows.consequences),
    }
    for collection, whom in (("commissioner_places", "person-1"), ("host_places", f"{follows.city}-host-1")):
        held = service.stored(collection, f"{follows.city}:{whom}")["held"]
        assert [place for place in held if place["until"] >= service.day.isoformat()] == []
    if "cancel_filing" in follows.consequences:
        service.hear(service.cancel(agreement["filing"]))  # as the registry carries it out
    another_year = {"since": "2026-01-01", "until": "2027-12-31"}
    service.on(date(2026, 1, 1))
    if "cancel_filing" in follows.consequences or follows.ground == "filing_cancelled":
        with pytest.raises(Refused) as refused:
            service.draft(host=2, **another_year)
        assert refused.value.rule.endswith("commissioner_filed")
    else:
        assert service.draft(host=2, **another_year)["status"] == "draft"


def test_another_agreement_under_a_filing_that_is_cancelled_for_default_ends_with_it(baotou: Dispatch) -> None:
    baotou.file("host_unit", 2)
    first, second = baotou.filed(), baotou.filed(host=2)
    end(baotou, next(one for one in TABLE if one.ground == "commissioner_default"), first)
    assert baotou.stored("agreements", second["id"])["status"] == "filed"  # until the registry has cancelled
    baotou.hear(baotou.cancel(first["filing"]))
    assert [one["data"]["ground"] for one in baotou.told("agreement_ended")] == [
        "commissioner_default",
        "filing_cancelled",
    ]
