"""Copies of others' facts. Each handler may come late, twice, or before what it follows, and leaves the same copy."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from services.appraisal.domain.known import KnownAgreement, KnownAttendance, KnownFiling, KnownReport, KnownVisit
from services.appraisal.store import NAMINGS, AppraisalWork
from shared import repointing
from shared.subject_access import NAMELESS, forget


def on_filing_made(work: AppraisalWork, event: Any) -> None:
    """registry.filing_made, filing_changed: a filing; a cancellation or a later change heard before it stands."""
    data = event.data
    known = work.known_filings.get_or(data["filing"], KnownFiling(data["filing"], work.city))
    if event.subject_version < known.facts_version:
        return
    work.known_filings.put(
        replace(
            known,
            subject=data["subject"],
            kind=data.get("kind") or "",
            number=data.get("number") or "",
            name=data.get("name") or "",
            person=data.get("person"),
            account=data.get("account"),
            unit=data.get("unit"),
            sender_unit=data.get("sender_unit"),
            county=data.get("county"),
            since=_day(data.get("since")) or event.at.date(),
            facts_version=event.subject_version,
        )
    )


def on_filing_cancelled(work: AppraisalWork, event: Any) -> None:
    """registry.filing_cancelled."""
    known = work.known_filings.get_or(event.data["filing"], KnownFiling(event.data["filing"], work.city))
    work.known_filings.put(replace(known, cancelled_on=_day(event.data.get("on")) or work.today))


def on_filing_restored(work: AppraisalWork, event: Any) -> None:
    """registry.filing_restored."""
    known = work.known_filings.get_or(event.data["filing"], KnownFiling(event.data["filing"], work.city))
    work.known_filings.put(replace(known, cancelled_on=None))


def on_record_confirmed(work: AppraisalWork, event: Any) -> None:
    """records.record_confirmed: a service that counts."""
    data = event.data
    on = date.fromisoformat(data["on"])
    work.known_visits.put(
        KnownVisit(
            id=data["record"],
            city=work.city,
            filing=data["filing"],
            sender_unit=data.get("sender_unit"),
            host_unit=data.get("host_unit") or "",
            year=on.year,
            on=on,
            hours=float(data.get("hours") or 0),
            duties=tuple(data.get("duties") or ()),
            outcomes={name: int(count) for name, count in (data.get("outcomes") or {}).items()},
            files=int(data.get("files") or 0),
            photos_same_day=bool(data.get("photos_same_day", False)),
            stamped=bool(data.get("stamped", False)),
            county_approved=bool(data.get("county_approved", False)),
        )
    )


def on_report(work: AppraisalWork, event: Any, accepted: bool) -> None:
    """records.report_submitted and report_accepted: the acceptance stands, whichever is heard first."""
    data = event.data
    known = work.known_reports.find(data["report"])
    work.known_reports.put(
        KnownReport(
            id=data["report"],
            city=work.city,
            kind=data["kind"],
            reporter=data["reporter"],
            unit=data.get("unit"),
            filing=data.get("filing"),
            period=data["period"],
            year=int(data["period"][:4]),
            late=bool(data.get("late", False)),
            accepted=accepted or (known is not None and known.accepted),
        )
    )


def on_attendance_recorded(work: AppraisalWork, event: Any) -> None:
    """training.attendance_recorded."""
    data = event.data
    if not data.get("person"):
        return
    on = date.fromisoformat(data["on"])
    id = f"{data['session']}-{data['person']}"
    hours = float(data.get("hours") or 0)
    attendance = KnownAttendance(id, work.city, data["person"], on.year, on, hours, data["session"])
    work.known_attendances.put(attendance)


def on_agreement_filed(work: AppraisalWork, event: Any) -> None:
    """dispatch.agreement_filed; an ending heard before it stands."""
    data = event.data
    known = work.known_agreements.get_or(data["agreement"], KnownAgreement(data["agreement"], work.city))
    work.known_agreements.put(
        replace(
            known,
            filing=data["filing"],
            sender_unit=data.get("sender_unit"),
            host_unit=data.get("host_unit") or "",
            since=_day(data.get("since")),
            until=_day(data.get("until")),
        )
    )


def on_agreement_ended(work: AppraisalWork, event: Any) -> None:
    """dispatch.agreement_ended."""
    data = event.data
    known = work.known_agreements.get_or(data["agreement"], KnownAgreement(data["agreement"], work.city))
    if event.subject_version < known.state_version:
        return
    work.known_agreements.put(
        replace(
            known,
            filing=data.get("filing") or known.filing,
            sender_unit=data.get("sender_unit") or known.sender_unit,
            host_unit=data.get("host_unit") or known.host_unit,
            ended_on=_day(data.get("ended_on")) or work.today,
            ground=data.get("ground") or "",
            state_version=event.subject_version,
        )
    )


def on_agreement_restored(work: AppraisalWork, event: Any) -> None:
    """dispatch.agreement_restored: its ending was overturned; where the term ran out meanwhile, it expired."""
    data = event.data
    known = work.known_agreements.get_or(data["agreement"], KnownAgreement(data["agreement"], work.city))
    if event.subject_version < known.state_version:
        return
    ended_on, at = _day(data.get("ended_on")), event.subject_version
    work.known_agreements.put(replace(known, ended_on=ended_on, ground="expired" if ended_on else "", state_version=at))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None


def on_person_erased(work: AppraisalWork, event: Any) -> None:
    """Somebody is forgotten: the copies name them no longer. What was signed or paid stays as it was."""
    forget(work, str(event.data["person"]), NAMELESS)


def on_unit_merged(work: AppraisalWork, event: Any) -> None:
    """Two units were one: years and results count for who stands for both."""
    repointing.hear_merged(work, "unit", event.data, NAMINGS)


def on_person_merged(work: AppraisalWork, event: Any) -> None:
    """Two persons were one."""
    repointing.hear_merged(work, "person", event.data, NAMINGS)


def on_unmerged(work: AppraisalWork, event: Any) -> None:
    """The merged one stands for itself again."""
    repointing.hear_unmerged(work, event.data, NAMINGS)
