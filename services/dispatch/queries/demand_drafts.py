"""Drafts of demands, to their own hosts."""

from __future__ import annotations

from typing import Any

from services.dispatch.domain.demand_draft import DemandDraft
from services.dispatch.queries.answers import LIMIT, given
from services.dispatch.store import DispatchWork
from shared.work import Page


def demand_draft(work: DispatchWork, draft_id: str) -> DemandDraft:
    """One draft."""
    return work.demand_drafts.get(draft_id)


def demand_drafts_page(
    work: DispatchWork, after: str | None = None, limit: int = LIMIT, **equal: Any
) -> Page[DemandDraft]:
    """The drafts of the asker's hosts."""
    return work.demand_drafts.page(given(equal), after, limit)
