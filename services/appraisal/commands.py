"""One function per command: load, decide, save, announce."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.appraisal import events, gathering
from services.appraisal.domain import cycle as cycles
from services.appraisal.domain import result as results
from services.appraisal.domain.cycle import Cycle
from services.appraisal.domain.grading import Standing, bounds
from services.appraisal.domain.known import KnownFiling
from services.appraisal.domain.result import Result
from services.appraisal.domain.year import assemble, standing
from services.appraisal.rules import Past, Rules, SubjectClass
from services.appraisal.store import AppraisalWork
from services.appraisal.views import own_view
from shared.actor import Actor
from shared.errors import Conflict, Refused
from shared.rulebook import Rulebook, check

PORTION = 200
EVERYBODY = 200_000


def open_cycle(work: AppraisalWork, rulebook: Rulebook, actor: Actor, year: int) -> Cycle:
    """Opens a year's appraisal and freezes the first portion of subjects. Raises Conflict when there is one."""
    Rules.of(rulebook, work.today).every_years.require()
    opened = cycles.open_cycle(work.city, year, actor, work.today, rulebook.on(work.today).version)
    if work.cycles.find(opened.id) is not None:
        raise Conflict("该年度评价已开启", "There is a cycle of this year already")
    frozen = _freeze(work, rulebook, opened, PORTION)
    work.cycles.add(frozen)
    work.announce(events.cycle_opened(frozen))
    return frozen


def freeze_subjects(work: AppraisalWork, rulebook: Rulebook, actor: Actor, cycle_id: str, limit: int) -> Cycle:
    """Freezes the next portion; to be repeated until the cycle is `scoring`."""
    cycle = work.cycles.get(cycle_id)
    cycle.demand("freezing")
    frozen = _freeze(work, rulebook, cycle, limit)
    work.cycles.save(frozen)
    work.announce(events.subjects_frozen(frozen, frozen.subjects - cycle.subjects))
    return frozen


def _freeze(work: AppraisalWork, rulebook: Rulebook, cycle: Cycle, limit: int) -> Cycle:
    rules = Rules.of(rulebook, cycle.scheme_on)
    subjects = sorted({subject for one in rules.subjects.values() for subject in one.of})
    found = work.known_filings.some(
        {"subject": {"$in": subjects}, "id": {"$gt": cycle.frozen_to}}, sort=[("_id", 1)], limit=limit
    )
    appraised = [(filing, scheme) for filing in found if (scheme := _appraised(rules, filing, cycle)) is not None]
    heard = gathering.years(work, appraised, cycle.year)
    for filing, scheme in appraised:
        known = heard[filing.id]
        facts = assemble(filing, cycle.year, work.today, known)
        work.results.add(results.snapshot(cycle, filing, scheme, facts, known.hosts(cycle.year)))
    last = found[-1].id if found else ""
    return cycles.frozen(cycle, len(appraised), len(found) - len(appraised), last, more=len(found) == limit)


def _appraised(rules: Rules, filing: KnownFiling, cycle: Cycle) -> SubjectClass | None:
    """How the filing is appraised in the cycle, if it is."""
    scheme = rules.class_of(filing.subject, filing.kind)
    if scheme is None or filing.since is None or filing.since.year > cycle.year:
        return None
    return None if check(scheme.who, standing(filing, cycle.year, cycle.opened_on)) else scheme


def score_result(
    work: AppraisalWork, rulebook: Rulebook, actor: Actor, result_id: str, indicator: str, points: float, note: str
) -> dict[str, Any]:
    """Keeps a judge's score. Raises Conflict once scoring is over, Forbidden for another party's indicator."""
    result = work.results.get(result_id)
    cycle = work.cycles.get(result.cycle)
    scheme = _scheme(rulebook, cycle, result.scheme)
    scored = results.score(result, cycle, scheme, actor, work.today, indicator, points, note)
    work.results.save(scored)
    work.announce(events.score_given(scored, scored.scores[-1]))
    return own_view(work.stored(scored), actor)


def note_influence(
    work: AppraisalWork, rulebook: Rulebook, actor: Actor, result_id: str, negative: bool, reason: str
) -> dict[str, Any]:
    """Keeps or withdraws the finding of negative influence. Raises Conflict once the result is public."""
    result = work.results.get(result_id)
    noted = results.note_influence(result, work.cycles.get(result.cycle), actor, work.today, negative, reason)
    work.results.save(noted)
    work.announce(events.influence_noted(noted))
    return own_view(work.stored(noted), actor)


def grade_cycle(work: AppraisalWork, rulebook: Rulebook, actor: Actor, cycle_id: str) -> Cycle:
    """Ends scoring and fixes where each grade begins, class by class."""
    cycle = work.cycles.get(cycle_id)
    cycle.demand("scoring", "graded")
    rules = Rules.of(rulebook, cycle.scheme_on)
    everybody: dict[str, list[Standing]] = {name: [] for name in rules.subjects}
    for result in work.results.some({"cycle": cycle.id}, limit=EVERYBODY):
        everybody[result.scheme].append(results.standing(result, rules.subjects[result.scheme]))
    found = tuple(bounds(scheme, everybody[name]) for name, scheme in rules.subjects.items())
    graded = cycles.graded(cycle, found, work.today)
    work.cycles.save(graded)
    work.announce(events.cycle_graded(graded))
    return graded


def reopen_cycle(work: AppraisalWork, rulebook: Rulebook, actor: Actor, cycle_id: str) -> Cycle:
    """Goes back to scoring, before any result is public."""
    cycle = cycles.reopened(work.cycles.get(cycle_id))
    work.cycles.save(cycle)
    work.announce(events.cycle_reopened(cycle))
    return cycle


def publish_results(work: AppraisalWork, rulebook: Rulebook, actor: Actor, cycle_id: str, limit: int) -> Cycle:
    """Publishes the next portion, each with its consequences; to be repeated until the cycle is `published`."""
    cycle = work.cycles.get(cycle_id)
    cycle.demand("graded", "publishing")
    rules = Rules.of(rulebook, cycle.scheme_on)
    portion = work.results.some({"cycle": cycle.id, "id": {"$gt": cycle.published_to}}, sort=[("_id", 1)], limit=limit)
    earlier = _earlier(work, cycle, portion)
    for result in portion:
        scheme = rules.subjects[result.scheme]
        public = results.publish(result, scheme, cycle.of(scheme.id), earlier.get(result.holder, ()), work.today)
        work.results.save(public)
        work.announce(events.result_published(public))
    last = portion[-1].id if portion else ""
    done = cycles.published(cycle, len(portion), last, len(portion) == limit, work.today)
    work.cycles.save(done)
    if done.status == "published":
        work.announce(events.cycle_published(done))
    return done


def _earlier(work: AppraisalWork, cycle: Cycle, portion: list[Result]) -> Mapping[str, tuple[Past, ...]]:
    """Earlier years' public results of these holders, within the same class."""
    classes = {result.holder: result.scheme for result in portion}
    past: dict[str, tuple[Past, ...]] = {}
    for old in work.results.some(
        {"holder": {"$in": sorted(classes)}, "status": "published", "year": {"$lt": cycle.year}}, limit=EVERYBODY
    ):
        if classes[old.holder] == old.scheme:
            past[old.holder] = (*past.get(old.holder, ()), Past(old.year, old.grade, bool(old.passed)))
    return past


def close_cycle(work: AppraisalWork, rulebook: Rulebook, actor: Actor, cycle_id: str) -> Cycle:
    """Ends the year."""
    cycle = cycles.closed(work.cycles.get(cycle_id), work.today)
    work.cycles.save(cycle)
    work.announce(events.cycle_closed(cycle))
    return cycle


def _scheme(rulebook: Rulebook, cycle: Cycle, name: str) -> SubjectClass:
    scheme = Rules.of(rulebook, cycle.scheme_on).subjects.get(name)
    if scheme is None:
        raise Refused("appraisal.subjects", "", "规则中已没有这类评价对象", "The rules know this class no more")
    return scheme
