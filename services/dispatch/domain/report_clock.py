"""Report clock: when a host last reported demands, where the city asks it to do so every so many months."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from services.dispatch.domain.validity import add_months


@dataclass(frozen=True)
class ReportClock:
    """One host's clock; `id`: city and unit. `last_on`: its last report, or the day it was first looked at."""

    id: str
    city: str
    host_unit: str
    host_county: str
    last_on: date
    told: bool = False
    version: int = 0


def key(city: str, host_unit: str) -> str:
    """The id of a host's clock."""
    return f"{city}:{host_unit}"


def reported(clock: ReportClock, on: date) -> ReportClock:
    """The host reported: its time begins anew."""
    return replace(clock, last_on=max(on, clock.last_on), told=False)


def is_due(clock: ReportClock, every_months: int, on: date) -> bool:
    """Whether the host is to be reminded: its time is over, and it was not told yet."""
    return not clock.told and add_months(clock.last_on, every_months) <= on


def reminded(clock: ReportClock) -> ReportClock:
    """The host was told; not again before it reports."""
    return replace(clock, told=True)
