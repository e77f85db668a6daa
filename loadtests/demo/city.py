"""One city as the demo plays it: its plan, its officers, and the ids that the platform gave to what the plan names."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from loadtests.demo.cast import Cast, expect
from loadtests.demo.plan import CityPlan, Person, Unit
from loadtests.demo.stage import Pool, until
from loadtests.demo.wire import Answer, Api, DemoError, Session


@dataclass
class City:
    """What a city's play keeps between its stages. Dictionaries are from the plan's keys to the platform's ids."""

    plan: CityPlan
    cast: Cast
    api: Api
    pool: Pool
    officer: Session = field(default_factory=lambda: Session("", ""))
    finance: Session = field(default_factory=lambda: Session("", ""))
    inspector: Session = field(default_factory=lambda: Session("", ""))
    trainer: Session = field(default_factory=lambda: Session("", ""))
    counties: dict[str, Session] = field(default_factory=dict)
    competent: dict[str, Session] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    filings: dict[str, str] = field(default_factory=dict)
    agreements: dict[str, str] = field(default_factory=dict)
    records: dict[str, str] = field(default_factory=dict)
    claims: dict[str, dict[str, Any]] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    numbers: dict[str, Any] = field(default_factory=dict)

    @property
    def code(self) -> str:
        """The city's code."""
        return self.plan.code

    def count(self, what: str, number: int = 1) -> None:
        """Notes that something was done."""
        self.cast.count(self.code, what, number)

    def session(self, person: Person) -> Session:
        """The session of a commissioner (or a team's lead)."""
        return self.cast.of(person.account.login)

    def manager(self, unit: Unit | str) -> Session:
        """The session of a unit's manager."""
        known = self.unit(unit) if isinstance(unit, str) else unit
        return self.cast.of(known.manager.login)

    def unit(self, key: str) -> Unit:
        """A unit of the plan, by key."""
        found = self.numbers.get("units")
        if found is None:
            found = self.numbers["units"] = {unit.key: unit for unit in (*self.plan.senders, *self.plan.hosts)}
        unit: Unit = found[key]
        return unit

    def declares(self) -> list[str]:
        """Whatever the city has its applicants declare, as its dictionaries name it."""
        if "declares" not in self.numbers:
            told = self.ask(self.officer, "/dictionaries", city=self.code)["items"]
            entries = [one["entries"] for one in told if one["name"] == "declaration"]
            self.numbers["declares"] = list(dict.fromkeys(entry["value"] for each in entries for entry in each))
        return list(self.numbers["declares"])

    def post(
        self, who: Session, path: str, body: dict[str, Any], day: date | None, step: str, version: int | None = None
    ) -> Any:
        """A command that must succeed; its answer's body."""
        answer = self.api.post(who, path, body, day, f"{self.code}|{step}", version)
        return expect(answer, f"POST {path} ({step})").body

    def decide(self, who: Session, path: str, body: dict[str, Any], day: date | None, step: str) -> Any:
        """A decision upon what was just read."""
        return expect(self.api.decide(who, path, body, day, f"{self.code}|{step}"), f"POST {path} ({step})").body

    def unkept(self, who: Session, path: str, body: dict[str, Any], day: date | None, step: str) -> Any:
        """The same, but of its answer nothing is remembered for a later run."""
        answer = self.api.send(who, path, body, day, f"{self.code}|{step}")
        return expect(answer, f"POST {path} ({step})").body

    def amend(self, who: Session, path: str, body: dict[str, Any], day: date | None, step: str) -> Any:
        """A change of what is there now."""
        return expect(self.api.amend(who, path, body, day, f"{self.code}|{step}"), f"PATCH {path} ({step})").body

    def receipt(
        self, who: Session, content: bytes, content_type: str, purpose: str, day: date | None, step: str
    ) -> str:
        """A file put into the object store by the form that the platform prepared; the receipt to cite it by."""
        ending = {"image/jpeg": "jpg", "application/pdf": "pdf"}.get(content_type, "xlsx")
        announced = {
            "name": f"{purpose}.{ending}",
            "content_type": content_type,
            "size": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
            "purpose": purpose,
        }
        place = self.unkept(who, "/attachments", announced, day, f"upload|{step}")
        self.api.upload(place["url"], place["fields"], content, content_type)
        ticket = {"ticket": place["ticket"]}
        told: str = self.unkept(who, f"/attachments/{place['id']}/receipt", ticket, day, f"receipt|{step}")["receipt"]
        return told

    def job(self, who: Session, path: str, body: dict[str, Any], day: date | None, step: str) -> Any:
        """Long work, begun and waited for; the job as it ended. Raises DemoError when it failed."""
        begun = self.post(who, path, body, day, step)["id"]
        ended = until(
            lambda _: self.api.get(who, f"/jobs/{begun}", day),
            lambda answer: answer.ok and answer.body["status"] not in ("queued", "running"),
            f"the job of {step}",
            180,
        ).body
        if ended["status"] != "done":
            raise DemoError(f"{path} ({step}): {ended}")
        self.count("jobs")
        return ended

    def soon(self, who: Session, path: str, body: dict[str, Any], day: date, step: str) -> Any:
        """A command on things that another service announced a moment ago: tried until it has heard of them."""

        def again(attempt: int) -> Answer:
            return self.attempt(who, path, body, day, step if attempt == 0 else f"{step}|again{attempt}")

        return until(again, lambda answer: answer.ok, f"POST {path} ({step})").body

    def ask(self, who: Session, path: str, day: date | None = None, **query: Any) -> Any:
        """A question that must be answered; the answer's body."""
        return expect(self.api.get(who, path, day, **query), f"GET {path}").body

    def drafted(self, who: Session, about: dict[str, Any], day: date, step: str, otherwise: str) -> str:
        """What the platform drafts a report with; not asked again once the report of this step was handed in."""
        if self.api.done(f"{self.code}|{step}") is not None:
            return otherwise
        text: str = self.ask(who, "/reports/draft", day, **about)["text"]
        return text or otherwise

    def attempt(self, who: Session, path: str, body: dict[str, Any], day: date, step: str) -> Answer:
        """A command that may be refused."""
        return self.api.post(who, path, body, day, f"{self.code}|{step}")

    def refused(self, who: Session, path: str, body: dict[str, Any], day: date, step: str, status: int = 409) -> Any:
        """A command that must be refused; the problem document."""
        answer = self.attempt(who, path, body, day, step)
        self.count("refused")
        return expect(answer, f"POST {path} ({step}) should be refused", status).body
