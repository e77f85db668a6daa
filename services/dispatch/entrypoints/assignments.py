"""Assignments: what may be asked of the dispatch service."""

from __future__ import annotations

from typing import Any

from services.dispatch import queries
from services.dispatch.commands import assignments
from services.dispatch.schemas import assignments as of_assignments
from shared.batches import Call
from shared.hosting import command, every, question
from shared.upkeep import Tick


class Assignments:
    """Assignments."""

    @command(of_assignments.OrderAssignment)
    def order_assignment(self, call: Call) -> Any:
        return assignments.order_assignment(call.work, call.rulebook, call.actor, **call.args)

    @command(of_assignments.NameCommissioner, loads={"assignments": "assignment_id", "known_filings": "filing"})
    def name_commissioner(self, call: Call) -> Any:
        return assignments.name_commissioner(call.work, call.rulebook, call.actor, **call.args)

    @command(of_assignments.AppointCommissioner, loads={"known_filings": "filing"})
    def appoint_commissioner(self, call: Call) -> Any:
        return assignments.appoint_commissioner(call.work, call.rulebook, call.actor, **call.args)

    @command(of_assignments.ReportProgress, loads={"assignments": "assignment_id"})
    def report_progress(self, call: Call) -> Any:
        return assignments.report_progress(call.work, call.actor, **call.args)

    @command(of_assignments.WithdrawAssignment, loads={"assignments": "assignment_id"})
    def withdraw_assignment(self, call: Call) -> Any:
        return assignments.withdraw_assignment(call.work, **call.args)

    @command(of_assignments.DeclineAssignment, loads={"assignments": "assignment_id"})
    def decline_assignment(self, call: Call) -> Any:
        return assignments.decline_assignment(call.work, call.actor, **call.args)

    @command(of_assignments.ReassignAssignment, loads={"assignments": "assignment_id"})
    def reassign_assignment(self, call: Call) -> Any:
        return assignments.reassign_assignment(call.work, call.rulebook, call.actor, **call.args)

    @command(of_assignments.ExtendAssignment, loads={"assignments": "assignment_id"})
    def extend_assignment(self, call: Call) -> Any:
        return assignments.extend_assignment(call.work, call.actor, **call.args)

    @every(600, practice=False)
    def watch_assignments(self, tick: Tick) -> None:
        assignments.watch_assignments(tick.work, tick.rulebook)

    @question(of_assignments.GetAssignment)
    def assignment(self, call: Call) -> Any:
        return queries.assignment(call.work, call.rulebook, call.actor, **call.args)

    @question(of_assignments.ListAssignments)
    def assignments(self, call: Call) -> Any:
        return queries.assignments_page(call.work, call.rulebook, call.actor, **call.args)
