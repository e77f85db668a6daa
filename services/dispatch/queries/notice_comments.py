"""What was said to public notices: to the city all of it, to everybody their own."""

from __future__ import annotations

from typing import Any

from services.dispatch.domain.notice_comment import NoticeComment
from services.dispatch.queries.answers import LIMIT, given
from services.dispatch.store import DispatchWork
from shared.work import Page


def notice_comment(work: DispatchWork, comment_id: str) -> NoticeComment:
    """One remark or objection."""
    return work.notice_comments.get(comment_id)


def notice_comments_page(
    work: DispatchWork, after: str | None = None, limit: int = LIMIT, late: bool | None = None, **equal: Any
) -> Page[NoticeComment]:
    """Those the asker may see. `late`: not answered in the time the city has set itself."""
    over = {"status": "open", "due": {"$lt": work.today.isoformat()}} if late else {}
    return work.notice_comments.page({**given(equal), **over}, after, limit)
