"""Grades: cut-offs and shares hold for any set of points; ties never exceed a share that keeps them outside."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.appraisal.domain.grading import NOBODY, Bounds, Standing, bounds, grade_of
from services.appraisal.domain.result import failed_in_a_row
from services.appraisal.rules import Grade, Past, Share, SubjectClass, YearFacts
from shared.rulebook import Rule

FACTS = YearFacts("commissioner", "", 2024, 24)


def rule(value: int) -> Rule[int]:
    return Rule("r", "设定", "setting", "", "市科技局", date(2023, 1, 1), value)


def scheme(percent: int, **share: Any) -> SubjectClass:
    grades = (
        Grade("excellent", "优秀", "Excellent", "c", at_least=rule(90), share=Share(rule(percent), **share)),
        Grade("qualified", "合格", "Qualified", "c", at_least=rule(60)),
        Grade("failed", "不合格", "Failed", "c", passed=False),
    )
    return SubjectClass("x", "", "", "c", ("commissioner",), (), grades)


def grades(points: list[int], percent: int, **share: Any) -> list[str]:
    everybody = [Standing(one, FACTS) for one in points]
    found = bounds(scheme(percent, **share), everybody)
    return [grade_of(scheme(percent, **share), found, one).id for one in everybody]


@given(st.lists(st.integers(0, 10_000), max_size=60), st.integers(0, 100))
def test_a_share_is_never_exceeded_and_nobody_better_is_passed_over(points: list[int], percent: int) -> None:
    found = grades(points, percent)
    excellent = [one for one, grade in zip(points, found, strict=True) if grade == "excellent"]
    assert len(excellent) <= percent * len(points) // 100
    assert all(one >= 9000 for one in excellent)
    assert all(one <= min(excellent) for one, g in zip(points, found, strict=True) if excellent and g != "excellent")
    assert all((one >= 6000) == (grade != "failed") for one, grade in zip(points, found, strict=True))


def test_a_tie_at_the_edge_stays_outside_or_comes_in_as_the_rulebook_says() -> None:
    assert grades([9500, 9400, 9400, 7000], 50) == ["excellent", "qualified", "qualified", "qualified"]
    assert grades([9500, 9400, 9400, 7000], 50, ties="inside") == ["excellent"] * 3 + ["qualified"]
    assert grades([9400, 9400, 9400], 34) == ["qualified"] * 3


@pytest.mark.parametrize(("rounding", "places"), [("down", 0), ("nearest", 1), ("up", 1)])
def test_a_share_of_few_is_rounded_as_the_rulebook_says(rounding: str, places: int) -> None:
    assert grades([9500, 9400, 9300, 9200], 15, rounding=rounding).count("excellent") == places


def test_no_place_at_all_means_nobody() -> None:
    assert bounds(scheme(15), [Standing(9900, FACTS)]).least["excellent"] == NOBODY


def test_a_missed_minimum_decides_before_any_points_and_takes_no_place() -> None:
    forced = Standing(9900, FACTS, "failed")
    other = Standing(9500, FACTS)
    found = bounds(scheme(50), [forced, other])
    assert grade_of(scheme(50), found, forced).id == "failed"
    assert grade_of(scheme(50), found, other).id == "excellent"


def test_equal_points_share_a_rank_and_unknown_points_have_none() -> None:
    ladder = Bounds("x", {}, (9500, 9400, 9400, 7000))
    assert [ladder.rank(points) for points in (9500, 9400, 7000)] == [1, 2, 4]
    with pytest.raises(ValueError, match="not graded"):
        ladder.rank(8000)


def test_failing_years_count_only_without_a_gap() -> None:
    def past(*failed: int) -> list[Past]:
        return [Past(year, "failed", False) for year in failed]

    assert failed_in_a_row(2024, True, past(2023)) == 0
    assert failed_in_a_row(2024, False, []) == 1
    assert failed_in_a_row(2024, False, past(2023, 2022)) == 3
    assert failed_in_a_row(2024, False, past(2022)) == 1
    assert failed_in_a_row(2024, False, [*past(2022), replace(past(2023)[0], passed=True)]) == 1
