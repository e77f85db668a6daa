"""The registry over a real MongoDB: calls and events handed to it as the bus would, no broker needed."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from services.registry.service import RegistryService
from shared.actor import Actor, Grant, platform, public, sign
from shared.errors import Problem
from shared.hosting import Parts as ServiceParts
from shared.settings import Settings
from tests.factories import registry as make
from tests.factories.announced import announced
from tests.parts import Parts, drop_namespace, random_namespace

SECRET = "an actor secret that only these tests know"
HASH = "$argon2id$v=19$m=8192,t=1,p=1$made-up$made-up"


class Registry:
    """The service, to be asked in one city. Everything happens on `day`."""

    def __init__(self, parts: Parts, namespace: str, rulebooks: str = "shared/rulebooks") -> None:
        environment = {"rulebooks": rulebooks, "namespace": namespace}
        secret = dict.fromkeys(("actor_secret", "field_secret", "token_secret", "clock_secret"), SECRET)
        uris = {"amqp_uri": parts.amqp_uri, "mongo_uri": parts.mongo_uri}
        rest = {"log_level": "INFO", "batch_size": 50, "crash_at": "", "argon2_memory_kib": 8192, "argon2_time": 1}
        self.settings = Settings(**environment, **secret, **uris, **rest, hearing_retry_seconds=(1.0,))
        self.service = ServiceParts(RegistryService, self.settings)
        self.day = make.DAY
        self.city = make.BAOTOU
        self._people = 0
        self._units = 0

    def another_process(self) -> ServiceParts:
        """The same service as another process over the same database would run it."""
        return ServiceParts(RegistryService, self.settings)

    def call(self, name: str, args: dict[str, Any], by: Actor, **more: Any) -> dict[str, Any]:
        """One call as the bus carries it."""
        as_of = None if by.has("platform") else datetime.combine(self.day, time(2), tzinfo=UTC)
        actor = Actor(**{**by.__dict__, "as_of": as_of})
        made = {"id": secrets.token_hex(8), "name": name, "args": args, "actor": sign(actor, SECRET), "key": None}
        return {**made, "version": None, "deadline": datetime.now(UTC).timestamp() + 60, **more}

    def command(self, name: str, args: dict[str, Any], by: Actor, **more: Any) -> Any:
        """The result of a command; its Problem is raised."""
        return self.result(self.service.calls.carry_out([self.call(name, args, by, **more)])[0])

    def commands(self, calls: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """The answers of many commands that travelled in one message."""
        return self.service.calls.carry_out(calls)

    def question(self, name: str, args: dict[str, Any], by: Actor) -> Any:
        """The answer of a question; its Problem is raised."""
        return self.result(self.service.calls.answer(self.call(name, args, by)))

    def hear(self, type: str, data: dict[str, Any], city: str = "", id: str = "") -> None:
        """An announcement of another service arrives ("dispatch.agreement_ended"), whole as published."""
        source, _, name = type.partition(".")
        at = datetime.combine(self.day, time(1), tzinfo=UTC).isoformat()
        event = {"id": id or secrets.token_hex(8), "type": name, "source": source, "city": city or self.city}
        subject = {"subject": f"x:{secrets.token_hex(4)}", "subjectversion": 1, "time": at}
        actor = {"account": "city-1", "name": "市局经办人"}
        self.service.hearing.take_in([{**event, **subject, "actor": actor, "data": announced(type, data)}])
        assert [row["trace"] for row in self.service.store.database["set_aside"].find()] == []

    def told(self, type: str) -> list[dict[str, Any]]:
        """What the registry has announced of a type."""
        return list(self.service.store.database["announcements"].find({"type": type}).sort("_id", 1))

    def on(self, day: date) -> Registry:
        """From now on it is that day."""
        self.day = day
        return self

    def in_city(self, city: str) -> Registry:
        """From now on everything happens in that city."""
        self.city = city
        return self

    def register(self, number: int | None = None, **over: Any) -> Actor:
        """Somebody opens an account; who then asks, without roles."""
        self._people += 1
        number = number or self._people
        said = {
            "login": f"login{number}",
            "password_hash": HASH,
            "name": f"申报人{number}",
            "identity_number": make.identity_number(number),
            "phone": f"139{number:08d}",
            "education": "bachelor",
            "full_time": True,
            "title": "intermediate",
            "employer_name": "第一学院",
            "employer_kind": "university",
            "work_years": 6,
            "skills": list(make.SKILLS),
        }
        made = self.command("register_account", {**said, **over}, public(self.city))
        return Actor(made["account"], made["name"], self.city, person=made["person"])

    def again(self, actor: Actor) -> Actor:
        """The same person with the roles held by now, as after a new sign-in."""
        login = self.service.store.database["accounts"].find_one({"_id": actor.account})["login"]
        known = self.question("credential", {"login": login}, platform("gateway"))
        held = tuple(
            Grant(one["role"], one["unit"], one["county"]) for one in known["grants"] if one["city"] == actor.city
        )
        return Actor(**{**actor.__dict__, "grants": held})

    def unit(self, by: Actor, **over: Any) -> str:
        """A unit fit for a workstation of Baotou, or any unit of Shijiazhuang; its id."""
        self._units += 1
        home = {"county": "150203", "region": "150203"}
        if self.city == make.SHIJIAZHUANG:
            home = {"county": "130102", "region": "130102"}
        said = {
            "name": f"第{self._units}单位",
            "uscc": make.credit_code(self._units),
            "unit_kind": "university",
            **home,
            "independent": True,
            "premises": True,
            "staff": 20,
            "stable_team": True,
            "service_ability": True,
            "service_since": "2018-01-01",
        }
        return str(self.command("register_unit", {**said, **over}, by)["id"])

    def opened(self, role: str, **bound: str) -> Actor:
        """Somebody whose account an officer opened with a role."""
        self._people += 1
        said = {"login": f"{role}-{self._people}", "name": f"{role}{self._people}", "password_hash": HASH}
        made = self.command("invite_account", {**said, "grants": [{"role": role, **bound}]}, self.officer())
        grant = Grant(role, bound.get("unit"), bound.get("county"))
        return Actor(made["id"], made["name"], self.city, grants=(grant,))

    def login(self, actor: Actor) -> str:
        """What somebody signs in with."""
        return str(self.service.store.database["accounts"].find_one({"_id": actor.account})["login"])

    def signed_in(self, actor: Actor, session: str = "") -> Actor:
        """Somebody with a session open."""
        session = session or secrets.token_hex(8)
        said = {"account": actor.account, "ok": True, "city": actor.city, "session_id": session, "refresh_hash": "h1"}
        assert self.command("note_sign_in", said, platform("gateway"))["session_id"] == session
        return Actor(**{**actor.__dict__, "session": session})

    def delegation(self) -> str:
        """One trainer away, another acting for them; the delegation's id."""
        giver, taker = self.opened("trainer"), self.opened("trainer")
        said = {"login": self.login(taker), "until": "2030-01-01", "since": "2029-12-01", "reason": "出差"}
        return str(self.command("delegate", said, giver)["id"])

    def officer(self) -> Actor:
        """A city officer."""
        return make.officer(self.city)

    def county(self) -> Actor:
        """An officer of the county that the units are in."""
        return make.county_officer("150203" if self.city == make.BAOTOU else "130102", self.city)

    def station(self, kind: str = "technical") -> tuple[Actor, str]:
        """A workstation of Baotou, or a dispatching unit of Shijiazhuang, filed; its manager and its unit."""
        manager = self.register()
        unit = self.unit(manager)
        if self.city == make.SHIJIAZHUANG:
            sent = self.submit(manager, subject="dispatching_unit", kind="dispatching_unit", unit=unit)
            self.move(sent["id"], "file_application", self.officer())
        else:
            sent = self.submit(manager, subject="workstation", kind=kind, unit=unit)
            visit = {"visited_on": self.day.isoformat(), "result": "场所与队伍属实", "found": make.found()}
            inspector = self.officer() if kind == "technical" else self.county()
            self.move(sent["id"], "inspect_application", inspector, **visit)
            if kind == "service":
                self.move(sent["id"], "recommend_application", self.county())
            self.move(sent["id"], "file_application", self.officer())
        return self.again(manager), unit

    def host(self) -> tuple[Actor, str]:
        """A host unit, filed by its county; its manager and its unit."""
        manager = self.register()
        unit = self.unit(manager, unit_kind="enterprise", size_class="below_designated", tech_sme=True)
        sent = self.submit(manager, subject="host_unit", kind="host", unit=unit)
        self.move(sent["id"], "file_application", self.county())
        return self.again(manager), unit

    def submit(self, by: Actor, **said: Any) -> dict[str, Any]:
        """An application that declares everything."""
        given = {"fields": ["新材料"], "declares": list(make.DECLARES), **said}
        answer: dict[str, Any] = self.command("submit_application", given, by)
        return answer

    def move(self, application: str, action: str, by: Actor, **said: Any) -> dict[str, Any]:
        """One step of its chain."""
        answer: dict[str, Any] = self.command(action, {"application_id": application, **said}, by)
        return answer

    def commissioner(self, manager: Actor, unit: str, kind: str = "technical_service", **over: Any) -> dict[str, Any]:
        """A person who applied, was passed and filed; the filing."""
        person = self.register(**over)
        sent = self.submit(person, subject="commissioner", kind=kind, sender_unit=unit)
        self.move(sent["id"], "pass_application", manager)
        filed = self.move(sent["id"], "file_application", self.officer())
        found: dict[str, Any] = self.question("filing", {"filing_id": filed["filing"]}, self.officer())
        return found

    @staticmethod
    def result(answer: dict[str, Any]) -> Any:
        """The result, or the problem raised."""
        if "problem" in answer:
            raise Problem.from_dict(answer["problem"])
        return answer["result"]


@pytest.fixture(scope="session")
def hosted_once(parts: Parts) -> Iterator[Registry]:
    """One service process over one database for all these tests: indexes are made once."""
    namespace = random_namespace()
    hosted = Registry(parts, namespace)
    yield hosted
    hosted.service.store.client.close()
    drop_namespace(parts, namespace)


@pytest.fixture
def registry(hosted_once: Registry) -> Registry:
    """The registry with nothing in it yet, on an ordinary day in Baotou."""
    database = hosted_once.service.store.database
    for name in database.list_collection_names():
        database[name].delete_many({})
    hosted_once.day, hosted_once.city = make.DAY, make.BAOTOU
    return hosted_once
