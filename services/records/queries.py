"""The questions of the records service."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from services.records import drawing, views
from services.records.domain import case as cases
from services.records.domain import problem as problems
from services.records.domain import record as records
from services.records.domain import report as reports
from services.records.domain.agreement import Agreement
from services.records.domain.figures import add_up
from services.records.domain.filing import Filing
from services.records.domain.period import Period
from services.records.rules import ReportKind, Rules, YearFacts
from services.records.store import RecordsWork
from shared.actor import Actor
from shared.dictionaries import Entries, day_in_force, dictionary, entries, entry, rules_said, steps
from shared.documents import plain
from shared.rulebook import Condition, Rule, Rulebook
from shared.work import Page

LISTED = 50


def record(work: RecordsWork, rulebook: Rulebook, actor: Actor, *, record_id: str) -> dict[str, Any]:
    """One daily record, with what the asker may do with it."""
    found = work.records.get(record_id)
    return views.record(found, actions=records.open_to(found, Rules.of(rulebook, work.today), actor, work.today))


def records_(
    work: RecordsWork,
    *,
    since: date | None = None,
    until: date | None = None,
    person: str | None = None,
    after: str | None = None,
    limit: int = LISTED,
    **equal: str,
) -> Page[Any]:
    """The records the asker may see, newest day first.

    An agreement or a filing is looked up by its commissioner, whose records have an index.
    """
    days = {"$gte": since.isoformat() if since else None, "$lte": until.isoformat() if until else None}
    filter: dict[str, Any] = dict(equal)
    known: Agreement | Filing | None = None
    if "agreement" in equal:
        known = work.agreements.find(equal["agreement"])
    elif "filing" in equal:
        known = work.filings.find(equal["filing"])
    whose = person or (known.person if known else "")
    if whose:
        filter["people"] = whose
    if since or until:
        filter["on"] = {bound: day for bound, day in days.items() if day}
    return _page(work.records.page(filter, after, limit, sort="on", descending=True), views.record)


def record_form(
    work: RecordsWork, rulebook: Rulebook, actor: Actor, *, agreement_id: str | None = None
) -> dict[str, Any]:
    """What the city asks of a record and of reports, each with its article: for one kind, or for all."""
    rules = Rules.of(rulebook, work.today)
    agreement = work.agreements.find(agreement_id) if agreement_id else None
    kind = agreement.kind if agreement else ""
    daily = rules.daily
    conditions: tuple[Condition[Any], ...] = (*daily.conditions, *daily.confirming)
    limits = {"days_back": daily.days_back, "files_at_least": daily.files_at_least}
    limits["photos_at_least"] = daily.photos_at_least
    return {
        "kind": kind,
        "duties": [
            {"id": id, "label": duty.label, "label_en": duty.label_en, "kinds": list(duty.kinds), **_rule(duty.says)}
            for id, duty in rules.service_duties.items()
            if not kind or not duty.kinds or kind in duty.kinds
        ],
        "outcomes": [
            {"id": id, "label": one.label, "label_en": one.label_en, "unit": one.unit, **_rule(one.says)}
            for id, one in rules.outcomes.items()
        ],
        "limits": [{"id": name, **_rule(rule)} for name, rule in limits.items()],
        "conditions": [
            {"id": one.id, "article": one.cite, "source": one.source, "requires": one.otherwise} for one in conditions
        ],
        "confirmation": {
            "article": daily.confirmation.cite,
            "source": daily.confirmation.source,
            "steps": [{"step": step.step, "by": list(step.by)} for step in daily.confirmation.steps],
        },
        "reports": _reports(rules),
        "least_service": _rule(rules.least_service.basis),
        "silences": [{"topic": silence.topic, "note": silence.note} for silence in rules.silences],
    }


def service_year(work: RecordsWork, rulebook: Rulebook, actor: Actor, *, filing: str, year: int) -> dict[str, Any]:
    """A filing's confirmed services of a year, by month, and whether they are as many as the city asks."""
    found = work.filings.get(filing)
    period = Period.of("annual", str(year))
    rules = Rules.of(rulebook, work.today)
    served = list(drawing.confirmed(work, {"people": found.person, "filing": found.id}, period))
    figures = add_up(served)
    months = sorted({record.on.isoformat()[:7] for record in served})
    least = rules.least_service
    missing = [one.finding(YearFacts(figures.year)) for one in least.conditions]
    return {
        "filing": filing,
        "year": year,
        "figures": plain(figures),
        "by_month": [
            {"month": month, **plain(add_up(r for r in served if r.on.isoformat().startswith(month)))}
            for month in months
        ],
        "least_service": {
            **_rule(least.basis),
            "met": None if least.basis.value is None else not any(missing),
            "findings": [finding.as_dict() for finding in missing if finding],
        },
    }


def draft_report(
    work: RecordsWork,
    rulebook: Rulebook,
    actor: Actor,
    *,
    kind: ReportKind,
    reporter: str,
    period: str,
    filing: str | None = None,
    unit: str | None = None,
) -> dict[str, Any]:
    """The report of a period as it would be drawn now: figures, the services behind them, a text to edit."""
    rules = Rules.of(rulebook, work.today)
    owed = reports.duty(rules, kind, reporter)
    reporting = drawing.reporter(work, reporter, filing, unit)
    drawn, lines = drawing.draft(work, rules, actor, kind, reporter, period, reporting)
    return {
        **plain(drawn),
        "filing": reporting.id,
        "unit": reporting.unit or reporting.sender_unit,
        "late": work.today > drawn.due,
        "lines": [
            {
                "record": line.id,
                "on": line.on.isoformat(),
                "name": line.name,
                "host_unit": line.host_unit,
                "hours": line.hours,
                "content": line.content[:120],
            }
            for line in lines
        ],
        "article": owed.owed.cite,
    }


def report(work: RecordsWork, rulebook: Rulebook, actor: Actor, *, report_id: str) -> dict[str, Any]:
    """One report, with what the asker may do with it."""
    found = work.reports.get(report_id)
    return views.report(found, actions=reports.open_to(found, Rules.of(rulebook, work.today), actor, work.today))


def reports_(work: RecordsWork, *, after: str | None = None, limit: int = LISTED, **equal: Any) -> Page[Any]:
    """The reports the asker may see, newest period first."""
    return _page(work.reports.page(equal, after, limit, sort="period", descending=True), views.report)


def missing_reports(
    work: RecordsWork,
    rulebook: Rulebook,
    actor: Actor,
    *,
    kind: ReportKind,
    reporter: str,
    period: str,
    after: str | None = None,
    limit: int = LISTED,
) -> Page[Any]:
    """Reporters of a period that have handed nothing in, within the asker's scope; a page of filings at a time."""
    owed = reports.duty(Rules.of(rulebook, work.today), kind, reporter)
    named = Period.of(kind, period)
    scope = _scope(actor)
    asked = {
        "subject": {"$in": list(reports.SUBJECTS[reporter])},
        "cancelled_on": "",
        "since": {"$lte": named.last.isoformat()},
        **scope,
    }
    page = work.filings.page(asked, after, limit)
    ids = [filing.id for filing in page.items]
    there = work.reports.some({"kind": kind, "period": named.name, "filing": {"$in": ids}}) if ids else []
    handed_in = {report.filing for report in there}
    due = named.last + timedelta(days=owed.due_days.require())
    items = [
        {
            "filing": filing.id,
            "unit": filing.unit or filing.sender_unit,
            "name": filing.name,
            "due": due.isoformat(),
            "days_late": max(0, (work.today - due).days),
        }
        for filing in page.items
        if filing.id not in handed_in
    ]
    return Page(items, page.next)


def case(work: RecordsWork, rulebook: Rulebook, actor: Actor, *, case_id: str) -> dict[str, Any]:
    """One case, with what the asker may do with it."""
    found = work.cases.get(case_id)
    return views.case(found, actions=cases.open_to(found, Rules.of(rulebook, work.today), actor, work.today))


def cases_(work: RecordsWork, *, after: str | None = None, limit: int = LISTED, **equal: Any) -> Page[Any]:
    """The cases the asker may see, newest first."""
    return _page(work.cases.page(equal, after, limit, descending=True), views.case)


def problem(work: RecordsWork, rulebook: Rulebook, actor: Actor, *, problem_id: str) -> dict[str, Any]:
    """One problem, with what the asker may do with it."""
    found = work.problems.get(problem_id)
    return views.problem(found, actions=problems.open_to(found, Rules.of(rulebook, work.today), actor, work.today))


def problems_(work: RecordsWork, *, after: str | None = None, limit: int = LISTED, **equal: Any) -> Page[Any]:
    """The problems the asker may see, newest first."""
    return _page(work.problems.page(equal, after, limit, descending=True), views.problem)


def _page(page: Page[Any], view: Any) -> Page[Any]:
    return Page([view(item) for item in page.items], page.next)


def _scope(actor: Actor) -> dict[str, Any]:
    """A competent unit or county sees the stations that answer to it; the city all."""
    if actor.has("city_officer"):
        return {}
    units = {"competent.unit": {"$in": sorted(actor.units("competent_officer"))}}
    counties = {"competent.county": {"$in": sorted(actor.counties("county_officer"))}}
    return {"$or": [units, counties]}


def _rule(rule: Rule[Any]) -> dict[str, Any]:
    return {"value": rule.value, "article": rule.cite, "source": rule.source, "note": rule.note}


def _reports(rules: Rules) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for kind, asked in (("monthly", rules.monthly), ("annual", rules.annual)):
        if asked.basis.value is None:
            found.append({"kind": kind, "reporter": None, **_rule(asked.basis)})
        for reporter, owed in asked.by.items():
            due = {"due_days": owed.due_days.value, "opens_days": owed.opens_days.value}
            found.append({"kind": kind, "reporter": reporter, "to": owed.to, **_rule(owed.owed), **due})
    return found


def dictionaries(work: RecordsWork, rulebook: Rulebook) -> dict[str, Any]:
    """What the codes of the city's records.yml are called; a duty that is one kind's alone is `of` that kind."""
    rules = Rules.of(rulebook, day_in_force(rulebook, work.today))
    duties: Entries = []
    for name, duty in rules.service_duties.items():
        for kind in duty.kinds or ("",):
            duties += entries({name: duty}, kind)
    outcomes = [entry(name, one.label, one.label_en, unit=one.unit) for name, one in rules.outcomes.items()]
    return {"items": [dictionary("duty", duties), dictionary("outcome", outcomes), steps(rules), rules_said(rules)]}
