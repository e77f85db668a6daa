"""Appeal (申诉): against an ending that was decided; one that is upheld undoes the ending and what followed from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from services.dispatch.domain.agreement import Agreement
from services.dispatch.domain.defence import served, speaks_for
from services.dispatch.domain.ending import Ending, process_of
from services.dispatch.domain.evidence import Evidence
from services.dispatch.domain.party import concerned, parties
from services.dispatch.domain.proceeding import Appeal, Decision
from services.dispatch.rules import Rules
from shared.actor import Actor
from shared.chain import APPLICANT, act, start
from shared.errors import Conflict, Forbidden


def appeal(ending: Ending, reason: str, evidence: tuple[Evidence, ...], rules: Rules, actor: Actor, on: date) -> Ending:
    """Brought by whom the case was directed against.

    Raises Refused where the city states no appeal or its time has run out, Conflict when nothing is decided against
    them or an appeal was brought before.
    """
    party = speaks_for(ending, actor)
    if ending.state.status != "approved" or ending.overturned_on is not None:
        raise Conflict("没有可以申诉的决定", "There is no decision to appeal", status=ending.state.status)
    if ending.appeal is not None and ending.appeal.state.status != "withdrawn":
        raise Conflict("已提出过申诉", "An appeal has been brought", code="appeal")
    process = process_of(rules, ending.ground)
    if not process.appeal.steps:
        raise process.appeal.unstated()
    notice = served(ending, "decision", party)
    if notice is not None and notice.due is not None and on > notice.due:
        raise process.appeal_days.refused(
            f"申诉期限已于{notice.due}届满", f"The time to appeal ran out on {notice.due}"
        )
    state = start(process.appeal, on, actor)
    return replace(ending, appeal=Appeal(party, reason, actor.account, actor.name, on, state, evidence))


def withdraw(ending: Ending, reason: str, rules: Rules, actor: Actor, on: date) -> Ending:
    """Taken back by who brought it."""
    brought = _brought(ending)
    if not concerned(actor, (brought.party,), ending.scope):
        raise Conflict("只有申诉人可以撤回", "Only who brought it may withdraw it", code="turn")
    chain = process_of(rules, ending.ground).appeal
    state = act(brought.state, chain, "withdraw", APPLICANT, actor, on, note=reason)
    return replace(ending, appeal=replace(brought, state=state))


def step(ending: Ending, rules: Rules, actor: Actor, action: str, note: str, on: date) -> Ending:
    """One step in deciding it, with its reasons. With `overturned_on` the ending is to be undone.

    Raises Forbidden for whoever made the decision that is appealed: nobody judges their own.
    """
    brought = _brought(ending)
    if ending.decision is not None and actor.account == ending.decision.account:
        raise Forbidden("作出原决定的人不能处理对它的申诉", "Whoever made the decision does not decide the appeal")
    chain = process_of(rules, ending.ground).appeal
    at = chain.step(brought.state.step or "")
    waiting = [party for party in (at.by if at else ()) if party not in brought.state.passed_by]
    party = next(iter(parties(actor, waiting, ending.scope)), "")
    state = act(brought.state, chain, action, party, actor, on, note=note)
    decided = replace(brought, state=state)
    if state.status == "approved" or state.status == "rejected":
        made = Decision(state.status, note, chain.cite, on, actor.account, actor.name, party)
        decided = replace(decided, decision=made)
    return replace(ending, appeal=decided, overturned_on=on if state.status == "approved" else None)


def restore(agreement: Agreement, on: date) -> Agreement:
    """In force again; or, when its last day has passed meanwhile, expired on that day."""
    assert agreement.until is not None  # set when it was filed
    if agreement.until < on:
        return replace(agreement, ended_on=agreement.until, ground="expired", ending_article="")
    return replace(agreement, status="filed", ended_on=None, ground="", ending_article="", case="")


def _brought(ending: Ending) -> Appeal:
    if ending.appeal is None:
        raise Conflict("没有申诉", "There is no appeal", code="appeal")
    return ending.appeal
