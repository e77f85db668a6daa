"""Commands on problems."""

from __future__ import annotations

from typing import Any

from services.records import events, views
from services.records.domain import problem as problems
from services.records.domain.problem import ProblemReport
from services.records.domain.upward import teller
from services.records.rules import Rules
from services.records.store import RecordsWork
from shared.actor import Actor
from shared.rulebook import Rulebook
from shared.work import Announcement


def report_problem(
    work: RecordsWork,
    rulebook: Rulebook,
    actor: Actor,
    *,
    title: str,
    text: str,
    unit: str,
    county: str,
    agreement_id: str,
) -> dict[str, Any]:
    """A problem goes up to the city."""
    told_by = teller(actor, unit, county)
    rules = Rules.of(rulebook, work.today)
    problem = problems.report(work.new_id(), title, text, told_by, agreement_id, rules, actor, work.today)
    work.problems.add(problem)
    work.announce(events.problem_reported(problem))
    return views.problem(problem, 1)


def answer_problem(
    work: RecordsWork, rulebook: Rulebook, actor: Actor, *, problem_id: str, answer: str
) -> dict[str, Any]:
    """The city answers; that closes it."""
    problem = work.problems.get(problem_id)
    answered = problems.answer(problem, answer, Rules.of(rulebook, work.today), actor, work.today)
    return _saved(work, problem, answered, events.problem_closed(answered))


def return_problem(
    work: RecordsWork, rulebook: Rulebook, actor: Actor, *, problem_id: str, reason: str
) -> dict[str, Any]:
    """The city asks back."""
    problem = work.problems.get(problem_id)
    returned = problems.give_back(problem, Rules.of(rulebook, work.today), actor, work.today, reason)
    return _saved(work, problem, returned, events.problem_closed(returned))


def tell_problem_again(
    work: RecordsWork, rulebook: Rulebook, actor: Actor, *, problem_id: str, title: str, text: str
) -> dict[str, Any]:
    """A returned problem in new words."""
    problem = work.problems.get(problem_id)
    again = problems.tell_again(problem, title, text, Rules.of(rulebook, work.today), actor, work.today)
    return _saved(work, problem, again, events.problem_reported(again))


def _saved(work: RecordsWork, before: ProblemReport, after: ProblemReport, told: Announcement) -> dict[str, Any]:
    work.problems.save(after)
    work.announce(told)
    return views.problem(after, before.version + 1)
