"""Complaints for the bureau and for who sent them, by number for who has no account; what the city says about them."""

from __future__ import annotations

from typing import Any

from services.registry.domain import complaint as complaints
from services.registry.rules import Rules
from services.registry.store import RegistryWork
from shared.actor import Actor
from shared.errors import NotFound
from shared.rulebook import Rulebook
from shared.work import Page


def list_complaints(
    work: RegistryWork, actor: Actor, *, after: str | None = None, limit: int = 50, late: bool | None = None,
    mine: bool = False, **equal: Any,
) -> Page[dict[str, Any]]:  # fmt: skip
    """Those the asker may see, the latest first; `late`: whose clock has run out; `mine`: those one has sent."""
    if late is not None:
        equal |= {"status": "open", "due": {"$lt" if late else "$gte": work.today.isoformat()}}
    if mine:
        equal["account"] = actor.account
    page = work.complaints.page(equal, after, limit, descending=True)
    return Page([complaints.public(one) for one in page.items], page.next)


def complaint(work: RegistryWork, actor: Actor, *, complaint_id: str) -> dict[str, Any]:
    """One of them, with what the asker may do now."""
    one = work.complaints.get(complaint_id)
    return {**complaints.public(one), "actions": complaints.actions(one, actor)}


def complaint_progress(work: RegistryWork, *, number: str, phone_tail: str, city: str = "") -> dict[str, Any]:
    """How far one is, by its number and the last digits of the phone. Raises NotFound alike for both."""
    one = work.complaints.first(number=number)
    if one is None:
        raise NotFound("complaints")
    return complaints.progress(one, phone_tail)


def complaint_rules(work: RegistryWork, rulebook: Rulebook, *, city: str = "") -> dict[str, Any]:
    """Whom to reach otherwise, and how long an answer takes."""
    return {"city": rulebook.city, "name": rulebook.name, **complaints.stated(Rules.of(rulebook, work.today))}
