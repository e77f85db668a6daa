"""Commands on achievements."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.dispatch import dictionaries, events, force, traces, views
from services.dispatch.domain import achievement as achievements
from services.dispatch.domain import validity
from services.dispatch.domain.achievement import Achievement
from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from shared.actor import Actor
from shared.rulebook import Rulebook

EXPIRED_AT_ONCE = 200


def report_achievement(work: DispatchWork, rulebook: Rulebook, actor: Actor, unit: str, **said: Any) -> dict[str, Any]:
    """A sending unit, a host, or a commissioner of the unit puts an achievement forward."""
    dictionaries.check(rulebook, said)
    own = None
    if actor.person and actor.has("commissioner"):
        own = work.known_filings.first(person=actor.person, live=True, sender_unit=unit)
    of_unit = next(iter(force.unit_filings(work, unit)), None)
    rules = Rules.of(rulebook, work.today)
    reported = achievements.report(
        work.new_id(), work.city, unit, own, of_unit, said, rules, actor, work.today, rulebook.calendar
    )
    reported = traces.achievement(rulebook, validity.dated(reported, rules))
    work.achievements.add(reported)
    work.announce(events.achievement_reported(reported))
    return views.achievement(work, reported, actor)


def take_achievement_step(
    work: DispatchWork,
    rulebook: Rulebook,
    actor: Actor,
    achievement_id: str,
    action: str,
    note: str = "",
    defects: tuple[str, ...] = (),
) -> dict[str, Any]:
    """Its reviewer, where the city has one, passes it on, returns or rejects it."""
    found, rules = work.achievements.get(achievement_id), Rules.of(rulebook, work.today)
    moved = achievements.step(found, rules, actor, action, work.today, note, tuple(defects), rulebook.calendar)
    work.announce(events.achievement_step_taken(moved, action))
    return _saved(work, moved, actor)


def resubmit_achievement(
    work: DispatchWork, rulebook: Rulebook, actor: Actor, achievement_id: str, **changes: Any
) -> dict[str, Any]:
    """Its owner puts it forward again, corrected."""
    dictionaries.check(rulebook, changes)
    found, rules = work.achievements.get(achievement_id), Rules.of(rulebook, work.today)
    again = achievements.resubmit(found, changes, rules, actor, work.today, rulebook.calendar)
    again = traces.achievement(rulebook, validity.dated(again, rules))
    work.announce(events.achievement_reported(again))
    return _saved(work, again, actor)


def reclassify_achievement(
    work: DispatchWork, rulebook: Rulebook, actor: Actor, achievement_id: str, confidentiality: str, reason: str
) -> dict[str, Any]:
    """Its owner gives it another level of confidentiality."""
    found, rules = work.achievements.get(achievement_id), Rules.of(rulebook, work.today)
    changed = achievements.reclassify(found, confidentiality, reason, rules, actor, work.today)
    work.announce(events.achievement_reclassified(changed))
    return _saved(work, changed, actor)


def renew_achievement(
    work: DispatchWork,
    rulebook: Rulebook,
    actor: Actor,
    achievement_id: str,
    until: date | None = None,
    note: str = "",
) -> dict[str, Any]:
    """Its owner lets it stand longer, or again."""
    found, rules = work.achievements.get(achievement_id), Rules.of(rulebook, work.today)
    renewed = validity.renew(found, until, note, rules, actor, work.today)
    work.announce(events.achievement_renewed(renewed))
    return _saved(work, renewed, actor)


def expire_achievements(work: DispatchWork) -> dict[str, Any]:
    """What has run out is closed, oldest first. `left`: call again. The timer does the same by the real clock."""
    over = {"status": {"$in": list(validity.RUNNING)}, "expires_on": {"$lt": work.today.isoformat()}}
    found = work.achievements.some(over, sort=[("expires_on", 1)], limit=EXPIRED_AT_ONCE + 1)
    for one in found[:EXPIRED_AT_ONCE]:
        gone = validity.expire(one, work.today)
        work.achievements.save(gone)
        work.announce(events.achievement_expired(gone))
    return {"expired": min(len(found), EXPIRED_AT_ONCE), "left": len(found) > EXPIRED_AT_ONCE}


def withdraw_achievement(work: DispatchWork, actor: Actor, achievement_id: str, reason: str) -> dict[str, Any]:
    """No longer on offer."""
    withdrawn = achievements.withdraw(work.achievements.get(achievement_id), reason, work.today)
    work.announce(events.achievement_withdrawn(withdrawn))
    return _saved(work, withdrawn, actor)


def _saved(work: DispatchWork, achievement: Achievement, actor: Actor) -> dict[str, Any]:
    work.achievements.save(achievement)
    return views.achievement(work, achievement, actor)
