"""What this service tells: one function per event, plain data, the contract with whoever listens."""

from __future__ import annotations

from typing import Any

from services.records.domain.case import Case
from services.records.domain.problem import ProblemReport
from services.records.domain.record import Record
from services.records.domain.report import Report
from services.records.rules import Rules
from shared.work import Announcement

# What a function with an f-string for a type may announce (shared/contract.py).
TYPES = {
    "case_closed": ("case_accepted", "case_returned"),
    "problem_closed": ("problem_answered", "problem_returned"),
}


def record_submitted(record: Record, rules: Rules) -> Announcement:
    """A service has been recorded; it waits for the host's word."""
    return Announcement("record_submitted", f"record:{record.id}", facts(record), rules.cited_by_records)


def record_corrected(record: Record, rules: Rules) -> Announcement:
    """A record has new content; the version before is kept in it."""
    data = {**facts(record), "replaced_version": record.earlier[-1].of_version, "reason": record.earlier[-1].reason}
    return Announcement("record_corrected", f"record:{record.id}", data, rules.cited_by_records)


def record_confirmed(record: Record, rules: Rules) -> Announcement:
    """The last step of its chain has passed: the service counts."""
    passed = record.review.history if record.review is not None else ()
    data = {
        **facts(record),
        "confirmed_by": _last(record)["by"],
        "confirmed_on": str(record.confirmed_on),
        "photos_same_day": any(file.is_photo and file.taken_on == str(record.on) for file in record.evidence),
        "stamped": any(file.given_by == "host_unit" for file in record.evidence),
        "county_approved": any(entry.party == "county" for entry in passed),
    }
    return Announcement("record_confirmed", f"record:{record.id}", data, _chain(rules.daily.confirmation))


def record_passed(record: Record, rules: Rules) -> Announcement:
    """One step of its chain has passed and another follows."""
    data = {**facts(record), "passed_by": _last(record)["by"], "step": record.step}
    return Announcement("record_passed", f"record:{record.id}", data, _chain(rules.daily.confirmation))


def record_returned(record: Record, rules: Rules) -> Announcement:
    """It has been sent back with what is to be put right."""
    last = _last(record)
    data = {**facts(record), "returned_by": last["by"], "reason": last["note"], "defects": last["defects"]}
    return Announcement("record_returned", f"record:{record.id}", data, _chain(rules.daily.confirmation))


def report_submitted(report: Report) -> Announcement:
    """A report has been handed in; `late` by the rulebook's due day."""
    return Announcement("report_submitted", f"report:{report.id}", _report(report), _article(report))


def report_accepted(report: Report) -> Announcement:
    """The receiving party has accepted it."""
    data = {**_report(report), "accepted_by": report.review.history[-1].by_account}
    return Announcement("report_accepted", f"report:{report.id}", data, _article(report))


def report_returned(report: Report) -> Announcement:
    """The receiving party has sent it back."""
    last = report.review.history[-1]
    data = {**_report(report), "returned_by": last.by_account, "reason": last.note, "defects": list(last.defects)}
    return Announcement("report_returned", f"report:{report.id}", data, _article(report))


def case_reported(case: Case) -> Announcement:
    """A case or deed has gone up to the city."""
    return Announcement("case_reported", f"case:{case.id}", _told(case, case=case.id, kind=case.kind, title=case.title))


def case_closed(case: Case) -> Announcement:
    """The city has accepted it, or sent it back (`status`)."""
    data = _told(case, case=case.id, kind=case.kind, title=case.title)
    return Announcement(f"case_{case.status}", f"case:{case.id}", data)


def problem_reported(problem: ProblemReport) -> Announcement:
    """A problem has gone up to the city."""
    data = _told(problem, problem=problem.id, title=problem.title, agreement=problem.agreement)
    return Announcement("problem_reported", f"problem:{problem.id}", data)


def problem_closed(problem: ProblemReport) -> Announcement:
    """The city has answered it, or sent it back (`status`)."""
    data = _told(problem, problem=problem.id, title=problem.title, agreement=problem.agreement)
    return Announcement(f"problem_{problem.status}", f"problem:{problem.id}", data)


def facts(record: Record) -> dict[str, Any]:
    """The part of a record that others may build on."""
    return {
        "record": record.id,
        "agreement": record.agreement,
        "filing": record.filing,
        "kind": record.kind,
        "person": record.person,
        "name": record.name,
        "account": record.account,
        "sender_unit": record.sender_unit,
        "host_unit": record.host_unit,
        "host_county": record.host_county,
        "on": record.on.isoformat(),
        "hours": record.hours,
        "duties": list(record.duties),
        "outcomes": record.outcomes,
        "files": len(record.evidence),
        "status": record.status,
    }


def _report(report: Report) -> dict[str, Any]:
    return {
        "report": report.id,
        "kind": report.kind,
        "reporter": report.reporter,
        "unit": report.unit,
        "person": report.person,
        "filing": report.filing,
        "name": report.name,
        "period": report.period,
        "due": report.due.isoformat(),
        "late": report.late,
        "submitted_on": report.submitted_on.isoformat(),
        "services": report.figures.services,
        "hours": report.figures.hours,
        "to": report.to,
        "to_unit": report.to_unit,
        "to_county": report.to_county,
        "status": report.status,
    }


def _told(told: Case | ProblemReport, **own: Any) -> dict[str, Any]:
    return {
        **own,
        "party": told.party,
        "person": told.person,
        "unit": told.unit,
        "county": told.county,
        "on": told.reported_on.isoformat(),
        "status": told.status,
        "article": told.article,
    }


def _last(record: Record) -> dict[str, Any]:
    entry = record.review.history[-1] if record.review is not None else None
    if entry is None:
        return {"by": "", "note": "", "defects": []}
    return {"by": entry.by_account, "note": entry.note, "defects": list(entry.defects)}


def _chain(basis: Any) -> list[dict[str, str]]:
    return [{"rule": basis.id, "article": basis.cite}]


def _article(report: Report) -> list[dict[str, str]]:
    return [{"rule": report.rule, "article": report.article}]
