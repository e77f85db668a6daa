"""Sanctions and the credit register: what may be asked of the registry service."""

from __future__ import annotations

from typing import Any

from services.registry import commands, queries, schemas
from shared.hosting import command, every, question


class Sanctions:
    """Sanctions and the credit register."""

    @every(3600, practice=False)
    def watch_sanctions(self, tick: Any) -> None:
        commands.watch_sanctions(tick.work, tick.rulebook)

    @command(schemas.OpenSanction, loads={"filings": "filing"})
    def open_sanction(self, call: Any) -> Any:
        return commands.open_sanction(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.AnswerSanction, loads={"sanctions": "sanction_id"})
    def answer_sanction(self, call: Any) -> Any:
        return commands.answer_sanction(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.DecideSanction, loads={"sanctions": "sanction_id"})
    def decide_sanction(self, call: Any) -> Any:
        return commands.decide_sanction(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.AnswerSanction, loads={"sanctions": "sanction_id"})
    def appeal_sanction(self, call: Any) -> Any:
        return commands.appeal_sanction(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.DecideAppeal, loads={"sanctions": "sanction_id"})
    def decide_appeal(self, call: Any) -> Any:
        return commands.decide_appeal(call.work, call.rulebook, call.actor, **call.args)

    @question(schemas.ListSanctions)
    def sanctions(self, call: Any) -> Any:
        return queries.list_sanctions(call.work, **call.args)

    @question(schemas.SanctionId)
    def sanction(self, call: Any) -> Any:
        return queries.one_sanction(call.work, call.rulebook, call.actor, **call.args)

    @question(schemas.ListCreditEntries)
    def credit_entries(self, call: Any) -> Any:
        return queries.list_credit_entries(call.work, call.actor, **call.args)

    @question(schemas.CreditEntryId)
    def credit_entry(self, call: Any) -> Any:
        return queries.one_credit_entry(call.work, call.actor, **call.args)

    @command(schemas.AskRepair, loads={"credit_entries": "entry_id"})
    def ask_repair(self, call: Any) -> Any:
        return commands.ask_repair(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.DecideRepair, loads={"credit_entries": "entry_id"})
    def decide_repair(self, call: Any) -> Any:
        return commands.decide_repair(call.work, call.rulebook, call.actor, **call.args)
