"""Complaints and suggestions: what may be asked of the registry service."""

from __future__ import annotations

from typing import Any

from services.registry import commands, queries, schemas
from shared.hosting import command, every, question


class Complaints:
    """Complaints and suggestions, who deals with them, and the answers."""

    @every(3600, practice=False)
    def watch_complaints(self, tick: Any) -> None:
        commands.watch_complaints(tick.work, tick.rulebook)

    @command(schemas.FileComplaint)
    def file_complaint(self, call: Any) -> Any:
        return commands.file_complaint(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.AnswerComplaint, loads={"complaints": "complaint_id"})
    def answer_complaint(self, call: Any) -> Any:
        return commands.answer_complaint(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.ForwardComplaint, loads={"complaints": "complaint_id"})
    def forward_complaint(self, call: Any) -> Any:
        return commands.forward_complaint(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.TakeBackComplaint, loads={"complaints": "complaint_id"})
    def take_back_complaint(self, call: Any) -> Any:
        return commands.take_back_complaint(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.ComplaintId, loads={"complaints": "complaint_id"})
    def withdraw_complaint(self, call: Any) -> Any:
        return commands.withdraw_complaint(call.work, call.rulebook, call.actor, **call.args)

    @question(schemas.ListComplaints)
    def complaints(self, call: Any) -> Any:
        return queries.list_complaints(call.work, call.rulebook, call.actor, **call.args)

    @question(schemas.ComplaintId)
    def complaint(self, call: Any) -> Any:
        return queries.complaint(call.work, call.rulebook, call.actor, **call.args)

    @question(schemas.AskComplaint)
    def complaint_progress(self, call: Any) -> Any:
        return queries.complaint_progress(call.work, call.rulebook, **call.args)

    @question(schemas.OfCity)
    def complaint_rules(self, call: Any) -> Any:
        return queries.complaint_rules(call.work, call.rulebook, **call.args)
