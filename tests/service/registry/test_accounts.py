"""Accounts, sessions and persons over a real database: what the gateway asks for, and what nobody else may."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import Any

import pytest

from shared.actor import Actor, Grant, platform, public
from shared.errors import Conflict, Forbidden, Invalid, NotFound
from tests.factories import registry as make
from tests.service.registry.conftest import HASH, Registry

GATEWAY = platform("gateway")


def sign_in(registry: Registry, who: Actor, city: str = make.BAOTOU) -> str:
    session = secrets.token_hex(8)
    said = {"account": who.account, "ok": True, "city": city, "session_id": session, "refresh_hash": "hash-1"}
    assert registry.command("note_sign_in", said, GATEWAY) == {"session_id": session, "must_enrol": False}
    return session


def renew(registry: Registry, session: str, old: str, new: str) -> dict[str, Any]:
    said = {"session_id": session, "refresh_hash_old": old, "refresh_hash_new": new}
    answer: dict[str, Any] = registry.command("renew_session", said, GATEWAY)
    return answer


def test_the_gateway_finds_a_credential_and_nobody_else_does(registry: Registry) -> None:
    someone = registry.register(1)
    known = registry.question("credential", {"login": "login1"}, GATEWAY)
    assert (known["account"], known["person"], known["password_hash"]) == (someone.account, someone.person, HASH)
    assert known["cities"] == [make.BAOTOU]
    for nosy in (someone, registry.officer(), public(make.BAOTOU)):
        with pytest.raises(Forbidden):
            registry.question("credential", {"login": "login1"}, nosy)
    with pytest.raises(NotFound):
        registry.question("credential", {"login": "nobody"}, GATEWAY)


def test_five_failures_lock_and_a_success_forgets_them(registry: Registry) -> None:
    someone = registry.register(1)
    wrong = {"account": someone.account, "ok": False}
    answers = [registry.command("note_sign_in", wrong, GATEWAY)["locked_until"] for _ in range(5)]
    assert answers[:4] == [None] * 4
    assert answers[4] is not None
    with pytest.raises(Forbidden):
        sign_in(registry, someone)


def test_a_session_is_renewed_ended_by_reuse_and_stays_ended(registry: Registry) -> None:
    someone = registry.register(1)
    session = sign_in(registry, someone)
    assert renew(registry, session, "hash-1", "hash-2")["session_city"] == make.BAOTOU
    assert renew(registry, session, "hash-1", "hash-3") == {"ended": True, "why": "reused"}
    assert renew(registry, session, "hash-2", "hash-4") == {"ended": True, "why": "reused"}
    assert renew(registry, "no-such-session", "a", "b") == {"ended": True, "why": "unknown"}


def test_signing_out_ends_ones_own_session_only(registry: Registry) -> None:
    someone, other = registry.register(), registry.register()
    session, others = sign_in(registry, someone), sign_in(registry, other)
    assert [one["id"] for one in registry.question("sessions", {}, someone)["items"]] == [session]
    with pytest.raises(NotFound):
        registry.command("end_session", {"session_id": others}, someone)
    registry.command("end_session", {"session_id": session}, someone)
    assert registry.question("sessions", {}, someone)["items"] == []
    assert renew(registry, session, "hash-1", "hash-2")["ended"] is True


def test_a_new_password_ends_every_other_session(registry: Registry) -> None:
    someone = registry.register(1)
    kept, gone = sign_in(registry, someone), sign_in(registry, someone)
    said = {"password_hash": HASH + "-new", "keep_session": kept}
    assert registry.command("change_password", said, someone) == {"ended": 1}
    assert registry.question("credential", {"login": "login1"}, GATEWAY)["password_hash"] == HASH + "-new"
    assert renew(registry, gone, "hash-1", "hash-2")["why"] == "password_changed"
    assert "ended" not in renew(registry, kept, "hash-1", "hash-2")


def test_numbers_are_sealed_in_the_database_and_in_announcements(registry: Registry) -> None:
    number = make.identity_number(5)
    registry.register(5)
    for name in registry.service.store.database.list_collection_names():
        for document in registry.service.store.database[name].find():
            assert number not in str(document)
            assert "13900000005" not in str(document)
    kept = registry.service.store.database["persons"].find_one()
    vault = registry.service.calls.vault
    with pytest.raises(ValueError, match="not sealed"):
        vault.open(kept["identity"]["number"])
    key = registry.service.store.database["person_keys"].find_one({"_id": kept["identity"]["fingerprint"]})
    assert vault.by(key["key"]).open(kept["identity"]["number"]) == number


def test_one_person_has_one_account(registry: Registry) -> None:
    registry.register(5)
    with pytest.raises(Conflict) as twice:
        registry.register(5, login="another")
    assert twice.value.details["code"] == "identity_not_open"
    with pytest.raises(Conflict) as taken:
        registry.register(6, login="LOGIN5 ".strip())
    assert taken.value.details["code"] == "login_taken"
    with pytest.raises(Invalid):
        registry.register(7, identity_number="150203198505170011")


def test_the_operator_is_made_once_and_opens_officers(registry: Registry) -> None:
    said = {"login": "operator", "password_hash": HASH}
    assert registry.command("open_operator", said, GATEWAY)["made"] is True
    assert registry.command("open_operator", said, GATEWAY)["made"] is False
    assert registry.command("open_operator", {**said, "reset": True}, GATEWAY)["made"] is True
    known = registry.question("credential", {"login": "operator"}, GATEWAY)
    assert (known["cities"], known["must_change_password"]) == ([], True)
    operator = Actor(known["account"], "operator", "", grants=(Grant("platform_operator"),))
    officer = {"target_city": make.BAOTOU, "login": "first", "name": "首任", "password_hash": HASH}
    made = registry.command("open_city_officer", officer, operator)
    assert made["grants"] == [{"role": "city_officer", "unit": None, "county": None, "filing": None}]
    with pytest.raises(Forbidden):
        registry.command("open_city_officer", {**officer, "login": "second"}, registry.officer())
    with pytest.raises(NotFound):
        registry.command("open_city_officer", {**officer, "target_city": "999999", "login": "second"}, operator)
    with pytest.raises(Forbidden):
        registry.command("open_operator", said, operator)


def test_an_officer_keeps_the_accounts_of_the_own_city(registry: Registry) -> None:
    invited = {"login": "county-a", "name": "旗县经办", "password_hash": HASH}
    grant = [{"role": "county_officer", "county": "150203"}]
    made = registry.command("invite_account", {**invited, "grants": grant}, registry.officer())
    wrong = {**invited, "login": "b-b", "grants": [{"role": "county_officer", "county": "130102"}]}
    with pytest.raises(Invalid) as unknown:
        registry.command("invite_account", wrong, registry.officer())
    assert unknown.value.details["errors"][0]["pointer"] == "/grants/0/county"
    with pytest.raises(Forbidden):
        registry.command("invite_account", {**invited, "login": "c-c", "grants": grant}, registry.county())
    elsewhere = make.officer(make.SHIJIAZHUANG)
    with pytest.raises(NotFound):
        registry.question("account", {"account_id": made["id"]}, elsewhere)
    with pytest.raises(NotFound):
        registry.command("reset_password", {"account_id": made["id"], "password_hash": HASH}, elsewhere)
    listed = registry.question("accounts", {"role": "county_officer"}, registry.officer())["items"]
    assert [one["id"] for one in listed] == [made["id"]]
    session = sign_in(registry, Actor(made["id"], "", make.BAOTOU))
    disabled = {"account_id": made["id"], "reason": "调离"}
    assert registry.command("disable_account", disabled, registry.officer())["disabled"] is True
    assert renew(registry, session, "hash-1", "hash-2") == {"ended": True, "why": "disabled"}


def test_a_disabled_account_is_in_use_again_for_a_reason(registry: Registry) -> None:
    owner, officer = registry.register(), registry.officer()
    said = {"account_id": owner.account, "reason": "长期未用"}
    with pytest.raises(Conflict):
        registry.command("enable_account", said, officer)
    registry.command("disable_account", said, officer)
    shown = registry.question("account", {"account_id": owner.account}, officer)
    closed = {one["action"]: one["open"] for one in shown["actions"]}
    assert (closed["enable"], closed["disable"]) == (True, False)
    back = {"account_id": owner.account, "reason": "本人申请恢复"}
    assert registry.command("enable_account", back, officer)["disabled"] is False
    (told,) = registry.told("account_enabled")
    assert (told["data"]["account"], told["data"]["reason"]) == (owner.account, "本人申请恢复")
    assert sign_in(registry, owner)


def test_a_city_enables_only_what_it_disabled_and_never_the_account_of_a_merged_record(registry: Registry) -> None:
    owner, officer = registry.register(), registry.officer()
    registry.command("enter_city", {"target_city": make.SHIJIAZHUANG}, owner)
    registry.command("disable_account", {"account_id": owner.account, "reason": "重复注册"}, officer)
    back = {"account_id": owner.account, "reason": "本人申请恢复"}
    with pytest.raises(Conflict):
        registry.command("enable_account", back, make.officer(make.SHIJIAZHUANG))
    real, other = registry.register(), registry.register()
    registry.command("disable_account", {"account_id": other.account, "reason": "重复注册"}, officer)
    merge = {"winner": real.person, "loser": other.person, "reason": "重复注册"}
    registry.command("merge_persons", merge, officer)
    with pytest.raises(Conflict):
        registry.command("enable_account", {"account_id": other.account, "reason": "误停用"}, officer)


def test_reading_a_number_in_full_is_told_with_its_reason(registry: Registry) -> None:
    someone = registry.register(5)
    said = {"person_id": someone.person, "reason": "核对身份"}
    told = registry.command("disclose_identity", said, registry.officer())
    assert told["identity_number"] == make.identity_number(5)
    event = registry.told("identity_disclosed")[0]
    assert (event["data"]["reason"], event["actor"]["account"]) == ("核对身份", "city-1")
    with pytest.raises(NotFound):
        registry.command("disclose_identity", said, make.officer(make.SHIJIAZHUANG))
    with pytest.raises(NotFound):
        registry.command("disclose_identity", said, registry.county())


def test_one_changes_ones_own_profile_at_the_version_one_saw(registry: Registry) -> None:
    someone = registry.register(5)
    changed = registry.command("update_profile", {"title": "senior"}, someone, version=1)
    assert (changed["title"], changed["education"], changed["version"]) == ("senior", "bachelor", 2)
    with pytest.raises(Conflict):
        registry.command("update_profile", {"title": "junior"}, someone, version=1)
    with pytest.raises(NotFound):
        registry.question("profile", {}, replace(someone, person=None))


def test_an_account_enters_another_city_by_itself(registry: Registry) -> None:
    someone = registry.register(5)
    entered = registry.command("enter_city", {"target_city": make.SHIJIAZHUANG}, someone)
    assert entered["cities"] == [make.SHIJIAZHUANG, make.BAOTOU]
    with pytest.raises(NotFound):
        registry.command("enter_city", {"target_city": "999999"}, someone)
    listed = registry.question("persons", {}, make.officer(make.SHIJIAZHUANG))["items"]
    assert [one["id"] for one in listed] == [someone.person]


def test_a_session_moves_to_another_of_its_accounts_cities(registry: Registry) -> None:
    someone, other = registry.register(5), registry.register(6)
    session = sign_in(registry, someone)
    move = {"session_id": session, "target_city": make.SHIJIAZHUANG}
    with pytest.raises(Forbidden):
        registry.command("switch_city", move, someone)
    registry.command("enter_city", {"target_city": make.SHIJIAZHUANG}, someone)
    with pytest.raises(NotFound):
        registry.command("switch_city", move, other)
    moved = registry.command("switch_city", move, someone)
    assert (moved["session_city"], {one["role"] for one in moved["grants"]}) == (make.SHIJIAZHUANG, {"applicant"})
    assert renew(registry, session, "hash-1", "hash-2")["session_city"] == make.SHIJIAZHUANG
    assert registry.command("switch_city", {**move, "target_city": make.BAOTOU}, someone)["session_city"] == make.BAOTOU


def test_a_unit_is_registered_once_and_changed_by_its_managers_only(registry: Registry) -> None:
    someone, other = registry.register(), registry.register()
    unit = registry.unit(someone, uscc=make.credit_code(500))
    with pytest.raises(Conflict):
        registry.unit(other, uscc=make.credit_code(500))
    with pytest.raises(Invalid):
        registry.unit(other, county="130102")
    changed = registry.command("update_unit", {"unit_id": unit, "staff": 40}, someone, version=1)
    assert (changed["staff"], changed["version"]) == (40, 2)
    assert [set(line) for line in changed["history"]] == [{"on", "by_name", "before", "note"}]  # no account's id
    with pytest.raises(NotFound):
        registry.command("update_unit", {"unit_id": unit, "staff": 41}, other)
    assert registry.told("unit_registered")[-1]["data"]["unit"] == unit
