"""One function per question. A detail answer carries `actions`: what the asker could do, and why not now.

An action is open when its own decision, tried here and thrown away, goes through: there is no second set of guards.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from services.dispatch.access import ACCESS
from services.dispatch.domain import achievement as achievements
from services.dispatch.domain import agreement as agreements
from services.dispatch.domain import assignment as assignments
from services.dispatch.domain import demand as demands
from services.dispatch.domain import ending as endings
from services.dispatch.domain import intent as intents
from services.dispatch.domain.achievement import Achievement
from services.dispatch.domain.agreement import Agreement
from services.dispatch.domain.assignment import Assignment
from services.dispatch.domain.demand import Demand
from services.dispatch.domain.ending import Ending
from services.dispatch.domain.intent import Intent
from services.dispatch.domain.party import Scope, parties
from services.dispatch.domain.publication_round import PublicationRound
from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from shared.actor import Actor
from shared.chain import ChainState, open_actions
from shared.documents import plain
from shared.errors import Problem
from shared.rulebook import Chain, Rulebook
from shared.work import Page

Actions = list[dict[str, Any]]
Tries = dict[str, Callable[[], object]]
LIMIT = 50


def demand(work: DispatchWork, rulebook: Rulebook, actor: Actor, demand_id: str) -> dict[str, Any]:
    """One demand."""
    found, rules, on = work.demands.get(demand_id), Rules.of(rulebook, work.today), work.today
    tries: Tries = {
        "resubmit_demand": lambda: demands.resubmit(found, {}, rules, actor, on),
        "withdraw_demand": lambda: demands.withdraw(found, "", on),
    }
    steps = _steps("take_demand_step", found.state, rules.demands.gathering, found.scope, found, actor, work)
    return _detail(found, steps + _tried(tries, found, actor))


def demands_page(work: DispatchWork, after: str | None = None, limit: int = LIMIT, **equal: Any) -> Page[Demand]:
    """The demands the asker may see."""
    return work.demands.page(_filter(equal), after, limit)


def published_demands(
    work: DispatchWork, after: str | None = None, limit: int = LIMIT, field: str | None = None, city: str = ""
) -> dict[str, Any]:
    """The public list: no names of people."""
    page = work.demands.page(_filter({"status": "published", "fields": field}), after, limit)
    shown = ("id", "title", "content", "people_wanted", "until", "host_name", "host_county", "round", "published_on")
    return _public(page, shown)


def achievement(work: DispatchWork, actor: Actor, achievement_id: str) -> dict[str, Any]:
    """One achievement."""
    found = work.achievements.get(achievement_id)
    tries: Tries = {"withdraw_achievement": lambda: achievements.withdraw(found, "", work.today)}
    return _detail(found, _tried(tries, found, actor))


def achievements_page(
    work: DispatchWork, after: str | None = None, limit: int = LIMIT, **equal: Any
) -> Page[Achievement]:
    """The achievements the asker may see."""
    return work.achievements.page(_filter(equal), after, limit)


def published_achievements(
    work: DispatchWork, after: str | None = None, limit: int = LIMIT, field: str | None = None, city: str = ""
) -> dict[str, Any]:
    """The public list: no names of people."""
    page = work.achievements.page(_filter({"status": "published", "fields": field}), after, limit)
    return _public(page, ("id", "title", "content", "stage", "unit_name", "round", "published_on"))


def publication_round(work: DispatchWork, round_id: str, city: str = "") -> PublicationRound:
    """One round."""
    return work.publication_rounds.get(round_id)


def publication_rounds(
    work: DispatchWork, actor: Actor, after: str | None = None, limit: int = LIMIT, city: str = ""
) -> Page[PublicationRound]:
    """The published rounds; to the city its open ones too. The latest first."""
    shown = {} if actor.has("city_officer") else {"status": "published"}
    return work.publication_rounds.page(shown, after, limit, descending=True)


def intent(work: DispatchWork, actor: Actor, intent_id: str) -> dict[str, Any]:
    """One intent."""
    found, on = work.intents.get(intent_id), work.today
    tries: Tries = {
        "accept_intent": lambda: intents.answer(found, True, "", actor, on),
        "decline_intent": lambda: intents.answer(found, False, "", actor, on),
        "withdraw_intent": lambda: intents.withdraw(found, actor, on),
    }
    return _detail(found, _tried(tries, found, actor))


def intents_page(work: DispatchWork, after: str | None = None, limit: int = LIMIT, **equal: Any) -> Page[Intent]:
    """The intents the asker may see."""
    return work.intents.page(_filter(equal), after, limit)


def agreement(work: DispatchWork, rulebook: Rulebook, actor: Actor, agreement_id: str) -> dict[str, Any]:
    """One agreement."""
    found, rules, on = work.agreements.get(agreement_id), Rules.of(rulebook, work.today), work.today
    chain = getattr(rules.ways, found.way).filing
    tries: Tries = {
        "sign_agreement": lambda: _may_sign(found, actor, work.now),
        "report_agreements": lambda: agreements.report([found], "", rules, actor, on),
        "withdraw_agreement": lambda: agreements.withdraw(found, rules, actor, on, ""),
    }
    for ground in rules.endings.cases:
        tries[f"open_ending:{ground}"] = partial(endings.may_open, found, ground, rules, actor)
    steps = _steps("take_agreement_step", found.state, chain, found.scope, found, actor, work)
    return _detail(found, steps + _tried(tries, found, actor))


def agreements_page(work: DispatchWork, after: str | None = None, limit: int = LIMIT, **equal: Any) -> Page[Agreement]:
    """The agreements the asker may see."""
    return work.agreements.page(_filter(equal), after, limit)


def assignment(work: DispatchWork, rulebook: Rulebook, actor: Actor, assignment_id: str) -> dict[str, Any]:
    """One assignment."""
    found, on = work.assignments.get(assignment_id), work.today
    tries: Tries = {
        "name_commissioner": lambda: assignments.to_be_named(found),
        "report_progress": lambda: assignments.report_progress(found, "", actor, on),
        "withdraw_assignment": lambda: assignments.withdraw(found, "", on),
    }
    return _detail(found, _tried(tries, found, actor))


def assignments_page(
    work: DispatchWork, after: str | None = None, limit: int = LIMIT, **equal: Any
) -> Page[Assignment]:
    """The assignments the asker may see."""
    return work.assignments.page(_filter(equal), after, limit)


def ending(work: DispatchWork, rulebook: Rulebook, actor: Actor, ending_id: str) -> dict[str, Any]:
    """One case."""
    found, rules, on = work.endings.get(ending_id), Rules.of(rulebook, work.today), work.today
    chain = endings.ground_of(rules, found.ground).chain
    tries: Tries = {
        "resubmit_ending": lambda: endings.resubmit(found, None, (), rules, actor, on),
        "withdraw_ending": lambda: endings.withdraw(found, "", rules, actor, on),
    }
    steps = _steps("take_ending_step", found.state, chain, found.scope, found, actor, work)
    return _detail(found, steps + _tried(tries, found, actor))


def endings_page(
    work: DispatchWork, after: str | None = None, limit: int = LIMIT, status: str | None = None, **equal: Any
) -> Page[Ending]:
    """The cases the asker may see."""
    return work.endings.page(_filter({**equal, "state.status": status}), after, limit)


def _may_sign(found: Agreement, actor: Actor, at: datetime) -> Agreement:
    signed = {signature.party for signature in found.signatures}
    own = [party for party in parties(actor, found.signers, found.scope) if party not in signed]
    return agreements.sign(found, actor, found.content_hash, own[0] if own else None, at)


def _steps(
    action: str,
    state: ChainState | None,
    chain: Chain,
    scope: Scope,
    record: object,
    actor: Actor,
    work: DispatchWork,
) -> Actions:
    """The choices of the step the record stands at, where the step is the asker's."""
    if state is None or not ACCESS[action].allows(actor, record):
        return []
    return [
        {"action": action, "choice": choice, "step": step, "party": party, "open": True, "reason": "", "article": ""}
        for step, party, choice in open_actions(state, chain, work.today)
        if parties(actor, (party,), scope)
    ]


def _tried(tries: Tries, record: object, actor: Actor) -> Actions:
    """Each action the asker's role includes for this record, with the reason where it is not open."""
    return [
        {"action": action, **_outcome(decide)}
        for action, decide in tries.items()
        if ACCESS[action.partition(":")[0]].allows(actor, record)
    ]


def _outcome(decide: Callable[[], object]) -> dict[str, Any]:
    try:
        decide()
    except Problem as problem:
        article = problem.details.get("article", "")
        return {"open": False, "reason": problem.reason, "reason_en": problem.reason_en, "article": article}
    return {"open": True, "reason": "", "reason_en": "", "article": ""}


def _detail(record: object, actions: Actions) -> dict[str, Any]:
    return {**plain(record), "actions": actions}


def _filter(equal: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in equal.items() if value is not None}


def _public(page: Page[Any], shown: tuple[str, ...]) -> dict[str, Any]:
    items = [
        {name: plain(getattr(item, name)) for name in shown} | {"fields": list(item.fields)} for item in page.items
    ]
    return {"items": items, "next": page.next}
