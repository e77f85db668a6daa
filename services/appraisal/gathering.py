"""Reads what was heard of many subjects' years in a few queries, and deals it out by subject."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from services.appraisal.domain.known import KnownAttendance, KnownFiling
from services.appraisal.domain.year import Heard
from services.appraisal.rules import SubjectClass
from services.appraisal.store import AppraisalWork

ALL = 200_000


def years(work: AppraisalWork, appraised: Sequence[tuple[KnownFiling, SubjectClass]], year: int) -> dict[str, Heard]:
    """What was heard of each filing's year, by filing id."""
    keys = {filing.id: _key(filing, scheme) for filing, scheme in appraised}
    visits: dict[tuple[str, str], list[Any]] = defaultdict(list)
    agreements: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for by in sorted({field for field, _ in keys.values()}):
        wanted = {"$in": sorted({value for field, value in keys.values() if field == by})}
        for visit in work.known_visits.some({by: wanted, "year": year}, limit=ALL):
            visits[by, getattr(visit, by)].append(visit)
        for agreement in work.known_agreements.some({by: wanted}, limit=ALL):
            agreements[by, getattr(agreement, by)].append(agreement)
    reports = _reports(work, [filing for filing, _ in appraised], year)
    attendances = _attendances(work, [filing for filing, _ in appraised], year)
    sent = _sent(work, [filing for filing, scheme in appraised if scheme.visits_by == "sender_unit"])
    return {
        filing.id: Heard(
            visits=visits[keys[filing.id]],
            reports=reports.get(filing.id, ()),
            attendances=attendances.get(filing.person or "", ()),
            agreements=agreements[keys[filing.id]],
            commissioners=sent.get(filing.unit or "", 0),
        )
        for filing, _ in appraised
    }


def _key(filing: KnownFiling, scheme: SubjectClass) -> tuple[str, str]:
    return scheme.visits_by, filing.id if scheme.visits_by == "filing" else filing.unit or ""


def _reports(work: AppraisalWork, filings: Sequence[KnownFiling], year: int) -> dict[str, list[Any]]:
    """A person's are those under the filing; a unit's those of the unit itself."""
    of_units = {filing.unit: filing.id for filing in filings if filing.unit and not filing.person}
    found: dict[str, list[Any]] = defaultdict(list)
    for report in work.known_reports.some({"filing": {"$in": [f.id for f in filings]}, "year": year}, limit=ALL):
        if report.reporter != "workstation":
            found[report.filing or ""].append(report)
    for report in work.known_reports.some({"unit": {"$in": sorted(of_units)}, "year": year}, limit=ALL):
        if report.reporter == "workstation":
            found[of_units[report.unit or ""]].append(report)
    return found


def _attendances(work: AppraisalWork, filings: Sequence[KnownFiling], year: int) -> dict[str, list[KnownAttendance]]:
    persons = sorted({filing.person for filing in filings if filing.person})
    found: dict[str, dict[str, KnownAttendance]] = defaultdict(dict)
    for attendance in work.known_attendances.some({"person": {"$in": persons}, "year": year}, limit=ALL):
        session = attendance.session or attendance.id
        found[attendance.person][session] = attendance  # under two records that were one person: once
    return {person: list(attended.values()) for person, attended in found.items()}


def _sent(work: AppraisalWork, stations: Sequence[KnownFiling]) -> dict[str, int]:
    """How many filings in force each of these units sends."""
    units = sorted({station.unit for station in stations if station.unit})
    sent: dict[str, int] = defaultdict(int)
    for filing in work.known_filings.some({"sender_unit": {"$in": units}, "cancelled_on": None}, limit=ALL):
        if filing.person and filing.sender_unit:
            sent[filing.sender_unit] += 1
    return sent
