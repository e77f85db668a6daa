"""The figures of the dispatch for an officer's dashboard: counts whose lists can be opened and add up to them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from services.dispatch.store import DispatchWork
from shared.actor import Actor

ENDING_WITHIN = (30, 90)
"""Days: how a dashboard looks ahead. A view of the reader's, no rule: what a city reminds of is its own setting."""


def dispatch_figures(work: DispatchWork, actor: Actor) -> dict[str, Any]:
    """Agreements and demands by status and county, terms that end soon, cases by status; a county sees its own."""
    counties = sorted(actor.counties("county_officer"))
    own: dict[str, Any] = {} if actor.has("city_officer") else {"host_county": {"$in": counties}}
    by = ("status", "host_county")
    return {
        "on": work.today.isoformat(),
        "agreements": _rows(work.agreements.tally(own, by=by)),
        "demands": _rows(work.demands.tally(own, by=by)),
        "endings": _rows(work.endings.tally(own, by=("state.status", "host_county")), "state_status"),
        "ending_soon": [_soon(work, own, days) for days in ENDING_WITHIN],
    }


def _rows(counted: list[dict[str, Any]], status: str = "status") -> list[dict[str, Any]]:
    rows = [{"status": row[status], "county": row.get("host_county") or "", "count": row["count"]} for row in counted]
    return sorted(rows, key=lambda row: (row["status"], row["county"]))


def _soon(work: DispatchWork, own: dict[str, Any], days: int) -> dict[str, Any]:
    """Agreements in force whose last day is within so many days, today's included."""
    first, last = work.today.isoformat(), (work.today + timedelta(days=days)).isoformat()
    asked = {**own, "status": "filed", "until": {"$gte": first, "$lte": last}}
    count = sum(row["count"] for row in work.agreements.tally(asked, by=("status",)))
    return {"days": days, "until_from": first, "until_to": last, "count": count}
