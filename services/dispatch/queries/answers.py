"""What detail answers share: the record with its open actions, tried by their own decisions and thrown away.

There is no second set of guards: an action is open when its decision goes through.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from services.dispatch.access import ACCESS
from services.dispatch.domain.party import Scope, parties
from services.dispatch.store import DispatchWork
from shared.actions import action as told
from shared.actions import hindrance
from shared.actor import Actor
from shared.chain import ChainState, open_actions
from shared.documents import plain
from shared.rulebook import Chain
from shared.work import Page

Actions = list[dict[str, Any]]
Tries = dict[str, Callable[[], object]]
LIMIT = 50


def steps_open(
    action: str,
    state: ChainState | None,
    chain: Chain,
    scope: Scope,
    record: object,
    actor: Actor,
    work: DispatchWork,
) -> Actions:
    """The choices of the step the record stands at, where the step is the asker's."""
    if state is None or not ACCESS[action].allows(actor, record):
        return []
    return [
        told(action, choice=choice, step=step, party=party)
        for step, party, choice in open_actions(state, chain, work.today)
        if parties(actor, (party,), scope)
    ]


def tried(tries: Tries, record: object, actor: Actor) -> Actions:
    """Each action the asker's role includes for this record, with the reason where it is not open."""
    return [
        told(action, **hindrance(decide))
        for action, decide in tries.items()
        if ACCESS[action.partition(":")[0]].allows(actor, record)
    ]


def detail(record: object, actions: Actions) -> dict[str, Any]:
    """A record as a detail answer shows it."""
    return {**plain(record), "actions": actions}


def given(equal: dict[str, Any]) -> dict[str, Any]:
    """A query filter of the arguments that were given."""
    return {name: value for name, value in equal.items() if value is not None}


def both(*parts: dict[str, Any]) -> dict[str, Any]:
    """A query filter of all that was asked for."""
    return {"$and": [part for part in parts if part] or [{}]}


def public_page(page: Page[Any], shown: tuple[str, ...]) -> dict[str, Any]:
    """A page of which the public sees only some fields."""
    items = [
        {name: plain(getattr(item, name)) for name in shown} | {"fields": list(item.fields)} for item in page.items
    ]
    return {"items": items, "next": page.next}
