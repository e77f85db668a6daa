"""Directed rounds, to the officers who may go on with them."""

from __future__ import annotations

from typing import Any

from services.dispatch.access import ACCESS
from services.dispatch.domain import directed_round as rounds
from services.dispatch.domain.directed_round import DirectedRound
from services.dispatch.queries.answers import LIMIT, Tries, detail, given, outcome, tried
from services.dispatch.store import DispatchWork
from shared.actor import Actor
from shared.errors import Conflict
from shared.work import Page


def directed_round(work: DispatchWork, actor: Actor, round_id: str) -> dict[str, Any]:
    """One round, with its plan, gaps, waivers and outcomes."""
    found = work.directed_rounds.get(round_id)
    tries: Tries = {
        "edit_directed_round": lambda: rounds.abandon(found, ""),
        "abandon_directed_round": lambda: rounds.abandon(found, ""),
        "confirm_directed_pair": lambda: _planned(found),
    }
    actions = tried(tries, found, actor)
    if ACCESS["edit_directed_round"].allows(actor, found):  # a plan is a job: its row is about jobs
        actions.append({"action": "plan_directed_round", **outcome(lambda: rounds.abandon(found, ""))})
    return detail(found, actions)


def directed_rounds_page(
    work: DispatchWork, after: str | None = None, limit: int = LIMIT, **equal: Any
) -> Page[DirectedRound]:
    """The rounds the asker may see, the latest first."""
    return work.directed_rounds.page(given(equal), after, limit, descending=True)


def _planned(found: DirectedRound) -> None:
    if found.status != "proposed" or found.plan is None:
        raise Conflict("本轮没有待确认的方案", "There is no plan to be confirmed", status=found.status)
