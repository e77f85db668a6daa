"""Filings of before the platform, entered by an officer as the bureau's own register has them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from services.registry.commands.persons import DIFFERS, DIFFERS_EN, standing
from services.registry.commands.reviews import open_filing, supply_of
from services.registry.domain import entering
from services.registry.domain import person as persons
from services.registry.domain.application import Submission
from services.registry.domain.entering import Entry
from services.registry.domain.filing import Why
from services.registry.domain.person import Person
from services.registry.domain.unit import Unit
from services.registry.rules import Rules, Subject
from services.registry.store import RegistryWork
from shared.actor import Actor
from shared.errors import Conflict, Invalid
from shared.rulebook import NotYetInForce, Rulebook


def enter_filing(
    work: RegistryWork,
    rulebook: Rulebook,
    actor: Actor,
    *,
    category: str,
    number: str,
    name: str,
    since: date,
    basis: str,
    identity_number: str = "",
    members: Sequence[str] = (),
    unit: str = "",
    sender_unit: str = "",
    fields: Sequence[str] = (),
    until: date | None = None,
    year: int | None = None,
    direct: bool = False,
) -> dict[str, Any]:
    """A filing that the bureau made before it used the platform: kept with its number, days and year, and marked so.

    `category`: "subject.kind"; `unit`, `sender_unit`: credit codes. Persons and units are those entered before: raises
    Invalid for one that is not; else as `entering.enter` does.
    """
    subject, _, kind = category.partition(".")
    rules = Rules.of(rulebook, work.today)
    stated = rules.known(subject, kind)[0]
    if work.filings.first(number=number) is not None:
        raise Conflict("此备案编号已在册", "A filing of this number is there already", "number_taken")
    people = _people(work, stated, name, identity_number, members)
    about = _unit(work, "unit", unit, needed=stated.holder in ("unit", "liaison"))
    sender = _unit(work, "sender_unit", sender_unit, needed=False)
    if stated.holder == "unit" and about is not None and name not in (about.name, *about.former_names):
        raise Invalid.field("/name", "名称与统一社会信用代码不符", "name_differs", en="Name and credit code differ")
    submission = Submission(work.new_id(), work.city, "", subject, kind, name=name, fields=tuple(fields))
    dossier = work.dossier(people, about.id if about else None, sender.id if sender else None)
    placed = about or sender
    entry = Entry(number, since, until, year or since.year, basis, direct)
    supply = supply_of(work, rules, subject, kind, placed.county if placed else "", entry.year)
    then = _rules_then(rulebook, since)
    taken = entering.enter(entry, submission, dossier, rules, then, supply, actor, work.today)
    if taken.quota is not None:
        work.quotas.save(taken.quota)
    if taken.counter != supply.counter:
        work.counters.save(taken.counter)
    why = Why("entered", "", basis, actor.name, actor.account, rules.version)
    managers = about.managers if about is not None and not people else ()
    holders = [*managers, *(one.account for one in people if one.account)]
    filing = open_filing(work, rules, taken.filing, why, holders)
    return {"id": filing.id}


def _people(
    work: RegistryWork, stated: Subject, name: str, identity_number: str, members: Sequence[str]
) -> list[Person]:
    """Whom the filing names, the lead first, by their numbers; nobody for a unit's own."""
    if stated.holder == "unit":
        return []
    found = [_person(work, identity_number, "/identity_number")]
    if stated.holder != "team" and found[0].name != name:
        raise Invalid.field("/name", *DIFFERS, en=DIFFERS_EN)
    if stated.holder == "team":
        found += [_person(work, one, "/members") for one in members]
    if len({one.id for one in found}) < len(found):
        raise Invalid.field("/members", "同一人列了两次", "twice", en="Somebody is named twice")
    return found


def _person(work: RegistryWork, number: str, pointer: str) -> Person:
    plain, _ = persons.checked_identity(number, pointer)
    found = standing(work, work.persons.first({"identity.fingerprint": work.vault.fingerprint(plain)}))
    if found is None or work.city not in found.cities:
        raise Invalid.field(pointer, "此人尚未登记，请先导入人员", "unknown_person", en="Enter this person first")
    return found


def _unit(work: RegistryWork, name: str, uscc: str, needed: bool) -> Unit | None:
    if not uscc and not needed:
        return None
    found = work.units.first(uscc=uscc.strip().upper()) if uscc else None
    while found is not None and found.merged_into is not None:
        found = work.units.get(found.merged_into)
    if found is None:
        raise Invalid.field(f"/{name}", "此单位尚未登记，请先导入单位", "unknown_unit", en="Enter this unit first")
    return found


def _rules_then(rulebook: Rulebook, day: date) -> Rules | None:
    """The rules of a day, None before this city's first document."""
    try:
        return Rules.of(rulebook, day)
    except NotYetInForce:
        return None
