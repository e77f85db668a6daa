"""From a frozen year and the judges' scores to points: a pure function, so that it can be worked out again years later.

Points are kept in hundredths, whole numbers, so that sums and comparisons are exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from services.appraisal.rules import Indicator, SubjectClass, YearFacts
from shared.documents import plain


@dataclass(frozen=True)
class Score:
    """What one judge gave for one indicator, in hundredths of a point. `unit` is the judge's, where one is held."""

    indicator: str
    party: str
    points: int
    by_account: str
    by_name: str
    unit: str | None
    on: date
    note: str = ""

    @property
    def judge(self) -> tuple[str, str, str]:
        """Who this is for what: a unit speaks once, a person without a unit too."""
        return self.indicator, self.party, self.unit or self.by_account


@dataclass(frozen=True)
class Mark:
    """What one indicator brought, in hundredths. `points` None: nobody scored it and it is left out."""

    indicator: str
    label: str
    label_en: str
    counts: str
    weight: int
    points: int | None
    how: str
    rule: str
    article: str
    source: str


@dataclass(frozen=True)
class Unmet:
    """A minimum that the year does not meet, and the grade that it leads to."""

    grade: str
    rule: str
    article: str
    reason: str
    reason_en: str


@dataclass(frozen=True)
class Scorecard:
    """All marks, the points in hundredths, and the minimums that were not met."""

    marks: tuple[Mark, ...]
    points: int
    unmet: tuple[Unmet, ...]


def work_out(scheme: SubjectClass, facts: YearFacts, scores: tuple[Score, ...]) -> Scorecard:
    """The scorecard. What is left out does not pull down: the rest is scaled up to the full weight."""
    marks = tuple(_mark(indicator, facts, scores) for indicator in scheme.indicators)
    counted = [mark for mark in marks if mark.counts == "points" and mark.points is not None]
    full = sum(mark.weight for mark in marks if mark.counts == "points")
    weight = sum(mark.weight for mark in counted)
    base = _divide(sum(mark.points or 0 for mark in counted) * full, weight) if weight else 0
    bonus = sum(mark.points or 0 for mark in marks if mark.counts == "bonus")
    deduction = sum(mark.points or 0 for mark in marks if mark.counts == "deduction")
    unmet = tuple(
        Unmet(minimum.grade, found.rule, found.article, found.reason, found.reason_en)
        for minimum in scheme.minimums
        if (found := minimum.condition.finding(facts)) is not None
    )
    return Scorecard(marks, max(0, min(scheme.ceiling * 100, base + bonus - deduction)), unmet)


def as_plain(card: Scorecard) -> dict[str, object]:
    """The scorecard as plain JSON, the form that its digest is taken of."""
    shown: dict[str, object] = plain(card)
    return shown


def hundredths(points: float) -> int:
    """Points as hundredths, half a hundredth up."""
    return int((Decimal(repr(points)) * 100).quantize(Decimal(1), ROUND_HALF_UP))


def _mark(indicator: Indicator, facts: YearFacts, scores: tuple[Score, ...]) -> Mark:
    weight = indicator.weight.require() * 100
    if indicator.computed is not None:
        points: int | None = max(0, min(weight, hundredths(indicator.computed.of(facts))))
        how = indicator.computed.expression.source if indicator.computed.expression else ""
        basis = indicator.computed
    else:
        given = [score.points for score in scores if score.indicator == indicator.id]
        silent = {"left_out": None, "zero": 0, "full": weight}[indicator.unscored]
        points = min(weight, _divide(sum(given), len(given))) if given else silent
        how = f"{indicator.scored_by} × {len(given)}"
        basis = indicator.weight  # type: ignore[assignment]
    return Mark(
        indicator=indicator.id,
        label=indicator.label,
        label_en=indicator.label_en,
        counts=indicator.counts,
        weight=weight,
        points=points,
        how=how,
        rule=basis.id,
        article=basis.cite,
        source=basis.source,
    )


def _divide(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)
