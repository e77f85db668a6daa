"""The timers' part of demands and achievements: what is late, ends soon, has run out or is to be followed up.

Each is told once: the record keeps that it was. A run takes at most so many of each kind; the next takes the rest.
"""

from __future__ import annotations

from datetime import timedelta

from services.dispatch import events
from services.dispatch.domain import followup, report_clock, validity
from services.dispatch.domain.achievement import Achievement
from services.dispatch.domain.demand import Demand
from services.dispatch.domain.report_clock import ReportClock
from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from shared.rulebook import Chain, Rulebook

AT_ONCE = 200
HOSTS = 5_000


def watch_demands(work: DispatchWork, rulebook: Rulebook) -> None:
    """Demands of a city: late at a desk, about to end, at their end, to be followed up."""
    rules, on = Rules.of(rulebook, work.today), work.today
    running, today = {"status": {"$in": list(validity.RUNNING)}}, on.isoformat()
    late = work.demands.some({"status": "reported", "state.due": {"$lt": today}, "late_told": None}, limit=AT_ONCE)
    days = rules.demands.remind_days.value
    until = {"$gte": today, "$lte": (on + timedelta(days=days or 0)).isoformat()}
    soon = work.demands.some({**running, "expires_on": until, "reminded": False}, limit=AT_ONCE) if days else []
    over = work.demands.some({**running, "expires_on": {"$lt": today}}, limit=AT_ONCE)
    asked = work.demands.some({"followup_due": {"$lte": today}}, limit=AT_ONCE)
    changed: dict[str, Demand] = {}
    for one in late:
        changed[one.id] = validity.late_told(one, on)
        work.announce(events.demand_late(one, *_lying(rules.demands.gathering, one)))
    for one in soon:
        changed[one.id] = validity.reminded(changed.get(one.id, one))
        work.announce(events.demand_expiry_due(one))
    for one in over:
        changed[one.id] = validity.expire(changed.get(one.id, one), on)
        work.announce(events.demand_expired(changed[one.id]))
    for one in asked:
        changed[one.id], due = followup.tell(changed.get(one.id, one), on)
        for each in due:
            work.announce(events.followup_due(one, each))
    for demand in changed.values():
        work.demands.save(demand)


def watch_achievements(work: DispatchWork, rulebook: Rulebook) -> None:
    """Achievements of a city: late at a reviewer, about to end, at their end."""
    rules, on = Rules.of(rulebook, work.today), work.today
    running, today = {"status": {"$in": list(validity.RUNNING)}}, on.isoformat()
    asked = {"status": "reported", "state.due": {"$lt": today}, "late_told": None}
    late = work.achievements.some(asked, limit=AT_ONCE)
    days = rules.achievements.remind_days.value
    until = {"$gte": today, "$lte": (on + timedelta(days=days or 0)).isoformat()}
    soon = work.achievements.some({**running, "expires_on": until, "reminded": False}, limit=AT_ONCE) if days else []
    over = work.achievements.some({**running, "expires_on": {"$lt": today}}, limit=AT_ONCE)
    changed: dict[str, Achievement] = {}
    for one in late:
        changed[one.id] = validity.late_told(one, on)
        work.announce(events.achievement_late(one, *_lying(rules.achievements.gathering, one)))
    for one in soon:
        changed[one.id] = validity.reminded(changed.get(one.id, one))
        work.announce(events.achievement_expiry_due(one))
    for one in over:
        changed[one.id] = validity.expire(changed.get(one.id, one), on)
        work.announce(events.achievement_expired(changed[one.id]))
    for achievement in changed.values():
        work.achievements.save(achievement)


def watch_reporting(work: DispatchWork, rulebook: Rulebook) -> None:
    """Hosts that have not reported for as long as the city asks; a host first seen today has its whole time."""
    rules, on = Rules.of(rulebook, work.today), work.today
    months = rules.demands.every_months.value
    if months is None:
        return
    hosts = work.known_filings.some({"subject": "host_unit", "live": True}, sort=[("_id", 1)], limit=HOSTS)
    clocks = {clock.id: clock for clock in work.report_clocks.some({}, limit=HOSTS)}
    told = 0
    for host in hosts:
        id = report_clock.key(work.city, host.unit)
        clock = clocks.get(id)
        if clock is None:
            work.report_clocks.save(ReportClock(id, work.city, host.unit, host.county, on))
        elif report_clock.is_due(clock, months, on) and told < AT_ONCE:
            told += 1
            work.report_clocks.save(report_clock.reminded(clock))
            work.announce(events.demand_report_due(clock, rules))


def _lying(chain: Chain, item: Demand | Achievement) -> tuple[str, tuple[str, ...]]:
    """To whom it escalates, and for whom it waits."""
    step = chain.step(item.state.step or "") if item.state else None
    if step is None or item.state is None:
        return "", ()
    return step.escalates_to or "", tuple(party for party in step.by if party not in item.state.passed_by)
