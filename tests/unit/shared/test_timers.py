"""Which timers run: all of them in production; where past days are practised, none that judges by the real day."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest

from shared.hosting import every, timers_of
from tests.architecture.source import SERVICES

# What has no day in it: what it makes is made on whatever day, and what it clears is of the real clock.
WITHOUT_A_DAY = {"make_suggestions", "count_words", "tidy_sent", "follow_mergers", "give_codes"}


class Garden:
    """A service of two timers."""

    @every(5)
    def water(self, tick: Any) -> None: ...

    @every(600, practice=False)
    def harvest(self, tick: Any) -> None: ...


def test_what_judges_by_the_day_rests_where_past_days_are_practised() -> None:
    assert timers_of(Garden, practising=False) == {"water": 5, "harvest": 600}
    assert timers_of(Garden, practising=True) == {"water": 5}


@pytest.mark.parametrize("service", SERVICES)
def test_no_timer_of_a_service_ends_or_tells_by_the_real_day_what_is_practised(service: str) -> None:
    module = import_module(f"services.{service}.service")
    of = next(value for value in vars(module).values() if getattr(value, "name", "") == service)
    real, practised = timers_of(of, practising=False), timers_of(of, practising=True)
    assert practised.keys() <= WITHOUT_A_DAY, "state @every(…, practice=False), or why it has no day in it"
    assert practised.items() <= real.items()
    assert real.keys() - practised.keys() == real.keys() - WITHOUT_A_DAY
