"""What was suggested, to the side that asks."""

from __future__ import annotations

from typing import Any

from services.dispatch.domain import suggestion as suggestions
from services.dispatch.domain.suggestion import Suggestion
from services.dispatch.queries.answers import LIMIT, Tries, detail, given, tried
from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from shared.actor import Actor
from shared.rulebook import Rulebook
from shared.work import Page


def suggestions_page(
    work: DispatchWork,
    rulebook: Rulebook,
    actor: Actor,
    after: str | None = None,
    limit: int = LIMIT,
    demand: str | None = None,
    filing: str | None = None,
    dismissed: bool = False,
) -> Page[dict[str, Any]]:
    """The suggestions for the asker's side, the best first; `dismissed`: those it has put aside instead."""
    side = suggestions.side_of(actor)
    hidden = side if dismissed else {"$ne": side}
    asked = given({"demand": demand, "filing": filing, "open": True, "hidden_from": hidden})
    page = work.suggestions.page(asked, after, limit, sort="merit", descending=True)
    rules = Rules.of(rulebook, work.today)
    return Page([_shown(work, one, rules, actor) for one in page.items], page.next)


def _shown(work: DispatchWork, found: Suggestion, rules: Rules, actor: Actor) -> dict[str, Any]:
    tries: Tries = {
        "offer_intent": lambda: suggestions.to_be_taken_up(found, rules, actor),
        "dismiss_suggestion": lambda: suggestions.dismiss(found, "", actor, work.today),
    }
    return detail(found, tried(tries, found, actor))
