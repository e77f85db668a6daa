"""Funding's copies of what other services announced. Order-tolerant: an end may be heard before its beginning."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from services.funding.domain.known import KnownAgreement, KnownFiling, KnownRecord, KnownResult, KnownUnit
from services.funding.store import FundingWork
from shared import repointing
from shared.hearing import Heard
from shared.subject_access import NAMELESS, forget


def on_unit_registered(work: FundingWork, event: Heard) -> None:
    """Keeps the unit, so that money can be allocated to it."""
    told = event.data
    unit = KnownUnit(told["unit"], work.city, told.get("name", ""), told.get("unit_kind") or "", told.get("county"))
    work.known_units.put(unit)


def on_filing_made(work: FundingWork, event: Heard) -> None:
    """Keeps the filing; an end or a change that was heard earlier stays."""
    told = event.data
    known = work.known_filings.find(told["filing"]) or KnownFiling(told["filing"], work.city)
    if event.subject_version < known.facts_version:
        return
    work.known_filings.put(
        replace(
            known,
            subject=told["subject"],
            kind=told.get("kind") or "",
            level=told.get("level") or "",
            person=told.get("person"),
            account=told.get("account"),
            unit=told.get("unit") or told.get("sender_unit"),
            name=told.get("name") or "",
            since=_day(told.get("since")) or work.today,
            provincial=bool(told.get("provincial")),
            facts_version=event.subject_version,
        )
    )


def on_filing_cancelled(work: FundingWork, event: Heard) -> None:
    """Keeps the day and the ground of the cancellation."""
    told = event.data
    known = work.known_filings.find(told["filing"]) or KnownFiling(told["filing"], work.city)
    work.known_filings.put(replace(known, cancelled_on=work.today, ground=told.get("ground") or "cancelled"))


def on_filing_suspended(work: FundingWork, event: Heard) -> None:
    """The filing rests: nothing new is claimed under it."""
    _rest(work, event, _day(event.data.get("on")) or work.today, event.data.get("article") or "")


def on_filing_resumed(work: FundingWork, event: Heard) -> None:
    """The filing is in force again."""
    _rest(work, event, None, "")


def _rest(work: FundingWork, event: Heard, on: date | None, article: str) -> None:
    known = work.known_filings.find(event.data["filing"]) or KnownFiling(event.data["filing"], work.city)
    if event.subject_version > known.state_version:
        rests = replace(known, suspended_on=on, suspended_by=article, state_version=event.subject_version)
        work.known_filings.put(rests)


def on_filing_restored(work: FundingWork, event: Heard) -> None:
    """The filing stands again."""
    known = work.known_filings.find(event.data["filing"]) or KnownFiling(event.data["filing"], work.city)
    work.known_filings.put(replace(known, cancelled_on=None, ground=""))


def on_agreement_filed(work: FundingWork, event: Heard) -> None:
    """Keeps parties and term; an end that was heard earlier stays."""
    told = event.data
    known = work.known_agreements.find(told["agreement"]) or _agreement(work, told)
    since, until = _day(told.get("since")), _day(told.get("until"))
    work.known_agreements.put(
        replace(
            known, filing=told["filing"], sender_unit=told["sender_unit"], host_unit=told["host_unit"], since=since,
            until=until,
        )
    )  # fmt: skip


def on_agreement_ended(work: FundingWork, event: Heard) -> None:
    """Keeps the day and the ground of the end."""
    told = event.data
    known = work.known_agreements.find(told["agreement"]) or _agreement(work, told)
    if event.subject_version < known.state_version:
        return
    ended_on, at = _day(told.get("ended_on")) or work.today, event.subject_version
    work.known_agreements.put(replace(known, ended_on=ended_on, ground=told.get("ground") or "ended", state_version=at))


def on_agreement_restored(work: FundingWork, event: Heard) -> None:
    """The ending was overturned; where the term ran out meanwhile, the agreement expired on its last day."""
    told = event.data
    known = work.known_agreements.find(told["agreement"]) or _agreement(work, told)
    if event.subject_version >= known.state_version:
        ended_on, at = _day(told.get("ended_on")), event.subject_version
        ground = "expired" if ended_on else ""
        work.known_agreements.put(replace(known, ended_on=ended_on, ground=ground, state_version=at))


def on_record_confirmed(work: FundingWork, event: Heard) -> None:
    """Keeps the confirmed service: what a trip is claimed from."""
    told = event.data
    on = _day(told["on"])
    assert on is not None  # a record always has its day
    work.known_records.put(
        KnownRecord(
            id=told["record"],
            city=work.city,
            agreement=told["agreement"],
            filing=told["filing"],
            person=told["person"],
            sender_unit=told["sender_unit"],
            host_unit=told["host_unit"],
            host_county=told.get("host_county"),
            on=on,
            hours=float(told.get("hours") or 0),
        )
    )


def on_result_published(work: FundingWork, event: Heard) -> None:
    """Keeps the result, and whether a reward or commendation follows from it."""
    told = event.data
    consequences = tuple(item["then"] for item in told.get("consequences") or ())
    work.known_results.put(
        KnownResult(
            id=told.get("result") or f"{told['cycle']}-{told['filing']}",
            city=work.city,
            cycle=told["cycle"],
            year=int(told["year"]),
            subject=told.get("subject") or "",
            filing=told["filing"],
            person=told.get("person"),
            unit=told.get("unit"),
            grade=told.get("grade") or "",
            score=float(told.get("score") or 0),
            consequences=consequences,
            place=int(told.get("rank") or 0),
            rewardable=bool({"reward", "commend"} & set(consequences)),
        )
    )


def _agreement(work: FundingWork, told: dict[str, Any]) -> KnownAgreement:
    parts = (told.get("filing") or "", told.get("sender_unit") or "", told.get("host_unit") or "")
    return KnownAgreement(told["agreement"], work.city, *parts)


def _day(value: Any) -> date | None:
    return datetime.fromisoformat(value).date() if isinstance(value, str) and value else None


def on_person_erased(work: FundingWork, event: Heard) -> None:
    """Somebody is forgotten: the copies name them no longer. What was signed or paid stays as it was."""
    forget(work, str(event.data["person"]), NAMELESS)


def on_unit_merged(work: FundingWork, event: Heard) -> None:
    """Two units were one; this is who is who."""
    repointing.merged(work, "unit", event.data)


def on_person_merged(work: FundingWork, event: Heard) -> None:
    """Two persons were one."""
    repointing.merged(work, "person", event.data)


def on_unmerged(work: FundingWork, event: Heard) -> None:
    """The merged one stands for itself again."""
    repointing.unmerged(work, event.data)
