"""What a stranger who holds an agreement may know of it; and how often it was looked up."""

from __future__ import annotations

from typing import Any

from services.dispatch.domain import verification as verifications
from services.dispatch.queries.answers import LIMIT
from services.dispatch.store import DispatchWork
from shared.errors import NotFound
from shared.rulebook import Rulebooks
from shared.work import Page


def verify_agreement(work: DispatchWork, rulebooks: Rulebooks, code: str) -> dict[str, Any]:
    """Anybody with the code sees whether the agreement stands. Raises NotFound for a code of none."""
    known = work.verifications.get(code)
    own = {"_id": known.agreement, "city": known.made_in}  # whoever looks is in no city: the code says in which
    found = work.agreements.some(own, limit=1, everywhere=True)
    if not found:
        raise NotFound("agreement")
    book = rulebooks.of(known.made_in)
    return verifications.shown(found[0], work.today, book.name, book.page.name_en)


def agreement_looks(
    work: DispatchWork, agreement_id: str, after: str | None = None, limit: int = LIMIT
) -> Page[dict[str, Any]]:
    """How often the agreement's code was looked up, by day, the latest first; nothing of who looked is known."""
    code = work.agreements.get(agreement_id).code
    if not code:
        return Page([], None)
    page = work.looks.page({"code": code}, after, limit, descending=True)
    return Page([{"on": one.on, "count": one.count, "last": one.last} for one in page.items], page.next)
