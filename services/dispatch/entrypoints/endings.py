"""Endings: what may be asked of the dispatch service."""

from __future__ import annotations

from typing import Any

from services.dispatch import queries
from services.dispatch.commands import ending_clocks, endings
from services.dispatch.schemas import endings as of_endings
from shared.batches import Call
from shared.hosting import command, every, question
from shared.upkeep import Tick


class Endings:
    """Endings."""

    @command(of_endings.OpenEnding, loads={"agreements": "agreement"})
    def open_ending(self, call: Call) -> Any:
        return endings.open_ending(call.work, call.rulebook, call.actor, **call.args)

    @command(of_endings.TakeEndingStep, loads={"endings": "ending_id"})
    def take_ending_step(self, call: Call) -> Any:
        return endings.take_ending_step(call.work, call.rulebook, call.actor, **call.args)

    @command(of_endings.ResubmitEnding, loads={"endings": "ending_id"})
    def resubmit_ending(self, call: Call) -> Any:
        return endings.resubmit_ending(call.work, call.rulebook, call.actor, **call.args)

    @command(of_endings.WithdrawEnding, loads={"endings": "ending_id"})
    def withdraw_ending(self, call: Call) -> Any:
        return endings.withdraw_ending(call.work, call.rulebook, call.actor, **call.args)

    @command(of_endings.ServeEndingNotice, loads={"endings": "ending_id"})
    def serve_ending_notice(self, call: Call) -> Any:
        return endings.serve_ending_notice(call.work, call.rulebook, call.actor, **call.args)

    @every(600, practice=False)
    def watch_endings(self, tick: Tick) -> None:
        ending_clocks.watch_endings(tick.work, tick.rulebook)

    @command(of_endings.DefendEnding, loads={"endings": "ending_id"})
    def defend_ending(self, call: Call) -> Any:
        return endings.defend_ending(call.work, call.rulebook, call.actor, **call.args)

    @command(of_endings.RecordEndingHearing, loads={"endings": "ending_id"})
    def record_ending_hearing(self, call: Call) -> Any:
        return endings.record_ending_hearing(call.work, call.actor, **call.args)

    @command(of_endings.AppealEnding, loads={"endings": "ending_id"})
    def appeal_ending(self, call: Call) -> Any:
        return endings.appeal_ending(call.work, call.rulebook, call.actor, **call.args)

    @command(of_endings.WithdrawEndingAppeal, loads={"endings": "ending_id"})
    def withdraw_ending_appeal(self, call: Call) -> Any:
        return endings.withdraw_ending_appeal(call.work, call.rulebook, call.actor, **call.args)

    @command(of_endings.TakeEndingAppealStep, loads={"endings": "ending_id"})
    def take_ending_appeal_step(self, call: Call) -> Any:
        return endings.take_ending_appeal_step(call.work, call.rulebook, call.actor, **call.args)

    @question(of_endings.GetEnding)
    def ending(self, call: Call) -> Any:
        return queries.ending(call.work, call.rulebook, call.actor, **call.args)

    @question(of_endings.ListEndings)
    def endings(self, call: Call) -> Any:
        return queries.endings_page(call.work, call.rulebook, call.actor, **call.args)
