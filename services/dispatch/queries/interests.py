"""Ties between commissioners or sending units and hosts."""

from __future__ import annotations

from typing import Any

from services.dispatch.domain.interest import Interest
from services.dispatch.queries.answers import LIMIT, given
from services.dispatch.store import DispatchWork
from shared.work import Page


def interests_page(work: DispatchWork, after: str | None = None, limit: int = LIMIT, **equal: Any) -> Page[Interest]:
    """The ties the asker may see: one's own, one's unit's, one's county's, the city's."""
    return work.interests.page(given(equal), after, limit)
