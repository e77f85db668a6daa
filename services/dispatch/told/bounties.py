"""What dispatch announces of bounties and bids; of a sealed bid neither what it says nor whose it is."""

from __future__ import annotations

from services.dispatch.domain.bid import Bid
from services.dispatch.domain.bounty import Bounty
from services.dispatch.rules import Rules
from services.dispatch.telling import of_basis, of_bounty, of_day
from shared.work import Announcement


def bounty_posted(bounty: Bounty, rules: Rules) -> Announcement:
    """A demand was posted with a reward. Money in fen."""
    data = {**of_bounty(bounty), "reward_fen": bounty.reward_fen}
    return Announcement("bounty_posted", f"bounty:{bounty.id}", data, of_basis(rules.bounty.posted_by))


def bounty_cancelled(bounty: Bounty) -> Announcement:
    """It was given up before its deadline."""
    return Announcement("bounty_cancelled", f"bounty:{bounty.id}", {**of_bounty(bounty), "reason": bounty.decision})


def bounty_closed(bounty: Bounty) -> Announcement:
    """Its deadline is over; its bids can be read and scored by those named."""
    return Announcement("bounty_closed", f"bounty:{bounty.id}", of_bounty(bounty))


def bounty_reviewers_named(bounty: Bounty) -> Announcement:
    """Who will score."""
    data = {**of_bounty(bounty), "reviewers": [one.account for one in bounty.reviewers]}
    return Announcement("bounty_reviewers_named", f"bounty:{bounty.id}", data)


def bounty_reviewer_recused(bounty: Bounty, account: str) -> Announcement:
    """A reviewer stepped aside."""
    return Announcement("bounty_reviewer_recused", f"bounty:{bounty.id}", {**of_bounty(bounty), "reviewer": account})


def bounty_decided(bounty: Bounty) -> Announcement:
    """The choice is shown, or there is none (`status` failed)."""
    data = {**of_bounty(bounty), "winner_name": bounty.winner_name, "notice_until": of_day(bounty.notice_until)}
    return Announcement("bounty_decided", f"bounty:{bounty.id}", data)


def bounty_awarded(bounty: Bounty, winner: Bid) -> Announcement:
    """The choice holds; `intent` leads to the agreement ("" where a unit bid without naming a commissioner)."""
    data = {**of_bounty(bounty), "intent": bounty.intent, "filing": winner.filing, "sender_unit": winner.sender_unit}
    return Announcement("bounty_awarded", f"bounty:{bounty.id}", {**data, "winner_name": bounty.winner_name})


def bid_placed(bid: Bid) -> Announcement:
    """Somebody bid, or changed a bid; neither what nor who: it is sealed."""
    return Announcement("bid_placed", f"bid:{bid.id}", {"bounty": bid.bounty})


def bid_withdrawn(bid: Bid) -> Announcement:
    """A bid was taken back."""
    return Announcement("bid_withdrawn", f"bid:{bid.id}", {"bounty": bid.bounty})


def bid_scored(bid: Bid, account: str) -> Announcement:
    """A reviewer scored a bid; how, is for those who decide."""
    return Announcement("bid_scored", f"bid:{bid.id}", {"bounty": bid.bounty, "reviewer": account})
