"""Cases that end an agreement, with their file and their clocks."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from services.dispatch.domain import appeal as appeals
from services.dispatch.domain import defence as defences
from services.dispatch.domain import ending as endings
from services.dispatch.domain.ending import BY_CANCELLATION, Ending
from services.dispatch.queries import waiting
from services.dispatch.queries.answers import LIMIT, Actions, Tries, awaited, both, detail, given, steps_open, tried
from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from shared.actions import hindrance
from shared.actor import Actor
from shared.rulebook import Rulebook
from shared.work import Page


def ending(work: DispatchWork, rulebook: Rulebook, actor: Actor, ending_id: str) -> dict[str, Any]:
    """One case: its papers, statements, decision, appeal; the rulebook's clocks; and what the asker may do now."""
    found, rules = work.endings.get(ending_id), Rules.of(rulebook, work.today)
    answer = detail(found, [*_steps(found, rules, actor, work), *_proceedings(found, rules, actor, work)])
    more = {"awaits": _awaits(found, rules, work.today), "clocks": _clocks(found, rules)}
    return {**answer, **more, "follows": _follows(found, rules)}


def endings_page(
    work: DispatchWork,
    rulebook: Rulebook,
    actor: Actor,
    after: str | None = None,
    limit: int = LIMIT,
    waits_on: str | None = None,
    status: str | None = None,
    **equal: Any,
) -> Page[Ending]:
    """The cases the asker may see; `waits_on`: only those that wait for the asker."""
    mine = waiting.endings(work, Rules.of(rulebook, work.today), actor) if waits_on else {}
    return work.endings.page(both(given({**equal, "state.status": status}), mine), after, limit)


def _awaits(found: Ending, rules: Rules, on: date) -> list[str]:
    if found.appeal is not None and found.appeal.state.status == "pending":
        return awaited(found.appeal.state, endings.process_of(rules, found.ground).appeal, on)
    if found.ground == BY_CANCELLATION:
        return []
    return awaited(found.state, endings.ground_of(rules, found.ground).chain, on, found.reporter)


def _steps(found: Ending, rules: Rules, actor: Actor, work: DispatchWork) -> Actions:
    if found.ground == BY_CANCELLATION:
        return []
    stated, on = endings.ground_of(rules, found.ground), work.today
    tries: Tries = {
        "resubmit_ending": lambda: endings.resubmit(found, None, (), rules, actor, on),
        "withdraw_ending": lambda: endings.withdraw(found, "", rules, actor, on),
    }

    def hinders(choice: str) -> dict[str, Any]:
        decides = endings.decides(found, stated, choice)
        return hindrance(lambda: endings.heard_first(found, stated, on)) if decides else {}

    steps = steps_open("take_ending_step", found.state, stated.chain, found.scope, found, actor, work, hinders)
    return steps + tried(tries, found, actor)


def _proceedings(found: Ending, rules: Rules, actor: Actor, work: DispatchWork) -> Actions:
    on = work.today
    tries: Tries = {
        f"serve_ending_notice:{what}:{to}": partial(
            defences.serve, found, what, to, "in_app", on, "", (), rules, actor, on
        )
        for what in defences.NOUNS
        for to in defences.addressees(found)
        if to in found.against or what != "notice"
    }
    tries["defend_ending"] = lambda: defences.defend(found, "", (), rules, actor, on)
    tries["record_ending_hearing"] = lambda: defences.hear(found, next(iter(found.against), ""), on, "", (), actor, on)
    tries["appeal_ending"] = lambda: appeals.appeal(found, "", (), rules, actor, on)
    opened = tried(tries, found, actor)
    if found.appeal is None:
        return opened
    chain = endings.process_of(rules, found.ground).appeal
    steps = steps_open("take_ending_appeal_step", found.appeal.state, chain, found.scope, found, actor, work)
    back: Tries = {"withdraw_ending_appeal": lambda: appeals.withdraw(found, "", rules, actor, on)}
    return opened + steps + tried(back, found, actor)


def _follows(found: Ending, rules: Rules) -> list[dict[str, Any]]:
    """Before the decision: what would follow from approving, each with its article."""
    if found.ground == BY_CANCELLATION or found.state.status != "pending":
        return []
    expected = endings.would_follow(found, endings.ground_of(rules, found.ground))
    return [{"consequence": one.then, "article": one.where.cite} for one in expected]


def _clocks(found: Ending, rules: Rules) -> dict[str, Any]:
    process = endings.process_of(rules, found.ground)
    return {
        "notice_first": process.notice_first.value,
        "defence_days": process.defence_days.value,
        "appeal_days": process.appeal_days.value,
        "appeal_steps": [f"{step.step}:{'+'.join(step.by)}" for step in process.appeal.steps],
        "article": process.appeal.cite,
    }
