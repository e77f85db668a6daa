"""One function per question."""

from __future__ import annotations

from typing import Any

from services.appraisal.domain.cycle import WORDS, Cycle
from services.appraisal.domain.result import Result, party_of, recomputed
from services.appraisal.rules import Rules, SubjectClass
from services.appraisal.store import AppraisalWork
from services.appraisal.views import own_view, summary
from shared.actions import NOTHING, Why, action
from shared.actor import Actor
from shared.dictionaries import day_in_force, dictionary, entries
from shared.documents import plain
from shared.rulebook import Rulebook
from shared.work import Page

STEPS = {
    "freeze_subjects": ("freezing",),
    "grade_cycle": ("scoring", "graded"),
    "reopen_cycle": ("graded",),
    "publish_results": ("graded", "publishing"),
    "close_cycle": ("published",),
}


def cycle(work: AppraisalWork, rulebook: Rulebook, actor: Actor, cycle_id: str) -> dict[str, Any]:
    """One cycle, with the actions open to the asker."""
    found = work.cycles.get(cycle_id)
    return {**shown_cycle(found), "actions": _cycle_actions(found, actor)}


def cycles(work: AppraisalWork, rulebook: Rulebook, actor: Actor, after: str | None, limit: int) -> Page[Any]:
    """All cycles of the city, the latest first."""
    page = work.cycles.page(None, after, limit, descending=True)
    return Page([shown_cycle(found) for found in page.items], page.next)


def shown_cycle(found: Cycle) -> dict[str, Any]:
    """A cycle without its ladder of everybody's points; bounds in points."""
    shown: dict[str, Any] = plain(found)
    shown["bounds"] = [
        {"scheme": one.scheme, "grade": grade, "at_least": None if least < 0 else least / 100}
        for one in found.bounds
        for grade, least in one.least.items()
    ]
    return {key: value for key, value in shown.items() if key not in ("frozen_to", "published_to")}


def scheme(work: AppraisalWork, rulebook: Rulebook, actor: Actor, cycle_id: str | None = None) -> dict[str, Any]:
    """How this city appraises: indicators, weights, judges, grades, consequences, each with its article and source."""
    on = work.cycles.get(cycle_id).scheme_on if cycle_id else work.today
    rules = Rules.of(rulebook, on)
    return {
        "on": on.isoformat(),
        "rulebook_version": rules.version,
        "organised_by": list(rules.organised_by.value or ()),
        "subjects": [_shown_scheme(one) for one in rules.subjects.values()],
        "silences": plain(rules.silences),
        "duties": plain(rules.duties),
    }


def results(
    work: AppraisalWork,
    rulebook: Rulebook,
    actor: Actor,
    after: str | None,
    limit: int,
    **wanted: Any,
) -> Page[Any]:
    """The results that the asker may see, filtered."""
    page = work.results.page({key: value for key, value in wanted.items() if value is not None}, after, limit)
    return Page([summary(found) for found in page.items], page.next)


def result(work: AppraisalWork, rulebook: Rulebook, actor: Actor, result_id: str) -> dict[str, Any]:
    """One result with its frozen year, marks and consequences, and the actions open to the asker."""
    found = work.results.get(result_id)
    rules = Rules.of(rulebook, work.cycles.get(found.cycle).scheme_on)
    return {**own_view(found, actor), "actions": _result_actions(work, found, rules, actor)}


def recompute(work: AppraisalWork, rulebook: Rulebook, actor: Actor, result_id: str) -> dict[str, Any]:
    """The result worked out anew from its frozen year under the scheme of its day: are the bytes the same?"""
    found = work.results.get(result_id)
    rules = Rules.of(rulebook, work.cycles.get(found.cycle).scheme_on)
    again = recomputed(found, rules.subjects[found.scheme])
    return {
        "result": found.id,
        "digest": found.digest,
        "recomputed": again,
        "same": again == found.digest,
        "rulebook_version": found.rulebook_version,
        "rulebook_version_now": rulebook.on(work.today).version,
    }


def _shown_scheme(one: SubjectClass) -> dict[str, Any]:
    return {
        "id": one.id,
        "label": one.label,
        "label_en": one.label_en,
        "article": one.cite,
        "of": list(one.of),
        "indicators": [
            {
                "id": indicator.id,
                "label": indicator.label,
                "label_en": indicator.label_en,
                "weight": indicator.weight.value,
                "counts": indicator.counts,
                "scored_by": indicator.scored_by,
                "computed": _formula(indicator.computed),
                "article": (indicator.computed or indicator.weight).cite,
                "source": (indicator.computed or indicator.weight).source,
            }
            for indicator in one.indicators
        ],
        "minimums": [
            {"grade": m.grade, "reason": m.condition.otherwise, "article": m.condition.cite} for m in one.minimums
        ],
        "grades": [
            {
                "id": grade.id,
                "label": grade.label,
                "label_en": grade.label_en,
                "passed": grade.passed,
                "at_least": grade.at_least.value if grade.at_least else None,
                "percent": grade.share.percent.value if grade.share else None,
                "article": grade.cite,
            }
            for grade in one.grades
        ],
        "consequences": [
            {
                "then": c.then,
                "reason": c.reason,
                "reason_en": c.reason_en,
                "when": _formula(c.when),
                "article": c.when.cite,
            }
            for c in one.consequences
        ],
    }


def _formula(formula: Any) -> str:
    return formula.expression.source if formula is not None and formula.expression is not None else ""


def _cycle_actions(found: Cycle, actor: Actor) -> list[dict[str, Any]]:
    if not actor.has("city_officer"):
        return []
    return [action(name, NOTHING if found.status in steps else _stands(found.status)) for name, steps in STEPS.items()]


def _stands(status: str) -> Why:
    return f"本年度评价{WORDS[status]}", f"The cycle is {status}"


def _result_actions(work: AppraisalWork, found: Result, rules: Rules, actor: Actor) -> list[dict[str, Any]]:
    status = work.cycles.get(found.cycle).status
    why = NOTHING if status == "scoring" else _stands(status)
    scored = [
        action("score_result", why, indicator.weight.cite, indicator=indicator.id)
        for indicator in rules.subjects[found.scheme].indicators
        if indicator.scored_by and party_of(found, indicator.scored_by, actor)[0]
    ]
    if actor.has("city_officer"):
        closed = ("结果已公布", "The result is public") if found.status == "published" else NOTHING
        scored.append(action("note_influence", closed))
    return scored


def dictionaries(work: AppraisalWork, rulebook: Rulebook) -> dict[str, Any]:
    """What the codes of the city's appraisal.yml are called; indicators and grades are `of` their scheme."""
    rules = Rules.of(rulebook, day_in_force(rulebook, work.today))
    indicators = [entries({one.id: one for one in s.indicators}, name) for name, s in rules.subjects.items()]
    grades = [entries({one.id: one for one in s.grades}, name) for name, s in rules.subjects.items()]
    return {
        "items": [
            dictionary("scheme", entries(rules.subjects)),
            dictionary("indicator", [one for listed in indicators for one in listed]),
            dictionary("grade", [one for listed in grades for one in listed]),
        ]
    }
