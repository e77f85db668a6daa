"""Achievements, to their owners, to the departments and to the public."""

from __future__ import annotations

from typing import Any

from services.dispatch import traces, views
from services.dispatch.domain import achievement as achievements
from services.dispatch.domain import confidentiality, validity
from services.dispatch.queries import waiting
from services.dispatch.queries.answers import LIMIT, Tries, awaited, given, steps_open, tried
from services.dispatch.queries.demands import published
from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from shared import words
from shared.actor import Actor
from shared.errors import NotFound
from shared.rulebook import Rulebook


def achievement(work: DispatchWork, rulebook: Rulebook, actor: Actor, achievement_id: str) -> dict[str, Any]:
    """One achievement."""
    found, rules, on = work.achievements.get(achievement_id), Rules.of(rulebook, work.today), work.today
    tries: Tries = {
        "resubmit_achievement": lambda: achievements.resubmit(found, {}, rules, actor, on),
        "withdraw_achievement": lambda: achievements.withdraw(found, "", on),
        "renew_achievement": lambda: validity.renew(found, validity.add_months(on, 1), "", rules, actor, on),
        "reclassify_achievement": lambda: achievements.reclassify(found, found.confidentiality, "", rules, actor, on),
    }
    chain = rules.achievements.gathering
    steps = steps_open("take_achievement_step", found.state, chain, found.scope, found, actor, work)
    actions = (steps if found.status == "reported" else []) + tried(tries, found, actor)
    awaits = awaited(found.state, chain, on, found.reporter)
    return {**views.achievement(work, found, actor), "awaits": awaits, "actions": actions}


def achievements_page(
    work: DispatchWork,
    rulebook: Rulebook,
    actor: Actor,
    after: str | None = None,
    limit: int = LIMIT,
    q: str | None = None,
    field: str | None = None,
    waits_on: str | None = None,
    **equal: Any,
) -> dict[str, Any]:
    """The achievements the asker may see."""
    parts = [given({**equal, "fields": field})]
    if waits_on:
        parts.append(waiting.achievements(work, Rules.of(rulebook, work.today), actor))
    if q:
        parts.append(words.matching(q, traces.synonyms(rulebook)))
    page = work.achievements.page({"$and": [part for part in parts if part] or [{}]}, after, limit)
    return {"items": [views.achievement(work, one, actor) for one in page.items], "next": page.next}


def published_achievement(work: DispatchWork, achievement_id: str, city: str = "") -> dict[str, Any]:
    """One published achievement, as everybody sees it."""
    found = work.achievements.get(achievement_id)
    over = found.expires_on is not None and found.expires_on < work.today
    if found.status != "published" or over or not confidentiality.listed(found.confidentiality):
        raise NotFound("achievement")
    return views.public_achievement(found)


def published_achievements(
    work: DispatchWork,
    rulebook: Rulebook,
    after: str | None = None,
    limit: int = LIMIT,
    field: str | None = None,
    q: str | None = None,
    city: str = "",
) -> dict[str, Any]:
    """The public list: no names of people, and no more of a confidential one than its title."""
    page = work.achievements.page(published(work, rulebook, field, q), after, limit)
    return {"items": [views.public_achievement(one) for one in page.items], "next": page.next}
