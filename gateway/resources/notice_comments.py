"""What is said to public notices, and the city's answers (公示意见)."""

from __future__ import annotations

from gateway.resource import Resource
from services.dispatch.schemas import notice_comments as S

notice_comments = Resource(
    "notice-comments", service="dispatch", may=("anyone",), zh="公示意见与异议", en="Comments on public notices"
)

notice_comments.command(
    "POST", "/<comment_id>/answer", "answer_notice_comment",
    takes=S.AnswerNoticeComment, gives=S.NoticeComment, may=("city_officer",),
    zh="答复公示意见或异议", en="Answer a comment or an objection",
)  # fmt: skip
notice_comments.question(
    "GET", "/<comment_id>", "notice_comment",
    takes=S.GetNoticeComment, gives=S.NoticeComment,
    zh="意见详情", en="One comment",
)  # fmt: skip
notice_comments.listing(
    "GET", "/", "notice_comments",
    takes=S.ListNoticeComments, gives=S.NoticeComment,
    zh="意见列表", en="Comments",
)  # fmt: skip
