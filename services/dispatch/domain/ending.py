"""Ending (终止): a case to end an agreement before its day; reported, given an opinion, decided, with what follows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from services.dispatch.domain.agreement import Agreement
from services.dispatch.domain.evidence import Evidence
from services.dispatch.domain.party import Competent, Scope, acts_as, parties
from services.dispatch.domain.proceeding import Appeal, Decision, Notice, Statement
from services.dispatch.rules import CaseFacts, EndingFacts, Follows, Rules
from services.dispatch.rules import Ending as Ground
from services.dispatch.vocabulary.due_process import Process
from shared.actor import Actor
from shared.chain import APPLICANT, BACK, ChainState, Entry, act, start
from shared.errors import Conflict, Invalid, Refused
from shared.rulebook import check, refuse

BY_CANCELLATION = "filing_cancelled"
"""The ground of an end that follows from a cancelled filing."""


@dataclass(frozen=True)
class Ending:
    """One case. `reporter`: as which party it was opened; `consequences`: what followed, with each one's article.

    `against`: at whom it is directed, who may therefore speak and appeal; `inspection`: the finding that opened it.
    `clocks_told`: which of its clocks were told of (ending_clock.py).
    """

    id: str
    city: str
    agreement: str
    number: str
    ground: str
    circumstance: str
    reason: str
    evidence: tuple[Evidence, ...]
    funds_obtained: bool
    reporter: str
    account: str
    reporter_name: str
    filing: str
    person: str
    commissioner_name: str
    sender_unit: str
    host_unit: str
    host_name: str
    host_county: str
    competent: Competent
    article: str
    opened_on: date
    state: ChainState
    decided_on: date | None = None
    consequences: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    rulebook_version: str = ""
    against: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    statements: tuple[Statement, ...] = ()
    decision: Decision | None = None
    appeal: Appeal | None = None
    overturned_on: date | None = None
    inspection: str = ""
    clocks_told: tuple[str, ...] = ()
    version: int = 0

    @property
    def scope(self) -> Scope:
        """Whose it is."""
        return Scope(self.person, self.sender_unit, self.host_unit, self.host_county, self.competent)


def process_of(rules: Rules, ground: str) -> Process:
    """By which clocks and whose hands a case of this ground is heard and appealed."""
    if ground == BY_CANCELLATION:
        return rules.endings.cancellation
    return ground_of(rules, ground).process


def ground_of(rules: Rules, ground: str) -> Ground:
    """How this ground goes here. Raises Refused where the document does not know it."""
    found = rules.endings.cases.get(ground)
    if found is None:
        raise Refused("dispatch.endings.cases", "", "本办法未作规定", "This document does not say")
    found.reported_by.require()
    if not found.chain.steps:
        raise found.chain.unstated()
    return found


def may_open(agreement: Agreement, ground: str, rules: Rules, actor: Actor) -> tuple[Ground, str]:
    """The ground as stated here, and as which party the actor may report it.

    Raises Refused where the city does not know the ground or who reports is not whom it names, Conflict when the
    agreement is not in force or already has a case.
    """
    stated = ground_of(rules, ground)
    if agreement.status != "filed":
        raise Conflict("协议不在执行中", "Not in force", status=agreement.status)
    if agreement.case:
        raise Conflict("已有在办的终止事项", "A case is already open", code="case", case=agreement.case)
    own = parties(actor, stated.reported_by.require(), agreement.scope)
    if not own:
        raise stated.reported_by.refused("此情形不由您报告", "Not yours to report")
    return stated, own[0]


def open_case(
    id: str,
    agreement: Agreement,
    ground: str,
    circumstance: str,
    reason: str,
    evidence: tuple[Evidence, ...],
    funds_obtained: bool,
    rules: Rules,
    actor: Actor,
    on: date,
) -> tuple[Ending, Agreement]:
    """A case, and the agreement marked with it. Whoever opens it has taken their part of a first step that is theirs.

    Raises what `may_open` raises, and Invalid for a circumstance that is not of this ground.
    """
    stated, reporter = may_open(agreement, ground, rules, actor)
    known = {one.code for one in stated.circumstances}
    if known and circumstance not in known:
        raise Invalid.field(
            "/circumstance",
            f"应为其中之一：{'、'.join(sorted(known))}",
            "choice",
            en=f"Must be one of: {', '.join(sorted(known))}",
        )
    ending = replace(
        _case(id, agreement, ground, reason, stated.chain.cite, rules, actor, on),
        circumstance=circumstance,
        evidence=evidence,
        funds_obtained=funds_obtained,
        reporter=reporter,
        state=start(stated.chain, on, actor),
        against=_against(stated, circumstance),
    )
    refuse(check(stated.conditions, _facts(ending)))
    return _opened_by_party(ending, stated, actor, on), replace(agreement, case=id)


def of_inspection(
    id: str, agreement: Agreement, ground: str, inspection: str, reason: str, rules: Rules, by: Actor, on: date
) -> tuple[Ending, Agreement]:
    """The case that a confirmed finding of the inspection of funds opens, and the agreement marked with it.

    What the finding itself entered into the credit register is not entered again: no `funds_obtained` here.
    """
    stated = ground_of(rules, ground)
    opened = replace(
        _case(id, agreement, ground, reason, stated.chain.cite, rules, by, on),
        reporter=(stated.reported_by.value or ("platform",))[0],
        state=start(stated.chain, on, by),
        against=_against(stated, ""),
        inspection=inspection,
    )
    return opened, replace(agreement, case=id)


def of_cancellation(
    id: str, agreement: Agreement, why: str, reason: str, article: str, rules: Rules, by: Actor, on: date
) -> Ending:
    """The file of an end that follows from a cancelled filing: decided elsewhere, served and appealed here.

    `why` is the ground on which the filing was cancelled, `article` by which the agreement ends.
    """
    entry = Entry("cancel", None, "platform", by.account, by.name, on, reason)
    state = ChainState(f"dispatch.endings.{BY_CANCELLATION}", "approved", None, on, history=(entry,))
    return replace(
        _case(id, agreement, BY_CANCELLATION, reason, article, rules, by, on),
        circumstance=why,
        state=state,
        decided_on=on,
        against=rules.endings.cancellation.against.value or (),
        decision=Decision("approved", reason, article, on, by.account, by.name),
        rules=(rules.endings.filing_cancelled.id,),
    )


def step(
    ending: Ending,
    rules: Rules,
    actor: Actor,
    action: str,
    on: date,
    note: str,
    defects: tuple[str, ...],
    to: str | None,
) -> Ending:
    """One step by whoever it belongs to. With `state.status` approved it carries its consequences.

    Raises Refused when the decision must wait for a notice or a defence, Invalid when it gives no reasons.
    """
    stated = ground_of(rules, ending.ground)
    if decides(ending, stated, action):
        _may_decide(ending, stated, note, on)
    at = stated.chain.step(ending.state.step or "")
    waiting = [party for party in (at.by if at else ()) if party not in ending.state.passed_by]
    party = next(iter(parties(actor, waiting, ending.scope)), "")
    state = act(ending.state, stated.chain, action, party, actor, on, note=note, defects=defects, to=to)
    return _decided(replace(ending, state=state), stated, rules, actor, party, note, on)


def resubmit(
    ending: Ending, reason: str | None, evidence: tuple[Evidence, ...], rules: Rules, actor: Actor, on: date
) -> Ending:
    """Reported again after a return, with more said or shown; only by who opened it."""
    stated = _openers(ending, rules, actor)
    state = act(ending.state, stated.chain, "resubmit", APPLICANT, actor, on)
    added = replace(ending, state=state, reason=reason or ending.reason, evidence=(*ending.evidence, *evidence))
    return _opened_by_party(added, stated, actor, on)


def withdraw(ending: Ending, reason: str, rules: Rules, actor: Actor, on: date) -> Ending:
    """Taken back by who opened it."""
    stated = _openers(ending, rules, actor)
    return replace(ending, state=act(ending.state, stated.chain, "withdraw", APPLICANT, actor, on, note=reason))


def lapse(ending: Ending, why: str, by: Actor, on: date) -> Ending:
    """Closed without a decision: the agreement ended otherwise."""
    if ending.state.status in ("approved", "rejected", "withdrawn"):
        return ending
    entry = Entry("lapse", ending.state.step, "platform", by.account, by.name, on, why)
    closed = replace(
        ending.state,
        status="withdrawn",
        step=None,
        due=None,
        since=on,
        passed_by=(),
        history=(*ending.state.history, entry),
    )
    return replace(ending, state=closed, decided_on=on)


def _case(
    id: str, agreement: Agreement, ground: str, reason: str, article: str, rules: Rules, by: Actor, on: date
) -> Ending:
    return Ending(
        id=id,
        city=agreement.city,
        agreement=agreement.id,
        number=agreement.number,
        ground=ground,
        circumstance="",
        reason=reason,
        evidence=(),
        funds_obtained=False,
        reporter="platform",
        account=by.account,
        reporter_name=by.name,
        filing=agreement.filing,
        person=agreement.person,
        commissioner_name=agreement.commissioner_name,
        sender_unit=agreement.sender_unit,
        host_unit=agreement.host_unit,
        host_name=agreement.host_name,
        host_county=agreement.host_county,
        competent=agreement.competent,
        article=article,
        opened_on=on,
        state=ChainState("", "pending", None, on),
        rulebook_version=rules.version,
    )


def _against(stated: Ground, circumstance: str) -> tuple[str, ...]:
    """At whom it is directed: the circumstance says so, else the ground."""
    named = next((one.against for one in stated.circumstances if one.code == circumstance), ())
    return named or stated.process.against.value or ()


def _openers(ending: Ending, rules: Rules, actor: Actor) -> Ground:
    if not acts_as(actor, ending.reporter, ending.scope):
        raise Conflict("只有报告方可以办理", "Only who reported it may do this", code="turn")
    return ground_of(rules, ending.ground)


def _opened_by_party(ending: Ending, stated: Ground, actor: Actor, on: date) -> Ending:
    first = stated.chain.steps[0]
    if ending.state.step != first.step or ending.reporter not in first.by:
        return ending
    action = next(name for name in first.may if name not in BACK)
    return replace(
        ending, state=act(ending.state, stated.chain, action, ending.reporter, actor, on, note=ending.reason)
    )


def _may_decide(ending: Ending, stated: Ground, note: str, on: date) -> None:
    """No decision against somebody without reasons, nor before the rulebook's notice and defence."""
    if ending.against and not note:
        raise Invalid.field("/note", "请写明作出决定的理由", "required", en="Give the reasons of the decision")
    heard_first(ending, stated, on)


def decides(ending: Ending, stated: Ground, action: str) -> bool:
    """Whether this action of the chain is the decision itself: the last step's, other than giving it back."""
    return action not in BACK and ending.state.step == stated.chain.steps[-1].step


def heard_first(ending: Ending, stated: Ground, on: date) -> None:
    """Raises Refused while somebody whom it is directed at has not had the rulebook's notice or time to answer."""
    process = stated.process
    heard = {said.party for said in ending.statements}
    for party in ending.against:
        notice = next((one for one in ending.notices if (one.what, one.to) == ("notice", party)), None)
        if process.notice_first.value and notice is None:
            raise process.notice_first.refused(
                "尚未将拟作出的决定告知当事方", "The notice has not been served yet",
                todo=f"请先送达告知书（{party}）", todo_en=f"Serve the notice on {party} first",
            )  # fmt: skip
        if notice is not None and notice.due is not None and on <= notice.due and party not in heard:
            raise process.defence_days.refused(
                f"陈述申辩期限至{notice.due}，期满或当事方陈述后方可决定", f"They may still speak until {notice.due}"
            )


def _decided(ending: Ending, stated: Ground, rules: Rules, actor: Actor, party: str, note: str, on: date) -> Ending:
    status = ending.state.status
    if status != "approved" and status != "rejected":
        return ending
    decision = Decision(status, note, stated.chain.cite, on, actor.account, actor.name, party)
    ending = replace(ending, decision=decision)
    if status == "rejected":
        return replace(ending, decided_on=on)
    following = would_follow(ending, stated)
    return replace(
        ending,
        decided_on=on,
        consequences=tuple(one.then for one in following),
        rules=(stated.chain.id, *(one.where.id for one in following)),
        rulebook_version=rules.version,
    )


def would_follow(ending: Ending, stated: Ground) -> list[Follows]:
    """What follows once it is approved, by the facts of the case as they stand."""
    known = _facts(ending)
    return [one for one in stated.consequences if one.where.holds(known)]


def _facts(ending: Ending) -> EndingFacts:
    return EndingFacts(
        CaseFacts(ending.ground, ending.circumstance, ending.reporter, len(ending.evidence), ending.funds_obtained)
    )
