"""What dispatch knows of the registry's filings and of published grades: copies, whatever order they are heard in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from services.dispatch.domain.party import Competent

PEOPLE = ("commissioner", "team")
SENDERS = ("workstation", "dispatching_unit")


@dataclass(frozen=True)
class Member:
    """One member of a team, the lead not counted."""

    person: str
    name: str


@dataclass(frozen=True)
class KnownFiling:
    """A filing as last heard. `unit` is whom it is about (station, sender, host); `sender_unit` who sends the person.

    A later fact about its state never waits for an earlier one about its contents: each has its own version.
    """

    id: str
    city: str
    subject: str = ""
    kind: str = ""
    name: str = ""
    person: str = ""
    account: str = ""
    unit: str = ""
    sender_unit: str = ""
    fields: tuple[str, ...] = ()
    county: str = ""
    level: str = ""
    competent: Competent = field(default_factory=Competent)
    members: tuple[Member, ...] = ()
    size_class: str = ""
    unit_kind: str = ""
    tech_sme: bool = False
    provincial: bool = False
    until: date | None = None
    live: bool = False
    facts_version: int = 0
    state_version: int = 0
    version: int = 0

    def in_force(self, on: date) -> bool:
        """Whether it gives the right to act on a day."""
        return self.live and (self.until is None or on <= self.until)

    @property
    def people(self) -> int:
        """How many persons come when it is sent."""
        return 1 + len(self.members)


@dataclass(frozen=True)
class KnownGrade:
    """The latest published grade of a filing's holder; `id` is the filing."""

    id: str
    city: str
    year: int
    grade: str
    version: int = 0


@dataclass(frozen=True)
class KnownCredit:
    """An entry of the registry's credit register: whose, on which list, until when (None: no end was named)."""

    id: str
    city: str
    register: str
    person: str = ""
    unit: str = ""
    since: date | None = None
    until: date | None = None
    version: int = 0

    def in_force(self, on: date) -> bool:
        """Whether it stands on a day."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


@dataclass(frozen=True)
class KnownService:
    """That a record counts as a service of a filing: kept so that hearing it again counts once."""

    id: str
    city: str
    filing: str
    version: int = 0


def of_winners(credits: Iterable[KnownCredit], stands: Mapping[str, str]) -> list[KnownCredit]:
    """The entries as those of whoever stands for the merged ones they were made against: {merged: who stands}."""
    return [
        replace(one, person=stands.get(one.person, one.person), unit=stands.get(one.unit, one.unit)) for one in credits
    ]


def heard_credit(data: Mapping[str, Any], city: str) -> KnownCredit:
    """The entry as told."""
    since, until = (date.fromisoformat(data[name]) if data.get(name) else None for name in ("since", "until"))
    person, unit = (str(data.get(name) or "") for name in ("person", "unit"))
    return KnownCredit(str(data["entry"]), city, str(data["register"]), person, unit, since, until)


def heard(known: KnownFiling | None, id: str, city: str, data: Mapping[str, Any], live: bool, at: int) -> KnownFiling:
    """The filing after an announcement of the filing's version `at`; older news changes nothing that is newer."""
    known = known or KnownFiling(id, city)
    if "subject" in data and "name" in data and at > known.facts_version:
        known = replace(known, **_facts(data), facts_version=at)
    if at > known.state_version:
        known = replace(known, live=live, state_version=at)
    return known


def heard_grade(known: KnownGrade | None, data: Mapping[str, Any], city: str) -> KnownGrade:
    """The grade of the latest year, whatever order the years are heard in."""
    if known is not None and known.year > int(data["year"]):
        return known
    return KnownGrade(str(data["filing"]), city, int(data["year"]), str(data.get("grade") or ""))


def _facts(data: Mapping[str, Any]) -> dict[str, Any]:
    texts = ("subject", "kind", "name", "person", "account", "unit", "sender_unit", "county", "level")
    competent = data.get("competent") or {}
    until = data.get("until")
    return {
        **{name: str(data.get(name) or "") for name in (*texts, "size_class", "unit_kind")},
        "fields": tuple(data.get("fields") or ()),
        "competent": Competent(*(str(competent.get(part) or "") for part in ("level", "unit", "county"))),
        "members": tuple(
            Member(str(member.get("person") or ""), str(member.get("name") or ""))
            for member in data.get("members") or ()
        ),
        "tech_sme": bool(data.get("tech_sme")),
        "provincial": bool(data.get("provincial")),
        "until": date.fromisoformat(until) if until else None,
    }
