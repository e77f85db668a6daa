"""Who acts in the demo: accounts opened and signed in over the API, each once, with passwords made from the secret."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import threading
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from loadtests.demo import names, plan
from loadtests.demo.plan import Account, CityPlan, Person, Unit
from loadtests.demo.stage import until
from loadtests.demo.wire import Answer, Api, DemoError, Session

SKILLS = ("high_tech_filing", "super_deduction", "sme_filing", "project_application", "platform_application")
OPERATOR = "operator"


@dataclass(frozen=True)
class Officer:
    """Somebody whom a city officer opens an account for."""

    login: str
    name: str
    role: str
    unit: str | None = None
    county: str | None = None


class Cast:
    """The sessions of everybody in one demo. `fresh`: this is the first run, so one-time passwords still hold."""

    def __init__(self, api: Api, seed: str, fresh: bool) -> None:
        self.api, self._seed, self._fresh = api, seed, fresh
        self.sessions: dict[str, Session] = {}
        self._lock = threading.Lock()
        self.counts: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def count(self, city: str, what: str, number: int = 1) -> None:
        """Notes that something was done."""
        with self._lock:
            self.counts[city][what] += number

    def password(self, login: str) -> str:
        """What the demo sets as this account's password; nobody else needs it, so it is random but repeatable."""
        digest = hashlib.blake2s(f"{self._seed}|{login}".encode(), digest_size=15, person=b"tepaipwd")
        return f"Dm{digest.hexdigest()}"

    def of(self, login: str) -> Session:
        """The session of somebody who has signed in."""
        return self.sessions[login]

    def operator(self) -> Session:
        """The platform's operator, signed in."""
        return self._first_sign_in(*self.operator_password(), "")

    def operator_password(self) -> tuple[str, str]:
        """The operator's login and a new one-time password, from the command line, as in production."""
        command = [sys.executable, "-m", "services.registry.first_operator", "--reset"]
        done = subprocess.run(command, env=dict(os.environ), capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise DemoError(f"{' '.join(command[1:])}: {done.stderr.strip()[-500:]}")
        told = json.loads(done.stdout.strip().splitlines()[-1])
        return told["login"], told["one_time_password"]

    def first_officer(self, operator: Session, city: str, login: str, name: str) -> Session:
        """A city's first officer, opened by the operator."""
        made = self.api.post(
            operator, f"/cities/{city}/officers", {"login": login, "name": name}, None, f"open|{login}"
        )
        return self._invited(expect(made, "POST /cities/officers"), city)

    def invite(self, by: Session, officer: Officer, day: date) -> Session:
        """An account with one role, opened by a city officer."""
        grant = {"role": officer.role, "unit": officer.unit, "county": officer.county}
        grant = {name: value for name, value in grant.items() if value is not None}
        said = {"login": officer.login, "name": officer.name, "grants": [grant]}
        step = f"invite|{officer.login}"
        made = until(  # a city that was opened a moment ago is not known everywhere yet
            lambda attempt: self.api.post(by, "/accounts", said, day, f"{step}|{attempt}" if attempt else step),
            lambda answer: answer.status != 404,
            step,
        )
        return self._invited(expect(made, f"invite {officer.login}"), by.city)

    def register(self, city: str, account: Account, profile: Mapping[str, Any], day: date) -> Session:
        """Somebody opens an account for themselves and signs in."""
        said = {
            "login": account.login,
            "password": self.password(account.login),
            **identity(city, account),
            "full_time": True,
            "work_years": 3 + account.number % 25,
            "employer_name": "演示单位",
            **profile,
        }
        anonymous = Session("", city)
        expect(self.api.post(anonymous, "/registrations", said, day, f"register|{account.login}"), account.login)
        self.count(city, "accounts")
        return self.sign_in(account.login, self.password(account.login), city)

    def sign_in(self, login: str, password: str, city: str) -> Session:
        """A new session, with the roles held by now."""
        answer = self._try(login, password, city)
        if not answer.ok:
            raise DemoError(f"{login} could not sign in: {answer.status} {answer.body}")
        return self._opened(answer)

    def renew(self, login: str) -> Session:
        """The same session, with the roles held by now."""
        known = self.sessions[login]
        answer = self.api.ask("/session/renewal", {"refresh_token": known.refresh})
        if not answer.ok:  # a renewal whose answer was lost: the old token is spent, so begin again
            return self.sign_in(login, self.password(login), known.city)
        return self._opened(answer)

    def _try(self, login: str, password: str, city: str) -> Answer:
        said = {"login": login, "password": password, **({"city": city} if city else {})}
        return self.api.ask("/session", said)

    def _invited(self, made: Answer, city: str) -> Session:
        self.count(city, "accounts")
        return self._first_sign_in(made.body["login"], made.body["one_time_password"], city)

    def _first_sign_in(self, login: str, one_time: str, city: str) -> Session:
        """Changes the one-time password. A repeat finds it changed already; each run tries first what is likelier."""
        own = self.password(login)
        for password in (one_time, own) if self._fresh or login == OPERATOR else (own, one_time):
            answer = self._try(login, password, city)
            if answer.ok:
                break
        else:
            raise DemoError(f"{login} could not sign in: {answer.status} {answer.body}")
        session = self._opened(answer)
        if answer.body["must_change_password"]:
            said = {"old_password": password, "new_password": own}
            changed = expect(self.api.put(session, "/session/password", said), f"password of {login}")
            session.token = changed.body["access_token"]
        return session

    def _opened(self, answer: Answer) -> Session:
        told = answer.body
        session = self.sessions.setdefault(told["login"], Session(told["login"], told["city"]))
        session.token, session.refresh = told["access_token"], told["refresh_token"]
        session.account, session.person, session.city = told["account"], told["person"], told["city"]
        return session


def identity(city: str, account: Account) -> dict[str, str]:
    """Name, made-up identity number and phone."""
    number = account.number
    shifted = number + (500_000 if city == plan.BAOTOU else 0)
    return {
        "name": account.name,
        "identity_number": names.identity_number(number, plan.REGION[city]),
        "phone": names.phone(shifted),
    }


def profile(person: Person) -> dict[str, Any]:
    """What a commissioner says of himself."""
    student = person.kind == "student"
    return {
        "education": person.education,
        "title": person.title,
        "employer_kind": person.employer_kind,
        "student": student,
        "research_ability": True,
        "research_results": 1 + person.account.number % 4,
        "skills": list(SKILLS),
        "fields": list(person.fields),
    }


def unit_details(city: CityPlan, unit: Unit) -> dict[str, Any]:
    """What a unit says of itself."""
    return {
        "name": f"{plan.CITY_NAMES[city.code][:-1]}{unit.name}",
        "uscc": names.credit_code(unit.number, plan.REGION[city.code]),
        "unit_kind": unit.unit_kind,
        "county": unit.county,
        "region": unit.county,
        "size_class": unit.size_class,
        "tech_sme": unit.tech_sme,
        "independent": True,
        "premises": True,
        "staff": 20 + unit.number,
        "stable_team": True,
        "service_ability": True,
        "service_since": date(city.start.year - 6, 1, 1).isoformat(),
    }


def expect(answer: Answer, what: str, *statuses: int) -> Answer:
    """The answer, when it did what was asked (or has one of the statuses expected). Raises DemoError."""
    if (answer.status in statuses) if statuses else answer.ok:
        return answer
    raise DemoError(f"{what}: {answer.status} {json.dumps(answer.body, ensure_ascii=False)[:1500]}")
