"""Cases that end an agreement."""

from __future__ import annotations

from typing import Any

from services.dispatch.domain import ending as endings
from services.dispatch.domain.ending import Ending
from services.dispatch.queries.answers import LIMIT, Tries, detail, given, steps_open, tried
from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from shared.actor import Actor
from shared.rulebook import Rulebook
from shared.work import Page


def ending(work: DispatchWork, rulebook: Rulebook, actor: Actor, ending_id: str) -> dict[str, Any]:
    """One case."""
    found, rules, on = work.endings.get(ending_id), Rules.of(rulebook, work.today), work.today
    chain = endings.ground_of(rules, found.ground).chain
    tries: Tries = {
        "resubmit_ending": lambda: endings.resubmit(found, None, (), rules, actor, on),
        "withdraw_ending": lambda: endings.withdraw(found, "", rules, actor, on),
    }
    steps = steps_open("take_ending_step", found.state, chain, found.scope, found, actor, work)
    return detail(found, steps + tried(tries, found, actor))


def endings_page(
    work: DispatchWork, after: str | None = None, limit: int = LIMIT, status: str | None = None, **equal: Any
) -> Page[Ending]:
    """The cases the asker may see."""
    return work.endings.page(given({**equal, "state.status": status}), after, limit)
