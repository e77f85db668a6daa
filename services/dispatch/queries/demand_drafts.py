"""Drafts of demands, to their own hosts."""

from __future__ import annotations

from typing import Any

from services.dispatch.domain import demand_draft as drafts
from services.dispatch.domain.demand_draft import DemandDraft
from services.dispatch.queries.answers import LIMIT, Tries, detail, given, tried
from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from shared.actor import Actor
from shared.rulebook import Rulebook
from shared.work import Page


def demand_draft(work: DispatchWork, rulebook: Rulebook, actor: Actor, draft_id: str) -> dict[str, Any]:
    """One draft, and what still keeps it from being reported."""
    return _shown(work.demand_drafts.get(draft_id), Rules.of(rulebook, work.today), actor)


def demand_drafts_page(
    work: DispatchWork,
    rulebook: Rulebook,
    actor: Actor,
    after: str | None = None,
    limit: int = LIMIT,
    **equal: Any,
) -> Page[dict[str, Any]]:
    """The drafts of the asker's hosts."""
    page, rules = work.demand_drafts.page(given(equal), after, limit), Rules.of(rulebook, work.today)
    return Page([_shown(one, rules, actor) for one in page.items], page.next)


def _shown(found: DemandDraft, rules: Rules, actor: Actor) -> dict[str, Any]:
    tries: Tries = {
        "report_demand": lambda: drafts.to_be_reported(found, rules, actor),
        "change_demand_draft": lambda: None,
        "drop_demand_draft": lambda: None,
    }
    return detail(found, tried(tries, found, actor))
