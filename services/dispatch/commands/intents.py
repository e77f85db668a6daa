"""Commands on intents."""

from __future__ import annotations

from services.dispatch import events, force
from services.dispatch.domain import intent as intents
from services.dispatch.domain.intent import Intent
from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from shared.actor import Actor
from shared.errors import Conflict
from shared.rulebook import Rulebook


def offer_intent(
    work: DispatchWork,
    rulebook: Rulebook,
    actor: Actor,
    filing: str,
    host_unit: str,
    message: str,
    demand: str = "",
    achievement: str = "",
) -> Intent:
    """One side asks the other, about a demand, an achievement, or neither."""
    commissioner = force.commissioner_filing(work, filing)
    host = force.host_filing(work, host_unit)
    if demand and work.demands.get(demand).host_unit != host_unit:
        raise Conflict("需求不是该单位的", "The demand is another host's", code="parties")
    if achievement:
        work.achievements.get(achievement)
    rules = Rules.of(rulebook, work.today)
    offered = intents.offer(work.new_id(), commissioner, host, demand, achievement, message, rules, actor, work.today)
    work.intents.add(offered)
    work.announce(events.intent_offered(offered))
    return offered


def accept_intent(work: DispatchWork, actor: Actor, intent_id: str, reply: str = "") -> Intent:
    """The other side accepts."""
    return _answered(work, intents.answer(work.intents.get(intent_id), True, reply, actor, work.today))


def decline_intent(work: DispatchWork, actor: Actor, intent_id: str, reply: str) -> Intent:
    """The other side declines."""
    return _answered(work, intents.answer(work.intents.get(intent_id), False, reply, actor, work.today))


def withdraw_intent(work: DispatchWork, actor: Actor, intent_id: str) -> Intent:
    """The offering side takes it back."""
    return _answered(work, intents.withdraw(work.intents.get(intent_id), actor, work.today))


def _answered(work: DispatchWork, intent: Intent) -> Intent:
    work.intents.save(intent)
    work.announce(events.intent_answered(intent))
    return intent
