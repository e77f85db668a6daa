"""What an intent, an order or an agreement does to the demand or achievement that it is about."""

from __future__ import annotations

from dataclasses import replace

from services.dispatch.domain import confidentiality, followup
from services.dispatch.domain import demand as demands
from services.dispatch.domain.agreement import Agreement
from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from shared.actor import Actor
from shared.errors import Conflict, NotFound


def asked_of(work: DispatchWork, actor: Actor, demand_id: str) -> tuple[str, ...]:
    """The hosts a demand is of. Raises NotFound where the asker may not know of it, Conflict where it is closed."""
    demand = work.demands.get(demand_id)
    if not confidentiality.may_know(actor, demand):
        raise NotFound("demand")
    if demand.status in (*demands.CLOSED, "expired"):
        raise Conflict("需求已办结或已到期", "The demand is closed or has expired", status=demand.status)
    return (demand.host_unit, *demand.owner_units)


def made(work: DispatchWork, demand_id: str, *opened_to: str) -> None:
    """Somebody came to it, or was sent: it is opened to these persons and units, and the first time is kept."""
    demand = work.demands.get(demand_id)
    touched = followup.contacted(demand, opened_to, work.today)
    if touched != demand:
        work.demands.save(touched)


def offered(work: DispatchWork, actor: Actor, achievement_id: str, host_unit: str) -> None:
    """An intent is about an achievement: it is opened to the host. Raises NotFound, Conflict as for a demand."""
    achievement = work.achievements.get(achievement_id)
    if not confidentiality.may_know(actor, achievement):
        raise NotFound("achievement")
    if achievement.status in ("withdrawn", "rejected", "expired"):
        raise Conflict("成果已撤回或已到期", "Withdrawn, or expired", status=achievement.status)
    if host_unit not in achievement.opened_to and achievement.confidentiality != "officers":
        work.achievements.save(replace(achievement, opened_to=(*achievement.opened_to, host_unit)))


def agreed(work: DispatchWork, rules: Rules, agreement: Agreement) -> None:
    """An agreement upon a demand is in force: its host will be asked what came of it."""
    demand = work.demands.find(agreement.demand) if agreement.demand else None
    if demand is not None:
        opened_to = (agreement.person, agreement.sender_unit)
        touched = followup.matched(followup.contacted(demand, opened_to, work.today), rules, work.today)
        if touched != demand:
            work.demands.save(touched)
