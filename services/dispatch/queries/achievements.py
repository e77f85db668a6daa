"""Achievements, to their parties and to the public."""

from __future__ import annotations

from typing import Any

from services.dispatch.domain import achievement as achievements
from services.dispatch.domain.achievement import Achievement
from services.dispatch.queries.answers import LIMIT, Tries, detail, given, public_page, tried
from services.dispatch.store import DispatchWork
from shared.actor import Actor
from shared.work import Page


def achievement(work: DispatchWork, actor: Actor, achievement_id: str) -> dict[str, Any]:
    """One achievement."""
    found = work.achievements.get(achievement_id)
    tries: Tries = {"withdraw_achievement": lambda: achievements.withdraw(found, "", work.today)}
    return detail(found, tried(tries, found, actor))


def achievements_page(
    work: DispatchWork, after: str | None = None, limit: int = LIMIT, **equal: Any
) -> Page[Achievement]:
    """The achievements the asker may see."""
    return work.achievements.page(given(equal), after, limit)


def published_achievements(
    work: DispatchWork, after: str | None = None, limit: int = LIMIT, field: str | None = None, city: str = ""
) -> dict[str, Any]:
    """The public list: no names of people."""
    page = work.achievements.page(given({"status": "published", "fields": field}), after, limit)
    return public_page(page, ("id", "title", "content", "stage", "unit_name", "round", "published_on"))
