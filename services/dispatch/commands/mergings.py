"""Commands that make one demand of two, and two of one again."""

from __future__ import annotations

from typing import Any

from services.dispatch import events, views
from services.dispatch.domain import merging
from services.dispatch.store import DispatchWork
from shared.actor import Actor


def merge_demand(work: DispatchWork, actor: Actor, demand_id: str, into: str, reason: str) -> dict[str, Any]:
    """The department finds that two are one; both hosts own what remains."""
    one, other = work.demands.gather([demand_id, into])
    gone, remains = merging.merge(one, other, reason, actor, work.today)
    work.demands.save(gone)
    work.demands.save(remains)
    work.announce(events.demand_merged(gone, remains))
    return views.demand(work, remains, actor)


def split_demand(work: DispatchWork, actor: Actor, demand_id: str, reason: str) -> dict[str, Any]:
    """It was a mistake: the merged one stands by itself again, and is the answer."""
    one = work.demands.get(demand_id)
    other = work.demands.gather([one.merged_into or demand_id])[0]
    back, remains = merging.split(one, other, reason, actor, work.today)
    work.demands.save(back)
    work.demands.save(remains)
    work.announce(events.demand_split(back, remains))
    return views.demand(work, back, actor)
