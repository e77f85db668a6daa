"""Chinese working days (法定工作日): the city's own calendar first, then the national list, then Monday to Friday.

The national list comes with a library that follows the State Council's yearly notice; it ends with the last year
announced. A city may state a year itself, before the library knows it, or with local days off on top of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

import chinese_calendar

from shared.log import logger


@dataclass(frozen=True)
class Year:
    """One year of a city's calendar. `basis`: the notice it comes from.

    `extends`: these days come on top of the national list (local holidays) instead of taking its place.
    """

    basis: str
    days_off: tuple[date, ...] = ()
    working_weekends: tuple[date, ...] = ()
    extends: bool = False


class WorkCalendar:
    """The working days of a city; called with a first day and a number of working days it gives a term's last day."""

    def __init__(self, years: Mapping[int, Year]) -> None:
        self.years = dict(years)

    def __call__(self, start: date, count: int) -> date:
        """The last day of a term of `count` working days that begins the day after `start` (民法典第二百零一条)."""
        day, left = start, count
        while left > 0:
            day += timedelta(days=1)
            left -= self.is_working_day(day)
        return day

    def is_working_day(self, day: date) -> bool:
        """Whether offices are open."""
        year = self.years.get(day.year)
        if year is not None:
            if day in year.days_off or day in year.working_weekends:
                return day in year.working_weekends
            if not year.extends:
                return day.weekday() < 5
        return is_working_day(day)

    def basis(self, year: int) -> Literal["city", "national", "weekdays"]:
        """What a year's working days rest on; `weekdays`: nobody has announced it yet, its clocks may be wrong."""
        if year in self.years and not self.years[year].extends:
            return "city"
        return "national" if _announced(year) else "weekdays"


NATIONAL = WorkCalendar({})
"""For a city that states no calendar of its own."""


@lru_cache(maxsize=4096)
def is_working_day(day: date) -> bool:
    """Whether offices are open by the national list. For years not yet announced, Monday to Friday."""
    if not _announced(day.year):
        return day.weekday() < 5
    return bool(chinese_calendar.is_workday(day))


def add_working_days(start: date, count: int) -> date:
    """`WorkCalendar.__call__` of the national list."""
    return NATIONAL(start, count)


@lru_cache(maxsize=64)
def _announced(year: int) -> bool:
    try:
        chinese_calendar.is_workday(date(year, 1, 1))
    except NotImplementedError:
        logger("working_days").warning("working days are not announced; Monday to Friday are counted", year=year)
        return False
    return True
