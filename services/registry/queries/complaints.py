"""Complaints for the bureau and for who sent them, by number for who has no account; what the city says about them."""

from __future__ import annotations

from typing import Any

from services.registry.domain import complaint as complaints
from services.registry.domain.complaint import Complaint
from services.registry.rules import Rules
from services.registry.store import RegistryWork
from shared.actor import Actor
from shared.errors import NotFound
from shared.rulebook import Rulebook
from shared.work import Page


def list_complaints(
    work: RegistryWork, rulebook: Rulebook, actor: Actor, *, after: str | None = None, limit: int = 50,
    late: bool | None = None, mine: bool = False, waits_on: str = "", **equal: Any,
) -> Page[dict[str, Any]]:  # fmt: skip
    """Those the asker may see, the latest first.

    `late`: whose clock has run out; `mine`: those one has sent; `waits_on` "me": open, and one's own to answer.
    """
    if late is not None:
        equal |= {"status": "open", "due": {"$lt" if late else "$gte": work.today.isoformat()}}
    if waits_on:
        equal |= {"status": "open", "desk": {"$in": complaints.desks_of(actor)}}
    if mine:
        equal["account"] = actor.account
    page = work.complaints.page(equal, after, limit, descending=True)
    rules, divisions = Rules.of(rulebook, work.today), rulebook.page.divisions or {}
    told = [
        {**complaints.public(one), "waits_on": complaints.waits_on(one, rules, divisions, work.today)}
        for one in page.items
    ]
    return Page(told, page.next)


def complaint(work: RegistryWork, rulebook: Rulebook, actor: Actor, *, complaint_id: str) -> dict[str, Any]:
    """One of them, with who deals with it and what the asker may do now."""
    return shown(work, rulebook, actor, work.complaints.get(complaint_id))


def shown(work: RegistryWork, rulebook: Rulebook, actor: Actor, one: Complaint) -> dict[str, Any]:
    """As `complaint` answers it."""
    rules = Rules.of(rulebook, work.today)
    waits = complaints.waits_on(one, rules, rulebook.page.divisions or {}, work.today)
    return {**complaints.public(one), "waits_on": waits, "actions": complaints.actions(one, rules, actor)}


def complaint_progress(
    work: RegistryWork, rulebook: Rulebook, *, number: str, phone_tail: str, city: str = ""
) -> dict[str, Any]:
    """How far one is, by its number and the last digits of the phone. Raises NotFound alike for both."""
    one = work.complaints.first(number=number)
    if one is None:
        raise NotFound("complaints")
    waits = complaints.waits_on(one, Rules.of(rulebook, work.today), rulebook.page.divisions or {}, work.today)
    return {**complaints.progress(one, phone_tail), "waits_on": waits}


def complaint_rules(work: RegistryWork, rulebook: Rulebook, *, city: str = "") -> dict[str, Any]:
    """Whom to reach otherwise, and how long an answer takes."""
    return {"city": rulebook.city, "name": rulebook.name, **complaints.stated(Rules.of(rulebook, work.today))}
