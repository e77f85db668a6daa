"""What somebody follows."""

from __future__ import annotations

from typing import Any

from services.registry.domain import follow as follows
from services.registry.store import RegistryWork
from shared.work import Page


def list_follows(
    work: RegistryWork, *, after: str | None = None, limit: int = 50, q: str = "", **equal: str
) -> Page[dict[str, Any]]:
    """The records that the asker follows, the latest followed first; `q`: the beginning of what one is called."""
    called = {"title": {"$gte": q, "$lt": q + "\uffff"}} if q else {}
    page = work.follows.page({**equal, **called}, after, limit, sort="at", descending=True)
    return Page([follows.public(one) for one in page.items], page.next)
