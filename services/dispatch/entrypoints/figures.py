"""Figures of the dashboard, and the search over several kinds: what may be asked of the dispatch service."""

from __future__ import annotations

from typing import Any

from services.dispatch import queries
from services.dispatch.schemas import dispatch_figures as of_figures
from services.dispatch.schemas import search as of_search
from shared.batches import Call
from shared.hosting import question


class Figures:
    """Figures of the dashboard, and the search."""

    @question(of_search.Search)
    def search(self, call: Call) -> Any:
        return queries.search(call.work, call.rulebook, call.actor, **call.args)

    @question(of_figures.AskDispatchFigures)
    def dispatch_figures(self, call: Call) -> Any:
        return queries.dispatch_figures(call.work, call.actor)
