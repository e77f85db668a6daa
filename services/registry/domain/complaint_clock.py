"""The clock of a complaint (投诉建议的答复期限): near or over, each told of once to whoever deals with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from services.registry.domain.complaint import Complaint


def rings(complaint: Complaint, on: date, days: int | None) -> str:
    """ "due" while the last day is near, "late" once it has passed, "" when there is nothing new to tell.

    `days`: how long before the last day it is near, None where nobody is reminded before.
    """
    if complaint.status != "open" or complaint.due is None:
        return ""
    near = days is not None and on <= complaint.due <= on + timedelta(days=days)
    what = "late" if complaint.due < on else "due" if near else ""
    return "" if what in complaint.clocks_told else what


def told(complaint: Complaint, what: str) -> Complaint:
    """It was told of."""
    return replace(complaint, clocks_told=(*complaint.clocks_told, what))
