"""Problems that go up to the city (B-23: 堵点痛点) and its answers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from services.records.domain.review import Places, advance, may_advance, parties
from services.records.domain.upward import Teller
from services.records.rules import Rules
from shared.actions import NOTHING, action
from shared.actor import Actor
from shared.chain import ChainState, act, start

STATUS = {"pending": "reported", "approved": "answered", "returned": "returned", "rejected": "rejected"}


@dataclass(frozen=True)
class ProblemReport:
    """One problem met at work, told by a party of its own; `answer` is the city's."""

    id: str
    city: str
    title: str
    text: str
    party: str
    person: str
    account: str
    name: str
    unit: str
    county: str
    agreement: str
    reported_on: date
    status: str
    review: ChainState
    article: str
    answer: str = ""
    answered_on: date | None = None
    rulebook_version: str = ""
    version: int = 0


def report(
    id: str, title: str, text: str, teller: Teller, agreement: str, rules: Rules, actor: Actor, on: date
) -> ProblemReport:
    """A new problem. Raises Refused when this party does not report, or nobody does."""
    basis = teller.may_tell(rules.problems)
    return ProblemReport(
        id=id,
        city=actor.city,
        title=title,
        text=text,
        party=teller.party,
        person=actor.person or "",
        account=actor.account,
        name=actor.name,
        unit=teller.unit,
        county=teller.county,
        agreement=agreement,
        reported_on=on,
        status="reported",
        review=start(rules.problems.chain, on, actor),
        article=basis.cite,
        rulebook_version=rules.version,
    )


def answer(problem: ProblemReport, text: str, rules: Rules, actor: Actor, on: date) -> ProblemReport:
    """Answered by the city; that closes it."""
    mine = parties(actor, Places())
    state = advance(problem.review, rules.problems.chain, "forward", mine, actor, on, text)
    return replace(_reviewed(problem, state), answer=text, answered_on=on)


def give_back(problem: ProblemReport, rules: Rules, actor: Actor, on: date, reason: str) -> ProblemReport:
    """Sent back with a question."""
    mine = parties(actor, Places())
    return _reviewed(problem, advance(problem.review, rules.problems.chain, "return", mine, actor, on, reason))


def tell_again(problem: ProblemReport, title: str, text: str, rules: Rules, actor: Actor, on: date) -> ProblemReport:
    """A returned problem in new words."""
    state = act(problem.review, rules.problems.chain, "resubmit", "applicant", actor, on)
    return _reviewed(replace(problem, title=title, text=text), state)


def open_to(problem: ProblemReport, rules: Rules, actor: Actor, on: date) -> list[dict[str, Any]]:
    """What the actor may do with it now, and why not."""
    mine, chain = parties(actor, Places()), rules.problems.chain
    actions = []
    for name, way in (("answer_problem", "forward"), ("return_problem", "return")):
        open_now = may_advance(problem.review, chain, way, mine, on)
        actions.append(action(name, NOTHING if open_now else NOT_OPEN, chain.cite))
    again = problem.account == actor.account and problem.status == "returned"
    return [*actions, action("tell_problem_again", NOTHING if again else NOT_RETURNED, problem.article)]


NOT_OPEN = ("由市科技局办理，且尚未办结的才可办理", "The city bureau deals with it, while it is open")
NOT_RETURNED = ("只有报告人在退回后可以重新提交", "Only who reported submits it again, once it is returned")


def _reviewed(problem: ProblemReport, state: ChainState) -> ProblemReport:
    return replace(problem, review=state, status=STATUS[state.status])
