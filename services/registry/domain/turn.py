"""Turn: whose turn it is, kept with the application so that a clerk's queue is one indexed look; and what is open.

A desk is where work lies: "city", "county:<code>", "sender:<unit>", "host:<unit>", "account:<id>" (the applicant).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from services.registry.domain import quota
from services.registry.domain.quota import Quota
from services.registry.rules import Rules, chain_of, change_chain
from shared.actions import Why, hindrance
from shared.actions import action as told
from shared.actor import Actor
from shared.chain import APPLICANT, ChainState, late, open_actions
from shared.errors import Forbidden
from shared.rulebook import Chain

if TYPE_CHECKING:
    from services.registry.domain.application import Application

NEVER = date.max


@dataclass(frozen=True)
class Turn:
    """`desks`: where it lies now. `due`: until when (NEVER: no clock). `watch`: the day after which it is told of."""

    desks: tuple[str, ...] = ()
    due: date = NEVER
    watch: date | None = None


@dataclass(frozen=True)
class Escalation:
    """A step that was not taken in time, and the party that may act since then ("" where the rulebook names none)."""

    step: str
    due: date
    on: date
    to: str = ""


def chain_for(one: Application, rules: Rules) -> Chain:
    """The chain that the application goes along; a change may have its own."""
    subject, kind = rules.known(one.subject, one.kind)
    return change_chain(subject, kind) if one.change_of else chain_of(subject, kind)


def moved(one: Application, state: ChainState, chain: Chain) -> Application:
    """The application in a new state, lying on the desks of those whose turn it now is."""
    if state.status == "returned":
        return replace(one, state=state, turn=Turn((f"account:{one.applicant}",)))
    step = chain.step(state.step) if state.status == "pending" and state.step else None
    if step is None:
        return replace(one, state=state, turn=Turn())
    desks = tuple(desk(party, one) for party in step.by if party not in state.passed_by)
    return replace(one, state=state, turn=Turn(desks, state.due or NEVER, state.due))


def escalated(one: Application, rules: Rules, on: date) -> tuple[Application, Escalation]:
    """The application marked as late, once for each step and term; whoever it escalates to finds it on the desk."""
    step = chain_for(one, rules).step(one.state.step or "")
    to = (step.escalates_to or "") if step is not None else ""
    desks = (*one.turn.desks, *((desk(to, one),) if to else ()))
    escalation = Escalation(one.state.step or "", one.state.due or on, on, to)
    turn = replace(one.turn, desks=tuple(dict.fromkeys(desks)), watch=None)
    return replace(one, turn=turn, escalations=(*one.escalations, escalation)), escalation


def desk(party: str, one: Application) -> str:
    """Where a party's work lies."""
    return {
        APPLICANT: f"account:{one.applicant}",
        "county": f"county:{one.county}",
        "workstation": f"sender:{one.sender_unit}",
        "dispatching_unit": f"sender:{one.sender_unit}",
        "host_unit": f"host:{one.unit}",
    }.get(party, party)


def desks_of(actor: Actor) -> list[str]:
    """The desks of somebody, in this city."""
    desks = [f"account:{actor.account}"] if actor.account else []
    desks += ["city"] if actor.has("city_officer") else []
    desks += [f"county:{county}" for county in sorted(actor.counties("county_officer"))]
    desks += [f"sender:{unit}" for unit in sorted(actor.units("dispatching_manager"))]
    desks += [f"host:{unit}" for unit in sorted(actor.units("host_manager"))]
    return desks


def acts_for(party: str, one: Application, actor: Actor) -> bool:
    """Whether the asker acts for a party of this application."""
    return desk(party, one) in desks_of(actor)


def acting_as(one: Application, chain: Chain, action: str, actor: Actor, on: date) -> str:
    """The party the asker acts for; where it is not their turn, a party of theirs, so that the chain says why.

    Raises Forbidden for somebody who is no party of it.
    """
    for _, party, name in open_actions(one.state, chain, on):
        if name == action and acts_for(party, one, actor):
            return party
    current = chain.step(one.state.step) if one.state.step else None
    parties = [*(current.by if current else ()), *(party for step in chain.steps for party in step.by), APPLICANT]
    for party in parties:
        if acts_for(party, one, actor):
            return party
    raise Forbidden()


def waits_on(one: Application, rules: Rules, on: date) -> dict[str, Any] | None:
    """Whom it waits for: {party, label, label_en, step, since, due, late}; None once it is closed."""
    state = one.state
    if state.status == "returned":
        own = {"party": APPLICANT, "label": "申请人", "label_en": "Applicant", "step": None}
        return {**own, "since": state.since, "due": None, "late": False}
    found = chain_for(one, rules).step(state.step) if state.status == "pending" and state.step else None
    if found is None:
        return None
    party = next(party for party in found.by if party not in state.passed_by)
    return {
        "party": party,
        "label": rules.party(party),
        "label_en": rules.party_en(party),
        "step": state.step,
        "since": state.since,
        "due": state.due,
        "late": late(state, on),
    }


def actions(
    one: Application, rules: Rules, actor: Actor, on: date, places: Quota | None = None, stands_in: Iterable[Any] = ()
) -> list[dict[str, Any]]:
    """What the asker may do now, and what not, as `shared.actions` tells it.

    `stands_in`: findings that keep it from being filed, as far as they were worked out.
    """
    chain = chain_for(one, rules)
    open_now = {(party, action) for _, party, action in open_actions(one.state, chain, on)}
    theirs = [(party, name) for step in chain.steps for party in step.by for name in step.may]
    theirs += [(step.escalates_to, name) for step in chain.steps if step.escalates_to for name in step.may
               if (step.escalates_to, name) in open_now]  # fmt: skip
    theirs += [(APPLICANT, "withdraw"), (APPLICANT, "resubmit")]
    answers: dict[str, dict[str, Any]] = {}
    for party, name in theirs:
        if not acts_for(party, one, actor):
            continue
        answer = told(name)
        if (party, name) not in open_now:
            answer = told(name, _whose_turn(one, rules, on), chain.cite)
        elif name == "file":
            answer = told(name, **_hindrance(one, rules, places, stands_in))
        if name not in answers or answer["open"]:
            answers[name] = answer
    if "resubmit" in answers:  # how a person does it: by a draft, or by saying anew what a change asks for
        by = "mend_change" if one.change_of else "start_mending"
        answers[by] = {**answers["resubmit"], "action": by}
    return list(answers.values())


def _whose_turn(one: Application, rules: Rules, on: date) -> Why:
    waits = waits_on(one, rules, on)
    if waits is None:
        return "此事项已办结", "This matter is closed"
    return f"现由{waits['label']}办理（自{waits['since']}起）", f"With {waits['label_en']} since {waits['since']}"


def _hindrance(one: Application, rules: Rules, places: Quota | None, stands_in: Iterable[Any]) -> dict[str, Any]:
    """What keeps an application at its last step from being filed, as far as it is known without loading more."""
    waived = {waiver.rule for waiver in one.waivers if waiver.stands}
    for finding in (*(one for one in one.findings if one["rule"] not in waived), *stands_in):
        return {"why": (finding["reason"], finding.get("reason_en", "")), "article": finding["article"]}
    rule = rules.quota(one.subject, one.kind) if not one.change_of else None
    if rule is not None and places is not None:
        return hindrance(lambda: quota.take(places, rule))
    return {}
