"""Commands on agreements."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from services.dispatch import events, force
from services.dispatch.commands import batches
from services.dispatch.commands.terms import changes_of, terms_of
from services.dispatch.domain import agreement as agreements
from services.dispatch.domain import intent as intents
from services.dispatch.domain import review as reviews
from services.dispatch.domain import succession as successions
from services.dispatch.domain.agreement import Agreement
from services.dispatch.domain.party import Scope, acts_as
from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from shared.actor import Actor
from shared.errors import Conflict, NotFound
from shared.rulebook import Rulebook

AT_ONCE = 200


def draft_agreement(
    work: DispatchWork,
    rulebook: Rulebook,
    actor: Actor,
    filing: str,
    host_unit: str,
    exception: str = "",
    intent: str = "",
    demand: str = "",
    renews: str = "",
    **said: Any,
) -> Agreement:
    """The sending unit draws an agreement up, from an accepted intent or straight away."""
    rules = Rules.of(rulebook, work.today)
    who = force.who(work, filing, host_unit)
    if not acts_as(actor, "dispatching_unit", Scope(sender_unit=who.commissioner.sender_unit)):
        raise NotFound("filing")
    terms = terms_of(rules, who.commissioner.fields, said)
    links = {"intent": intent, "demand": demand, "renews": renews}
    id = work.new_id()
    drafted = agreements.draft(id, "mutual", who, terms, rules, work.today, exception=exception, links=links)
    work.agreements.add(drafted)
    if renews:
        earlier = work.agreements.get(renews)
        successions.may_renew(earlier, rules, work.today)
        if (earlier.commissioner_key, earlier.host_unit) != (drafted.commissioner_key, drafted.host_unit):
            raise Conflict("续签的协议不是同一双方", "It is not an agreement of the same parties", code="parties")
    if intent:
        agreed = intents.agree(work.intents.get(intent), id, filing, host_unit)
        work.intents.save(agreed)
        work.announce(events.intent_answered(agreed))
    work.announce(events.agreement_drafted(drafted))
    return drafted


def revise_agreement(work: DispatchWork, rulebook: Rulebook, agreement_id: str, **changes: Any) -> Agreement:
    """The sending unit changes the terms; all sign again."""
    agreement = work.agreements.get(agreement_id)
    who = force.who(work, agreement.filing, agreement.host_unit)
    revised = agreements.revise(agreement, changes_of(changes), who, Rules.of(rulebook, work.today), work.today)
    work.agreements.save(revised)
    work.announce(events.agreement_drafted(revised))
    return revised


def take_agreement_step(
    work: DispatchWork,
    rulebook: Rulebook,
    actor: Actor,
    agreement_id: str,
    action: str,
    note: str = "",
    defects: tuple[str, ...] = (),
    to: str | None = None,
) -> Agreement:
    """A reviewer's step; with the last one the agreement is filed and in force."""
    agreement = work.agreements.get(agreement_id)
    rules = Rules.of(rulebook, work.today)
    moved = batches.step(work, rules, actor, agreement, action, note, tuple(defects), to)
    batches.settle(work, moved)
    return moved


def waive_agreement_rule(
    work: DispatchWork, rulebook: Rulebook, actor: Actor, agreement_id: str, rule: str, reason: str
) -> Agreement:
    """An officer gives leave from one rule in principle, with a reason."""
    agreement = work.agreements.get(agreement_id)
    waived = reviews.waive(agreement, rule, reason, Rules.of(rulebook, work.today), actor, work.today)
    work.agreements.save(waived)
    work.announce(events.agreement_rule_waived(waived, waived.waivers[-1]))
    return waived


def withdraw_agreement(
    work: DispatchWork, rulebook: Rulebook, actor: Actor, agreement_id: str, reason: str
) -> Agreement:
    """The sending unit gives it up before it is filed."""
    agreement = work.agreements.get(agreement_id)
    withdrawn = agreements.withdraw(agreement, Rules.of(rulebook, work.today), actor, work.today, reason)
    work.agreements.save(withdrawn)
    batches.settle(work, withdrawn)
    work.announce(events.agreement_withdrawn(withdrawn, reason))
    return withdrawn


def expire_agreements(work: DispatchWork, rulebook: Rulebook) -> dict[str, Any]:
    """Ends what has run out, oldest first; those with an open case wait for it. `left`: call again."""
    rules = Rules.of(rulebook, work.today)
    over = {"status": "filed", "until": {"$lt": work.today.isoformat()}, "case": ""}
    found = work.agreements.some(over, sort=[("until", 1)], limit=AT_ONCE + 1)
    for agreement in found[:AT_ONCE]:
        force.expire(work, agreement, rules.endings.expired.cite)
    return {"ended": min(len(found), AT_ONCE), "left": len(found) > AT_ONCE}


def remind_agreements(work: DispatchWork, rulebook: Rulebook) -> dict[str, Any]:
    """Tells which agreements are about to run out, once at each of the city's numbers of days. `left`: call again."""
    days = sorted(Rules.of(rulebook, work.today).agreement.remind_days.value or ())
    near: dict[str, tuple[Agreement, int]] = {}
    for before in days:  # the nearest first: who is ten days from the end is not reminded of sixty
        until = (work.today + timedelta(days=before)).isoformat()
        due = {"status": "filed", "until": {"$gte": work.today.isoformat(), "$lte": until}}
        unreminded = {**due, "$or": [{"reminded": 0}, {"reminded": {"$gt": before}}]}
        for agreement in work.agreements.some(unreminded, sort=[("until", 1)], limit=AT_ONCE):
            near.setdefault(agreement.id, (agreement, before))
    for agreement, before in list(near.values())[:AT_ONCE]:
        work.agreements.save(replace(agreement, reminded=before))
        work.announce(events.agreement_expiring(agreement, work.today))
    return {"reminded": min(len(near), AT_ONCE), "left": len(near) > AT_ONCE}
