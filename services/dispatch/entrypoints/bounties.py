"""Bounties and bids: what may be asked of the dispatch service."""

from __future__ import annotations

from typing import Any

from services.dispatch import queries
from services.dispatch.commands import bids, bounties
from services.dispatch.schemas import bounties as of_bounties
from services.dispatch.schemas import notice_comments as of_comments
from shared.batches import Call
from shared.hosting import command, question


class Bounties:
    """Bounties and bids."""

    @command(of_bounties.PostBounty, loads={"demands": "demand_id"})
    def post_bounty(self, call: Call) -> Any:
        return bounties.post_bounty(call.work, call.rulebook, call.actor, **call.args)

    @command(of_bounties.CancelBounty, loads={"bounties": "bounty_id"})
    def cancel_bounty(self, call: Call) -> Any:
        return bounties.cancel_bounty(call.work, call.rulebook, call.actor, **call.args)

    @command(of_bounties.NameReviewers, loads={"bounties": "bounty_id"})
    def name_reviewers(self, call: Call) -> Any:
        return bounties.name_reviewers(call.work, call.rulebook, call.actor, **call.args)

    @command(of_bounties.RecuseReviewer, loads={"bounties": "bounty_id"})
    def recuse_reviewer(self, call: Call) -> Any:
        return bounties.recuse_reviewer(call.work, call.actor, **call.args)

    @command(of_bounties.DecideBounty, loads={"bounties": "bounty_id"})
    def decide_bounty(self, call: Call) -> Any:
        return bounties.decide_bounty(call.work, call.rulebook, call.actor, **call.args)

    @command(of_bounties.AwardBounty, loads={"bounties": "bounty_id"})
    def award_bounty(self, call: Call) -> Any:
        return bounties.award_bounty(call.work, call.rulebook, call.actor, **call.args)

    @command(of_comments.CommentOnBounty)
    def comment_on_bounty(self, call: Call) -> Any:
        return bounties.comment_on_bounty(call.work, call.rulebook, call.actor, **call.args)

    @command(of_bounties.PlaceBid, loads={"bounties": "bounty_id"})
    def place_bid(self, call: Call) -> Any:
        return bids.place_bid(call.work, call.rulebook, call.actor, **call.args)

    @command(of_bounties.ReviseBid, loads={"bids": "bid_id"})
    def revise_bid(self, call: Call) -> Any:
        return bids.revise_bid(call.work, call.actor, **call.args)

    @command(of_bounties.GetBid, loads={"bids": "bid_id"})
    def withdraw_bid(self, call: Call) -> Any:
        return bids.withdraw_bid(call.work, call.actor, **call.args)

    @command(of_bounties.ScoreBid, loads={"bounties": "bounty_id"})
    def score_bid(self, call: Call) -> Any:
        return bids.score_bid(call.work, call.rulebook, call.actor, **call.args)

    @question(of_bounties.GetBounty)
    def bounty(self, call: Call) -> Any:
        return queries.bounty(call.work, call.rulebook, call.actor, **call.args)

    @question(of_bounties.ListBounties)
    def bounties(self, call: Call) -> Any:
        return queries.bounties_page(call.work, call.actor, **call.args)

    @question(of_bounties.GetBid)
    def bid(self, call: Call) -> Any:
        return queries.bid(call.work, call.actor, **call.args)

    @question(of_bounties.ListBids)
    def bids(self, call: Call) -> Any:
        return queries.bids_page(call.work, call.actor, **call.args)
