"""A subject's year, put together from what was heard of it: from then on frozen."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from services.appraisal.domain.known import KnownAgreement, KnownAttendance, KnownFiling, KnownReport, KnownVisit
from services.appraisal.rules import Ending, Report, StandingFacts, Visit, YearFacts


@dataclass(frozen=True)
class Heard:
    """Everything known of one subject's year, in any order."""

    visits: Sequence[KnownVisit] = ()
    reports: Sequence[KnownReport] = ()
    attendances: Sequence[KnownAttendance] = ()
    agreements: Sequence[KnownAgreement] = ()
    commissioners: int = 0

    def hosts(self, year: int) -> list[str]:
        """Who was visited, or was promised service by an agreement of that year and may say that nobody came."""
        promised = {agreement.host_unit for agreement in self.agreements if _touches(agreement, year)}
        return sorted(filter(None, promised | {visit.host_unit for visit in self.visits}))


def standing(filing: KnownFiling, year: int, on: date) -> StandingFacts:
    """The filing on the day of the snapshot; its months are counted no further than the year's end."""
    since = filing.since or on
    cancelled = filing.cancelled_on is not None and filing.cancelled_on <= on
    return StandingFacts(filing.subject, filing.kind, since, _months(since, min(on, date(year, 12, 31))), cancelled)


def assemble(filing: KnownFiling, year: int, on: date, heard: Heard) -> YearFacts:
    """The year's facts on the day of the snapshot, the same for the same facts in any order."""
    end = min(on, date(year, 12, 31))
    visits = sorted(heard.visits, key=lambda visit: (visit.on, visit.id))
    ended = [(a.ended_on, a.ground) for a in heard.agreements if a.ended_on and a.ended_on.year == year]
    return YearFacts(
        subject=filing.subject,
        kind=filing.kind,
        year=year,
        months_filed=_months(filing.since or end, end),
        months_in_year=max(1, min(12, _months(max(filing.since or end, date(year, 1, 1)), end, rounded_up=True))),
        visits=tuple(_visit(visit) for visit in visits),
        days=len({visit.on for visit in visits}),
        hours=sum(visit.hours for visit in visits),
        hosts=len({visit.host_unit for visit in visits}),
        duties=_sums(dict.fromkeys(visit.duties, 1) for visit in visits),
        outcomes=_sums(visit.outcomes for visit in visits),
        agreements=sum(1 for a in heard.agreements if _touches(a, year)),
        endings=tuple(Ending(day, ground) for day, ground in sorted(ended)),
        reports=tuple(
            Report("annual" if r.kind == "annual" else "monthly", r.period, r.late, r.accepted)
            for r in sorted(heard.reports, key=lambda r: (r.period, r.id))
        ),
        training_hours=sum(attendance.hours for attendance in heard.attendances),
        trainings=len(heard.attendances),
        commissioners=heard.commissioners,
    )


def canonical(value: Any) -> bytes:
    """Plain values as the one sequence of bytes that stands for them (JSON, keys in order)."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def digest(value: Any) -> str:
    """SHA-256 of the canonical bytes, hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()


def _visit(visit: KnownVisit) -> Visit:
    return Visit(
        on=visit.on,
        hours=visit.hours,
        host=visit.host_unit,
        duties=tuple(sorted(visit.duties)),
        files=visit.files,
        photos_same_day=visit.photos_same_day,
        stamped=visit.stamped,
        county_approved=visit.county_approved,
    )


def _sums(tables: Iterable[dict[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for table in tables:
        total.update(table)
    return dict(sorted(total.items()))


def _touches(agreement: KnownAgreement, year: int) -> bool:
    end = agreement.ended_on or agreement.until
    return (agreement.since is None or agreement.since.year <= year) and (end is None or end.year >= year)


def _months(start: date, end: date, rounded_up: bool = False) -> int:
    whole = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    return max(0, whole + (rounded_up and end.day != start.day))
