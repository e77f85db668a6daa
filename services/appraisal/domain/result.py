"""A result: one subject in one cycle, from the frozen year through the judges' scores to the grade and what follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from services.appraisal.domain.cycle import Cycle
from services.appraisal.domain.grading import Bounds, Standing, grade_of
from services.appraisal.domain.known import KnownFiling
from services.appraisal.domain.scorecard import Mark, Score, Unmet, as_plain, hundredths, work_out
from services.appraisal.domain.year import digest
from services.appraisal.rules import HistoryFacts, Past, SubjectClass, YearFacts
from shared.actor import Actor
from shared.documents import plain
from shared.errors import Conflict, Forbidden, Invalid

Status = Literal["scoring", "published"]


@dataclass(frozen=True)
class Influence:
    """The city's finding of negative influence (负面影响), with its reason."""

    reason: str
    by_account: str
    by_name: str
    on: date


@dataclass(frozen=True)
class Effect:
    """What follows from the grade, on which rule; `amount` in fen where the document ties money to it."""

    then: str
    rule: str
    article: str
    reason: str
    reason_en: str
    amount: int | None = None


@dataclass(frozen=True)
class Result:
    """`holder` is the person or unit whose history counts. Points in hundredths. `facts` never change again.

    `frozen` is the digest of the facts, `digest` that of facts, scores and scorecard together.
    """

    id: str
    city: str
    cycle: str
    year: int
    scheme: str
    filing: str
    number: str
    subject: str
    kind: str
    name: str
    holder: str
    person: str | None
    account: str | None
    unit: str | None
    sender_unit: str | None
    host_units: tuple[str, ...]
    county: str | None
    facts: YearFacts
    frozen: str
    rulebook_version: str
    status: Status = "scoring"
    scores: tuple[Score, ...] = ()
    influence: Influence | None = None
    marks: tuple[Mark, ...] = ()
    unmet: tuple[Unmet, ...] = ()
    points: int | None = None
    rank: int | None = None
    among: int = 0
    grade: str = ""
    grade_label: str = ""
    grade_label_en: str = ""
    passed: bool | None = None
    consequences: tuple[Effect, ...] = ()
    failed_in_a_row: int = 0
    digest: str = ""
    published_on: date | None = None
    version: int = 0


def snapshot(cycle: Cycle, filing: KnownFiling, scheme: SubjectClass, facts: YearFacts, hosts: Sequence[str]) -> Result:
    """The frozen year of a filing in a cycle."""
    return Result(
        id=f"{cycle.id}-{filing.id}",
        city=cycle.city,
        cycle=cycle.id,
        year=cycle.year,
        scheme=scheme.id,
        filing=filing.id,
        number=filing.number,
        subject=filing.subject,
        kind=filing.kind,
        name=filing.name,
        holder=filing.holder,
        person=filing.person,
        account=filing.account,
        unit=filing.unit,
        sender_unit=filing.sender_unit,
        host_units=tuple(sorted(set(hosts))),
        county=filing.county,
        facts=facts,
        frozen=digest(plain(facts)),
        rulebook_version=cycle.rulebook_version,
    )


def party_of(result: Result, scored_by: str, actor: Actor) -> tuple[bool, str | None]:
    """Whether the actor may judge as this party here, and in which unit."""
    own: dict[str, frozenset[str]] = {
        "city": frozenset({""} if actor.has("city_officer") else ()),
        "county": actor.counties("county_officer") & {result.county},
        "dispatching_unit": actor.units("dispatching_manager") & {result.sender_unit},
        "workstation": actor.units("dispatching_manager") & {result.sender_unit},
        "host_unit": actor.units("host_manager") & frozenset(result.host_units),
        "commissioner": frozenset({""} if actor.person and actor.person == result.person else ()),
    }
    held = own.get(scored_by, frozenset())
    return bool(held), (min(held) or None) if held else None


def score(
    result: Result, cycle: Cycle, scheme: SubjectClass, actor: Actor, on: date, indicator: str, points: float, note: str
) -> Result:
    """The result with this judge's score; a second score by the same judge takes the place of the first.

    Raises Conflict once the cycle is past scoring, Invalid for an indicator that is not scored or points beyond its
    weight, Forbidden for another party's indicator and for judging oneself.
    """
    cycle.demand("scoring")
    asked = scheme.indicator(indicator)
    if asked is None or not asked.scored_by:
        raise Invalid.field("/indicator", "此指标不由评分产生", "not_scored", en="This indicator is not scored")
    may, unit = party_of(result, asked.scored_by, actor)
    if not may:
        raise Forbidden(f"此指标由{asked.scored_by}评分", f"This indicator is scored by {asked.scored_by}")
    if asked.scored_by != "commissioner" and actor.person and actor.person == result.person:
        raise Forbidden("不能评价本人", "Nobody judges their own year")
    given = hundredths(points)
    if not 0 <= given <= asked.weight.require() * 100:
        raise Invalid.field(
            "/points",
            f"应在 0 至 {asked.weight.require()} 之间",
            "range",
            en=f"Must be between 0 and {asked.weight.require()}",
        )
    new = Score(indicator, asked.scored_by, given, actor.account, actor.name, unit, on, note)
    others = tuple(old for old in result.scores if old.judge != new.judge)
    return replace(result, scores=(*others, new))


def note_influence(result: Result, cycle: Cycle, actor: Actor, on: date, negative: bool, reason: str) -> Result:
    """The city's finding, or its withdrawal, before publication. Raises Conflict afterwards."""
    if result.status == "published" or cycle.status == "closed":
        raise Conflict("结果已公布", "The result has been published")
    return replace(result, influence=Influence(reason, actor.account, actor.name, on) if negative else None)


def standing(result: Result, scheme: SubjectClass) -> Standing:
    """The subject's place, worked out from what is frozen and scored."""
    card = work_out(scheme, result.facts, result.scores)
    return Standing(card.points, result.facts, card.unmet[0].grade if card.unmet else "")


def publish(result: Result, scheme: SubjectClass, found: Bounds, earlier: Sequence[Past], on: date) -> Result:
    """The result with its marks, grade, rank and consequences. Raises Conflict when scores changed since grading."""
    card = work_out(scheme, result.facts, result.scores)
    one = Standing(card.points, result.facts, card.unmet[0].grade if card.unmet else "")
    try:
        rank = found.rank(card.points)
    except ValueError:
        raise Conflict("评分在评定等次后有变化，请重新评定", "Scores changed since grading; grade again") from None
    grade = grade_of(scheme, found, one)
    row = failed_in_a_row(result.year, grade.passed, earlier)
    history = HistoryFacts(
        subject=result.subject,
        kind=result.kind,
        year=result.year,
        grade=grade.id,
        passed=grade.passed,
        score=card.points / 100,
        rank=rank,
        among=len(found.ladder),
        months_filed=result.facts.months_filed,
        failed_in_a_row=row,
        earlier=tuple(sorted(earlier, key=lambda past: past.year)),
        negative_influence=result.influence is not None,
    )
    return replace(
        result,
        status="published",
        marks=card.marks,
        unmet=card.unmet,
        points=card.points,
        rank=rank,
        among=len(found.ladder),
        grade=grade.id,
        grade_label=grade.label,
        grade_label_en=grade.label_en,
        passed=grade.passed,
        failed_in_a_row=row,
        consequences=consequences(scheme, history),
        digest=recomputed(result, scheme),
        published_on=on,
    )


def recomputed(result: Result, scheme: SubjectClass) -> str:
    """The digest of frozen facts, scores and scorecard, worked out anew."""
    card = work_out(scheme, result.facts, result.scores)
    whole: dict[str, Any] = {"facts": plain(result.facts), "scores": plain(result.scores), "card": as_plain(card)}
    return digest(whole)


def consequences(scheme: SubjectClass, history: HistoryFacts) -> tuple[Effect, ...]:
    """Everything that follows, each with its rule and article."""
    return tuple(
        Effect(
            then=one.then,
            rule=one.when.id,
            article=one.when.cite,
            reason=one.reason,
            reason_en=one.reason_en,
            amount=one.amount.of(history) if one.amount is not None else None,
        )
        for one in scheme.consequences
        if one.when.holds(history)
    )


def failed_in_a_row(year: int, passed: bool, earlier: Sequence[Past]) -> int:
    """Failing years up to this one without a gap; a year without a result breaks the row."""
    if passed:
        return 0
    failed = {past.year for past in earlier if not past.passed}
    row = 1
    while year - row in failed:
        row += 1
    return row
