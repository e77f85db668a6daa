"""One-time codes: enrolled, proved, asked for, never taken twice; recovery codes; sessions and the log of sign-ins."""

from __future__ import annotations

import time
from typing import Any

import pyotp
import pytest

from shared.actor import Actor, platform
from shared.errors import Conflict, Forbidden, Invalid, NotFound
from tests.service.registry.conftest import Registry

GATEWAY = platform("gateway")


def sign_in(registry: Registry, who: Actor, session: str, code: str | None = None) -> dict[str, Any]:
    said = {"account": who.account, "ok": True, "city": who.city, "session_id": session, "refresh_hash": "h"}
    return dict(registry.command("note_sign_in", {**said, "code": code}, GATEWAY))


@pytest.fixture
def real(registry: Registry, monkeypatch: pytest.MonkeyPatch) -> Registry:
    """Codes live in real time: so does everybody here."""
    ask = registry.call
    monkeypatch.setattr(
        registry, "call", lambda name, args, by, **more: ask(name, args, by, **more) | _now(name, args, by, more)
    )
    return registry


def _now(name: str, args: dict[str, Any], by: Actor, more: dict[str, Any]) -> dict[str, Any]:
    from shared.actor import sign
    from tests.service.registry.conftest import SECRET

    return {"actor": sign(Actor(**{**by.__dict__, "as_of": None}), SECRET)}


def test_a_code_is_asked_for_once_enrolled_and_none_is_taken_twice(real: Registry) -> None:
    officer = real.opened("trainer")
    assert sign_in(real, officer, "s1")["session_id"] == "s1"
    with pytest.raises(Conflict):
        real.command("confirm_second_factor", {"code": "000000"}, officer)
    told = real.command("enrol_second_factor", {}, officer)
    assert told["otpauth_uri"].startswith("otpauth://totp/")
    assert told["qr_svg"].startswith("<svg")
    kept = real.service.store.database
    for name in ("accounts", "calls", "announcements"):
        assert told["secret"] not in str(list(kept[name].find())), name
    assert sign_in(real, officer, "s2")["session_id"] == "s2", "asked for only when proved"
    codes = pyotp.TOTP(told["secret"])
    with pytest.raises(Invalid):
        real.command("confirm_second_factor", {"code": "000000"}, officer)
    first = codes.at(time.time())
    recovery = real.command("confirm_second_factor", {"code": first}, officer)["recovery_codes"]
    assert len(set(recovery)) == 10
    assert sign_in(real, officer, "s3") == {"code": "needed"}
    assert sign_in(real, officer, "s3", first)["code"] == "wrong", "a code that was used is not taken again"
    assert sign_in(real, officer, "s4", codes.at(time.time() + 30))["session_id"] == "s4"
    assert sign_in(real, officer, "s5", recovery[0])["session_id"] == "s5"
    assert sign_in(real, officer, "s6", recovery[0])["code"] == "wrong"
    with pytest.raises(Conflict):
        real.command("enrol_second_factor", {}, officer)
    with pytest.raises(Invalid):
        real.command("drop_second_factor", {"code": recovery[0]}, officer)
    real.command("drop_second_factor", {"code": recovery[1]}, officer)
    assert sign_in(real, officer, "s7")["session_id"] == "s7"


def test_wrong_codes_lock_as_wrong_passwords_do_and_an_officer_helps_who_lost_the_phone(real: Registry) -> None:
    person, officer = real.register(), real.officer()
    told = real.command("enrol_second_factor", {}, person)
    real.command("confirm_second_factor", {"code": pyotp.TOTP(told["secret"]).now()}, person)
    for _ in range(5):
        answer = sign_in(real, person, "s", "111111")
    assert answer["locked_until"]
    with pytest.raises(Forbidden):
        sign_in(real, person, "s", pyotp.TOTP(told["secret"]).at(time.time() + 30))
    log = real.question("sign_ins", {}, person)["items"]
    assert [one["outcome"] for one in log] == ["locked", "code", "code", "code", "code"]
    assert real.question("account_sign_ins", {"account_id": person.account}, officer)["items"] == log
    shown = real.command("reset_second_factor", {"account_id": person.account, "reason": "手机遗失"}, officer)
    assert shown["second_factor"] is False
    with pytest.raises(NotFound):
        real.command("reset_second_factor", {"account_id": person.account, "reason": "手机遗失"}, officer)


def test_sessions_are_ended_one_all_or_by_an_officer_and_each_end_is_told(registry: Registry) -> None:
    person = registry.register()
    for session in ("a", "b", "c"):
        sign_in(registry, person, session)
    assert registry.command("end_other_sessions", {"keep_session": "b"}, person) == {"ended": 2}
    assert [one["id"] for one in registry.question("sessions", {}, person)["items"]] == ["b"]
    reason = {"account_id": person.account, "reason": "账户可能被盗用"}
    assert registry.command("revoke_sessions", reason, registry.officer()) == {"ended": 1}
    told = registry.service.store.database["announcements"].find({"type": "session_ended"})
    assert sorted(one["data"]["session"] for one in told) == ["a", "b", "c"]
    assert registry.question("session_powers", {"session_id": "b"}, GATEWAY) == {"ended": True}
