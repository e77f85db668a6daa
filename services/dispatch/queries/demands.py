"""Demands, to their parties and to the public."""

from __future__ import annotations

from typing import Any

from services.dispatch.domain import demand as demands
from services.dispatch.domain.demand import Demand
from services.dispatch.queries.answers import LIMIT, Tries, detail, given, public_page, steps_open, tried
from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from shared.actor import Actor
from shared.rulebook import Rulebook
from shared.work import Page


def demand(work: DispatchWork, rulebook: Rulebook, actor: Actor, demand_id: str) -> dict[str, Any]:
    """One demand."""
    found, rules, on = work.demands.get(demand_id), Rules.of(rulebook, work.today), work.today
    tries: Tries = {
        "resubmit_demand": lambda: demands.resubmit(found, {}, rules, actor, on),
        "withdraw_demand": lambda: demands.withdraw(found, "", on),
    }
    steps = steps_open("take_demand_step", found.state, rules.demands.gathering, found.scope, found, actor, work)
    return detail(found, steps + tried(tries, found, actor))


def demands_page(work: DispatchWork, after: str | None = None, limit: int = LIMIT, **equal: Any) -> Page[Demand]:
    """The demands the asker may see."""
    return work.demands.page(given(equal), after, limit)


def published_demands(
    work: DispatchWork, after: str | None = None, limit: int = LIMIT, field: str | None = None, city: str = ""
) -> dict[str, Any]:
    """The public list: no names of people."""
    page = work.demands.page(given({"status": "published", "fields": field}), after, limit)
    shown = ("id", "title", "content", "people_wanted", "until", "host_name", "host_county", "round", "published_on")
    return public_page(page, shown)
