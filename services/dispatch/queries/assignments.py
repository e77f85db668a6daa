"""Orders of city and county."""

from __future__ import annotations

from typing import Any

from services.dispatch.domain import assignment as assignments
from services.dispatch.domain.assignment import Assignment
from services.dispatch.queries import waiting
from services.dispatch.queries.answers import LIMIT, Tries, both, detail, given, tried
from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from shared.actor import Actor
from shared.rulebook import Rulebook
from shared.work import Page


def assignment(work: DispatchWork, rulebook: Rulebook, actor: Actor, assignment_id: str) -> dict[str, Any]:
    """One assignment."""
    found, on = work.assignments.get(assignment_id), work.today
    tries: Tries = {
        "name_commissioner": lambda: assignments.to_be_named(found),
        "report_progress": lambda: assignments.report_progress(found, "", actor, on),
        "decline_assignment": lambda: assignments.to_be_named(found),
        "reassign_assignment": lambda: assignments.withdraw(found, "", on),
        "extend_assignment": lambda: assignments.to_be_named(found),
        "withdraw_assignment": lambda: assignments.withdraw(found, "", on),
    }
    return detail(found, tried(tries, found, actor))


def assignments_page(
    work: DispatchWork,
    rulebook: Rulebook,
    actor: Actor,
    after: str | None = None,
    limit: int = LIMIT,
    waits_on: str | None = None,
    **equal: Any,
) -> Page[Assignment]:
    """The assignments the asker may see; `waits_on`: only those that wait for the asker."""
    mine = waiting.assignments(work, Rules.of(rulebook, work.today), actor) if waits_on else {}
    return work.assignments.page(both(given(equal), mine), after, limit)
