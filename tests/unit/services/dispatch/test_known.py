"""Copies of filings: the same facts, whatever order the announcements are heard in."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import Any

import pytest

from services.dispatch.domain.known import KnownFiling, heard, heard_grade
from tests.factories import dispatch as make

MADE = make.filing_data("commissioner")
CANCELLED = {"filing": MADE["filing"], "subject": "commissioner", "kind": "x", "person": "person-1", "ground": "failed"}
STORY: list[tuple[dict[str, Any], bool, int]] = [(MADE, True, 1), (CANCELLED, False, 2), (MADE, True, 3)]


@pytest.mark.parametrize("told", list(permutations(STORY)))
def test_a_filing_is_known_alike_in_any_order(told: tuple[tuple[dict[str, Any], bool, int], ...]) -> None:
    known: KnownFiling | None = None
    for data, live, at in told:
        known = heard(known, MADE["filing"], make.BAOTOU, data, live, at)
    assert known is not None
    assert (known.live, known.name, known.fields, known.state_version) == (True, "特派员1", ("新材料",), 3)


def test_a_cancellation_heard_first_is_not_undone_by_the_filing() -> None:
    cancelled = heard(None, MADE["filing"], make.BAOTOU, CANCELLED, False, 2)
    known = heard(cancelled, MADE["filing"], make.BAOTOU, MADE, True, 1)
    assert not known.live
    assert known.name == "特派员1"


def test_a_filing_is_in_force_up_to_its_last_day() -> None:
    filing = make.filing("commissioner", until=date(2024, 12, 31))
    assert filing.in_force(date(2024, 12, 31))
    assert not filing.in_force(date(2025, 1, 1))


def test_the_grade_of_the_latest_year_is_kept() -> None:
    told = [{"filing": "f", "year": year, "grade": grade} for year, grade in ((2024, "good"), (2023, "failed"))]
    known = None
    for data in told:
        known = heard_grade(known, data, make.BAOTOU)
    assert known is not None
    assert (known.year, known.grade) == (2024, "good")


def test_a_team_brings_its_lead_and_its_members() -> None:
    assert make.filing("team").people == 3
