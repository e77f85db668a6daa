"""Ties between commissioners or sending units and hosts."""

from __future__ import annotations

from typing import Any

from services.dispatch.domain import interest as interests
from services.dispatch.domain.interest import Interest
from services.dispatch.queries.answers import LIMIT, Tries, detail, given, tried
from services.dispatch.store import DispatchWork
from shared.actor import Actor
from shared.work import Page


def interests_page(
    work: DispatchWork, actor: Actor, after: str | None = None, limit: int = LIMIT, **equal: Any
) -> Page[dict[str, Any]]:
    """The ties the asker may see: one's own, one's unit's, one's county's, the city's."""
    page = work.interests.page(given(equal), after, limit)
    return Page([_shown(work, one, actor) for one in page.items], page.next)


def _shown(work: DispatchWork, found: Interest, actor: Actor) -> dict[str, Any]:
    tries: Tries = {"end_interest": lambda: interests.end(found, "", actor, work.today)}
    return detail(found, tried(tries, found, actor))
