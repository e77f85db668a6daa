"""Commands on bids. What a bid says is sealed before it is kept, and told nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from services.dispatch import events, force, views
from services.dispatch.domain import bid as bids
from services.dispatch.domain import bounty as bounties
from services.dispatch.domain.bid import Bid
from services.dispatch.domain.evidence import kept
from services.dispatch.domain.known import SENDERS, KnownFiling
from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from shared.actor import Actor
from shared.documents import plain
from shared.errors import Conflict, NotFound
from shared.rulebook import Rulebook


def place_bid(
    work: DispatchWork, rulebook: Rulebook, actor: Actor, bounty_id: str, filing: str = "", unit: str = "", **said: Any
) -> dict[str, Any]:
    """A commissioner, a team or a unit bids (揭榜); `filing` names the one that would serve, or `unit` the unit."""
    bounty, rules = work.bounties.get(bounty_id), Rules.of(rulebook, work.today)
    known = force.commissioner_filing(work, filing) if filing else _sender(work, unit)
    placed = bids.place(bounty, known, not filing, _sealed(work, **said), rules, actor, work.today)
    if work.bids.find(placed.id) is not None:
        raise Conflict("已揭榜，请修改原方案", "You have bid already: change that bid", code="exists")
    work.bids.add(placed)
    work.bounties.hold(bounty)  # who names reviewers or cancels meanwhile meets this bid
    work.announce(events.bid_placed(placed))
    return views.bid(work, placed, bounty, actor)


def revise_bid(work: DispatchWork, actor: Actor, bid_id: str, **said: Any) -> dict[str, Any]:
    """The bidder changes it before the deadline."""
    bid = work.bids.get(bid_id)
    bounty = work.bounties.get(bid.bounty)
    revised = bids.revise(bid, bounty, _sealed(work, **said), work.today)
    work.bids.save(revised)
    work.announce(events.bid_placed(revised))
    return views.bid(work, revised, bounty, actor)


def withdraw_bid(work: DispatchWork, actor: Actor, bid_id: str) -> dict[str, Any]:
    """The bidder takes it back before the deadline."""
    bid = work.bids.get(bid_id)
    bounty = work.bounties.get(bid.bounty)
    gone = bids.withdraw(bid, bounty, work.today)
    work.bids.save(gone)
    work.announce(events.bid_withdrawn(gone))
    return views.bid(work, gone, bounty, actor)


def score_bid(
    work: DispatchWork,
    rulebook: Rulebook,
    actor: Actor,
    bounty_id: str,
    bid_id: str,
    points: Mapping[str, int],
    note: str = "",
) -> dict[str, Any]:
    """A reviewer scores one bid."""
    bounty, rules = work.bounties.get(bounty_id), Rules.of(rulebook, work.today)
    reviewer = bounties.scorer_of(bounty, actor, work.today)
    bid = _of(work, bid_id, bounty_id)
    related = bounties.conflicted(bounty, bid, reviewer, actor)
    scored = bids.score(bid, bounty, points, note, related, rules, actor, work.today)
    work.bids.save(scored)
    work.announce(events.bid_scored(scored, actor.account))
    return views.bid(work, scored, bounty, actor)


def _of(work: DispatchWork, bid_id: str, bounty_id: str) -> Bid:
    bid = work.bids.get(bid_id)
    if bid.bounty != bounty_id:
        raise NotFound("bid")
    return bid


def _sender(work: DispatchWork, unit: str) -> KnownFiling:
    found = next((one for one in force.unit_filings(work, unit) if one.subject in SENDERS), None)
    if found is None:
        raise NotFound("filing")
    return found


def _sealed(work: DispatchWork, proposal: str, price_fen: int = 0, receipts: Sequence[str] = (), plan: str = "") -> str:
    files = kept(work.cite(receipt) for receipt in receipts)
    said = {"proposal": proposal, "plan": plan, "price_fen": price_fen, "files": plain(files)}
    sealed: str = work.vault.seal(orjson.dumps(said).decode())
    return sealed
