"""Escalations: steps that were not taken in time are found by a timer, and told of once for each step and term."""

from __future__ import annotations

from services.registry import events
from services.registry.domain import citing, turn
from services.registry.rules import Rules
from services.registry.store import RegistryWork
from shared.rulebook import Rulebook

AT_ONCE = 200


def note_late_applications(work: RegistryWork, rulebook: Rulebook) -> int:
    """Marks the applications whose step is past its term; how many. The rest is found at the next round."""
    found = work.applications.some({"turn.watch": {"$lt": work.today.isoformat()}}, [("turn.watch", 1)], limit=AT_ONCE)
    for application in found:
        rules = Rules.of(rulebook, application.submitted_on)
        noted, escalation = turn.escalated(application, rules, work.today)
        work.applications.save(noted)
        work.announce(events.application_late(noted, escalation, citing.of_step(noted, rules, "late")))
    return len(found)
