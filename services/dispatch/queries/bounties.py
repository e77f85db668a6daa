"""Bounties to everybody; bids to who may read them, and to nobody else before the deadline."""

from __future__ import annotations

from typing import Any

from services.dispatch import views
from services.dispatch.domain import bid as bids
from services.dispatch.domain import bounty as bounties
from services.dispatch.queries.answers import LIMIT, Actions, Tries, given, tried
from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from shared.actions import action as told
from shared.actions import hindrance
from shared.actor import Actor
from shared.errors import NotFound
from shared.rulebook import Rulebook


def bounty(work: DispatchWork, rulebook: Rulebook, actor: Actor, bounty_id: str, city: str = "") -> dict[str, Any]:
    """One bounty. How many bid is told once the deadline is over."""
    found, rules, on = work.bounties.get(bounty_id), Rules.of(rulebook, work.today), work.today
    shown = views.bounty(work, found, actor)
    if not found.is_open(on):
        shown["bids"] = work.bids.count({"bounty": bounty_id, "status": {"$ne": "withdrawn"}}, at_most=1_000)
    tries: Tries = {
        "cancel_bounty": lambda: bounties.cancel(found, "", rules, actor, on),
        "name_reviewers": lambda: bounties.name_reviewers(found, (), rules, actor, on),
        "recuse_reviewer": lambda: bounties.recuse(found, "", actor),
        "decide_bounty": lambda: bounties.decide(found, (), "", "", (), rules, actor, on),
        "award_bounty": lambda: bounties.award(found, 0, (), rules, actor, on),
        "score_bid": lambda: bounties.scorer_of(found, actor, on),
    }
    bidding: Actions = []
    if actor.has("commissioner", "dispatching_manager"):
        bidding.append(told("place_bid", **hindrance(lambda: bids.to_be_placed(found, rules, on))))
    if actor.account:
        bidding.append(told("comment_on_bounty", **hindrance(lambda: bounties.during_notice(found, on))))
    return {**shown, "actions": [*tried(tries, found, actor), *bidding]}


def bounties_page(
    work: DispatchWork,
    actor: Actor,
    after: str | None = None,
    limit: int = LIMIT,
    city: str = "",
    **equal: Any,
) -> dict[str, Any]:
    """The city's bounties, the latest first."""
    page = work.bounties.page(given(equal), after, limit, descending=True)
    return {"items": [views.bounty(work, one, actor) for one in page.items], "next": page.next}


def bid(work: DispatchWork, actor: Actor, bid_id: str) -> dict[str, Any]:
    """One bid. Raises NotFound for everybody but its bidder while it is sealed, and for a reviewer who is related."""
    found = work.bids.get(bid_id)
    posted = work.bounties.get(found.bounty)
    if not views.bid_readable(work, found, posted, actor):
        raise NotFound("bid")
    tries: Tries = {
        "revise_bid": lambda: bids.revise(found, posted, "", work.today),
        "withdraw_bid": lambda: bids.withdraw(found, posted, work.today),
    }
    return {**views.bid(work, found, posted, actor), "actions": tried(tries, found, actor)}


def bids_page(
    work: DispatchWork, actor: Actor, after: str | None = None, limit: int = LIMIT, **equal: Any
) -> dict[str, Any]:
    """The bids the asker may read: one's own at any time, others' after the deadline of their bounty."""
    page = work.bids.page(given(equal), after, limit)
    posted = {one: work.bounties.get(one) for one in {bid.bounty for bid in page.items}}
    items = [
        views.bid(work, one, posted[one.bounty], actor)
        for one in page.items
        if views.bid_readable(work, one, posted[one.bounty], actor)
    ]
    return {"items": items, "next": page.next}
