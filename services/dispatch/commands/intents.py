"""Commands on intents."""

from __future__ import annotations

from typing import Any

from services.dispatch import contact, events, force
from services.dispatch.commands import agreements
from services.dispatch.domain import intent as intents
from services.dispatch.domain.agreement import Agreement
from services.dispatch.domain.intent import Intent
from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from shared.actor import Actor
from shared.errors import Conflict, Invalid
from shared.rulebook import Rulebook


def offer_intent(
    work: DispatchWork,
    rulebook: Rulebook,
    actor: Actor,
    filing: str,
    message: str,
    host_unit: str = "",
    demand: str = "",
    achievement: str = "",
    **said: Any,
) -> Intent:
    """One side asks the other, about a demand, an achievement, or neither; the first about a demand is told apart.

    About a demand the host may be left out: whoever reads the public list knows the demand, not its host's record.
    Raises Invalid where neither is named.
    """
    commissioner = force.commissioner_filing(work, filing)
    owners = contact.asked_of(work, actor, demand) if demand else ()
    host_unit = host_unit or next(iter(owners), "")
    if not host_unit:
        raise Invalid.field(
            "/host_unit", "请写明派驻单位，或所对应的需求", "required", en="Name the host, or the demand it is about"
        )
    host = force.host_filing(work, host_unit)
    if demand and host_unit not in owners:
        raise Conflict("需求不是该单位的", "The demand is another host's", code="parties")
    if achievement:
        contact.offered(work, actor, achievement, host_unit)
    rules = Rules.of(rulebook, work.today)
    first = bool(demand) and work.intents.first(demand=demand) is None
    offered = intents.offer(
        work.new_id(), commissioner, host, demand, achievement, message, rules, actor, work.today, said
    )
    work.intents.add(offered)
    if demand:
        contact.made(work, demand, commissioner.person, commissioner.sender_unit)
    work.announce(events.intent_offered(offered))
    if first:
        work.announce(events.demand_contacted(offered))
    return offered


def accept_intent(work: DispatchWork, actor: Actor, intent_id: str, reply: str = "") -> Intent:
    """The other side accepts."""
    return _answered(work, intents.answer(work.intents.get(intent_id), True, reply, actor, work.today))


def decline_intent(work: DispatchWork, actor: Actor, intent_id: str, reply: str) -> Intent:
    """The other side declines."""
    return _answered(work, intents.answer(work.intents.get(intent_id), False, reply, actor, work.today))


def counter_intent(
    work: DispatchWork, rulebook: Rulebook, actor: Actor, intent_id: str, note: str, **said: Any
) -> Intent:
    """The side whose turn it is proposes otherwise; the other answers."""
    rules = Rules.of(rulebook, work.today)
    countered = intents.counter(work.intents.get(intent_id), said, note, rules, actor, work.today)
    work.intents.save(countered)
    work.announce(events.intent_countered(countered))
    return countered


def note_intent(work: DispatchWork, actor: Actor, intent_id: str, text: str) -> Intent:
    """One side writes to the other."""
    noted = intents.note(work.intents.get(intent_id), text, actor, work.today)
    work.intents.save(noted)
    work.announce(events.intent_noted(noted))
    return noted


def draft_intent_agreement(
    work: DispatchWork, rulebook: Rulebook, actor: Actor, intent_id: str, exception: str = "", **said: Any
) -> Agreement:
    """The sending unit draws the agreement up as the two agreed; what is said now goes before."""
    intent = work.intents.get(intent_id)
    terms = intents.prefilled(intent, said)
    named = {"filing": intent.filing, "host_unit": intent.host_unit, "intent": intent.id, "demand": intent.demand}
    return agreements.draft_agreement(work, rulebook, actor, exception=exception, **named, **terms)


def expire_intents(work: DispatchWork) -> None:
    """Closes, at intervals, what nobody answered in time."""
    over = {"status": "offered", "expires_on": {"$lt": work.today.isoformat()}}
    for intent in work.intents.some(over, sort=[("expires_on", 1)]):
        _answered(work, intents.expire(intent, work.today))


def withdraw_intent(work: DispatchWork, actor: Actor, intent_id: str) -> Intent:
    """The offering side takes it back."""
    return _answered(work, intents.withdraw(work.intents.get(intent_id), actor, work.today))


def _answered(work: DispatchWork, intent: Intent) -> Intent:
    work.intents.save(intent)
    work.announce(events.intent_answered(intent))
    return intent
