"""Delegation while away: who may lend what to whom, acting under both names, and its end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from shared.actor import Actor, platform
from shared.errors import Conflict, Forbidden, Invalid, NotFound
from shared.work import BEIJING
from tests.service.registry.conftest import Registry

GATEWAY = platform("gateway")


@pytest.fixture(autouse=True)
def today(registry: Registry) -> None:
    """Sessions live in real time, so delegations here do too."""
    registry.day = datetime.now(UTC).astimezone(BEIJING).date()


def lend(registry: Registry, giver: Actor, taker: Actor, days: int = 3, **more: object) -> dict:
    until = (registry.day + timedelta(days=days)).isoformat()
    said = {"login": registry.login(taker), "until": until, "reason": "出差", **more}
    return dict(registry.command("delegate", said, giver))


def act(registry: Registry, taker: Actor, delegation: str | None) -> dict:
    said = {"session_id": taker.session, "delegation_id": delegation}
    return dict(registry.command("act_on_behalf", said, taker))


def test_a_colleague_acts_under_both_names_and_becomes_themselves_again(registry: Registry) -> None:
    giver = registry.opened("county_officer", county="150203")
    taker = registry.signed_in(registry.opened("county_officer", county="150203"))
    made = lend(registry, giver, taker)
    assert made["status"] == "in_force"
    (mine,) = registry.question("delegations", {}, taker)["items"]
    assert [one["open"] for one in mine["actions"] if one["action"] == "act"] == [True]
    powers = act(registry, taker, made["id"])
    assert powers["behalf"]["account"] == giver.account
    assert powers["grants"] == [{"city": registry.city, "role": "county_officer", "unit": None, "county": "150203"}]
    assert registry.question("session_powers", {"session_id": taker.session}, GATEWAY)["behalf"]["name"] == giver.name
    assert "behalf" not in act(registry, taker, None)


def test_what_is_lent_is_ones_own_office_to_a_colleague_and_no_further(registry: Registry) -> None:
    giver, taker = (
        registry.opened("county_officer", county="150203"),
        registry.opened("county_officer", county="150203"),
    )
    elsewhere = registry.opened("county_officer", county="150202")
    with pytest.raises(Conflict) as stranger:
        lend(registry, giver, elsewhere)
    assert stranger.value.details["code"] == "not_a_colleague"
    with pytest.raises(Invalid):
        lend(registry, giver, taker, offices=[{"role": "city_officer"}])
    with pytest.raises(Invalid):
        lend(registry, giver, giver)
    with pytest.raises(Invalid):
        lend(registry, giver, taker, days=-1)
    with pytest.raises(Forbidden):
        lend(registry, registry.register(), taker)
    acting = Actor(**{**taker.__dict__, "behalf": giver.account})
    with pytest.raises(Forbidden) as again:
        lend(registry, acting, giver)
    assert again.value.details["code"] == "delegated"


def test_it_ends_by_hand_by_its_day_and_with_the_givers_role(registry: Registry) -> None:
    giver = registry.opened("county_officer", county="150203")
    taker = registry.signed_in(registry.opened("county_officer", county="150203"))
    made = lend(registry, giver, taker)
    act(registry, taker, made["id"])
    database = registry.service.store.database
    before = database["accounts"].find_one({"_id": taker.account})["epoch"]
    reason = {"account_id": giver.account, "role": "county_officer", "county": "150203", "reason": "调离"}
    registry.command("end_role", reason, registry.officer())
    assert database["accounts"].find_one({"_id": taker.account})["epoch"] == before + 1
    assert "behalf" not in registry.question("session_powers", {"session_id": taker.session}, GATEWAY)
    with pytest.raises(Conflict):
        act(registry, taker, made["id"])

    giver = registry.opened("county_officer", county="150203")
    made = lend(registry, giver, taker, since=(registry.day + timedelta(days=1)).isoformat())
    assert made["status"] == "due"
    with pytest.raises(Conflict):
        act(registry, taker, made["id"])
    with pytest.raises(NotFound):
        registry.command("end_delegation", {"delegation_id": made["id"]}, registry.register())
    assert registry.command("end_delegation", {"delegation_id": made["id"]}, giver)["status"] == "ended"
    with pytest.raises(Conflict):
        registry.command("end_delegation", {"delegation_id": made["id"]}, giver)


def test_nobody_acts_by_a_delegation_to_somebody_else(registry: Registry) -> None:
    giver, taker = registry.opened("trainer"), registry.opened("trainer")
    made = lend(registry, giver, taker)
    nosy = registry.signed_in(registry.opened("trainer"))
    with pytest.raises(NotFound):
        act(registry, nosy, made["id"])
