"""What the cases of appraisal.yml ask."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import Any

from services.appraisal.domain.cycle import Cycle
from services.appraisal.domain.grading import Standing, bounds, grade_of
from services.appraisal.domain.known import KnownFiling
from services.appraisal.domain.result import consequences, failed_in_a_row, snapshot
from services.appraisal.domain.result import score as judge_scores
from services.appraisal.domain.scorecard import Score, work_out
from services.appraisal.domain.year import standing
from services.appraisal.rules import (
    Ending,
    HistoryFacts,
    Past,
    Report,
    Rules,
    StandingFacts,
    SubjectClass,
    Visit,
    YearFacts,
)
from shared.actor import Actor, Grant
from shared.rulebook import check, refuse

ON = date(2024, 12, 31)


def appraised(rules: Rules, given: dict[str, Any], on: date) -> Any:
    """Is the holder of this filing appraised? {subject, kind, since, cancelled}"""
    scheme = rules.class_of(given.get("subject", "commissioner"), given.get("kind", ""))
    if scheme is None:
        return False
    filing = KnownFiling("f", "c", given.get("subject", "commissioner"), given.get("kind", ""), since=given["since"])
    facts: StandingFacts = standing(filing, on.year, on)
    refuse(check(scheme.who, replace(facts, cancelled=given.get("cancelled", False))))
    return True


def mark(rules: Rules, given: dict[str, Any], on: date) -> Any:
    """The points that an indicator brings. {subject, indicator, ...facts, scores: [..]}"""
    _, card = _card(rules, given)
    found = next(one for one in card.marks if one.indicator == given["indicator"])
    return None if found.points is None else found.points / 100


def points(rules: Rules, given: dict[str, Any], on: date) -> Any:
    """The points of a year. {subject, ...facts, scores: {indicator: points}}"""
    return _card(rules, given)[1].points / 100


def grade(rules: Rules, given: dict[str, Any], on: date) -> Any:
    """The grade of a year among others. {subject, ...facts, scores, others: [points of everybody else]}"""
    scheme, card = _card(rules, given)
    facts = _facts(given)
    one = Standing(card.points, facts, card.unmet[0].grade if card.unmet else "")
    others = [Standing(int(p * 100), facts) for p in given.get("others", [])]
    return grade_of(scheme, bounds(scheme, [one, *others]), one).id


def grade_of_points(rules: Rules, given: dict[str, Any], on: date) -> Any:
    """The grade of so many points among others. {subject, points, others, months_filed}"""
    scheme = _scheme(rules, given)
    facts = YearFacts(given.get("subject", "commissioner"), given.get("kind", ""), 2024, given.get("months_filed", 24))
    one = Standing(int(given["points"] * 100), facts)
    base = replace(facts, months_filed=given.get("others_months_filed", facts.months_filed))
    others = [Standing(int(p * 100), base) for p in given.get("others", [])]
    return grade_of(scheme, bounds(scheme, [one, *others]), one).id


def follows(rules: Rules, given: dict[str, Any], on: date) -> Any:
    """What follows from a grade. {subject, grade, earlier: {2023: failed}, negative_influence} -> {then: article}"""
    found = _effects(rules, given)
    return {effect.then: effect.article for effect in found}


def pays(rules: Rules, given: dict[str, Any], on: date) -> Any:
    """The money that a grade brings, in fen, by effect; None where the document ties none to it."""
    return {effect.then: effect.amount for effect in _effects(rules, given)}


def scored(rules: Rules, given: dict[str, Any], on: date) -> Any:
    """May this role score this indicator, with so many points? {role, unit, county, indicator, points}"""
    scheme = _scheme(rules, given)
    filing = KnownFiling("f", "c", given.get("subject", "commissioner"), sender_unit="sender", county="county")
    cycle = Cycle("c-2024", "c", 2024, "scoring", ON, "v", ON, "")
    result = snapshot(cycle, filing, scheme, _facts(given), ["host"])
    judge = Actor("a", "甲", "c", grants=(Grant(given["role"], given.get("unit"), given.get("county")),))
    after = judge_scores(result, cycle, scheme, judge, on, given["indicator"], given["points"], "")
    return after.scores[-1].points / 100


def organisers(rules: Rules, given: dict[str, Any], on: date) -> Any:
    """Who organises the appraisal, and how often in years."""
    return {"by": list(rules.organised_by.require()), "every_years": rules.every_years.require()}


def stated(rules: Rules, given: dict[str, Any], on: date) -> Any:
    """Where the weights and cut-offs come from: the set of their sources. {subject}"""
    scheme = _scheme(rules, given)
    cuts = [grade.at_least.source for grade in scheme.grades if grade.at_least]
    return sorted({indicator.weight.source for indicator in scheme.indicators} | set(cuts))


def objections(rules: Rules, given: dict[str, Any], on: date) -> Any:
    """How many days there are to object."""
    return rules.objection_days.require()


def _scheme(rules: Rules, given: dict[str, Any]) -> SubjectClass:
    found = rules.class_of(given.get("subject", "commissioner"), given.get("kind", ""))
    assert found is not None
    return found


def _effects(rules: Rules, given: dict[str, Any]) -> Any:
    scheme = _scheme(rules, given)
    earlier = tuple(
        Past(year, grade, scheme.grade(grade).passed) for year, grade in sorted(given.get("earlier", {}).items())
    )
    year, passed = given.get("year", 2024), scheme.grade(given["grade"]).passed
    history = HistoryFacts(
        subject=given.get("subject", "commissioner"),
        kind=given.get("kind", ""),
        year=year,
        grade=given["grade"],
        passed=passed,
        score=float(given.get("score", 70)),
        rank=given.get("rank", 1),
        among=given.get("among", 10),
        months_filed=given.get("months_filed", 24),
        failed_in_a_row=failed_in_a_row(year, passed, earlier),
        earlier=earlier,
        negative_influence=given.get("negative_influence", False),
    )
    return consequences(scheme, history)


def _card(rules: Rules, given: dict[str, Any]) -> Any:
    scheme = _scheme(rules, given)
    scores = tuple(
        Score(indicator, "city", round(value * 100), f"a{number}", "甲", None, ON)
        for indicator, values in given.get("scores", {}).items()
        for number, value in enumerate(values if isinstance(values, list) else [values])
    )
    return scheme, work_out(scheme, _facts(given), scores)


def _facts(given: dict[str, Any]) -> YearFacts:
    """Facts of a year; `visits: 14` stands for so many visits on as many days, `visits: [{...}]` for these."""
    known = {field.name for field in fields(YearFacts)}
    plain = {key: value for key, value in given.items() if key in known}
    visits = given.get("visits", 0)
    rows = visits if isinstance(visits, list) else [{} for _ in range(visits)]
    default = {"hours": 4.0, "host": "host", "duties": (), "files": 1, "photos_same_day": True, "stamped": False}
    plain["visits"] = tuple(
        Visit(**{**default, "county_approved": False, "on": date(2024, number % 12 + 1, number // 12 + 1), **row})
        for number, row in enumerate(rows)
    )
    plain["reports"] = tuple(Report(**row) for row in given.get("reports", []))
    plain["endings"] = tuple(Ending(**row) for row in given.get("endings", []))
    plain.setdefault("days", len({visit.on for visit in plain["visits"]}))
    base = {"subject": "commissioner", "kind": "", "year": 2024, "months_filed": 24}
    return YearFacts(**{**base, **plain})
