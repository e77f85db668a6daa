"""Bid (揭榜方案): what somebody offers upon a bounty. Its content is sealed in storage, and opened after the deadline.

placed -> withdrawn; placed -> won | lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from services.dispatch.domain.known import KnownFiling
from services.dispatch.domain.party import Scope, parties
from services.dispatch.rules import Rules
from shared.actor import Actor
from shared.errors import Conflict, Invalid

if TYPE_CHECKING:
    from services.dispatch.domain.bounty import Bounty, Criterion


@dataclass(frozen=True)
class Score:
    """One reviewer's points (0 to 100) by criterion; `total` is weighted."""

    account: str
    name: str
    points: Mapping[str, int]
    total: float
    note: str
    on: date


@dataclass(frozen=True)
class Bid:
    """One bid. `filing`: the commissioner or team that would serve, "" for a unit as such; `sealed`: its content."""

    id: str
    city: str
    bounty: str
    host_unit: str
    filing: str
    person: str
    sender_unit: str
    bidder_name: str
    bidder: str
    account: str
    sealed: str
    placed_on: date
    changed_on: date
    status: Literal["placed", "withdrawn", "won", "lost"] = "placed"
    reviewer_accounts: tuple[str, ...] = ()
    scores: tuple[Score, ...] = ()
    version: int = 0


def key(bounty: str, who: str) -> str:
    """The id of a bidder's one bid upon a bounty."""
    return f"{bounty}.{who}"


def place(bounty: Bounty, filing: KnownFiling, unit: bool, sealed: str, rules: Rules, actor: Actor, on: date) -> Bid:
    """A bid of a commissioner or team, or (`unit`) of the sending unit itself, whose filing it then is.

    Raises Refused where the party may not bid or is not filed, Conflict after the deadline.
    """
    to_be_placed(bounty, rules, on)
    asked = rules.bounty.bid_by
    person, sender = ("", filing.unit) if unit else (filing.person, filing.sender_unit)
    own = parties(actor, asked.require(), Scope(person, sender))
    if not own:
        raise asked.refused("揭榜方由规定的主体担任", "Not yours to bid")
    if not filing.in_force(on):
        raise asked.refused("备案已失效，不能揭榜", "The filing is not in force")
    return Bid(
        id=key(bounty.id, filing.id),
        city=bounty.city,
        bounty=bounty.id,
        host_unit=bounty.host_unit,
        filing="" if unit else filing.id,
        person=person,
        sender_unit=sender,
        bidder_name=filing.name,
        bidder=own[0],
        account=actor.account,
        sealed=sealed,
        placed_on=on,
        changed_on=on,
        reviewer_accounts=tuple(one.account for one in bounty.reviewers),
    )


def to_be_placed(bounty: Bounty, rules: Rules, on: date) -> None:
    """Raises Refused where the city knows no bids, Conflict after the deadline."""
    rules.bounty.bid_by.require()
    _open(bounty, on)


def revise(bid: Bid, bounty: Bounty, sealed: str, on: date) -> Bid:
    """Another content, before the deadline; a bid taken back stands again with it."""
    _open(bounty, on)
    return replace(bid, sealed=sealed, changed_on=on, status="placed")


def withdraw(bid: Bid, bounty: Bounty, on: date) -> Bid:
    """Taken back before the deadline."""
    _open(bounty, on)
    if bid.status != "placed":
        raise Conflict("方案已撤回", "Taken back already", status=bid.status)
    return replace(bid, status="withdrawn", changed_on=on)


def score(
    bid: Bid,
    bounty: Bounty,
    points: Mapping[str, int],
    note: str,
    related: bool,
    rules: Rules,
    actor: Actor,
    on: date,
) -> Bid:
    """A reviewer's points; scoring again replaces. `related`: the reviewer is of the bidder's.

    Raises Conflict for a bid taken back, Invalid for criteria missing or unknown, Refused where one has to step aside.
    """
    if bid.status != "placed":
        raise Conflict("方案已撤回", "It was taken back", status=bid.status)
    recusal = rules.bounty.recusal
    if related and recusal.value:
        raise recusal.refused("与揭榜方有利害关系，应当回避", "You are of the bidder's: step aside")
    wanted = {one.code for one in bounty.criteria}
    for name in sorted(wanted ^ set(points)):
        raise Invalid.field(f"/points/{name}", "评审指标缺失或不存在", "choice", en="A criterion is missing or unknown")
    scored = Score(actor.account, actor.name, dict(points), weighted(bounty.criteria, points), note, on)
    return replace(bid, scores=(*(one for one in bid.scores if one.account != actor.account), scored))


def weighted(criteria: tuple[Criterion, ...], points: Mapping[str, int]) -> float:
    """The points by weight, two decimals."""
    weights = sum(one.weight for one in criteria)
    return round(sum(points[one.code] * one.weight for one in criteria) / weights, 2)


def mean(bid: Bid, counting: frozenset[str]) -> float | None:
    """The mean of the totals of those whose scores count, None where nobody scored."""
    totals = [one.total for one in bid.scores if one.account in counting]
    return round(sum(totals) / len(totals), 2) if totals else None


def _open(bounty: Bounty, on: date) -> None:
    if not bounty.is_open(on):
        raise Conflict("揭榜已截止或已办结", "Its deadline is over, or it is closed", status=bounty.status)
