"""The credit register: officers see that an entry stands anywhere; whom it concerns sees their own."""

from __future__ import annotations

from typing import Any

from services.registry.domain import credit_entry
from services.registry.store import RegistryWork
from shared.actor import Actor
from shared.work import Page


def list_credit_entries(
    work: RegistryWork, actor: Actor, *, repair: str = "", after: str | None = None, limit: int = 50, **equal: str
) -> Page[dict[str, Any]]:
    """The entries that the asker may see, each as far as the asker may see it.

    `repair`: those whose repair has that status; of the asker's own city alone, for repairs are shown nowhere else.
    """
    asked = {"repairs.status": repair, "made_in": work.city} if repair else {}
    page = work.credit_entries.page({**equal, **asked}, after, limit)
    return Page([credit_entry.public(entry, actor, work.today) for entry in page.items], page.next)


def one_credit_entry(work: RegistryWork, actor: Actor, *, entry_id: str) -> dict[str, Any]:
    """One entry with what the asker may do about it."""
    found = work.credit_entries.get(entry_id)
    shown = credit_entry.public(found, actor, work.today)
    return {**shown, "actions": credit_entry.actions(found, actor, work.today)}
