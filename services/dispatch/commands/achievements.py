"""Commands on achievements."""

from __future__ import annotations

from typing import Any

from services.dispatch import events, force
from services.dispatch.domain import achievement as achievements
from services.dispatch.domain.achievement import Achievement
from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from shared.actor import Actor
from shared.rulebook import Rulebook


def report_achievement(work: DispatchWork, rulebook: Rulebook, actor: Actor, unit: str, **said: Any) -> Achievement:
    """A sending unit, a host, or a commissioner of the unit puts an achievement forward."""
    own = None
    if actor.person and actor.has("commissioner"):
        own = work.known_filings.first(person=actor.person, live=True, sender_unit=unit)
    of_unit = next(iter(force.unit_filings(work, unit)), None)
    rules = Rules.of(rulebook, work.today)
    reported = achievements.report(work.new_id(), work.city, unit, own, of_unit, said, rules, actor, work.today)
    work.achievements.add(reported)
    work.announce(events.achievement_reported(reported))
    return reported


def withdraw_achievement(work: DispatchWork, achievement_id: str, reason: str) -> Achievement:
    """No longer on offer."""
    withdrawn = achievements.withdraw(work.achievements.get(achievement_id), reason, work.today)
    work.achievements.save(withdrawn)
    work.announce(events.achievement_withdrawn(withdrawn))
    return withdrawn
