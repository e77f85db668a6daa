"""Commands on demands: reported, gathered, renewed, closed. What unites two of them is in `mergings.py`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from services.dispatch import dictionaries, events, force, matching, traces, views
from services.dispatch.domain import demand as demands
from services.dispatch.domain import followup, report_clock, validity
from services.dispatch.domain.demand import Demand
from services.dispatch.domain.known import KnownFiling
from services.dispatch.domain.report_clock import ReportClock
from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from shared.actor import Actor
from shared.rulebook import Rulebook

EXPIRED_AT_ONCE = 200


def report_demand(
    work: DispatchWork, rulebook: Rulebook, actor: Actor, host_unit: str, draft: str = "", **said: Any
) -> dict[str, Any]:
    """A host (or its liaison) puts a demand forward; the draft it was written in is done with."""
    dictionaries.check(rulebook, said)
    host = force.host_filing(work, host_unit)
    rules = Rules.of(rulebook, work.today)
    demand = demands.report(
        work.new_id(), work.city, host, host_unit, said, rules, actor, work.today, rulebook.calendar
    )
    demand = traces.demand(work, rulebook, rules, validity.dated(demand, rules))
    written = work.demand_drafts.find(draft) if draft else None
    if written is not None and written.host_unit == host_unit:
        work.demand_drafts.remove(draft)
    if rules.demands.every_months.value and host is not None:
        _reported(work, host)
    work.demands.add(demand)
    work.announce(events.demand_reported(demand))
    return views.demand(work, demand, actor)


def take_demand_step(
    work: DispatchWork,
    rulebook: Rulebook,
    actor: Actor,
    demand_id: str,
    action: str,
    note: str = "",
    defects: tuple[str, ...] = (),
    by_field: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """The desk passes it on, returns it with every defect, or rejects it."""
    demand = work.demands.get(demand_id)
    rules = Rules.of(rulebook, work.today)
    moved = demands.step(demand, rules, actor, action, work.today, note, tuple(defects), by_field, rulebook.calendar)
    work.announce(events.demand_step_taken(moved, action))
    return _saved(work, moved, actor)


def resubmit_demand(
    work: DispatchWork, rulebook: Rulebook, actor: Actor, demand_id: str, **changes: Any
) -> dict[str, Any]:
    """The host puts it forward again, corrected."""
    dictionaries.check(rulebook, changes)
    demand, rules = work.demands.get(demand_id), Rules.of(rulebook, work.today)
    again = demands.resubmit(demand, changes, rules, actor, work.today, rulebook.calendar)
    again = traces.demand(work, rulebook, rules, validity.dated(again, rules))
    work.announce(events.demand_reported(again))
    return _saved(work, again, actor)


def forward_demand(
    work: DispatchWork,
    rulebook: Rulebook,
    actor: Actor,
    demand_id: str,
    reason: str,
    desk: str = "",
    department: str = "",
) -> dict[str, Any]:
    """The desk sends it on to another county or department."""
    demand, rules = work.demands.get(demand_id), Rules.of(rulebook, work.today)
    sent = demands.forward(demand, desk, department, reason, rules, actor, work.today)
    work.announce(events.demand_forwarded(sent, reason))
    return _saved(work, sent, actor)


def withdraw_demand(work: DispatchWork, actor: Actor, demand_id: str, reason: str) -> dict[str, Any]:
    """No longer wanted, or met."""
    withdrawn = demands.withdraw(work.demands.get(demand_id), reason, work.today)
    work.announce(events.demand_withdrawn(withdrawn))
    return _saved(work, withdrawn, actor)


def solve_demand(work: DispatchWork, rulebook: Rulebook, actor: Actor, demand_id: str, how: str) -> dict[str, Any]:
    """The host closes it as met, and will be asked what came of it."""
    solved = demands.solve(work.demands.get(demand_id), how, actor, work.today)
    solved = followup.plan(solved, Rules.of(rulebook, work.today), work.today)
    work.announce(events.demand_solved(solved))
    return _saved(work, solved, actor)


def reclassify_demand(
    work: DispatchWork, rulebook: Rulebook, actor: Actor, demand_id: str, confidentiality: str, reason: str
) -> dict[str, Any]:
    """The host gives it another level of confidentiality."""
    demand, rules = work.demands.get(demand_id), Rules.of(rulebook, work.today)
    changed = demands.reclassify(demand, confidentiality, reason, rules, actor, work.today)
    work.announce(events.demand_reclassified(changed))
    return _saved(work, changed, actor)


def renew_demand(
    work: DispatchWork,
    rulebook: Rulebook,
    actor: Actor,
    demand_id: str,
    until: date | None = None,
    note: str = "",
) -> dict[str, Any]:
    """The host lets it stand longer, or again."""
    demand, rules = work.demands.get(demand_id), Rules.of(rulebook, work.today)
    renewed = validity.renew(demand, until, note, rules, actor, work.today)
    work.announce(events.demand_renewed(renewed))
    return _saved(work, renewed, actor)


def expire_demands(work: DispatchWork) -> dict[str, Any]:
    """What has run out is closed, oldest first. `left`: call again. The timer does the same by the real clock."""
    over = {"status": {"$in": list(validity.RUNNING)}, "expires_on": {"$lt": work.today.isoformat()}}
    found = work.demands.some(over, sort=[("expires_on", 1)], limit=EXPIRED_AT_ONCE + 1)
    for demand in found[:EXPIRED_AT_ONCE]:
        gone = validity.expire(demand, work.today)
        work.demands.save(gone)
        work.announce(events.demand_expired(gone))
    return {"expired": min(len(found), EXPIRED_AT_ONCE), "left": len(found) > EXPIRED_AT_ONCE}


def answer_followup(work: DispatchWork, actor: Actor, demand_id: str, months: int, **said: Any) -> dict[str, Any]:
    """The host tells what came of it."""
    answered = followup.answer(work.demands.get(demand_id), months, said, actor, work.today)
    one = next(one for one in answered.followups if one.months == months)
    work.announce(events.followup_answered(answered, one))
    return _saved(work, answered, actor)


def _saved(work: DispatchWork, demand: Demand, actor: Actor) -> dict[str, Any]:
    work.demands.save(demand)
    if demand.status in demands.CLOSED:
        matching.close(work, demand=demand.id)
    return views.demand(work, demand, actor)


def _reported(work: DispatchWork, host: KnownFiling) -> None:
    id = report_clock.key(work.city, host.unit)
    new = ReportClock(id, work.city, host.unit, host.county, work.today)
    work.report_clocks.save(report_clock.reported(work.report_clocks.get_or(id, new), work.today))
