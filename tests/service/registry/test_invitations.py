"""Invitations, roles given and ended, and units with several managers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from shared.actor import Actor, public
from shared.errors import Conflict, Forbidden, Invalid, NotFound
from tests.factories import registry as make
from tests.service.registry.conftest import HASH, Registry


def invite(registry: Registry, by: Actor, *grants: dict[str, Any], **more: Any) -> dict[str, Any]:
    return dict(registry.command("invite", {"name": "受邀者", "grants": list(grants), **more}, by))


def accept(registry: Registry, token: str, login: str = "invited", **more: Any) -> dict[str, Any]:
    said = {"token": token, "login": login, "password_hash": HASH, **more}
    return dict(registry.command("accept_invitation", said, public(registry.city)))


def test_an_officer_invites_and_the_token_is_good_once(registry: Registry) -> None:
    made = invite(registry, registry.officer(), {"role": "inspector"}, phone="13912345678")
    kept = registry.service.store.database["invitations"].find_one()
    assert made["token"] not in str(kept)
    assert "13912345678" not in str(kept)
    assert made["token"] not in str(registry.service.store.database["calls"].find_one({"name": "invite"}))
    with pytest.raises(NotFound):
        accept(registry, "A" * 24)
    with pytest.raises(NotFound):
        accept(registry, made["token"], phone="13900000000")
    opened = accept(registry, made["token"], phone="13912345678")
    account = registry.question("account", {"account_id": opened["account"]}, registry.officer())
    assert [grant["role"] for grant in account["grants"]] == ["inspector"]
    with pytest.raises(Conflict):
        accept(registry, made["token"], "another", phone="13912345678")
    (shown,) = registry.question("invitations", {}, registry.officer())["items"]
    assert (shown["status"], shown["account"]) == ("accepted", opened["account"])
    assert "token" not in shown


def test_it_expires_and_is_revoked(registry: Registry) -> None:
    made = invite(registry, registry.officer(), {"role": "inspector"}, valid_days=2)
    registry.day += timedelta(days=3)
    with pytest.raises(Conflict) as over:
        accept(registry, made["token"])
    assert over.value.details["code"] == "invitation_over"
    other = invite(registry, registry.officer(), {"role": "inspector"})
    assert (
        registry.command("revoke_invitation", {"invitation_id": other["id"]}, registry.officer())["status"] == "revoked"
    )
    with pytest.raises(Conflict):
        accept(registry, other["token"])


def test_a_units_manager_makes_another_one_with_the_roles_of_its_filing_and_nothing_more(registry: Registry) -> None:
    manager, unit = registry.station()
    for role in ({"role": "city_officer"}, {"role": "commissioner"}, {"role": "dispatching_manager", "unit": unit}):
        with pytest.raises(Forbidden):
            invite(registry, manager, role)
    other = registry.unit(registry.register())
    with pytest.raises(NotFound):
        invite(registry, manager, {"role": "unit_manager", "unit": other})
    made = invite(registry, manager, {"role": "unit_manager", "unit": unit})
    second = registry.register()
    registry.command("join_by_invitation", {"token": made["token"]}, second)
    second = registry.again(second)
    assert second.units("dispatching_manager") == {unit}
    shown = registry.question("unit", {"unit_id": unit}, second)
    assert shown["managers"] == [manager.account, second.account]
    assert [one["note"] for one in shown["history"]] == ["增加管理员"]
    assert "managers" not in registry.question("unit", {"unit_id": unit}, registry.register())
    leaving = {"unit_id": unit, "account": manager.account, "reason": "离任"}
    registry.command("remove_manager", leaving, second)
    assert registry.again(manager).units("dispatching_manager") == frozenset()
    with pytest.raises(Conflict) as last:
        registry.command("remove_manager", {**leaving, "account": second.account}, second)
    assert last.value.details["code"] == "last_manager"
    with pytest.raises(NotFound):
        registry.command("add_manager", {"unit_id": unit, "login": registry.login(manager)}, manager)
    third = registry.register()
    registry.command("add_manager", {"unit_id": unit, "login": registry.login(third)}, registry.officer())
    assert registry.again(third).units("dispatching_manager") == {unit}


def test_what_is_changed_of_a_unit_stays_in_its_history(registry: Registry) -> None:
    manager = registry.register()
    unit = registry.unit(manager, name="旧名科技有限公司")
    registry.command("update_unit", {"unit_id": unit, "name": "新名科技有限公司", "staff": 30}, manager)
    shown = registry.question("unit", {"unit_id": unit}, manager)
    assert shown["history"][-1]["before"] == {"name": "旧名科技有限公司", "staff": "20"}
    assert shown["former_names"] == ["旧名科技有限公司"]
    assert [one["id"] for one in registry.question("units", {"q": "jiuming"}, manager)["items"]] == [unit]


def test_roles_are_given_and_ended_by_city_officers_but_never_a_filings(registry: Registry) -> None:
    manager, unit = registry.station()
    officer, person = registry.officer(), registry.register()
    given = registry.command("give_role", {"account_id": person.account, "role": "inspector"}, officer)
    assert [grant["role"] for grant in given["grants"]] == ["inspector"]
    told = {"account_id": person.account, "role": "inspector", "reason": "任务结束"}
    assert registry.command("end_role", told, officer)["grants"] == []
    with pytest.raises(NotFound):
        registry.command("end_role", told, officer)
    with pytest.raises(Forbidden):
        registry.command("give_role", {"account_id": person.account, "role": "commissioner"}, officer)
    with pytest.raises(Invalid):
        registry.command("give_role", {"account_id": person.account, "role": "county_officer"}, officer)
    of_filing = {"account_id": manager.account, "role": "dispatching_manager", "unit": unit, "reason": "x" * 3}
    with pytest.raises(Conflict) as refused:
        registry.command("end_role", of_filing, officer)
    assert refused.value.details["code"] == "of_a_filing"
    with pytest.raises(NotFound):
        registry.command(
            "give_role", {"account_id": person.account, "role": "trainer"}, make.officer(make.SHIJIAZHUANG)
        )
