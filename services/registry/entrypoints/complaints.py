"""Complaints and suggestions: what may be asked of the registry service."""

from __future__ import annotations

from typing import Any

from services.registry import commands, queries, schemas
from shared.hosting import command, question


class Complaints:
    """Complaints and suggestions, and the bureau's answers."""

    @command(schemas.FileComplaint)
    def file_complaint(self, call: Any) -> Any:
        return commands.file_complaint(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.AnswerComplaint, loads={"complaints": "complaint_id"})
    def answer_complaint(self, call: Any) -> Any:
        return commands.answer_complaint(call.work, call.actor, **call.args)

    @command(schemas.ComplaintId, loads={"complaints": "complaint_id"})
    def withdraw_complaint(self, call: Any) -> Any:
        return commands.withdraw_complaint(call.work, call.actor, **call.args)

    @question(schemas.ListComplaints)
    def complaints(self, call: Any) -> Any:
        return queries.list_complaints(call.work, call.actor, **call.args)

    @question(schemas.ComplaintId)
    def complaint(self, call: Any) -> Any:
        return queries.complaint(call.work, call.actor, **call.args)

    @question(schemas.AskComplaint)
    def complaint_progress(self, call: Any) -> Any:
        return queries.complaint_progress(call.work, **call.args)

    @question(schemas.OfCity)
    def complaint_rules(self, call: Any) -> Any:
        return queries.complaint_rules(call.work, call.rulebook, **call.args)
