"""Bids upon bounties (揭榜方案): one's own at any time, others' after the deadline."""

from __future__ import annotations

from gateway.resource import Resource
from services.dispatch.schemas import bounties as S

BIDDING = ("commissioner", "dispatching_manager")

bids = Resource("bids", service="dispatch", may=("anyone",), zh="揭榜方案", en="Bids")

bids.command(
    "POST", "/<bid_id>/revision", "revise_bid",
    takes=S.ReviseBid, gives=S.Bid, may=BIDDING,
    zh="截止前修改方案", en="Change a bid before the deadline",
)  # fmt: skip
bids.command(
    "POST", "/<bid_id>/withdrawal", "withdraw_bid",
    takes=S.GetBid, gives=S.Bid, may=BIDDING,
    zh="截止前撤回方案", en="Take a bid back before the deadline",
)  # fmt: skip
bids.question(
    "GET", "/<bid_id>", "bid",
    takes=S.GetBid, gives=S.Bid,
    zh="方案详情", en="One bid",
)  # fmt: skip
bids.listing(
    "GET", "/", "bids",
    takes=S.ListBids, gives=S.Bid,
    zh="方案列表", en="Bids",
)  # fmt: skip
