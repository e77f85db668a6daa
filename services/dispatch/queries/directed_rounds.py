"""Directed rounds, to the officers who may go on with them."""

from __future__ import annotations

from typing import Any

from services.dispatch.access import ACCESS
from services.dispatch.domain import directed_round as rounds
from services.dispatch.domain.directed_round import DirectedRound
from services.dispatch.queries import waiting
from services.dispatch.queries.answers import LIMIT, Tries, both, detail, given, tried
from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from shared.actions import action as told
from shared.actions import hindrance
from shared.actor import Actor
from shared.errors import Conflict
from shared.rulebook import Rulebook
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
        actions.append(told("plan_directed_round", **hindrance(lambda: rounds.abandon(found, ""))))
    return detail(found, actions)


def directed_rounds_page(
    work: DispatchWork,
    rulebook: Rulebook,
    actor: Actor,
    after: str | None = None,
    limit: int = LIMIT,
    waits_on: str | None = None,
    **equal: Any,
) -> Page[DirectedRound]:
    """The rounds the asker may see; `waits_on`: only those that wait for the asker; the latest first."""
    mine = waiting.directed_rounds(work, Rules.of(rulebook, work.today), actor) if waits_on else {}
    return work.directed_rounds.page(both(given(equal), mine), after, limit, descending=True)


def _planned(found: DirectedRound) -> None:
    if found.status != "proposed" or found.plan is None:
        raise Conflict("本轮没有待确认的方案", "There is no plan to be confirmed", status=found.status)
