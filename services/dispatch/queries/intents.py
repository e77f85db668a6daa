"""Intents of both sides."""

from __future__ import annotations

from typing import Any

from services.dispatch.domain import intent as intents
from services.dispatch.domain.intent import Intent
from services.dispatch.queries.answers import LIMIT, Tries, detail, given, tried
from services.dispatch.store import DispatchWork
from shared.actor import Actor
from shared.work import Page


def intent(work: DispatchWork, actor: Actor, intent_id: str) -> dict[str, Any]:
    """One intent."""
    found, on = work.intents.get(intent_id), work.today
    tries: Tries = {
        "accept_intent": lambda: intents.answer(found, True, "", actor, on),
        "decline_intent": lambda: intents.answer(found, False, "", actor, on),
        "withdraw_intent": lambda: intents.withdraw(found, actor, on),
    }
    return detail(found, tried(tries, found, actor))


def intents_page(work: DispatchWork, after: str | None = None, limit: int = LIMIT, **equal: Any) -> Page[Intent]:
    """The intents the asker may see."""
    return work.intents.page(given(equal), after, limit)
