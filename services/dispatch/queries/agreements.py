"""Agreements, with what each party may do next."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from typing import Any

from services.dispatch import traces
from services.dispatch.domain import agreement as agreements
from services.dispatch.domain import ending as endings
from services.dispatch.domain import review as reviews
from services.dispatch.domain import signature as signatures
from services.dispatch.domain import succession as successions
from services.dispatch.domain import verification as verifications
from services.dispatch.domain.agreement import Agreement
from services.dispatch.domain.party import parties
from services.dispatch.queries import waiting
from services.dispatch.queries.answers import LIMIT, Tries, both, detail, given, steps_open, to_sign_or_decide, tried
from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from shared.actor import Actor
from shared.documents import plain
from shared.errors import Conflict
from shared.rulebook import Rulebook
from shared.words import matching
from shared.work import Page


def agreement(work: DispatchWork, rulebook: Rulebook, actor: Actor, agreement_id: str) -> dict[str, Any]:
    """One agreement."""
    found, rules, on = work.agreements.get(agreement_id), Rules.of(rulebook, work.today), work.today
    chain = getattr(rules.ways, found.way).filing
    tries: Tries = {
        "revise_agreement": lambda: agreements.to_be_revised(found),
        "sign_agreement": lambda: _may_sign(found, actor, work.now),
        "sign_agreement_on_paper": lambda: signatures.open_to_paper(found, actor, found.content_hash, rules),
        "report_agreements": lambda: reviews.report([found], "", rules, actor, on),
        "renew_agreement": lambda: successions.may_renew(found, rules, on),
        "hand_over_agreement": lambda: successions.may_hand_over(found),
        "draft_supplement": lambda: _running(found),
        "revoke_signature": lambda: signatures.revoke(found, actor, None),
        "withdraw_agreement": lambda: agreements.withdraw(found, rules, actor, on, ""),
    }
    for rule in found.findings:
        tries[f"waive_agreement_rule:{rule}"] = partial(reviews.waive, found, rule, "", rules, actor, on)
    for ground in rules.endings.cases:
        tries[f"open_ending:{ground}"] = partial(endings.may_open, found, ground, rules, actor)
    steps = steps_open("take_agreement_step", found.state, chain, found.scope, found, actor, work)
    address = verifications.address(work.public_url, found.code)
    shown = detail(found, steps + tried(tries, found, actor))
    return {**shown, "awaits": to_sign_or_decide(found, chain, on), "address": address}


def agreements_page(
    work: DispatchWork,
    rulebook: Rulebook,
    actor: Actor,
    after: str | None = None,
    limit: int = LIMIT,
    waits_on: str | None = None,
    until_from: date | None = None,
    until_to: date | None = None,
    q: str | None = None,
    **equal: Any,
) -> Page[Agreement]:
    """The agreements the asker may see; `waits_on`: those that wait for the asker; `q`: by parties, number, words."""
    mine = waiting.agreements(work, Rules.of(rulebook, work.today), actor) if waits_on else {}
    days = {"$gte": plain(until_from), "$lte": plain(until_to)}
    until = {name: day for name, day in days.items() if day}
    found = matching(q, traces.synonyms(rulebook)) if q else {}
    return work.agreements.page(both(given(equal), {"until": until} if until else {}, mine, found), after, limit)


def _running(found: Agreement) -> None:
    if found.status != "filed":
        raise Conflict("协议不在执行中", "Not in force", status=found.status)


def _may_sign(found: Agreement, actor: Actor, at: datetime) -> Agreement:
    own = parties(actor, signatures.left_to_sign(found), found.scope)
    return signatures.sign(found, actor, found.content_hash, own[0] if own else None, at)
