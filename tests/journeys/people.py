"""People of the journeys: each signs in and acts over HTTP as a client would, on a practice day of their own.

    officer = people.officer(BAOTOU)
    station = people.station(BAOTOU, "technical")
    teacher = people.commissioner(station, "technical_service")
    teacher.post("/records", {...})

Nobody here touches a service or a database; the platform's operator comes from the command line, as in production.
"""

from __future__ import annotations

import hashlib
import hmac
import itertools
import json
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

import httpx

from shared.work import BEIJING
from tests.factories.registry import BAOTOU, DECLARES, SHIJIAZHUANG, SKILLS, credit_code, found, identity_number
from tests.journeys.described import Described

__all__ = ["BAOTOU", "SHIJIAZHUANG", "Answer", "People", "Problem", "Someone", "Unit", "eventually", "reached"]

DAY = date(2024, 6, 3)
PASSWORD = "journeys-are-long-enough"
COUNTY = {BAOTOU: "150203", SHIJIAZHUANG: "130102"}
Answer = dict[str, Any]


class Problem(AssertionError):
    """A problem document that a journey did not expect; `status` and the document's members."""

    def __init__(self, status: int, body: Answer, what: str) -> None:
        super().__init__(f"{what}: {status} {json.dumps(body, ensure_ascii=False)[:1200]}")
        self.status = status
        self.body = body

    @property
    def articles(self) -> list[str]:
        """The articles of all findings."""
        return [finding["article"] for finding in self.body.get("findings", ())]

    @property
    def rules(self) -> list[str]:
        """The last parts of the ids of all rules that were not met."""
        return [finding["rule"].rsplit(".", 1)[-1] for finding in self.body.get("findings", ())]


@dataclass
class Someone:
    """One account with an open session in one city. `day` is the practice day; None is today."""

    people: People
    city: str
    login: str
    password: str
    day: date | None = DAY
    account: str = ""
    person: str | None = None
    name: str = ""
    unit: str = ""
    filing: str = ""
    token: str = ""
    refresh_token: str = ""
    grants: list[Answer] = field(default_factory=list)

    def get(self, path: str, **query: Any) -> Answer:
        """The answer of a question. Raises Problem."""
        return self._ask("GET", path, params={name: value for name, value in query.items() if value is not None})

    def post(
        self, path: str, body: Mapping[str, Any] | None = None, version: int | None = None, read: bool = True
    ) -> Answer:
        """The answer of a command, under a key of its own. Raises Problem.

        Where a version has to be named and none is, the record is read first (`read`), as whoever decides on it does.
        """
        if version is None and read and self.people.asks_version(path):
            version = self._seen(path)
        headers = {"Idempotency-Key": secrets.token_hex(8), **self._match(version)}
        return self._ask("POST", path, json=dict(body or {}), headers=headers)

    def change(self, method: str, path: str, body: Mapping[str, Any], version: int) -> Answer:
        """The answer of PUT, PATCH or DELETE over a version. Raises Problem."""
        return self._ask(method, path, json=dict(body), headers=self._match(version))

    def stopped(self, path: str, body: Mapping[str, Any], rule: str) -> bool:
        """Whether a command is refused by this rule, or already by the role that went with the filing."""
        try:
            return self.refused(path, body).rules == [rule]
        except Problem as problem:
            return problem.status == 403

    def refused(self, path: str, body: Mapping[str, Any] | None = None, status: int = 409, **more: Any) -> Problem:
        """The problem of a command that must not succeed. Raises AssertionError when it does."""
        try:
            done = self.post(path, body, read=status != 428, **more)
        except Problem as problem:
            if problem.status != status:
                raise
            return problem
        raise AssertionError(f"POST {path} by {self.login} was not refused: {done}")

    def sign_in(self) -> Someone:
        """A new session, with the roles held by now."""
        body = {"login": self.login, "password": self.password, **({"city": self.city} if self.city else {})}
        return self._opened(self._ask("POST", "/session", json=body))

    def renew(self) -> Someone:
        """The same session with fresh tokens, and the roles held by now."""
        return self._opened(self._ask("POST", "/session/renewal", json={"refresh_token": self.refresh_token}))

    def change_password(self, new: str) -> Someone:
        """The one-time password becomes one's own."""
        said = {"old_password": self.password, "new_password": new}
        self.token = self._ask("PUT", "/session/password", json=said, headers=self._match(0))["access_token"]
        self.password = new
        return self

    def on(self, day: date | None) -> Someone:
        """From now on it is that day for this person."""
        self.day = day
        return self

    def has(self, role: str) -> bool:
        """Whether the session carries the role."""
        return any(grant["role"] == role for grant in self.grants)

    def headers(self) -> dict[str, str]:
        """What every request of this person carries."""
        found = {"Authorization": f"Bearer {self.token}"} if self.token else {"Tepai-City": self.city}
        return {**found, **self.people.clock(self.day, self.account)}

    def _opened(self, session: Answer) -> Someone:
        self.token, self.refresh_token = session["access_token"], session["refresh_token"]
        self.account, self.person, self.name = session["account"], session["person"], session["name"]
        self.grants = session["grants"]
        return self

    def _seen(self, path: str) -> int:
        """The version of the record that a command is about; 0 where one may not see it."""
        try:
            return int(self.get("/".join(path.split("/")[:3]))["version"])
        except Problem:
            return 0

    @staticmethod
    def _match(version: int | None) -> dict[str, str]:
        return {"If-Match": f'"{version}"'} if version is not None else {}

    def _ask(self, method: str, path: str, headers: dict[str, str] | None = None, **more: Any) -> Answer:
        signing_in = method == "POST" and path in ("/session", "/session/renewal")
        sent = {**({} if signing_in else self.headers()), **(headers or {})}
        response = self.people.http.request(method, f"/api{path}", headers=sent, **more)
        if response.status_code == 401 and not signing_in and response.json().get("code") == "expired":
            self.renew()  # a run is longer than a token lives
            response = self.people.http.request(method, f"/api{path}", headers={**sent, **self.headers()}, **more)
        body: Answer = response.json() if response.content else {}
        if response.status_code >= 400:
            raise Problem(response.status_code, body, f"{method} {path} by {self.login}")
        return body


@dataclass
class Unit:
    """A unit on file, with its manager."""

    id: str
    manager: Someone
    filing: str
    kind: str
    city: str


class People:
    """Everybody of both cities. What is asked for twice (officers) is made once."""

    def __init__(self, base_url: str, environment: Mapping[str, str]) -> None:
        self.http = httpx.Client(base_url=base_url, timeout=30)
        self.undescribed: dict[str, None] = {}  # what was answered otherwise than the OpenAPI description says
        self.http.event_hooks = {"response": [self._judge]}
        self._environment = {**os.environ, **environment}
        self._officers: dict[tuple[str, str, str], Someone] = {}
        self._numbers = itertools.count(1)

    @cached_property
    def _described(self) -> Described:
        return Described(httpx.get(f"{self.http.base_url}/api/openapi.json").json())

    def asks_version(self, path: str) -> bool:
        """Whether a command is decided upon a version that has to be named."""
        return self._described.versioned("POST", f"/api{path}")

    def _judge(self, response: httpx.Response) -> None:
        if mistake := self._described.mistake(response):
            self.undescribed[mistake] = None

    def clock(self, day: date | None, account: str) -> dict[str, str]:
        """The header that puts a request on a practice day, ten in the morning in China."""
        if day is None:
            return {}
        moment = f"{day.isoformat()}T10:00:00+08:00"
        secret = self._environment["CLOCK_SECRET"]
        mac = hmac.new(secret.encode(), f"{moment}|{account}".encode(), hashlib.sha256).hexdigest()
        return {"Tepai-Clock": f"{moment};{mac}"}

    def back(self) -> None:
        """Every officer is on the usual practice day again."""
        for someone in self._officers.values():
            if someone.city:
                someone.on(DAY)

    def operator(self) -> Someone:
        """The platform's operator, from the command line."""
        return self._once("", "platform_operator", "", self._operator)

    def officer(self, city: str) -> Someone:
        """A city's first officer, opened by the operator."""

        def opened() -> Someone:
            said = {"login": f"officer-{city}-{next(self._numbers)}", "name": f"{city}市局经办人"}
            made = self.operator().post(f"/cities/{city}/officers", said)
            return self._first_sign_in(city, made)

        return self._once(city, "first_officer", "", opened)

    def invited(self, city: str, role: str, unit: str | None = None, county: str | None = None) -> Someone:
        """Somebody with a role that officers give: county_officer, competent_officer, trainer, inspector …"""

        def opened() -> Someone:
            grant = {"role": role, **({"unit": unit} if unit else {}), **({"county": county} if county else {})}
            login = f"{role}-{next(self._numbers)}"
            made = self.officer(city).post("/accounts", {"login": login, "name": f"{role}经办人", "grants": [grant]})
            return self._first_sign_in(city, made)

        return self._once(city, role, unit or county or "", opened)

    def county(self, city: str, code: str = "") -> Someone:
        """An officer of a county department; of the county that the journeys' units are in when none is named."""
        return self.invited(city, "county_officer", county=code or COUNTY[city])

    def person(self, city: str, day: date | None = DAY, **profile: Any) -> Someone:
        """Somebody who registers and signs in: bachelor's degree, mid-level title, ten years at a university."""
        number = next(self._numbers)
        said = {
            "login": f"person-{number}",
            "password": PASSWORD,
            "name": f"申报人{number}",
            "identity_number": self._identity(number),
            "phone": f"138{number:08d}",
            "education": "bachelor",
            "full_time": True,
            "title": "intermediate",
            "employer_name": "第一学院",
            "employer_kind": "university",
            "work_years": 10,
            "research_ability": True,
            "skills": list(SKILLS),
            "fields": ["新材料"],
            **profile,
        }
        someone = Someone(self, city, said["login"], said["password"], day)
        someone.post("/registrations", said)
        return someone.sign_in()

    def described(self) -> Answer:
        """Name, identity number and phone of somebody who has no account yet."""
        number = next(self._numbers)
        return {"name": f"某人{number}", "identity_number": self._identity(number), "phone": f"138{number:08d}"}

    def unit(self, manager: Someone, **over: Any) -> str:
        """A unit registered by somebody; its id."""
        number = next(self._numbers)
        county = COUNTY[manager.city]
        said = {
            "name": f"第{number}单位",
            "uscc": credit_code(number),
            "unit_kind": "university",
            "county": county,
            "region": county,
            "independent": True,
            "premises": True,
            "staff": 20,
            "stable_team": True,
            "service_ability": True,
            "service_since": "2015-01-01",
            **over,
        }
        return str(manager.post("/units", said)["id"])

    def station(self, city: str, kind: str = "technical", day: date | None = DAY, **unit: Any) -> Unit:
        """A filed workstation of Baotou ("technical" or "service"), or a filed dispatching unit of Shijiazhuang."""
        manager = self.person(city, day)
        about = self.unit(manager, **unit)
        if city == SHIJIAZHUANG:
            sent = self.apply(manager, "dispatching_unit", "dispatching_unit", unit=about)
        else:
            sent = self.apply(manager, "workstation", kind, unit=about)
            inspector = self.officer(city) if kind == "technical" else self.county(city)
            visit = {
                "visited_on": str(day or datetime.now(BEIJING).date()),
                "result": "场所、队伍属实",
                "found": found(),
            }
            inspector.on(day).post(f"/applications/{sent['id']}/inspection", visit)
            if kind == "service":
                self.county(city).on(day).post(f"/applications/{sent['id']}/recommendation")
        filed = self.officer(city).on(day).post(f"/applications/{sent['id']}/filing")
        manager.renew().unit = about
        return Unit(about, manager, filed["filing"], kind, city)

    def host(self, city: str, day: date | None = DAY, **unit: Any) -> Unit:
        """A host unit filed by its county: a small technology enterprise unless told otherwise."""
        manager = self.person(city, day)
        small = {"unit_kind": "enterprise", "size_class": "below_designated", "tech_sme": True}
        about = self.unit(manager, **{**small, **unit})
        sent = self.apply(manager, "host_unit", "host", unit=about)
        filed = self.county(city, unit.get("county", "")).on(day).post(f"/applications/{sent['id']}/filing")
        manager.renew().unit = about
        return Unit(about, manager, filed["filing"], "host", city)

    def commissioner(
        self, station: Unit, kind: str = "", someone: Someone | None = None, day: date | None = DAY, **profile: Any
    ) -> Someone:
        """Somebody who applied to a station or sender, was passed, and filed by the city; signed in with the role."""
        kind = kind or ("technical_service" if station.city == BAOTOU else "industrial")
        said: dict[str, Answer] = {
            "student": {"student": True, "research_results": 1},
            "technology_service": {"employer_kind": "service_organisation"},
        }
        someone = someone or self.person(station.city, day, **{**said.get(kind, {}), **profile})
        sent = self.apply(someone, "commissioner", kind, sender_unit=station.id)
        station.manager.on(day).post(f"/applications/{sent['id']}/pass")
        someone.filing = self.officer(station.city).on(day).post(f"/applications/{sent['id']}/filing")["filing"]
        return someone.renew()

    def team(self, station: Unit, size: int = 3, day: date | None = DAY) -> Someone:
        """The lead of a filed team, signed in with the role; its other members have no accounts."""
        lead = self.person(station.city, day)
        others = [self.described() for _ in range(size - 1)]
        sent = self.apply(lead, "team", "team", name="团队", sender_unit=station.id, members=others)
        station.manager.on(day).post(f"/applications/{sent['id']}/pass")
        lead.filing = self.officer(station.city).on(day).post(f"/applications/{sent['id']}/filing")["filing"]
        return lead.renew()

    def liaison(self, host: Unit, day: date | None = DAY) -> Someone:
        """A host unit's liaison, filed by the county, then registered and signed in with the role."""
        said = {**self.described(), "position": "technology_management"}
        sent = self.apply(host.manager.on(day), "liaison", "liaison", unit=host.id, liaison=said)
        filed = self.county(host.city).on(day).post(f"/applications/{sent['id']}/filing")["filing"]
        mine = {name: said[name] for name in ("name", "identity_number", "phone")}
        someone = self.person(host.city, day, **mine)
        someone.filing, someone.unit = filed, host.id
        return someone

    def apply(self, by: Someone, subject: str, kind: str, **said: Any) -> Answer:
        """An application that declares whatever a rulebook may ask to be declared."""
        whole = {"subject": subject, "kind": kind, "fields": ["新材料"], "declares": list(DECLARES), **said}
        return by.post("/applications", whole)

    def _once(self, city: str, role: str, scope: str, made: Callable[[], Someone]) -> Someone:
        key = (city, role, scope)
        if key not in self._officers:
            self._officers[key] = made()
        return self._officers[key]

    def _operator(self) -> Someone:
        command = [sys.executable, "-m", "services.registry.first_operator", "--reset"]
        told = json.loads(
            subprocess.run(command, env=self._environment, capture_output=True, check=True, text=True).stdout
        )
        operator = Someone(self, "", told["login"], told["one_time_password"], None).sign_in()
        return operator.change_password("another-long-word-of-ones-own")

    def _first_sign_in(self, city: str, made: Answer) -> Someone:
        someone = Someone(self, city, made["login"], made["one_time_password"]).sign_in()
        return someone.change_password(PASSWORD)

    @staticmethod
    def _identity(number: int) -> str:
        return identity_number(number, date(1975, 1, 1) + timedelta(days=number // 1000))


def eventually(check: Callable[[], Any], seconds: float = 15.0) -> Any:
    """The first true value of `check`: announcements take a moment. Raises AssertionError when it never comes."""
    end = time.monotonic() + seconds
    while True:
        try:
            if value := check():
                return value
            problem: Exception = AssertionError(f"not within {seconds} s")
        except (Problem, AssertionError) as error:
            problem = error
        if time.monotonic() > end:
            raise problem
        time.sleep(0.1)


def reached(by: Someone, path: str, status: str) -> Answer:
    """What is there, once its status is this one. Raises AssertionError when it never is."""

    def there() -> Answer:
        found = by.get(path)
        assert found["status"] == status, f"{path}: {found['status']}"
        return found

    found: Answer = eventually(there)
    return found
