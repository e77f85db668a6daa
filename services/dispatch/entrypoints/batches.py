"""Batches: what may be asked of the dispatch service."""

from __future__ import annotations

from typing import Any

from services.dispatch import queries
from services.dispatch.commands import batches
from services.dispatch.schemas import agreements as of_agreements
from services.dispatch.schemas import batches as of_batches
from shared.batches import Call
from shared.hosting import command, question


class Batches:
    """Batches."""

    @command(of_agreements.ReportAgreements)
    def report_agreements(self, call: Call) -> Any:
        return batches.report_agreements(call.work, call.rulebook, call.actor, call.args["agreements"])

    @command(of_batches.ComposeBatch)
    def compose_batch(self, call: Call) -> Any:
        return batches.compose_batch(call.work, call.actor, **call.args)

    @command(of_batches.ChangeBatch, loads={"batches": "batch_id"})
    def change_batch(self, call: Call) -> Any:
        return batches.change_batch(call.work, call.actor, **call.args)

    @command(of_batches.WithdrawBatch, loads={"batches": "batch_id"})
    def withdraw_batch(self, call: Call) -> Any:
        return batches.withdraw_batch(call.work, **call.args)

    @command(of_batches.SubmitBatch, loads={"batches": "batch_id"})
    def submit_batch(self, call: Call) -> Any:
        return batches.submit_batch(call.work, call.rulebook, call.actor, **call.args)

    @command(of_batches.ReviewBatch, loads={"batches": "batch_id"})
    def review_batch(self, call: Call) -> Any:
        return batches.review_batch(call.work, call.rulebook, call.actor, **call.args)

    @question(of_batches.GetBatch)
    def batch(self, call: Call) -> Any:
        return queries.batch(call.work, call.actor, **call.args)

    @question(of_batches.ListBatches)
    def batches(self, call: Call) -> Any:
        return queries.batches_page(call.work, call.rulebook, call.actor, **call.args)
