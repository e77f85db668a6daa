"""Erasure: a person is forgotten as far as the law allows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from services.registry import events
from services.registry.commands.accounts import keep_account
from services.registry.commands.sessions import end_sessions_of
from services.registry.domain import complaint as complaints
from services.registry.domain import erasure
from services.registry.domain import person as persons
from services.registry.domain.credit_entry import person_key
from services.registry.domain.filing import HELD
from services.registry.domain.unit import Unit
from services.registry.store import RegistryWork
from shared.actor import Actor
from shared.errors import Conflict, Refused

MOST = 10_000  # complaints of one account


def erase_person(work: RegistryWork, actor: Actor, *, reason: str) -> dict[str, Any]:
    """The person asks to be forgotten: name and numbers are gone for good, the account is closed.

    Raises Refused with everything that must end first, Conflict when it was done. What the law keeps (filed papers,
    accounts, the integrity registers) stays, under no name here; other services drop the name from their copies.
    """
    person = work.persons.get(actor.person or "")
    if person.erased_on is not None:
        raise Conflict("个人信息已删除", "Already erased")
    about = [{"person": person.id}, {"members.person": person.id}]
    filings = work.filings.some({"$or": about}, everywhere=True)
    applications = work.applications.some({"$or": [*about, {"applicant": actor.account}]}, everywhere=True)
    managed = work.units.some({"managers": actor.account}, everywhere=True)
    ties = work.ties.some({"person": {"$in": [person.id, *person.stands_for]}, "open": True}, everywhere=True)
    found = erasure.obstacles(filings, applications, ties, _alone(work, managed))
    if found:
        first = found[0]
        todo = "请先办结下列事项后再申请删除"
        raise Refused(
            first["rule"], first["article"], "现在不能删除：尚有未办结事项", "Not now: matters are under way",
            todo, "End these first", findings=found,
        )  # fmt: skip
    noted = {id: work.credit_entries.some({"party": person_key(id)}) for id in (person.id, *person.stands_for)}
    entries = noted[person.id]
    account = work.accounts.get(actor.account)
    open_sessions = work.sessions.some({"account": account.id, "ended_at": None})
    if work.person_keys.find(person.identity.fingerprint) is not None:
        work.person_keys.remove(person.identity.fingerprint)
    erased = erasure.erase(person, entries, work.today)
    work.persons.save(erased)
    others = [work.persons.get(id) for id in person.stands_for]
    for other in others:  # merged into this one: the same human being
        if work.person_keys.find(other.identity.fingerprint) is not None:
            work.person_keys.remove(other.identity.fingerprint)
        work.persons.save(erasure.erase(other, noted[other.id], work.today))
        work.announce(events.person_erased(work.persons.get(other.id), reason))
    sent = {"account": {"$in": [account.id, *(other.account for other in others if other.account)]}}
    for complaint in work.complaints.some(sent, everywhere=True, limit=MOST):
        work.complaints.save(complaints.forget(complaint))
    for unit in managed:
        if len(unit.managers) > 1:
            work.units.save(left := erasure.left(unit, account.id, work.today))
            work.announce(replace(events.unit_manager_changed(left, account.id, added=False), city=unit.city))
    keep_account(work, erasure.pseudonymous(account))
    end_sessions_of(work, open_sessions, "disabled")
    work.announce(events.person_erased(erased, reason))
    return persons.public(work.persons.get(person.id))


def _alone(work: RegistryWork, managed: Sequence[Unit]) -> list[Unit]:
    """Those with a filing that stands, which would be left without anybody."""
    alone = {unit.id: unit for unit in managed if len(unit.managers) == 1}
    asked = {"unit": {"$in": list(alone)}, "status": {"$in": list(HELD)}}
    on_file = work.filings.some(asked, everywhere=True) if alone else []
    return [alone[id] for id in dict.fromkeys(filing.unit for filing in on_file) if id in alone]
