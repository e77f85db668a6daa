"""Directed rounds: what may be asked of the dispatch service."""

from __future__ import annotations

from typing import Any

from services.dispatch import queries
from services.dispatch.commands import directed_rounds
from services.dispatch.schemas import directed_rounds as of_directed_rounds
from shared.batches import Call
from shared.hosting import command, job, question


class DirectedRounds:
    """Directed rounds."""

    @command(of_directed_rounds.OpenDirectedRound)
    def open_directed_round(self, call: Call) -> Any:
        return directed_rounds.open_directed_round(call.work, call.rulebook, call.actor, **call.args)

    @command(of_directed_rounds.EditDirectedRound, loads={"directed_rounds": "round_id"})
    def edit_directed_round(self, call: Call) -> Any:
        return directed_rounds.edit_directed_round(call.work, call.rulebook, call.actor, **call.args)

    @job(of_directed_rounds.PlanDirectedRound)
    def plan_directed_round(self, run: Any) -> None:
        directed_rounds.plan_directed_round(run)

    @command(of_directed_rounds.KeepDirectedPlan, loads={"directed_rounds": "round_id"})
    def keep_directed_plan(self, call: Call) -> Any:
        return directed_rounds.keep_directed_plan(call.work, **call.args)

    @job(of_directed_rounds.ConfirmDirectedRound)
    def confirm_directed_round(self, run: Any) -> None:
        directed_rounds.confirm_directed_round(run)

    @command(of_directed_rounds.ConfirmDirectedPair, loads={"directed_rounds": "round_id"})
    def confirm_directed_pair(self, call: Call) -> Any:
        return directed_rounds.confirm_directed_pair(call.work, call.rulebook, call.actor, **call.args)

    @command(of_directed_rounds.AbandonDirectedRound, loads={"directed_rounds": "round_id"})
    def abandon_directed_round(self, call: Call) -> Any:
        return directed_rounds.abandon_directed_round(call.work, **call.args)

    @question(of_directed_rounds.GetDirectedRound)
    def directed_round(self, call: Call) -> Any:
        return queries.directed_round(call.work, call.actor, **call.args)

    @question(of_directed_rounds.ListDirectedRounds)
    def directed_rounds(self, call: Call) -> Any:
        return queries.directed_rounds_page(call.work, call.rulebook, call.actor, **call.args)
