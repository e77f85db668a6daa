"""Credit entry: one line of the integrity blacklist or of the misconduct record.

That it stands is seen by every city's officers, for it bars everywhere; why, and with which evidence, only by the city
that made it and by the person or unit concerned (infra/decisions/0044). It ends with its term, by repair, or because an
appeal overturned it: then it is annulled, and has never barred anybody.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from services.registry.domain.exhibit import Exhibit
from services.registry.rules import CreditFacts, Rules
from shared.actions import NOTHING, action
from shared.actor import Actor
from shared.errors import Conflict


@dataclass(frozen=True)
class Repair:
    """One request for early removal (信用修复), and what became of it: pending, granted or refused."""

    on: date
    by: str
    statement: str
    files: tuple[Exhibit, ...]
    status: str = "pending"
    decided_on: date | None = None
    decided_by: str = ""
    reason: str = ""


@dataclass(frozen=True)
class CreditEntry:
    """`city` is "" (every city sees it), `made_in` the city that made it. `party`: `person_key` or `unit_key`.

    `until` None: the document states no term, so it stands until lifted. `filing` and `event` say what it rests on.
    `stayed`: an appeal suspends it. `ended_on`, `ended_by`: repaired, or annulled. `accounts`: whose entry it is.
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
    ground: str = ""
    files: tuple[Exhibit, ...] = ()
    sanction: str | None = None
    accounts: tuple[str, ...] = ()
    stayed: bool = False
    ended_on: date | None = None
    ended_by: str = ""
    repairs: tuple[Repair, ...] = ()
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
    """The entries that stand on a day: begun, not run out, not repaired, not annulled, not stayed by an appeal."""
    return [entry for entry in entries if entry.since <= on and _stands(entry, on)]


def _stands(entry: CreditEntry, on: date) -> bool:
    ended = entry.ended_by == "annulled" or (entry.ended_on is not None and entry.ended_on <= on)
    return not (entry.stayed or ended or (entry.until is not None and entry.until < on))


def ask_repair(
    entry: CreditEntry, statement: str, files: tuple[Exhibit, ...], rules: Rules, actor: Actor, on: date
) -> CreditEntry:
    """Early removal asked for. Raises Refused before its time, Conflict where one is open or nothing stands."""
    if not in_force([entry], on):
        raise Conflict("此条目已不在有效期", "The entry does not stand any more", "ended")
    if any(repair.status == "pending" for repair in entry.repairs):
        raise Conflict("已有修复申请待决定", "A repair is being decided", "pending")
    register = rules.registers.get(entry.register)
    least = register.repair_after_months if register is not None else None
    if least is not None and least.value is not None:
        first = _months_on(entry.since, least.value)
        if on < first:
            raise least.refused(
                f"列入满{least.value}个月（{first}）后方可申请修复", f"A repair may be asked for from {first}"
            )
    return replace(entry, repairs=(*entry.repairs, Repair(on, actor.name, statement, files)))


def decide_repair(entry: CreditEntry, grant: bool, reason: str, actor: Actor, on: date) -> CreditEntry:
    """The open request decided; granted, the entry ends today. Raises Conflict where none is open."""
    if not entry.repairs or entry.repairs[-1].status != "pending":
        raise Conflict("没有待决定的修复申请", "No repair is open", "none")
    status = "granted" if grant else "refused"
    last = replace(entry.repairs[-1], status=status, decided_on=on, decided_by=actor.name, reason=reason)
    decided = replace(entry, repairs=(*entry.repairs[:-1], last))
    return replace(decided, ended_on=on, ended_by="repaired") if grant else decided


def annul(entry: CreditEntry, on: date) -> CreditEntry:
    """An appeal overturned what it rests on: it bars nobody, and never did."""
    return replace(entry, ended_on=on, ended_by="annulled", stayed=False)


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.month - 1 + months, 12)
    last = (date(day.year + year + (month == 11), (month + 1) % 12 + 1, 1) - date(day.year + year, month + 1, 1)).days
    return date(day.year + year, month + 1, min(day.day, last))


def facts(entries: Iterable[CreditEntry], on: date) -> CreditFacts:
    """How many entries of each register stand on a day."""
    registers = [entry.register for entry in in_force(entries, on)]
    return CreditFacts(blacklist=registers.count("blacklist"), misconduct=registers.count("misconduct"))


def public(entry: CreditEntry, actor: Actor, on: date) -> dict[str, Any]:
    """The entry as the asker may see it: basis and evidence for the city that made it and for whom it concerns."""
    own = actor.account in entry.accounts or (entry.person is not None and entry.person == actor.person)
    full = own or (entry.made_in == actor.city and actor.has("city_officer", "county_officer"))
    return {
        "id": entry.id,
        "city": entry.made_in,
        "register": entry.register,
        "name": entry.name,
        "person": entry.person,
        "unit": entry.unit,
        "basis": entry.basis if full else "",
        "ground": entry.ground if full else "",
        "files": entry.files if full else (),
        "repairs": entry.repairs if full else (),
        "sanction": entry.sanction if full else None,
        "article": entry.article,
        "since": entry.since,
        "until": entry.until,
        "filing": entry.filing if full else None,
        "in_force": bool(in_force([entry], on)),
        "stayed": entry.stayed,
        "ended_on": entry.ended_on,
        "ended_by": entry.ended_by,
        "version": entry.version,
    }


PENDING = ("已有修复申请待决定", "A request for repair is waiting already")
ENDED = ("此条目已不在有效期", "The entry is no longer in force")
NONE_ASKED = ("没有待决定的修复申请", "No request for repair is waiting")


def actions(entry: CreditEntry, actor: Actor, on: date) -> list[dict[str, Any]]:
    """What the asker may do about it: as `shared.actions` tells them."""
    stands, pending = bool(in_force([entry], on)), any(repair.status == "pending" for repair in entry.repairs)
    offered = []
    if actor.account in entry.accounts or (entry.person is not None and entry.person == actor.person):
        offered.append(("ask_repair", PENDING if pending else NOTHING if stands else ENDED))
    if entry.made_in == actor.city and actor.has("city_officer"):
        offered.append(("decide_repair", NOTHING if pending else NONE_ASKED))
    return [action(name, why, entry.article) for name, why in offered]
