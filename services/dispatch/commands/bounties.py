"""Commands on bounties. Bids are in `bids.py`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from services.dispatch import contact, events, views
from services.dispatch.commands import notice_comments
from services.dispatch.domain import bounty as bounties
from services.dispatch.domain.bid import Bid
from services.dispatch.domain.bounty import Bounty
from services.dispatch.domain.intent import Intent
from services.dispatch.domain.known import KnownFiling
from services.dispatch.domain.notice_comment import Kind, NoticeComment
from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from shared.actor import Actor
from shared.rulebook import Rulebook

MOST_BIDS = 200


def post_bounty(work: DispatchWork, rulebook: Rulebook, actor: Actor, demand_id: str, **said: Any) -> dict[str, Any]:
    """The host (or whom the city names) posts its demand with a reward (挂榜)."""
    rules = Rules.of(rulebook, work.today)
    rules.bounty.posted_by.require()  # silence is answered first, whatever the state of the demand
    posted, demand = bounties.post(work.new_id(), work.demands.get(demand_id), said, rules, actor, work.today)
    work.bounties.add(posted)
    work.demands.save(demand)
    work.announce(events.bounty_posted(posted, rules))
    return views.bounty(work, posted, actor)


def cancel_bounty(work: DispatchWork, rulebook: Rulebook, actor: Actor, bounty_id: str, reason: str) -> dict[str, Any]:
    """Given up before its deadline."""
    bounty, rules = work.bounties.get(bounty_id), Rules.of(rulebook, work.today)
    cancelled = bounties.cancel(bounty, reason, rules, actor, work.today)
    demand = work.demands.get(bounty.demand)
    work.demands.save(replace(demand, bounty=""))
    work.announce(events.bounty_cancelled(cancelled))
    return _saved(work, cancelled, actor)


def name_reviewers(
    work: DispatchWork, rulebook: Rulebook, actor: Actor, bounty_id: str, reviewers: Sequence[Mapping[str, str]]
) -> dict[str, Any]:
    """Who will score the bids."""
    bounty, rules = work.bounties.get(bounty_id), Rules.of(rulebook, work.today)
    named = bounties.name_reviewers(bounty, reviewers, rules, actor, work.today)
    accounts = tuple(one.account for one in named.reviewers)
    for bid in work.bids.some({"bounty": bounty_id}, limit=MOST_BIDS):
        work.bids.save(replace(bid, reviewer_accounts=accounts))
    work.announce(events.bounty_reviewers_named(named))
    return _saved(work, named, actor)


def recuse_reviewer(work: DispatchWork, actor: Actor, bounty_id: str, reason: str) -> dict[str, Any]:
    """A reviewer steps aside."""
    stepped = bounties.recuse(work.bounties.get(bounty_id), reason, actor)
    work.announce(events.bounty_reviewer_recused(stepped, actor.account))
    return _saved(work, stepped, actor)


def decide_bounty(
    work: DispatchWork, rulebook: Rulebook, actor: Actor, bounty_id: str, reason: str, winner: str = ""
) -> dict[str, Any]:
    """The choice among the bids, shown to everybody before it holds (评榜、公示)."""
    bounty, rules = work.bounties.get(bounty_id), Rules.of(rulebook, work.today)
    bids, (_, upheld) = _bids(work, bounty_id), _objections(work, bounty)
    decided = bounties.decide(bounty, bids, winner, reason, upheld, rules, actor, work.today)
    work.announce(events.bounty_decided(decided))
    return _saved(work, decided, actor)


def award_bounty(work: DispatchWork, rulebook: Rulebook, actor: Actor, bounty_id: str) -> dict[str, Any]:
    """The choice holds (定榜): the winner's intent is accepted with it, and leads to an agreement."""
    bounty, rules = work.bounties.get(bounty_id), Rules.of(rulebook, work.today)
    open_ones, upheld = _objections(work, bounty)
    awarded = bounties.award(bounty, open_ones, upheld, rules, actor, work.today)
    bids = _bids(work, bounty_id)
    winner = next(bid for bid in bids if bid.id == awarded.winner)
    for bid in bids:
        if bid.status == "placed":
            work.bids.save(replace(bid, status="won" if bid is winner else "lost"))
    contact.made(work, bounty.demand, winner.person, winner.sender_unit)
    filing = work.known_filings.find(winner.filing) if winner.filing else None
    if filing is not None:
        intent = _intent(work, awarded, filing, winner, actor)
        work.intents.add(intent)
        work.announce(events.intent_answered(intent))
        awarded = replace(awarded, intent=intent.id)
    work.announce(events.bounty_awarded(awarded, winner))
    return _saved(work, awarded, actor)


def comment_on_bounty(
    work: DispatchWork, rulebook: Rulebook, actor: Actor, bounty_id: str, kind: Kind, text: str
) -> NoticeComment:
    """Somebody says something to the choice that is being shown."""
    bounties.during_notice(work.bounties.get(bounty_id), work.today)
    return notice_comments.said(work, rulebook, actor, bounty_id, "bounty", bounty_id, kind, text)


def watch_bounties(work: DispatchWork) -> None:
    """The timer's part: a deadline that is over is told once; the bids can be read and scored from now on."""
    over = {"status": "open", "closing_told": False, "deadline": {"$lt": work.today.isoformat()}}
    for bounty in work.bounties.some(over):
        work.bounties.save(replace(bounty, closing_told=True))
        work.announce(events.bounty_closed(bounty))


def _bids(work: DispatchWork, bounty_id: str) -> list[Bid]:
    return work.bids.some({"bounty": bounty_id}, sort=[("_id", 1)], limit=MOST_BIDS)


def _objections(work: DispatchWork, bounty: Bounty) -> tuple[int, tuple[str, ...]]:
    """(how many objections are not answered, those that were upheld)."""
    said = work.notice_comments.some({"notice": bounty.id, "kind": "objection"}, limit=MOST_BIDS)
    return len([one for one in said if one.status == "open"]), tuple(one.id for one in said if one.outcome == "upheld")


def _intent(work: DispatchWork, bounty: Bounty, filing: KnownFiling, winner: Bid, actor: Actor) -> Intent:
    host = work.demands.get(bounty.demand)
    return Intent(
        id=work.new_id(),
        city=bounty.city,
        filing=filing.id,
        person=filing.person,
        commissioner_name=filing.name,
        sender_unit=filing.sender_unit,
        host_unit=bounty.host_unit,
        host_name=host.host_name,
        host_county=bounty.host_county,
        demand=bounty.demand,
        achievement="",
        message=f"揭榜：{bounty.title}",
        offered_by=winner.bidder,
        account=winner.account,
        offered_on=winner.placed_on,
        status="accepted",
        reply=bounty.decision,
        answered_by=actor.name,
        answered_on=work.today,
    )


def _saved(work: DispatchWork, bounty: Bounty, actor: Actor) -> dict[str, Any]:
    work.bounties.save(bounty)
    return views.bounty(work, bounty, actor)
