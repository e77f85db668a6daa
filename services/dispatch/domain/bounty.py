"""Bounty (揭榜): a demand posted with a reward; bids are sealed until its deadline, scored, chosen, shown, awarded.

open (挂榜、揭榜) -> notice (评榜、公示) -> awarded (定榜) | failed; open -> cancelled. A choice may be made anew while
it is shown, when an objection was upheld.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal

from services.dispatch.domain import confidentiality
from services.dispatch.domain.bid import Bid
from services.dispatch.domain.demand import Demand
from services.dispatch.domain.party import Scope, parties
from services.dispatch.rules import Rules
from shared.actor import Actor
from shared.errors import Conflict, Invalid
from shared.rulebook import Rule

Status = Literal["open", "notice", "awarded", "failed", "cancelled"]


@dataclass(frozen=True)
class Criterion:
    """What bids are judged by, with its weight among the others."""

    code: str
    label: str
    weight: int


@dataclass(frozen=True)
class Reviewer:
    """Who scores. `unit`: whose; `recused`: steps aside from all bids, for this reason."""

    account: str
    name: str
    unit: str
    named_on: date
    recused: bool = False
    reason: str = ""


@dataclass(frozen=True)
class Bounty:
    """One bounty. Money in fen. `deadline`: the last day for bids; `winner`: a bid, "" where none was worth it.

    `settled`: the objections that an earlier choice was given up for.
    """

    id: str
    city: str
    demand: str
    title: str
    host_unit: str
    host_name: str
    host_county: str
    reward_fen: int
    deadline: date
    criteria: tuple[Criterion, ...]
    terms: str
    posted_by: str
    account: str
    posted_on: date
    status: Status
    reviewers: tuple[Reviewer, ...] = ()
    winner: str = ""
    winner_name: str = ""
    decision: str = ""
    settled: tuple[str, ...] = ()
    decided_by: str = ""
    decided_on: date | None = None
    notice_until: date | None = None
    awarded_on: date | None = None
    intent: str = ""
    closing_told: bool = False
    version: int = 0

    @property
    def scope(self) -> Scope:
        """Whose it is."""
        return Scope(host_unit=self.host_unit, host_county=self.host_county)

    def is_open(self, on: date) -> bool:
        """Whether bids are taken, and sealed."""
        return self.status == "open" and on <= self.deadline


def post(
    id: str, demand: Demand, said: Mapping[str, Any], rules: Rules, actor: Actor, on: date
) -> tuple[Bounty, Demand]:
    """A bounty posted upon a published demand. `said`: reward_fen, deadline, criteria, terms.

    Raises Refused where the city knows no bounties, not by this party, or for too short a time; Conflict where the
    demand is not public or has a bounty already; Invalid for criteria that are named twice.
    """
    asked = rules.bounty.posted_by
    own = _allowed(asked, actor, demand.scope, "揭榜任务由规定的单位发布", "Not yours to post")
    if demand.status != "published" or not confidentiality.listed(demand.confidentiality):
        raise Conflict("只有公开公示的需求可以挂榜", "Only a published demand can be posted", status=demand.status)
    if demand.bounty:
        raise Conflict("该需求已挂榜", "It is posted already", code="exists")
    days = rules.bounty.open_days
    if said["deadline"] < on + timedelta(days=days.require()):
        raise days.refused(f"揭榜期不少于{days.value}天", f"Bids are taken for at least {days.value} days")
    criteria = tuple(Criterion(**{"code": f"c{at}", **one}) for at, one in enumerate(said["criteria"], 1))
    if len({one.code for one in criteria}) < len(criteria) or len({one.label for one in criteria}) < len(criteria):
        raise Invalid.field("/criteria", "评审指标重复", "duplicate", en="A criterion is named twice")
    posted = Bounty(
        id=id,
        city=demand.city,
        demand=demand.id,
        title=demand.title,
        host_unit=demand.host_unit,
        host_name=demand.host_name if demand.confidentiality == "public" else "",
        host_county=demand.host_county,
        reward_fen=said["reward_fen"],
        deadline=said["deadline"],
        criteria=criteria,
        terms=said.get("terms", ""),
        posted_by=own,
        account=actor.account,
        posted_on=on,
        status="open",
    )
    return posted, replace(demand, bounty=id)


def cancel(bounty: Bounty, reason: str, rules: Rules, actor: Actor, on: date) -> Bounty:
    """Given up before its deadline, by who may post."""
    _allowed(rules.bounty.posted_by, actor, bounty.scope, "由发布单位撤销", "Not yours to cancel")
    if not bounty.is_open(on):
        raise Conflict("揭榜已截止或已办结", "Its deadline is over, or it is closed", status=bounty.status)
    return replace(bounty, status="cancelled", decision=reason, decided_by=actor.name, decided_on=on)


def name_reviewers(bounty: Bounty, named: Sequence[Mapping[str, str]], rules: Rules, actor: Actor, on: date) -> Bounty:
    """Those who score; naming again adds. Raises Invalid for somebody named twice."""
    asked = rules.bounty.reviewers_named_by
    _allowed(asked, actor, bounty.scope, "评审人由规定的单位确定", "Not yours to name")
    if bounty.status != "open":
        raise Conflict("已评榜", "The choice was made", status=bounty.status)
    known = {one.account for one in bounty.reviewers}
    for at, one in enumerate(named):
        if one["account"] in known:
            raise Invalid.field(f"/reviewers/{at}/account", "评审人重复", "duplicate", en="A reviewer is named twice")
        known.add(one["account"])
    added = tuple(Reviewer(one["account"], one["name"], one.get("unit", ""), on) for one in named)
    return replace(bounty, reviewers=(*bounty.reviewers, *added))


def recuse(bounty: Bounty, reason: str, actor: Actor) -> Bounty:
    """A reviewer steps aside from all of it; what was scored by them does not count."""
    reviewer_of(bounty, actor)
    stepped = tuple(
        replace(one, recused=True, reason=reason) if one.account == actor.account else one for one in bounty.reviewers
    )
    return replace(bounty, reviewers=stepped)


def reviewer_of(bounty: Bounty, actor: Actor) -> Reviewer:
    """The asker as a reviewer. Raises Conflict for who stepped aside, or once the choice was made."""
    if bounty.status != "open":
        raise Conflict("已评榜", "The choice was made", status=bounty.status)
    own = next((one for one in bounty.reviewers if one.account == actor.account), None)
    if own is None or own.recused:
        raise Conflict("您不是评审人或已回避", "You do not review it, or stepped aside", code="recused")
    return own


def scorer_of(bounty: Bounty, actor: Actor, on: date) -> Reviewer:
    """The asker as who scores its bids now. Raises Conflict for who does not review it, or before the deadline."""
    own = reviewer_of(bounty, actor)
    if bounty.is_open(on):
        raise Conflict(f"揭榜截止（{bounty.deadline}）后方可评审", f"Sealed until {bounty.deadline}", code="sealed")
    return own


def conflicted(bounty: Bounty, bid: Bid, reviewer: Reviewer, actor: Actor) -> bool:
    """Whether the reviewer is of the bidder's: the same person, or of a unit that bids or sends."""
    units = {grant.unit for grant in actor.grants if grant.unit} | ({reviewer.unit} if reviewer.unit else set())
    same = bool(bid.person) and actor.person == bid.person
    return same or bid.account == actor.account or bid.sender_unit in units


def decide(
    bounty: Bounty,
    bids: Sequence[Bid],
    winner: str,
    reason: str,
    upheld: tuple[str, ...],
    rules: Rules,
    actor: Actor,
    on: date,
) -> Bounty:
    """The choice, shown from today on; or that none is worth it (`winner` ""). `upheld`: objections that were.

    Raises Refused for another party, or where a bid was not scored by as many as the city asks; Conflict before the
    deadline, or for a choice made anew without an objection that was upheld.
    """
    asked = rules.bounty.decided_by
    _allowed(asked, actor, bounty.scope, "由规定的单位定榜", "Not yours to decide")
    if bounty.is_open(on):
        raise Conflict(f"揭榜截止（{bounty.deadline}）后方可评榜", f"Sealed until {bounty.deadline}", code="sealed")
    anew = tuple(one for one in upheld if one not in bounty.settled)
    if bounty.status != "open" and not (bounty.status == "notice" and anew):
        raise Conflict("已评榜；异议被采纳后方可重新评榜", "Decided; anew only upon an objection", status=bounty.status)
    least = rules.bounty.least_reviewers
    counting = {one.account for one in bounty.reviewers if not one.recused}
    standing = [bid for bid in bids if bid.status != "withdrawn"]
    for bid in standing:
        if len([score for score in bid.scores if score.account in counting]) < least.require():
            raise least.refused(f"每份方案须由不少于{least.value}名评审人评分", f"Each bid needs {least.value} scores")
    chosen = next((bid for bid in standing if bid.id == winner), None)
    if winner and chosen is None:
        raise Invalid.field("/winner", "没有这一份方案", "choice", en="There is no such bid")
    decided = replace(bounty, winner=winner, decision=reason, decided_by=actor.name, decided_on=on, settled=upheld)
    if chosen is None:
        return replace(decided, status="failed", winner_name="")
    until = on + timedelta(days=rules.bounty.notice_days.require())
    return replace(decided, status="notice", winner_name=chosen.bidder_name, notice_until=until)


def during_notice(bounty: Bounty, on: date) -> None:
    """Raises Conflict when its choice is not being shown."""
    if bounty.status != "notice" or bounty.notice_until is None or on > bounty.notice_until:
        raise Conflict("不在公示期内", "Its choice is not being shown", status=bounty.status)


def award(bounty: Bounty, objections: int, upheld: tuple[str, ...], rules: Rules, actor: Actor, on: date) -> Bounty:
    """The choice holds, after its notice. `objections`: how many are not answered; `upheld`: those that were."""
    _allowed(rules.bounty.decided_by, actor, bounty.scope, "由规定的单位定榜", "Not yours to award")
    if bounty.status != "notice" or bounty.notice_until is None:
        raise Conflict("尚未评榜或已定榜", "No choice is being shown", status=bounty.status)
    if on <= bounty.notice_until:
        raise Conflict(f"公示期至{bounty.notice_until}", f"It is shown until {bounty.notice_until}", code="notice")
    if objections:
        raise Conflict("公示期间的异议尚未答复", "There are objections to be answered", code="objections")
    if set(upheld) - set(bounty.settled):
        raise Conflict("异议已被采纳，请重新评榜", "An objection was upheld: choose anew", code="upheld")
    return replace(bounty, status="awarded", awarded_on=on)


def _allowed(asked: Rule[Any], actor: Actor, scope: Scope, reason: str, reason_en: str) -> str:
    own = parties(actor, asked.require(), scope)
    if not own:
        raise asked.refused(reason, reason_en)
    return own[0]
