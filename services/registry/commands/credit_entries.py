"""Credit entries: repair asked for and decided. How they come to be, and fall on appeal, is in `sanctions.py`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from services.registry import events
from services.registry.commands.sanctions import files
from services.registry.domain import credit_entry
from services.registry.domain.credit_entry import CreditEntry
from services.registry.rules import Rules
from services.registry.store import RegistryWork
from shared.actor import Actor
from shared.errors import Conflict, NotFound
from shared.rulebook import Rulebook


def ask_repair(
    work: RegistryWork, rulebook: Rulebook, actor: Actor, *, entry_id: str, statement: str, receipts: Sequence[str] = ()
) -> dict[str, Any]:
    """Whom the entry concerns asks for its early removal, in the city that made it."""
    entry = work.credit_entries.get(entry_id)
    if entry.made_in != work.city:
        message = "The repair is asked for in the city that made the entry"
        raise Conflict("请切换到作出该决定的城市办理", message, "other_city", city=entry.made_in)
    rules = Rules.of(rulebook, entry.since)
    asked = credit_entry.ask_repair(entry, statement, files(work, receipts), rules, actor, work.today)
    return _kept(work, asked, "repair_asked")


def decide_repair(
    work: RegistryWork, rulebook: Rulebook, actor: Actor, *, entry_id: str, grant: bool, reason: str
) -> dict[str, Any]:
    """The city that made the entry decides. Raises NotFound for another city's officer."""
    entry = work.credit_entries.get(entry_id)
    if entry.made_in != work.city:
        raise NotFound("credit_entries")
    decided = credit_entry.decide_repair(entry, grant, reason, actor, work.today)
    return _kept(work, decided, "repaired" if grant else "repair_refused")


def _kept(work: RegistryWork, entry: CreditEntry, what: str) -> dict[str, Any]:
    work.credit_entries.save(entry)
    work.announce(events.credit_entry_changed(entry, what))
    kept = work.credit_entries.get(entry.id)
    shown = credit_entry.public(kept, work.actor, work.today)
    return {**shown, "actions": credit_entry.actions(kept, work.actor, work.today)}
