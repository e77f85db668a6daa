"""Batches, with their agreements in short and what may be done next."""

from __future__ import annotations

from typing import Any

from services.dispatch.domain import batch as batches
from services.dispatch.domain.batch import Batch
from services.dispatch.queries import waiting
from services.dispatch.queries.answers import LIMIT, Tries, both, detail, given, tried
from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from shared.actor import Actor
from shared.rulebook import Rulebook
from shared.work import Page


def batch(work: DispatchWork, actor: Actor, batch_id: str) -> dict[str, Any]:
    """One batch; `rows` are its agreements in short, in their order."""
    found = work.batches.get(batch_id)
    tries: Tries = {
        "change_batch": lambda: batches.change(found, None, None),
        "submit_batch": lambda: batches.submit(found, work.today),
        "withdraw_batch": lambda: batches.withdraw(found),
        "review_batch": lambda: batches.under_review(found),
    }
    return {**detail(found, tried(tries, found, actor)), "rows": rows(work, found)}


def batches_page(
    work: DispatchWork,
    rulebook: Rulebook,
    actor: Actor,
    after: str | None = None,
    limit: int = LIMIT,
    waits_on: str | None = None,
    **equal: Any,
) -> Page[Batch]:
    """The batches the asker may see; `waits_on`: only those that wait for the asker."""
    mine = waiting.batches(work, Rules.of(rulebook, work.today), actor) if waits_on else {}
    return work.batches.page(both(given(equal), mine), after, limit)


def rows(work: DispatchWork, found: Batch) -> list[dict[str, Any]]:
    """Each agreement of a batch as its list shows it."""
    there = {one.id: one for one in work.agreements.some({"id": {"$in": list(found.agreements)}})}
    return [
        {
            "agreement": item.agreement,
            "commissioner": one.commissioner_name,
            "kind": one.kind,
            "host": one.host_name,
            "since": one.terms.since.isoformat(),
            "until": one.terms.until.isoformat(),
            "content": one.terms.content,
            "outcome": item.outcome,
            "note": "；".join([*item.defects, *([item.note] if item.note else [])]),
            "number": item.number,
        }
        for item in found.items
        if (one := there.get(item.agreement)) is not None
    ]
