"""The clocks of a sanction (处理的期限): which of its days are near or over, each told of once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from services.registry.domain.sanction import Sanction, Status

NEAR: dict[str, tuple[Status, str]] = {
    "reply_due": ("noticed", "reply_by"),
    "appeal_due": ("imposed", "appeal_by"),
    "appeal_decision_due": ("appealed", "appeal_due"),
}
"""What is told while a day is near: the status in which its clock runs, and the field with the day."""

OVER: dict[str, tuple[Status, str]] = {
    "reply_over": ("noticed", "reply_by"),
    "appeal_late": ("appealed", "appeal_due"),
}
"""What is told once a day has passed. An appeal that nobody brought in time is no news: the act simply stands."""


def last_day(sanction: Sanction, what: str) -> date | None:
    """The day that a clock runs to, where it runs now."""
    status, name = {**NEAR, **OVER}[what]
    day: date | None = getattr(sanction, name)
    return day if sanction.status == status else None


def rings(sanction: Sanction, what: str, on: date, days: int | None) -> bool:
    """Whether that is to be told today; `days`: how long before a day it is near, None where nobody is reminded."""
    day = last_day(sanction, what)
    if day is None or what in sanction.clocks_told:
        return False
    return day < on if what in OVER else days is not None and on <= day <= on + timedelta(days=days)


def told(sanction: Sanction, what: str) -> Sanction:
    """It was told of."""
    return replace(sanction, clocks_told=(*sanction.clocks_told, what))
