"""Intent (意向): one side asks, the other answers, or proposes otherwise until they agree.

offered -> accepted | declined | withdrawn | expired; accepted -> agreed. While it is offered the turn is the side's
that did not propose last. Notes pass between the sides at any time before it is closed; no phone, no identity number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal

from services.dispatch.domain.agreement import way_of
from services.dispatch.domain.known import KnownFiling
from services.dispatch.domain.party import Scope, parties
from services.dispatch.rules import Rules
from shared.actor import Actor
from shared.errors import Conflict, Invalid

SENDING = ("commissioner", "workstation", "dispatching_unit")
MOST_NOTES = 100
Side = Literal["sending", "host"]


@dataclass(frozen=True)
class Proposal:
    """What one side has in mind: content, form, first and last day. "" and None: left open."""

    content: str = ""
    form: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Note:
    """One entry of the thread: a remark, or a counter-proposal with what was proposed instead."""

    side: Side
    by: str
    on: date
    text: str
    proposal: Proposal | None = None


@dataclass(frozen=True)
class Intent:
    """One offer between a commissioner (with the sending unit) and a host. `offered_by`: as which party.

    `proposal`: the one on the table; `proposed_by`: the side it comes from ("": the side that offered);
    `expires_on`: the last day on which it can be answered.
    """

    id: str
    city: str
    filing: str
    person: str
    commissioner_name: str
    sender_unit: str
    host_unit: str
    host_name: str
    host_county: str
    demand: str
    achievement: str
    message: str
    offered_by: str
    account: str
    offered_on: date
    status: Literal["offered", "accepted", "declined", "withdrawn", "expired", "agreed"]
    proposal: Proposal = Proposal()
    proposed_by: Literal["", "sending", "host"] = ""
    expires_on: date | None = None
    thread: tuple[Note, ...] = ()
    reply: str = ""
    answered_by: str = ""
    answered_on: date | None = None
    agreement: str = ""
    offerer_name: str = ""
    version: int = 0

    @property
    def scope(self) -> Scope:
        """Whose it is."""
        return Scope(self.person, self.sender_unit, self.host_unit, self.host_county)

    @property
    def waits_on(self) -> Side:
        """The side whose answer is awaited."""
        proposing = self.proposed_by or _side(self)
        return "host" if proposing == "sending" else "sending"


def offer(
    id: str,
    commissioner: KnownFiling,
    host: KnownFiling | None,
    demand: str,
    achievement: str,
    message: str,
    rules: Rules,
    actor: Actor,
    on: date,
    said: Mapping[str, Any] | None = None,
) -> Intent:
    """An offer by one side. `said`: content, form, since, until, expires_on, each if one has it in mind.

    Raises Refused when a side is not filed, or the asker is neither side; Invalid for days that do not fit.
    """
    asked = way_of(rules, "mutual").begun_by
    if not commissioner.in_force(on):
        raise asked.refused("科技特派员备案已失效", "The commissioner's filing is not in force")
    if host is None or not host.in_force(on):
        raise asked.refused("派驻单位尚未登记，或登记已失效", "The host is not filed")
    intent = Intent(
        id=id,
        city=commissioner.city,
        filing=commissioner.id,
        person=commissioner.person,
        commissioner_name=commissioner.name,
        sender_unit=commissioner.sender_unit,
        host_unit=host.unit,
        host_name=host.name,
        host_county=host.county,
        demand=demand,
        achievement=achievement,
        message=message,
        offered_by="",
        account=actor.account,
        offered_on=on,
        status="offered",
        proposal=_proposal(said or {}, Proposal()),
        expires_on=_expiry(said or {}, rules, on),
    )
    return replace(intent, offered_by=begins(intent.scope, rules, actor), offerer_name=actor.name)


def begins(scope: Scope, rules: Rules, actor: Actor) -> str:
    """As which party the asker may begin one. Raises Refused for who is no party that this city lets begin."""
    asked = way_of(rules, "mutual").begun_by
    own = parties(actor, asked.require(), scope)
    if not own:
        raise asked.refused("意向由科技特派员、派出单位或派驻单位提出", "Offered by the commissioner, sender or host")
    return own[0]


def answer(intent: Intent, accept: bool, reply: str, actor: Actor, on: date) -> Intent:
    """Accepted or declined by the side whose turn it is. Raises Conflict when it is not open, or not its turn."""
    _own_turn(intent, actor, on)
    return replace(
        intent, status="accepted" if accept else "declined", reply=reply, answered_by=actor.name, answered_on=on
    )


def counter(intent: Intent, said: Mapping[str, Any], text: str, rules: Rules, actor: Actor, on: date) -> Intent:
    """Not quite: the side whose turn it is proposes otherwise, and the turn goes to the other.

    What is not said stays as it was proposed. Raises Conflict out of turn, Invalid when nothing is changed.
    """
    side = _own_turn(intent, actor, on)
    proposal = _proposal(said, intent.proposal)
    if proposal == intent.proposal:
        raise Invalid.field(
            "/content",
            "请写明与对方提议不同之处（内容、形式或期限）",
            "unchanged",
            en="Say what is different (content, form or term)",
        )
    thread = _with(intent, Note(side, actor.name, on, text, proposal))
    expires_on = _expiry(said, rules, on)
    return replace(intent, proposal=proposal, proposed_by=side, thread=thread, expires_on=expires_on)


def note(intent: Intent, text: str, actor: Actor, on: date) -> Intent:
    """A remark to the other side. Raises Conflict once it is declined, withdrawn or expired."""
    if intent.status not in ("offered", "accepted", "agreed"):
        raise Conflict("意向已结束，不能再留言", "The intent is closed", status=intent.status)
    side = _side_of(intent, actor)
    if side is None:
        raise Conflict("只有双方可以留言", "Only the two sides write here", code="turn")
    return replace(intent, thread=_with(intent, Note(side, actor.name, on, text)))


def withdraw(intent: Intent, actor: Actor, on: date) -> Intent:
    """Taken back by the side that offered."""
    _open(intent)
    own = SENDING if _side(intent) == "sending" else ("host_unit",)
    if not parties(actor, own, intent.scope):
        raise Conflict("只有提出方可以撤回", "Only the side that offered may withdraw", code="turn")
    return replace(intent, status="withdrawn", answered_on=on)


def expire(intent: Intent, on: date) -> Intent:
    """Nobody answered in time. Raises Conflict while it can still be answered."""
    _open(intent)
    if not overdue(intent, on):
        raise Conflict("意向尚未到期", "It can still be answered", code="early")
    return replace(intent, status="expired", answered_on=on)


def overdue(intent: Intent, on: date) -> bool:
    """Whether its last day has passed."""
    return intent.expires_on is not None and on > intent.expires_on


def agree(intent: Intent, agreement: str, filing: str, host_unit: str) -> Intent:
    """An agreement was drafted from it. Raises Conflict when it was not accepted, or is about others."""
    if intent.status != "accepted":
        raise Conflict("意向未经对方接受", "The intent was not accepted", status=intent.status)
    if (intent.filing, intent.host_unit) != (filing, host_unit):
        raise Conflict("意向的双方与协议不符", "The intent is between others", code="parties")
    return replace(intent, status="agreed", agreement=agreement)


def prefilled(intent: Intent, said: Mapping[str, Any]) -> dict[str, Any]:
    """The terms of an agreement as the two agreed on them, what is `said` now going before.

    Raises Conflict before it is accepted, Invalid naming what neither side ever stated.
    """
    if intent.status != "accepted":
        raise Conflict("意向未经对方接受", "The intent was not accepted", status=intent.status)
    agreed = intent.proposal
    terms = {"content": agreed.content, "form": agreed.form, "since": agreed.since, "until": agreed.until}
    known = {**{name: value for name, value in terms.items() if value}, **said}
    missing = [name for name in ("content", "form", "since") if not known.get(name)]
    if missing:
        raise Invalid.field(
            f"/{missing[0]}", "双方意向中未写明，请填写", "required", en="The intent does not say: fill it in"
        )
    return known


def _side(intent: Intent) -> Side:
    return "sending" if intent.offered_by in SENDING else "host"


def _side_of(intent: Intent, actor: Actor) -> Side | None:
    """The side that the actor is; who is both stands for the side whose turn it is."""
    own: list[Side] = [side for side, names in _SIDES.items() if parties(actor, names, intent.scope)]
    return intent.waits_on if intent.waits_on in own else next(iter(own), None)


_SIDES: dict[Side, tuple[str, ...]] = {"sending": SENDING, "host": ("host_unit",)}


def _own_turn(intent: Intent, actor: Actor, on: date) -> Side:
    _open(intent)
    if overdue(intent, on):
        raise Conflict("意向已过答复期限", "The day to answer by has passed", status="expired")
    side = _side_of(intent, actor)
    if side != intent.waits_on:
        raise Conflict("等待对方答复", "It is the other side's to answer", code="turn")
    return side


def _open(intent: Intent) -> None:
    if intent.status != "offered":
        raise Conflict("意向已答复", "Answered already", status=intent.status)


def _with(intent: Intent, entry: Note) -> tuple[Note, ...]:
    if len(intent.thread) >= MOST_NOTES:
        raise Conflict("留言过多，请当面商谈", "Too many notes; please talk", code="notes")
    return (*intent.thread, entry)


def _proposal(said: Mapping[str, Any], before: Proposal) -> Proposal:
    changes = {name: said[name] for name in ("content", "form", "since", "until") if said.get(name)}
    proposal = replace(before, **changes)
    if proposal.since and proposal.until and proposal.until < proposal.since:
        raise Invalid.field("/until", "截止日早于开始日", "range", en="It ends before it begins")
    return proposal


def _expiry(said: Mapping[str, Any], rules: Rules, on: date) -> date | None:
    """The day as said; else by the bureau's setting; else it stays open."""
    named: date | None = said.get("expires_on")
    if named is not None and named < on:
        raise Invalid.field("/expires_on", "期限已过", "range", en="That day is over")
    days = rules.selection.intent_days.value
    return named or (on + timedelta(days=days) if days else None)
