"""From everybody's points to grades: cut-offs, shares of a base, ranks. Bounds are fixed once, for the whole cycle."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from services.appraisal.rules import Grade, Share, SubjectClass, YearFacts

NOBODY = -1


@dataclass(frozen=True)
class Standing:
    """One subject's place: points in hundredths, its facts, the grade that a missed minimum forces ("" none)."""

    points: int
    facts: YearFacts
    forced: str = ""


@dataclass(frozen=True)
class Bounds:
    """Of one class: the least points (hundredths) of each grade, -1 where nobody has it, and all points, best first."""

    scheme: str
    least: dict[str, int]
    ladder: tuple[int, ...]

    def rank(self, points: int) -> int:
        """1 for the best; equal points share a rank. ValueError when these points were not in the cycle."""
        place = bisect_left(self.ladder, -points, key=lambda other: -other)
        if place == len(self.ladder) or self.ladder[place] != points:
            raise ValueError("these points were not graded")
        return place + 1


def bounds(scheme: SubjectClass, everybody: Sequence[Standing]) -> Bounds:
    """Where each grade begins, given all of a class."""
    ladder = tuple(sorted((one.points for one in everybody), reverse=True))
    return Bounds(scheme.id, {grade.id: _least(grade, everybody) for grade in scheme.grades}, ladder)


def grade_of(scheme: SubjectClass, found: Bounds, one: Standing) -> Grade:
    """The first grade whose bound and base the subject meets; a missed minimum decides before any points."""
    if one.forced:
        return scheme.grade(one.forced)
    for grade in scheme.grades:
        least = found.least[grade.id]
        if least != NOBODY and one.points >= least and _in_base(grade.share, one):
            return grade
    return scheme.grades[-1]


def _least(grade: Grade, everybody: Sequence[Standing]) -> int:
    cut = (grade.at_least.require() if grade.at_least else 0) * 100
    if grade.share is None:
        return cut
    base = [one for one in everybody if _in_base(grade.share, one)]
    places = _places(grade.share, len(base))
    runners = sorted((one.points for one in base if not one.forced and one.points >= cut), reverse=True)
    if places >= len(runners):
        return cut
    if places == 0:
        return NOBODY
    if runners[places - 1] > runners[places] or grade.share.ties == "inside":
        return runners[places - 1]
    above = [points for points in runners if points > runners[places]]
    return above[-1] if above else NOBODY


def _places(share: Share, base: int) -> int:
    hundred = share.percent.require() * base
    extra = {"down": 0, "nearest": 50, "up": 99}[share.rounding]
    return (hundred + extra) // 100


def _in_base(share: Share | None, one: Standing) -> bool:
    return share is None or share.base is None or share.base.holds(one.facts)
