"""The city's public rounds of demands and achievements (公示)."""

from __future__ import annotations

from gateway.resource import Resource
from services.dispatch.schemas import publication_rounds as S
from services.dispatch.schemas.notice_comments import CommentOnRound, NoticeComment

publication_rounds = Resource(
    "publication-rounds", service="dispatch", may=("city_officer",), zh="需求与成果公示", en="Publication rounds"
)

publication_rounds.command(
    "POST", "/", "open_publication_round",
    takes=S.OpenPublicationRound, gives=S.PublicationRound, status=201,
    zh="开始一期公示", en="Open a round",
)  # fmt: skip
publication_rounds.command(
    "POST", "/<round_id>/publication", "publish_publication_round",
    takes=S.PublishPublicationRound, gives=S.PublicationRound,
    zh="公示", en="Publish a round",
)  # fmt: skip
publication_rounds.command(
    "POST", "/<round_id>/removals", "take_out_of_round",
    takes=S.TakeOutOfRound, gives=S.PublicationRound,
    zh="公示期内撤下一项", en="Take one item out during the notice",
)  # fmt: skip
publication_rounds.command(
    "POST", "/<round_id>/comments", "comment_on_round",
    takes=CommentOnRound, gives=NoticeComment, status=201, may=("anyone",),
    zh="公示期内提出意见或异议", en="Say something to a round, or object",
)  # fmt: skip
publication_rounds.question(
    "GET", "/<round_id>", "publication_round",
    takes=S.GetPublicationRound, gives=S.PublicationRound, may=("public",),
    zh="公示详情", en="One round",
)  # fmt: skip
publication_rounds.listing(
    "GET", "/", "publication_rounds",
    takes=S.ListPublicationRounds, gives=S.PublicationRound, may=("public",),
    zh="公示列表", en="Rounds",
)  # fmt: skip
