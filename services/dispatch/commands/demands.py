"""Commands on demands."""

from __future__ import annotations

from typing import Any

from services.dispatch import events, force
from services.dispatch.domain import demand as demands
from services.dispatch.domain.demand import Demand
from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from shared.actor import Actor
from shared.rulebook import Rulebook


def report_demand(work: DispatchWork, rulebook: Rulebook, actor: Actor, host_unit: str, **said: Any) -> Demand:
    """A host (or its liaison) puts a demand forward."""
    host = force.host_filing(work, host_unit)
    rules = Rules.of(rulebook, work.today)
    demand = demands.report(work.new_id(), work.city, host, host_unit, said, rules, actor, work.today)
    work.demands.add(demand)
    work.announce(events.demand_reported(demand))
    return demand


def take_demand_step(
    work: DispatchWork,
    rulebook: Rulebook,
    actor: Actor,
    demand_id: str,
    action: str,
    note: str = "",
    defects: tuple[str, ...] = (),
) -> Demand:
    """The county passes it on, returns it with defects, or rejects it."""
    demand = work.demands.get(demand_id)
    rules = Rules.of(rulebook, work.today)
    moved = demands.step(demand, rules, actor, action, work.today, note, tuple(defects))
    work.demands.save(moved)
    work.announce(events.demand_step_taken(moved, action))
    return moved


def resubmit_demand(work: DispatchWork, rulebook: Rulebook, actor: Actor, demand_id: str, **changes: Any) -> Demand:
    """The host puts it forward again, corrected."""
    demand = work.demands.get(demand_id)
    again = demands.resubmit(demand, changes, Rules.of(rulebook, work.today), actor, work.today)
    work.demands.save(again)
    work.announce(events.demand_reported(again))
    return again


def withdraw_demand(work: DispatchWork, demand_id: str, reason: str) -> Demand:
    """No longer wanted, or met."""
    withdrawn = demands.withdraw(work.demands.get(demand_id), reason, work.today)
    work.demands.save(withdrawn)
    work.announce(events.demand_withdrawn(withdrawn))
    return withdrawn
