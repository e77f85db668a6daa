"""What detail answers share: the record with its open actions, tried by their own decisions and thrown away.

There is no second set of guards: an action is open when its decision goes through.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from services.dispatch.access import ACCESS
from services.dispatch.domain import signature as signatures
from services.dispatch.domain.agreement import Agreement
from services.dispatch.domain.party import Scope, parties
from services.dispatch.domain.supplement import Supplement
from services.dispatch.store import DispatchWork
from shared.actions import action as told
from shared.actions import hindrance
from shared.actor import Actor
from shared.chain import APPLICANT, ChainState, open_actions, targets
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
    hinders: Callable[[str], dict[str, Any]] = lambda choice: {},
) -> Actions:
    """The choices of the step the record stands at, where the step is the asker's; `hinders`: what stops a choice."""
    if state is None or not ACCESS[action].allows(actor, record):
        return []
    return [
        told(action, choice=choice, step=step, party=party, **_back(choice, chain, step), **hinders(choice))
        for step, party, choice in open_actions(state, chain, work.today)
        if parties(actor, (party,), scope)
    ]


def _back(choice: str, chain: Chain, step: str | None) -> dict[str, Any]:
    """To whom this step can send work back: whoever handed it in, or an earlier step."""
    return {"to": list(targets(chain, step))} if choice == "return" else {}


def awaited(state: ChainState | None, chain: Chain, on: date, applicant: str = "") -> list[str]:
    """The parties whose turn it is by the chain, whoever a late step escalates to included; `state.due`: until when."""
    if state is None or state.status not in ("pending", "returned"):
        return []
    if state.status == "returned":
        return [applicant] if applicant else []
    return list(
        dict.fromkeys(party for step, party, _ in open_actions(state, chain, on) if party != APPLICANT and step)
    )


def to_sign_or_decide(found: Agreement | Supplement, chain: Chain, on: date) -> list[str]:
    """Whose turn a signed paper waits for: who has still to sign, then the sending unit, then the chain's parties."""
    if found.status == "draft":
        return list(signatures.left_to_sign(found))
    if found.status in ("signed", "returned"):
        return ["dispatching_unit"]
    return awaited(found.state, chain, on) if found.status == "reported" else []


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
