"""What was said to public notices: to the city all of it, to everybody their own."""

from __future__ import annotations

from typing import Any

from services.dispatch.domain import notice_comment as comments
from services.dispatch.domain.notice_comment import NoticeComment
from services.dispatch.queries.answers import LIMIT, Tries, detail, given, tried
from services.dispatch.store import DispatchWork
from shared.actor import Actor
from shared.work import Page


def notice_comment(work: DispatchWork, actor: Actor, comment_id: str) -> dict[str, Any]:
    """One remark or objection."""
    return _shown(work, work.notice_comments.get(comment_id), actor)


def notice_comments_page(
    work: DispatchWork, actor: Actor, after: str | None = None, limit: int = LIMIT, late: bool | None = None,
    **equal: Any,
) -> Page[dict[str, Any]]:  # fmt: skip
    """Those the asker may see. `late`: not answered in the time the city has set itself."""
    over = {"status": "open", "due": {"$lt": work.today.isoformat()}} if late else {}
    page = work.notice_comments.page({**given(equal), **over}, after, limit)
    return Page([_shown(work, one, actor) for one in page.items], page.next)


def _shown(work: DispatchWork, found: NoticeComment, actor: Actor) -> dict[str, Any]:
    tries: Tries = {"answer_notice_comment": lambda: comments.to_be_answered(found)}
    return {**detail(found, tried(tries, found, actor)), "waits_on": "city" if found.status == "open" else ""}
