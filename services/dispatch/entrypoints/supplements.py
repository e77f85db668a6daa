"""Supplements: what may be asked of the dispatch service."""

from __future__ import annotations

from typing import Any

from services.dispatch import queries
from services.dispatch.commands import supplements
from services.dispatch.schemas import supplements as of_supplements
from shared.batches import Call
from shared.hosting import command, question


class Supplements:
    """Supplements."""

    @command(of_supplements.DraftSupplement, loads={"agreements": "agreement_id"})
    def draft_supplement(self, call: Call) -> Any:
        return supplements.draft_supplement(call.work, call.rulebook, **call.args)

    @command(of_supplements.ReviseSupplement, loads={"supplements": "supplement_id"})
    def revise_supplement(self, call: Call) -> Any:
        return supplements.revise_supplement(call.work, call.rulebook, **call.args)

    @command(of_supplements.SignSupplement, loads={"supplements": "supplement_id"})
    def sign_supplement(self, call: Call) -> Any:
        return supplements.sign_supplement(call.work, call.rulebook, call.actor, **call.args)

    @command(of_supplements.SignSupplementOnPaper, loads={"supplements": "supplement_id"})
    def sign_supplement_on_paper(self, call: Call) -> Any:
        return supplements.sign_supplement_on_paper(call.work, call.rulebook, call.actor, **call.args)

    @command(of_supplements.ReportSupplement, loads={"supplements": "supplement_id"})
    def report_supplement(self, call: Call) -> Any:
        return supplements.report_supplement(call.work, call.rulebook, call.actor, **call.args)

    @command(of_supplements.TakeSupplementStep, loads={"supplements": "supplement_id"})
    def take_supplement_step(self, call: Call) -> Any:
        return supplements.take_supplement_step(call.work, call.rulebook, call.actor, **call.args)

    @command(of_supplements.WithdrawSupplement, loads={"supplements": "supplement_id"})
    def withdraw_supplement(self, call: Call) -> Any:
        return supplements.withdraw_supplement(call.work, **call.args)

    @question(of_supplements.GetSupplement)
    def supplement(self, call: Call) -> Any:
        return queries.supplement(call.work, call.rulebook, call.actor, **call.args)

    @question(of_supplements.ListSupplements)
    def supplements(self, call: Call) -> Any:
        return queries.supplements_page(call.work, call.rulebook, call.actor, **call.args)
