"""Intents of both sides."""

from __future__ import annotations

from typing import Any

from services.dispatch.domain import intent as intents
from services.dispatch.domain.intent import Intent
from services.dispatch.queries import waiting
from services.dispatch.queries.answers import LIMIT, Tries, both, detail, given, tried
from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from shared.actor import Actor
from shared.rulebook import Rulebook
from shared.work import Page


def intent(work: DispatchWork, rulebook: Rulebook, actor: Actor, intent_id: str) -> dict[str, Any]:
    """One intent, with the thread between the two sides."""
    found, on, rules = work.intents.get(intent_id), work.today, Rules.of(rulebook, work.today)
    tries: Tries = {
        "accept_intent": lambda: intents.answer(found, True, "", actor, on),
        "decline_intent": lambda: intents.answer(found, False, "", actor, on),
        "counter_intent": lambda: intents.counter(found, {"form": f"{found.proposal.form}."}, "", rules, actor, on),
        "note_intent": lambda: intents.note(found, "", actor, on),
        "draft_intent_agreement": lambda: intents.agree(found, "", found.filing, found.host_unit),
        "withdraw_intent": lambda: intents.withdraw(found, actor, on),
    }
    return {**detail(found, tried(tries, found, actor)), "waits_on": _waits_on(found)}


def _waits_on(intent: Intent) -> str:
    return intent.waits_on if intent.status == "offered" else ""


def intents_page(
    work: DispatchWork,
    rulebook: Rulebook,
    actor: Actor,
    after: str | None = None,
    limit: int = LIMIT,
    waits_on: str | None = None,
    **equal: Any,
) -> Page[Intent]:
    """The intents the asker may see; `waits_on`: only those that wait for the asker."""
    mine = waiting.intents(work, Rules.of(rulebook, work.today), actor) if waits_on else {}
    return work.intents.page(both(given(equal), mine), after, limit)
