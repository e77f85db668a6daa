"""Drawing a report from what is kept: whose it is, and which confirmed records of the period it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from services.records.domain import report as reports
from services.records.domain.filing import Filing
from services.records.domain.period import Period
from services.records.domain.record import Record
from services.records.domain.report import LARGEST, SUBJECTS, Draft
from services.records.rules import ReportKind, Rules
from services.records.store import RecordsWork
from shared.actor import Actor
from shared.errors import NotFound
from shared.work import LARGEST_PAGE


def reporter(work: RecordsWork, kind: str, filing: str | None, unit: str | None) -> Filing:
    """The reporting filing, by its id or as the unit's good one. Raises NotFound (also when it is not the asker's)."""
    if filing:
        return work.filings.get(filing)
    for subject in SUBJECTS[kind]:
        for found in work.filings.some({"subject": subject, "unit": unit}):
            if not found.cancelled_on:
                return work.filings.get(found.id)
    raise NotFound("filings")


def draft(
    work: RecordsWork, rules: Rules, actor: Actor, kind: ReportKind, reporter: str, period: str, filing: Filing
) -> tuple[Draft, list[Record]]:
    """The report as it would be drawn now, and the records it rests on.

    Raises Refused where none is owed, Forbidden when the actor is not the reporter.
    """
    reports.duty(rules, kind, reporter)
    reports.owes(filing, reporter, actor)
    named = Period.of(kind, period)
    chosen = reports.services_of(filing, reporter)
    found = list(confirmed(work, chosen, named))
    return reports.draft(rules, kind, reporter, named, found), found


def confirmed(work: RecordsWork, chosen: dict[str, Any], period: Period) -> Iterator[Record]:
    """The confirmed records of a period, by their day; never more than a report may rest on, and one."""
    days = {"$gte": period.first.isoformat(), "$lte": period.last.isoformat()}
    wanted = {**chosen, "on": days, "status": "confirmed"}
    taken, last = 0, ("", "")
    while taken <= LARGEST:
        beyond = {"$or": [{"on": {"$gt": last[0]}}, {"on": last[0], "_id": {"$gt": last[1]}}]} if taken else {}
        group = work.records.some({**wanted, **beyond}, sort=[("on", 1), ("_id", 1)])
        yield from group
        taken += len(group)
        if len(group) < LARGEST_PAGE:
            return
        last = (group[-1].on.isoformat(), group[-1].id)
