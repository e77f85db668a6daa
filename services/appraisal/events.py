"""What appraisal tells: the contract with whoever listens."""

from __future__ import annotations

from typing import Any

from services.appraisal.domain.cycle import Cycle
from services.appraisal.domain.result import Result
from services.appraisal.domain.scorecard import Score
from shared.work import Announcement


def cycle_opened(cycle: Cycle) -> Announcement:
    """A year's appraisal has begun."""
    return _of_cycle("cycle_opened", cycle)


def subjects_frozen(cycle: Cycle, added: int) -> Announcement:
    """A portion of years was frozen."""
    return _of_cycle("subjects_frozen", cycle, added=added, subjects=cycle.subjects)


def cycle_graded(cycle: Cycle) -> Announcement:
    """The bounds of the grades are fixed (hundredths of a point)."""
    return _of_cycle("cycle_graded", cycle, bounds={found.scheme: found.least for found in cycle.bounds})


def cycle_reopened(cycle: Cycle) -> Announcement:
    """Scoring goes on."""
    return _of_cycle("cycle_reopened", cycle)


def cycle_published(cycle: Cycle) -> Announcement:
    """All results of the year are public."""
    return _of_cycle("cycle_published", cycle, published=cycle.published)


def cycle_closed(cycle: Cycle) -> Announcement:
    """The year is done with."""
    return _of_cycle("cycle_closed", cycle)


def score_given(result: Result, score: Score) -> Announcement:
    """A judge has scored (hundredths of a point)."""
    data = {
        "result": result.id,
        "cycle": result.cycle,
        "filing": result.filing,
        "indicator": score.indicator,
        "party": score.party,
        "points": score.points,
        "unit": score.unit,
    }
    return Announcement("score_given", f"result:{result.id}", data)


def influence_noted(result: Result) -> Announcement:
    """The city found negative influence, or took the finding back."""
    found = result.influence
    data = {
        "result": result.id,
        "cycle": result.cycle,
        "filing": result.filing,
        "person": result.person,
        "unit": result.unit,
        "negative": found is not None,
        "reason": found.reason if found else "",
    }
    return Announcement("influence_noted", f"result:{result.id}", data)


def result_published(result: Result) -> Announcement:
    """A result and everything that follows from it; who has to act on a consequence hears it here."""
    data: dict[str, Any] = {
        "result": result.id,
        "cycle": result.cycle,
        "year": result.year,
        "subject": result.subject,
        "kind": result.kind,
        "filing": result.filing,
        "person": result.person,
        "account": result.account,
        "name": result.name,
        "unit": result.unit,
        "sender_unit": result.sender_unit,
        "county": result.county,
        "grade": result.grade,
        "grade_label": result.grade_label,
        "passed": result.passed,
        "score": (result.points or 0) / 100,
        "rank": result.rank,
        "among": result.among,
        "failed_in_a_row": result.failed_in_a_row,
        "consequences": [
            {
                "then": effect.then,
                "rule": effect.rule,
                "article": effect.article,
                "reason": effect.reason,
                "reason_en": effect.reason_en,
                "amount": effect.amount,
            }
            for effect in result.consequences
        ],
        "digest": result.digest,
    }
    rules = [{"rule": effect.rule, "article": effect.article} for effect in result.consequences]
    return Announcement("result_published", f"result:{result.id}", data, rules)


def _of_cycle(type: str, cycle: Cycle, **more: Any) -> Announcement:
    return Announcement(type, f"cycle:{cycle.id}", {"cycle": cycle.id, "year": cycle.year, **more})
