"""Chinese working days (法定工作日): adjusted weekends and holidays where published, Monday to Friday past that."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import chinese_calendar


@lru_cache(maxsize=4096)
def is_working_day(day: date) -> bool:
    """Whether offices are open. For years not yet published, Monday to Friday."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5


def add_working_days(start: date, count: int) -> date:
    """The last day of a term of `count` working days that begins the day after `start` (民法典第二百零一条)."""
    day, left = start, count
    while left > 0:
        day += timedelta(days=1)
        left -= is_working_day(day)
    return day
