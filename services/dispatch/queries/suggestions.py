"""What was suggested, to the side that asks."""

from __future__ import annotations

from services.dispatch.domain import suggestion as suggestions
from services.dispatch.domain.suggestion import Suggestion
from services.dispatch.queries.answers import LIMIT, given
from services.dispatch.store import DispatchWork
from shared.actor import Actor
from shared.work import Page


def suggestions_page(
    work: DispatchWork,
    actor: Actor,
    after: str | None = None,
    limit: int = LIMIT,
    demand: str | None = None,
    filing: str | None = None,
    dismissed: bool = False,
) -> Page[Suggestion]:
    """The suggestions for the asker's side, the best first; `dismissed`: those it has put aside instead."""
    side = suggestions.side_of(actor)
    hidden = side if dismissed else {"$ne": side}
    asked = given({"demand": demand, "filing": filing, "open": True, "hidden_from": hidden})
    return work.suggestions.page(asked, after, limit, sort="merit", descending=True)
