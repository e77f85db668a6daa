"""Credit entry: one line of the integrity blacklist or of the misconduct record, seen by every city."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from services.registry.rules import CreditFacts, Rules


@dataclass(frozen=True)
class CreditEntry:
    """`city` is "" (every city sees it), `made_in` the city that made it. `party`: `person_key` or `unit_key`.

    `until` None: the document states no term, so it stands until lifted. `filing` and `event` say what it rests on.
    """

    id: str
    city: str
    made_in: str
    register: str
    party: str
    name: str
    person: str | None
    unit: str | None
    basis: str
    article: str
    since: date
    until: date | None
    filing: str | None
    event: str
    version: int = 0


def person_key(person: str) -> str:
    """How entries name a person, the same in every city."""
    return f"person:{person}"


def unit_key(uscc: str) -> str:
    """How entries name a unit, the same in every city."""
    return f"unit:{uscc}"


def enter(entry: CreditEntry, rules: Rules) -> CreditEntry:
    """The entry with the term that the city's document gives this register, if it gives one."""
    register = rules.registers.get(entry.register)
    years = register.years.value if register is not None else None
    if years is None:
        return entry
    day = min(entry.since.day, 28) if entry.since.month == 2 else entry.since.day
    return replace(entry, until=entry.since.replace(year=entry.since.year + years, day=day))


def in_force(entries: Iterable[CreditEntry], on: date) -> list[CreditEntry]:
    """The entries that stand on a day."""
    return [entry for entry in entries if entry.since <= on and (entry.until is None or on <= entry.until)]


def facts(entries: Iterable[CreditEntry], on: date) -> CreditFacts:
    """How many entries of each register stand on a day."""
    registers = [entry.register for entry in in_force(entries, on)]
    return CreditFacts(blacklist=registers.count("blacklist"), misconduct=registers.count("misconduct"))


def public(entry: CreditEntry) -> dict[str, Any]:
    """The entry as officers of every city see it."""
    return {
        "id": entry.id,
        "city": entry.made_in,
        "register": entry.register,
        "name": entry.name,
        "person": entry.person,
        "unit": entry.unit,
        "basis": entry.basis,
        "article": entry.article,
        "since": entry.since,
        "until": entry.until,
        "filing": entry.filing,
    }
