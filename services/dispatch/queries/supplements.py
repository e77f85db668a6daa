"""Supplementary agreements."""

from __future__ import annotations

from typing import Any

from services.dispatch.domain import signature as signatures
from services.dispatch.domain import supplement as supplements
from services.dispatch.domain.agreement import way_of
from services.dispatch.domain.party import parties
from services.dispatch.domain.supplement import Supplement
from services.dispatch.queries import waiting
from services.dispatch.queries.answers import LIMIT, Tries, both, detail, given, steps_open, to_sign_or_decide, tried
from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from shared.actor import Actor
from shared.rulebook import Rulebook
from shared.work import Page


def supplement(work: DispatchWork, rulebook: Rulebook, actor: Actor, supplement_id: str) -> dict[str, Any]:
    """One supplement: the terms before and after, and what the asker may do."""
    found, rules, on = work.supplements.get(supplement_id), Rules.of(rulebook, work.today), work.today
    own = parties(actor, signatures.left_to_sign(found), found.scope)
    tries: Tries = {
        "revise_supplement": lambda: supplements.to_be_revised(found),
        "sign_supplement": lambda: signatures.sign(found, actor, found.content_hash, own[0] if own else None, work.now),
        "sign_supplement_on_paper": lambda: signatures.open_to_paper(found, actor, found.content_hash, rules),
        "report_supplement": lambda: supplements.report(found, rules, actor, on),
        "withdraw_supplement": lambda: supplements.withdraw(found),
    }
    chain = way_of(rules, found.way).filing
    steps = steps_open("take_supplement_step", found.state, chain, found.scope, found, actor, work)
    return {**detail(found, steps + tried(tries, found, actor)), "awaits": to_sign_or_decide(found, chain, on)}


def supplements_page(
    work: DispatchWork,
    rulebook: Rulebook,
    actor: Actor,
    after: str | None = None,
    limit: int = LIMIT,
    waits_on: str | None = None,
    **equal: Any,
) -> Page[Supplement]:
    """The supplements the asker may see; `waits_on`: only those that wait for the asker."""
    mine = waiting.supplements(work, Rules.of(rulebook, work.today), actor) if waits_on else {}
    return work.supplements.page(both(given(equal), mine), after, limit)
