"""The clocks of sanctions: a timer finds days that are near or over, and tells of each once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from services.registry import events
from services.registry.domain import sanction_clock
from services.registry.domain.sanction import Sanction, decided_by
from services.registry.domain.sanction_clock import NEAR, OVER
from services.registry.rules import Rules
from services.registry.store import RegistryWork
from shared.rulebook import Rulebook

AT_ONCE = 200


def watch_sanctions(work: RegistryWork, rulebook: Rulebook) -> int:
    """Tells whose turn it is that a day is near or over; how many. The rest is found at the next round."""
    rules, today = Rules.of(rulebook, work.today), work.today.isoformat()
    process = rules.due_process
    days = process.remind_days.value if process is not None and process.remind_days is not None else None
    soon = {"$gte": today, "$lte": (work.today + timedelta(days=days or 0)).isoformat()}
    wanted: dict[str, tuple[str, str, dict[str, str]]] = {what: (*OVER[what], {"$lt": today}) for what in OVER}
    if days is not None:
        wanted |= {what: (*NEAR[what], soon) for what in NEAR}
    found: list[tuple[str, Sanction]] = []
    for what, (status, name, span) in wanted.items():
        asked: dict[str, Any] = {"status": status, name: span, "clocks_told": {"$ne": what}}
        found += [(what, one) for one in work.sanctions.some(asked, limit=AT_ONCE)]
    return sum(_tell(work, rules, one, what, days) for what, one in found)


def _tell(work: RegistryWork, rules: Rules, sanction: Sanction, what: str, days: int | None) -> int:
    due = sanction_clock.last_day(sanction, what)
    if due is None or not sanction_clock.rings(sanction, what, work.today, days):
        return 0
    work.sanctions.save(sanction_clock.told(sanction, what))
    work.announce(events.sanction_clock(sanction, what, due, decided_by(sanction, rules)))
    return 1
