"""A cycle: one year's appraisal of a city, from freezing the years to the last published result."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from services.appraisal.domain.grading import Bounds
from shared.actor import Actor
from shared.errors import Conflict, Invalid

Status = Literal["freezing", "scoring", "graded", "publishing", "published", "closed"]
WORDS = {
    "freezing": "正在固定年度数据",
    "scoring": "评分中",
    "graded": "已评定等次",
    "publishing": "正在公布",
    "published": "已公布",
    "closed": "已结束",
}


@dataclass(frozen=True)
class Cycle:
    """`scheme_on` dates the rules that all its results follow. `frozen_to`, `published_to`: where the work goes on.

    Snapshots and publication go forward in portions, so that a city of any size fits a transaction.
    """

    id: str
    city: str
    year: int
    status: Status
    scheme_on: date
    rulebook_version: str
    opened_on: date
    opened_by: str
    frozen_to: str = ""
    subjects: int = 0
    left_out: int = 0
    bounds: tuple[Bounds, ...] = ()
    graded_on: date | None = None
    published_to: str = ""
    published: int = 0
    published_on: date | None = None
    closed_on: date | None = None
    version: int = 0

    def demand(self, *statuses: Status) -> None:
        """Raises Conflict unless the cycle is in one of these."""
        if self.status not in statuses:
            raise Conflict(f"本年度评价{WORDS[self.status]}，不能进行此操作", f"The cycle is {self.status}")

    def of(self, scheme: str) -> Bounds:
        """The bounds of a class. Raises Conflict before grading."""
        found = next((bounds for bounds in self.bounds if bounds.scheme == scheme), None)
        if found is None:
            raise Conflict("尚未评定等次", "Not graded yet")
        return found


def open_cycle(city: str, year: int, actor: Actor, on: date, rulebook_version: str) -> Cycle:
    """A new cycle under the rules of its own year. Raises Invalid for a year that has not begun."""
    if year > on.year:
        raise Invalid.field("/year", "该年度尚未开始", "future", en="That year has not begun")
    return Cycle(
        id=f"{city}-{year}",
        city=city,
        year=year,
        status="freezing",
        scheme_on=min(on, date(year, 12, 31)),
        rulebook_version=rulebook_version,
        opened_on=on,
        opened_by=actor.name,
    )


def frozen(cycle: Cycle, added: int, left_out: int, last: str, more: bool) -> Cycle:
    """A portion of snapshots further; scoring begins when none is left."""
    cycle.demand("freezing")
    return replace(
        cycle,
        subjects=cycle.subjects + added,
        left_out=cycle.left_out + left_out,
        frozen_to=last or cycle.frozen_to,
        status="freezing" if more else "scoring",
    )


def graded(cycle: Cycle, found: tuple[Bounds, ...], on: date) -> Cycle:
    """Scoring is over and the grades' bounds are fixed; may be done again until the first result is public."""
    cycle.demand("scoring", "graded")
    return replace(cycle, status="graded", bounds=found, graded_on=on)


def reopened(cycle: Cycle) -> Cycle:
    """Back to scoring, before anything is public."""
    cycle.demand("graded")
    return replace(cycle, status="scoring", bounds=(), graded_on=None)


def published(cycle: Cycle, added: int, last: str, more: bool, on: date) -> Cycle:
    """A portion of results further."""
    cycle.demand("graded", "publishing")
    return replace(
        cycle,
        status="publishing" if more else "published",
        published=cycle.published + added,
        published_to=last or cycle.published_to,
        published_on=on,
    )


def closed(cycle: Cycle, on: date) -> Cycle:
    """The year is done with."""
    cycle.demand("published")
    return replace(cycle, status="closed", closed_on=on)
