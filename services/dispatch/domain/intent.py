"""Intent (意向): one side asks, the other answers. offered -> accepted | declined | withdrawn; accepted -> agreed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from services.dispatch.domain.agreement import way_of
from services.dispatch.domain.known import KnownFiling
from services.dispatch.domain.party import Scope, parties
from services.dispatch.rules import Rules
from shared.actor import Actor
from shared.errors import Conflict

SENDING = ("commissioner", "workstation", "dispatching_unit")
Side = Literal["sending", "host"]


@dataclass(frozen=True)
class Intent:
    """One offer between a commissioner (with the sending unit) and a host. `offered_by`: as which party."""

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
    status: Literal["offered", "accepted", "declined", "withdrawn", "agreed"]
    reply: str = ""
    answered_by: str = ""
    answered_on: date | None = None
    agreement: str = ""
    version: int = 0

    @property
    def scope(self) -> Scope:
        """Whose it is."""
        return Scope(self.person, self.sender_unit, self.host_unit, self.host_county)


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
) -> Intent:
    """An offer by one side. Raises Refused when a side is not filed, or the asker is neither side."""
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
    )
    own = parties(actor, asked.require(), intent.scope)
    if not own:
        raise asked.refused("意向由科技特派员、派出单位或派驻单位提出", "Offered by the commissioner, sender or host")
    return replace(intent, offered_by=own[0])


def answer(intent: Intent, accept: bool, reply: str, actor: Actor, on: date) -> Intent:
    """Accepted or declined by the other side. Raises Conflict when it is not open, or the asker's own offer."""
    _open(intent)
    other = ("host_unit",) if _side(intent) == "sending" else SENDING
    if not parties(actor, other, intent.scope):
        raise Conflict("等待对方答复", "It is the other side's to answer", code="turn")
    return replace(
        intent, status="accepted" if accept else "declined", reply=reply, answered_by=actor.name, answered_on=on
    )


def withdraw(intent: Intent, actor: Actor, on: date) -> Intent:
    """Taken back by the side that offered."""
    _open(intent)
    own = SENDING if _side(intent) == "sending" else ("host_unit",)
    if not parties(actor, own, intent.scope):
        raise Conflict("只有提出方可以撤回", "Only the side that offered may withdraw", code="turn")
    return replace(intent, status="withdrawn", answered_on=on)


def agree(intent: Intent, agreement: str, filing: str, host_unit: str) -> Intent:
    """An agreement was drafted from it. Raises Conflict when it was not accepted, or is about others."""
    if intent.status != "accepted":
        raise Conflict("意向未经对方接受", "The intent was not accepted", status=intent.status)
    if (intent.filing, intent.host_unit) != (filing, host_unit):
        raise Conflict("意向的双方与协议不符", "The intent is between others", code="parties")
    return replace(intent, status="agreed", agreement=agreement)


def _side(intent: Intent) -> Side:
    return "sending" if intent.offered_by in SENDING else "host"


def _open(intent: Intent) -> None:
    if intent.status != "offered":
        raise Conflict("意向已答复", "Answered already", status=intent.status)
