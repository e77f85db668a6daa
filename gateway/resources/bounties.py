"""Demands posted with a reward (揭榜): posted, bid for, scored, chosen, shown, awarded."""

from __future__ import annotations

from gateway.resource import Resource
from services.dispatch.schemas import bounties as S
from services.dispatch.schemas.notice_comments import CommentOnBounty, NoticeComment

POSTING = ("host_manager", "liaison", "county_officer", "city_officer")
DECIDING = ("host_manager", "county_officer", "city_officer")
BIDDING = ("commissioner", "dispatching_manager")

bounties = Resource("bounties", service="dispatch", may=("public",), zh="揭榜任务", en="Bounties")

bounties.command(
    "POST", "/", "post_bounty",
    takes=S.PostBounty, gives=S.Bounty, status=201, may=POSTING,
    zh="挂榜", en="Post a demand with a reward",
)  # fmt: skip
bounties.command(
    "POST", "/<bounty_id>/cancellation", "cancel_bounty",
    takes=S.CancelBounty, gives=S.Bounty, may=POSTING,
    zh="截止前撤榜", en="Give it up before its deadline",
)  # fmt: skip
bounties.command(
    "POST", "/<bounty_id>/reviewers", "name_reviewers",
    takes=S.NameReviewers, gives=S.Bounty, may=DECIDING,
    zh="确定评审人", en="Name who scores",
)  # fmt: skip
bounties.command(
    "POST", "/<bounty_id>/recusal", "recuse_reviewer",
    takes=S.RecuseReviewer, gives=S.Bounty, may=("anyone",),
    zh="评审人回避", en="Step aside as a reviewer",
)  # fmt: skip
bounties.command(
    "POST", "/<bounty_id>/bids", "place_bid",
    takes=S.PlaceBid, gives=S.Bid, status=201, may=BIDDING,
    zh="揭榜", en="Bid",
)  # fmt: skip
bounties.command(
    "POST", "/<bounty_id>/scores", "score_bid",
    takes=S.ScoreBid, gives=S.Bid, may=("anyone",),
    zh="评审打分", en="Score a bid",
)  # fmt: skip
bounties.command(
    "POST", "/<bounty_id>/decision", "decide_bounty",
    takes=S.DecideBounty, gives=S.Bounty, may=DECIDING, changes=True,
    zh="评榜并公示", en="Choose, and show the choice",
)  # fmt: skip
bounties.command(
    "POST", "/<bounty_id>/comments", "comment_on_bounty",
    takes=CommentOnBounty, gives=NoticeComment, status=201, may=("anyone",),
    zh="公示期内提出意见或异议", en="Say something to the choice, or object",
)  # fmt: skip
bounties.command(
    "POST", "/<bounty_id>/award", "award_bounty",
    takes=S.AwardBounty, gives=S.Bounty, may=DECIDING,
    zh="定榜", en="Let the choice hold",
)  # fmt: skip
bounties.question(
    "GET", "/<bounty_id>", "bounty",
    takes=S.GetBounty, gives=S.Bounty,
    zh="揭榜任务详情", en="One bounty",
)  # fmt: skip
bounties.listing(
    "GET", "/", "bounties",
    takes=S.ListBounties, gives=S.Bounty,
    zh="揭榜任务列表", en="Bounties",
)  # fmt: skip
