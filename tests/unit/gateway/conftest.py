"""A gateway without parts: its own small resource, a bus that remembers, a registry in memory."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from marshmallow import Schema, validate
from marshmallow import fields as ma

from gateway.app import create_app, resources
from gateway.auth import Caller
from gateway.resource import Resource
from gateway.settings import EdgeSettings
from shared.actor import Actor, Grant
from shared.errors import NotFound
from shared.settings import Settings
from shared.shapes import Paged

CITY = "150200"


class Row(Schema):
    amount = ma.Integer(required=True)


class SubmitThing(Schema):
    title = ma.String(required=True, validate=validate.Length(1, 20))
    rows = ma.List(ma.Nested(Row))
    on = ma.Date()


class FileThing(Schema):
    thing_id = ma.String(required=True)
    note = ma.String()


class JoinThings(Schema):
    login = ma.String(required=True)
    password = ma.String(required=True)
    city = ma.String(required=True)


class Thing(Schema):
    id = ma.String()
    title = ma.String()
    version = ma.Integer()


class ListThings(Paged):
    unit = ma.String()
    kinds = ma.List(ma.String())


def things() -> Resource:
    """A resource with one route of every sort."""
    made = Resource("things", service="registry", may=("anyone",), zh="事物", en="Things")
    made.command("POST", "/", "submit_thing", takes=SubmitThing, gives=Thing, status=201, zh="提交", en="Submit")
    officer = ("city_officer",)
    path = "/<thing_id>/filing"
    made.command(
        "POST", path, "file_thing", takes=FileThing, gives=Thing, may=officer, changes=True, zh="备案", en="File"
    )
    made.command("PATCH", "/<thing_id>", "change_thing", takes=FileThing, gives=Thing, zh="修改", en="Change")
    made.question("GET", "/<thing_id>", "thing", gives=Thing, zh="详情", en="One")
    made.question("GET", "/rules", "rules", may=("public",), zh="规则", en="Rules")
    made.document("/<thing_id>/certificate", "thing_certificate", zh="证书", en="Certificate")
    made.listing("GET", "/", "things", takes=ListThings, gives=Thing, zh="列表", en="All")
    made.command(
        "POST",
        "/joining",
        "join",
        takes=JoinThings,
        may=("public",),
        hashed=("password",),
        status=201,
        zh="加入",
        en="Join",
    )
    made.command("POST", "/officers", "invite", may=officer, one_time_password=True, status=201, zh="邀请", en="Invite")
    return made


@dataclass
class Asked:
    """One call that reached the bus."""

    kind: str
    service: str
    name: str
    args: dict[str, Any]
    actor: Actor
    key: str | None = None
    version: int | None = None
    digest: str | None = None


@dataclass
class FakeBus:
    """Remembers what it was asked; answers what `answers` say, by name (an exception is raised)."""

    answers: dict[str, Any] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def command(self, service, name, args, actor, key=None, expected_version=None, deadline=10.0, digest=None) -> Any:
        self.asked.append(Asked("command", service, name, dict(args), actor, key, expected_version, digest))
        return self._answer(name, args, actor)

    def question(self, service, name, args, actor, deadline=5.0) -> Any:
        self.asked.append(Asked("question", service, name, dict(args), actor))
        return self._answer(name, args, actor)

    def healthy(self) -> bool:
        return True

    def named(self, name: str) -> list[Asked]:
        return [asked for asked in self.asked if asked.name == name]

    def _answer(self, name: str, args: dict[str, Any], actor: Actor) -> Any:
        answer = self.answers.get(name, {"id": "t1", "version": 3})
        if isinstance(answer, Exception):
            raise answer
        return answer(args, actor) if callable(answer) else answer


@dataclass
class FakeAccounts:
    """The registry's part of signing in, as accounts.md of the registry states it."""

    accounts: dict[str, dict[str, Any]] = field(default_factory=dict)
    sessions: dict[str, dict[str, Any]] = field(default_factory=dict)
    failures: dict[str, int] = field(default_factory=dict)

    def credential(self, args: dict[str, Any], _: Actor) -> dict[str, Any]:
        if args["login"] not in self.accounts:
            raise NotFound("account")
        return self.accounts[args["login"]]

    def note_sign_in(self, args: dict[str, Any], _: Actor) -> dict[str, Any]:
        account = next(one for one in self.accounts.values() if one["account"] == args["account"])
        if args["ok"]:
            self.failures[args["account"]] = 0
            self.sessions[args["session_id"]] = {
                "login": account["login"],
                "hash": args["refresh_hash"],
                "city": args["city"],
            }
            return {"session_id": args["session_id"]}
        self.failures[args["account"]] = self.failures.get(args["account"], 0) + 1
        if self.failures[args["account"]] >= 5:
            account["locked_until"] = (datetime.now(UTC) + timedelta(minutes=15)).isoformat()
        return {"locked_until": account["locked_until"]}

    def renew_session(self, args: dict[str, Any], _: Actor) -> dict[str, Any]:
        session = self.sessions.get(args["session_id"])
        if session is None:
            return {"ended": True, "why": "unknown"}
        if session["hash"] != args["refresh_hash_old"]:
            del self.sessions[args["session_id"]]
            return {"ended": True, "why": "reused"}
        session["hash"] = args["refresh_hash_new"]
        account = {name: value for name, value in self.accounts[session["login"]].items() if name != "password_hash"}
        return {**account, "session_city": session["city"]}

    def end_session(self, args: dict[str, Any], _: Actor) -> dict[str, Any]:
        if self.sessions.pop(args["session_id"], None) is None:
            raise NotFound("session")
        return {}

    def change_password(self, args: dict[str, Any], actor: Actor) -> dict[str, Any]:
        account = next(one for one in self.accounts.values() if one["account"] == actor.account)
        account.update(password_hash=args["password_hash"], must_change_password=False)
        return {"ended": 0}

    def open_sessions(self, _: dict[str, Any], __: Actor) -> dict[str, Any]:
        return {"items": [{"id": id, "city": session["city"]} for id, session in self.sessions.items()]}

    def answers(self) -> dict[str, Any]:
        names = ("credential", "note_sign_in", "renew_session", "end_session", "change_password")
        return {**{name: getattr(self, name) for name in names}, "sessions": self.open_sessions}


def practice_settings() -> EdgeSettings:
    """Settings with light hashing; no address in them answers."""
    values: dict[str, Any] = {one.name: f"{one.name}-for-tests-only-0123456789" for one in fields(Settings)}
    values |= {"batch_size": 50, "argon2_memory_kib": 64, "argon2_time": 1, "log_level": "INFO", "crash_at": ""}
    return EdgeSettings(
        parts=Settings(**values), s3_endpoint="", s3_access_key="", s3_secret_key="", s3_bucket="tepai", s3_secure=False
    )


@pytest.fixture
def settings() -> EdgeSettings:
    return practice_settings()


@pytest.fixture
def bus() -> FakeBus:
    return FakeBus()


@pytest.fixture
def app(settings: EdgeSettings, bus: FakeBus) -> Flask:
    """The gateway with the small resource and its own, not those of the services."""
    own = [resource for resource in resources() if resource.name in ("session", "attachments")]
    return create_app(settings, bus, stated=[things(), *own])


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def bearer(app: Flask) -> Callable[..., dict[str, str]]:
    """Headers of somebody signed in with these roles."""

    def headers(*roles: str, account: str = "a1", must_change: bool = False, **more: str) -> dict[str, str]:
        grants = tuple(Grant(role) for role in roles)
        actor = Actor(account, "张", CITY, person="p1", grants=grants, session="s1")
        token = app.extensions["tepai"].callers.token(Caller(actor, 0, must_change, (CITY,), "zhang"))
        return {"Authorization": f"Bearer {token}", "Idempotency-Key": "k1", **more}

    return headers


@pytest.fixture
def clock(settings: EdgeSettings) -> Callable[[str, str], str]:
    """A signed practice clock header, as the demo makes it."""

    def header(moment: str, account: str) -> str:
        mac = hmac.new(settings.parts.clock_secret.encode(), f"{moment}|{account}".encode(), hashlib.sha256).hexdigest()
        return f"{moment};{mac}"

    return header
