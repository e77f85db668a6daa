"""Signing in and out, renewing, changing the password. Accounts themselves are the registry's; passwords stop here."""

from __future__ import annotations

import hashlib
import secrets
import time
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flask import request
from marshmallow import Schema, fields, validate

from gateway.auth import Caller, caller_of
from gateway.errors import Unauthenticated
from gateway.passwords import check_strength, hash_password, verify_password
from gateway.resource import Resource
from services.registry import schemas as S
from shared.actor import Actor, platform
from shared.errors import Forbidden, Invalid, NotFound

if TYPE_CHECKING:
    from gateway.app import Gateway

# However a sign-in fails, it answers after the same time: nobody learns from the clock which accounts exist.
FAILURE_SECONDS = 0.3
_SYSTEM = platform("gateway")


class SignIn(Schema):
    """Who signs in; `city` only where the account acts in several."""

    login = fields.String(required=True, validate=validate.Length(1, 80))
    password = fields.String(required=True, validate=validate.Length(1, 128), metadata={"format": "password"})
    city = fields.String(validate=validate.Regexp(r"^\d{6}$"))
    code = fields.String(
        validate=validate.Length(6, 20),
        metadata={"description": "动态口令或恢复码，启用者必填 / the one-time code, or a recovery code, once enrolled"},
    )


class ActFor(Schema):
    """The delegation to act by; null: for oneself again."""

    delegation_id = fields.String(required=True, allow_none=True, validate=validate.Length(1, 64))


class ActIn(Schema):
    """Another of the account's cities."""

    city = fields.String(required=True, validate=validate.Regexp(r"^\d{6}$"))


class Renew(Schema):
    """The refresh token of the last answer; each is good for one renewal."""

    refresh_token = fields.String(required=True, validate=validate.Length(1, 300))


class ChangePassword(Schema):
    """The password until now and the one from now on (at least ten characters)."""

    old_password = fields.String(required=True, validate=validate.Length(1, 128), metadata={"format": "password"})
    new_password = fields.String(required=True, validate=validate.Length(10, 128), metadata={"format": "password"})


class EndSession(Schema):
    """One of one's own sessions."""

    session_id = fields.String(required=True, validate=validate.Length(1, 64))


class GrantShape(Schema):
    """One role, in a unit or for a county, or city-wide."""

    role = fields.String(required=True)
    unit = fields.String(required=True, allow_none=True)
    county = fields.String(required=True, allow_none=True)


class WhoAmI(Schema):
    """The person behind a session, and what the session may do."""

    session_id = fields.String(required=True)
    account = fields.String(required=True)
    login = fields.String(required=True)
    name = fields.String(required=True)
    person = fields.String(required=True, allow_none=True)
    city = fields.String(required=True)
    cities = fields.List(fields.String(), required=True)
    grants = fields.List(fields.Nested(GrantShape), required=True)
    must_change_password = fields.Boolean(required=True)
    must_enrol_second_factor = fields.Boolean(required=True)
    behalf = fields.String(
        required=True, allow_none=True, metadata={"description": "the account acted for by delegation"}
    )


class Acting(WhoAmI):
    """The same session under another name, with a fresh access token."""

    access_token = fields.String(required=True)
    expires_in = fields.Integer(required=True, metadata={"description": "seconds"})


class Session(WhoAmI):
    """A session just opened or renewed."""

    access_token = fields.String(required=True)
    expires_in = fields.Integer(required=True, metadata={"description": "seconds"})
    refresh_token = fields.String(required=True)


class NewAccess(Schema):
    """A fresh access token."""

    access_token = fields.String(required=True)
    expires_in = fields.Integer(required=True, metadata={"description": "seconds"})


class OpenSession(Schema):
    """An open session of one's own account."""

    id = fields.String(required=True)
    city = fields.String()
    device = fields.String()
    address = fields.String()
    opened_at = fields.DateTime()
    used_at = fields.DateTime()
    current = fields.Boolean(required=True)


class OpenSessions(Schema):
    """All of them."""

    items = fields.List(fields.Nested(OpenSession), required=True)


def sign_in(gateway: Gateway, _: Caller, args: dict[str, Any]) -> dict[str, Any]:
    """A new session. Raises Unauthenticated, always alike, whatever was wrong."""
    began = time.monotonic()
    login, address = plain_login(args["login"]), request.remote_addr or ""
    gateway.limits.attempt(login, address)
    credential = _credential(gateway, login)
    _prove(gateway, credential, args["password"], login, began)
    city = _choose_city(credential, args.get("city"))
    session_id, refresh = secrets.token_hex(16), secrets.token_urlsafe(32)
    note = {
        "account": credential["account"],
        "ok": True,
        "city": city,
        "session_id": session_id,
        "refresh_hash": _digest(refresh),
        "device": (request.headers.get("User-Agent") or "")[:200],
        "address": address[:64],
        "code": args.get("code"),
    }
    noted = _command(gateway, "note_sign_in", note, _SYSTEM)
    if noted.get("code"):
        _ask_code(gateway, noted["code"], address, began)
    opened = {**credential, "must_enrol": noted.get("must_enrol", False), "opened_at": datetime.now(UTC).isoformat()}
    return _opened(gateway, opened, city, session_id, refresh)


def act_for(gateway: Gateway, caller: Caller, args: dict[str, Any]) -> dict[str, Any]:
    """This session acts by a delegation from now on, or for itself again."""
    said = {"session_id": caller.actor.session, "delegation_id": args["delegation_id"]}
    powers = _command(gateway, "act_on_behalf", said, caller.actor)
    acting = caller_of(powers, powers["session_city"] or caller.actor.city, caller.actor.session or "")
    return {**_who(acting), **_access(gateway, acting)}


def act_in(gateway: Gateway, caller: Caller, args: dict[str, Any]) -> dict[str, Any]:
    """This session acts in another of the account's cities from now on."""
    said = {"session_id": caller.actor.session, "target_city": args["city"]}
    powers = _command(gateway, "switch_city", said, caller.actor)
    moved = caller_of(powers, powers["session_city"], caller.actor.session or "")
    return {**_who(moved), **_access(gateway, moved)}


def renew(gateway: Gateway, _: Caller, args: dict[str, Any]) -> dict[str, Any]:
    """The same session with a new pair of tokens; an old refresh token used again ends it."""
    session_id, _dot, old = args["refresh_token"].partition(".")
    refresh = secrets.token_urlsafe(32)
    hashes = {"session_id": session_id[:64], "refresh_hash_old": _digest(old), "refresh_hash_new": _digest(refresh)}
    credential = _command(gateway, "renew_session", hashes, _SYSTEM)
    if credential.get("ended"):
        raise Unauthenticated(
            "登录已结束，请重新登录", "This session is over; please sign in again", code="session_over"
        )
    return _opened(gateway, credential, credential["session_city"], session_id, refresh)


def who_am_i(_: Gateway, caller: Caller, __: dict[str, Any]) -> dict[str, Any]:
    """The caller, as the token tells."""
    return _who(caller)


def sign_out(gateway: Gateway, caller: Caller, _: dict[str, Any]) -> None:
    """Ends this session; its access token is no longer taken by this process, its refresh token by none."""
    _command(gateway, "end_session", {"session_id": caller.actor.session}, caller.actor)
    gateway.callers.end(caller.actor.session or "")


def end_session(gateway: Gateway, caller: Caller, args: dict[str, Any]) -> None:
    """Ends another of one's own sessions."""
    _command(gateway, "end_session", {"session_id": args["session_id"]}, caller.actor)
    gateway.callers.end(args["session_id"])


def end_others(gateway: Gateway, caller: Caller, _: dict[str, Any]) -> dict[str, Any]:
    """Signs out everywhere else."""
    return _command(gateway, "end_other_sessions", {"keep_session": caller.actor.session}, caller.actor)


def sessions(gateway: Gateway, caller: Caller, _: dict[str, Any]) -> dict[str, Any]:
    """The open sessions of one's own account."""
    found = gateway.bus.question("registry", "sessions", {}, caller.actor, gateway.settings.question_deadline)
    return {"items": [{**item, "current": item["id"] == caller.actor.session} for item in found["items"]]}


def change_password(gateway: Gateway, caller: Caller, args: dict[str, Any]) -> dict[str, Any]:
    """A new password; every other session of the account ends."""
    began = time.monotonic()
    gateway.limits.attempt(caller.login, request.remote_addr or "")
    check_strength(args["new_password"], caller.login)
    if args["new_password"] == args["old_password"]:
        wrong = {
            "pointer": "/new_password",
            "detail": "新密码不得与原密码相同",
            "detail_en": "Must differ from the old one",
        }
        raise Invalid([{**wrong, "code": "weak_password"}])
    _prove(gateway, _credential(gateway, caller.login), args["old_password"], caller.login, began)
    change = {
        "password_hash": hash_password(args["new_password"], gateway.settings.parts),
        "keep_session": caller.actor.session,
    }
    _command(gateway, "change_password", change, caller.actor)
    return _access(gateway, replace(caller, must_change_password=False))


def plain_login(login: str) -> str:
    """A login as it is stored and compared: NFKC, without spaces around, in lower case."""
    return unicodedata.normalize("NFKC", login).strip().casefold()


def _credential(gateway: Gateway, login: str) -> dict[str, Any]:
    try:
        found: dict[str, Any] = gateway.bus.question(
            "registry", "credential", {"login": login}, _SYSTEM, gateway.settings.question_deadline
        )
    except NotFound:
        return {}
    return found


def _prove(gateway: Gateway, credential: dict[str, Any], password: str, login: str, began: float) -> None:
    """Raises Unauthenticated when the password is not the account's, or the account is locked, disabled or unknown."""
    locked = _is_future(credential.get("locked_until")) or bool(credential.get("disabled"))
    right = verify_password(password, credential.get("password_hash"), gateway.settings.parts)
    if right and not locked:
        return
    gateway.limits.failure(request.remote_addr or "")
    if credential and not locked:
        device = (request.headers.get("User-Agent") or "")[:200]
        note = {"account": credential["account"], "ok": False, "device": device}
        note["address"] = (request.remote_addr or "")[:64]
        _command(gateway, "note_sign_in", note, _SYSTEM)
    time.sleep(max(0.0, FAILURE_SECONDS - (time.monotonic() - began)))
    raise Unauthenticated(
        "登录名或密码不正确；连续五次不正确将锁定十五分钟",
        "The login or the password is not right; five failures in a row lock the account for fifteen minutes",
        code="credentials",
    )


def _ask_code(gateway: Gateway, why: str, address: str, began: float) -> None:
    """Raises Unauthenticated: the password was right, the one-time code is missing or wrong."""
    if why == "needed":
        raise Unauthenticated("请输入动态口令", "Please give the one-time code as well", code="code_needed")
    gateway.limits.failure(address)
    time.sleep(max(0.0, FAILURE_SECONDS - (time.monotonic() - began)))
    raise Unauthenticated(
        "动态口令不正确或已使用；连续五次不正确将锁定十五分钟",
        "The one-time code is wrong or was used; five failures in a row lock the account for fifteen minutes",
        code="code_wrong",
    )


def _choose_city(credential: dict[str, Any], wanted: str | None) -> str:
    cities = list(credential["cities"])
    if wanted is not None:
        if wanted not in cities:
            raise Forbidden("该账号不在此城市办理事项", "This account does not act in that city")
        return wanted
    if len(cities) > 1:
        named = "、".join(cities)
        detail = f"该账号在多个城市办理事项，请选择：{named}"
        detail_en = f"This account acts in several cities; choose one of {', '.join(cities)}"
        wrong = {"pointer": "/city", "detail": detail, "detail_en": detail_en, "code": "choose_city"}
        raise Invalid([{**wrong, "choices": cities}])
    return cities[0] if cities else ""


def _opened(gateway: Gateway, credential: dict[str, Any], city: str, session_id: str, refresh: str) -> dict[str, Any]:
    caller = caller_of(credential, city, session_id)
    return {**_who(caller), **_access(gateway, caller), "refresh_token": f"{session_id}.{refresh}"}


def _access(gateway: Gateway, caller: Caller) -> dict[str, Any]:
    return {"access_token": gateway.callers.token(caller), "expires_in": gateway.settings.access_seconds}


def _who(caller: Caller) -> dict[str, Any]:
    actor = caller.actor
    return {
        "session_id": actor.session,
        "account": actor.account,
        "login": caller.login,
        "name": actor.name,
        "person": actor.person,
        "city": actor.city,
        "cities": list(caller.cities),
        "grants": [{"role": grant.role, "unit": grant.unit, "county": grant.county} for grant in actor.grants],
        "must_change_password": caller.must_change_password,
        "must_enrol_second_factor": caller.must_enrol,
        "behalf": actor.behalf,
    }


def _command(gateway: Gateway, name: str, args: dict[str, Any], actor: Actor) -> dict[str, Any]:
    """A command of the registry; sessions keep real time, whatever day a practice client plays."""
    real = replace(actor, as_of=None) if actor.as_of else actor
    answer: dict[str, Any] = gateway.bus.command(
        "registry", name, args, real, None, None, gateway.settings.command_deadline
    )
    return answer


def _is_future(moment: str | None) -> bool:
    return moment is not None and datetime.fromisoformat(moment) > datetime.now(UTC)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


session = Resource("session", service="registry", may=("anyone",), zh="登录", en="Signing in and out")
session.edge(
    "POST", "/", sign_in, takes=SignIn, gives=Session, status=201, may=("public",), keyed=False, zh="登录", en="Sign in"
)
session.edge(
    "POST",
    "/renewal",
    renew,
    takes=Renew,
    gives=Session,
    may=("public",),
    keyed=False,
    zh="续期",
    en="Renew the session",
)
session.edge("GET", "/", who_am_i, gives=WhoAmI, zh="当前登录者", en="Who is signed in")
session.edge("DELETE", "/", sign_out, status=204, zh="退出", en="Sign out")
session.edge(
    "PUT", "/password", change_password, takes=ChangePassword, gives=NewAccess, zh="修改密码", en="Change the password"
)
session.edge(
    "POST",
    "/delegation",
    act_for,
    takes=ActFor,
    gives=Acting,
    keyed=False,
    zh="依委托代行职责，或恢复本人身份",
    en="Act by a delegation, or for oneself again",
)
session.edge(
    "POST",
    "/city",
    act_in,
    takes=ActIn,
    gives=Acting,
    keyed=False,
    zh="换到本人办理事项的另一城市",
    en="Act in another of one's own cities",
)
session.command(
    "POST",
    "/second-factor",
    "enrol_second_factor",
    gives=S.Enrolled,
    status=201,
    zh="登记动态口令",
    en="Enrol a second factor",
)
session.command(
    "POST",
    "/second-factor/confirmation",
    "confirm_second_factor",
    takes=S.Code,
    gives=S.RecoveryCodes,
    zh="确认动态口令并取得恢复码",
    en="Prove the second factor; the recovery codes",
)
session.command(
    "POST",
    "/second-factor/removal",
    "drop_second_factor",
    takes=S.Code,
    zh="停用动态口令",
    en="Take the second factor out of use",
)
session.listing(
    "GET", "/log", "sign_ins", takes=S.ListSignIns, gives=S.SignIn, zh="本人登录日志", en="My attempts to sign in"
)
session.edge("DELETE", "/all", end_others, gives=S.Ended, zh="结束其他全部登录", en="Sign out everywhere else")
session.edge("GET", "/all", sessions, gives=OpenSessions, zh="本人的登录设备", en="My open sessions")
session.edge(
    "DELETE", "/<session_id>", end_session, takes=EndSession, status=204, zh="结束某一登录", en="End one of my sessions"
)
