"""The map of what nobody answers: published demands without contact, by county and field, against who is filed."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import Any

from services.dispatch.domain.confidentiality import HIDDEN
from services.dispatch.domain.known import PEOPLE
from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from shared.rulebook import Rulebook

CELLS = 500


def demand_map(work: DispatchWork, rulebook: Rulebook, city: str = "") -> dict[str, Any]:
    """Counts only. Hidden demands (parties, officers) are counted where there are enough of them not to be known by it.

    `commissioners` is the whole city's: they serve across counties.
    """
    rules = Rules.of(rulebook, work.today).demands
    after, least = rules.unanswered_days.require(), rules.least_shown.require()
    since = (work.today - timedelta(days=after)).isoformat()
    asked = {"status": "published", "first_contact_on": None, "published_on": {"$lte": since}}
    counted = work.demands.tally(asked, by=("host_county", "fields", "confidentiality"), each="fields")
    cells: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: {"shown": 0, "hidden": 0})
    for row in counted:
        kind = "hidden" if row["confidentiality"] in HIDDEN else "shown"
        cells[row["host_county"], row["fields"]][kind] += row["count"]
    filed = _filed(work) if cells else {}
    listed: list[dict[str, Any]] = []
    for (county, field), numbers in cells.items():
        hidden = numbers["hidden"] if numbers["hidden"] >= least else 0
        if numbers["shown"] + hidden:
            cell = {"county": county, "field": field, "unanswered": numbers["shown"] + hidden, "confidential": hidden}
            listed.append({**cell, "commissioners": filed.get(field, 0)})
    listed.sort(key=lambda cell: (-cell["unanswered"], cell["county"], cell["field"]))
    return {
        "city": work.city,
        "on": work.today.isoformat(),
        "after_days": after,
        "basis": rules.unanswered_days.cite,
        "least_shown": least,
        "cells": listed[:CELLS],
        "more": len(listed) > CELLS,
    }


def _filed(work: DispatchWork) -> dict[str, int]:
    """Field of technology -> how many commissioners and teams are filed for it today."""
    in_force = {"$or": [{"until": None}, {"until": {"$gte": work.today.isoformat()}}]}
    asked = {"subject": {"$in": list(PEOPLE)}, "live": True, **in_force}
    return {row["fields"]: row["count"] for row in work.known_filings.tally(asked, by=("fields",), each="fields")}
