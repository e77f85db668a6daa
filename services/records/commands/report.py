"""Commands on monthly reports and annual summaries."""

from __future__ import annotations

from typing import Any

from services.records import drawing, events, views
from services.records.domain import report as reports
from services.records.domain.report import Report
from services.records.domain.review import Defect
from services.records.rules import ReportKind, Rules
from services.records.store import RecordsWork
from shared.actor import Actor
from shared.errors import Conflict
from shared.rulebook import Rulebook


def submit_report(
    work: RecordsWork,
    rulebook: Rulebook,
    actor: Actor,
    *,
    kind: ReportKind,
    reporter: str,
    period: str,
    text: str,
    remarks: str,
    filing: str | None = None,
    unit: str | None = None,
) -> dict[str, Any]:
    """Hands in the edited report of a period; its figures are drawn from the confirmed records of this moment."""
    rules = Rules.of(rulebook, work.today)
    reports.duty(rules, kind, reporter)  # a silent document is the answer whoever asks, before anything is looked up
    reporting = drawing.reporter(work, reporter, filing, unit)
    drawn, _ = drawing.draft(work, rules, actor, kind, reporter, period, reporting)
    if work.reports.first(kind=kind, filing=reporting.id, period=period) is not None:
        raise Conflict("本期报告已经报送", "The report of this period has been handed in", code="exists")
    report = reports.submit(work.new_id(), drawn, reporting, text, remarks, rules, actor, work.today)
    work.reports.add(report)
    work.announce(events.report_submitted(report))
    return views.report(report, 1)


def resubmit_report(
    work: RecordsWork, rulebook: Rulebook, actor: Actor, *, report_id: str, text: str, remarks: str
) -> dict[str, Any]:
    """Hands a returned report in again, with figures drawn anew."""
    report = work.reports.get(report_id)
    rules = Rules.of(rulebook, work.today)
    reporting = work.filings.get(report.filing)
    drawn, _ = drawing.draft(work, rules, actor, report.kind, report.reporter, report.period, reporting)
    again = reports.resubmit(report, drawn, text, remarks, rules, actor, work.today)
    return _saved(work, report, again, events.report_submitted)


def accept_report(work: RecordsWork, rulebook: Rulebook, actor: Actor, *, report_id: str, note: str) -> dict[str, Any]:
    """The receiving party takes the report."""
    report = work.reports.get(report_id)
    accepted = reports.accept(report, Rules.of(rulebook, work.today), actor, work.today, note)
    return _saved(work, report, accepted, events.report_accepted)


def return_report(
    work: RecordsWork, rulebook: Rulebook, actor: Actor, *, report_id: str, reason: str, defects: list[dict[str, str]]
) -> dict[str, Any]:
    """The receiving party sends the report back with every defect at once."""
    report = work.reports.get(report_id)
    listed = tuple(Defect(**defect) for defect in defects)
    returned = reports.give_back(report, Rules.of(rulebook, work.today), actor, work.today, reason, listed)
    return _saved(work, report, returned, events.report_returned)


def _saved(work: RecordsWork, before: Report, after: Report, tell: Any) -> dict[str, Any]:
    work.reports.save(after)
    work.announce(tell(after))
    return views.report(after, before.version + 1)
