"""Copies of what registry and dispatch announced. Any order will do: an end may be heard before its start."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from services.records.domain import filing as filings
from services.records.domain.agreement import Agreement
from services.records.domain.filing import Competent, Filing, Pause
from services.records.store import NAMINGS, RecordsWork
from shared import repointing
from shared.hearing import Heard
from shared.subject_access import NAMELESS, forget


def on_agreement_filed(event: Heard) -> None:
    """A live agreement. An end that was heard earlier stays."""
    data, known = event.data, event.work.agreements.find(event.data["agreement"])
    filing = event.work.filings.find(data["filing"])
    people = dict.fromkeys([data["person"], *(_person(member) for member in data.get("members") or ())])
    event.work.agreements.put(
        Agreement(
            id=data["agreement"],
            city=event.city,
            number=data.get("number") or data["agreement"],
            filing=data["filing"],
            kind=data["kind"],
            person=data["person"],
            people=tuple(person for person in people if person),
            sender_unit=data.get("sender_unit") or "",
            host_unit=data["host_unit"],
            host_county=data.get("host_county") or "",
            since=date.fromisoformat(data["since"]),
            until=date.fromisoformat(data["until"]),
            way=data.get("way") or "",
            ended_on=known.ended_on if known else "",
            ended_by=known.ended_by if known else "",
            pauses=filing.pauses if filing is not None else (),
            source_version=max(event.subject_version, known.source_version if known else 0),
        )
    )


def on_agreement_ended(event: Heard) -> None:
    """The agreement has ended. Heard before its start, it is noted all the same."""
    data = event.data
    known = event.work.agreements.find(data["agreement"]) or Agreement(
        id=data["agreement"],
        city=event.city,
        number="",
        filing=data.get("filing") or "",
        kind="",
        person=data.get("person") or "",
        people=(),
        sender_unit=data.get("sender_unit") or "",
        host_unit=data.get("host_unit") or "",
        host_county="",
        since=date.fromisoformat(data["ended_on"]),
        until=date.fromisoformat(data["ended_on"]),
        way="",
    )
    if known.number and known.ended_on == "" and known.source_version > event.subject_version:
        return  # it was overturned since
    version = max(event.subject_version, known.source_version)
    event.work.agreements.put(
        replace(known, ended_on=data["ended_on"], ended_by=data["ground"], source_version=version)
    )


def on_agreement_restored(event: Heard) -> None:
    """The ending was overturned: in force again, or expired meanwhile. The agreement was heard before."""
    data, known = event.data, event.work.agreements.find(event.data["agreement"])
    if known is None or known.source_version > event.subject_version:
        return
    ended_on = data.get("ended_on") or ""
    restored = replace(known, ended_on=ended_on, ended_by="expired" if ended_on else "")
    event.work.agreements.put(replace(restored, source_version=event.subject_version))


def on_filing_made(event: Heard) -> None:
    """A filing, or one whose facts are different. What was heard earlier of a later state of it stays."""
    data, known = event.data, event.work.filings.find(event.data["filing"])
    if known is not None and event.subject_version < known.facts_version:
        return
    unit = data.get("liaison_of") if data["subject"] == "liaison" else data.get("unit")
    event.work.filings.put(
        Filing(
            id=data["filing"],
            city=event.city,
            number=data.get("number") or data["filing"],
            subject=data["subject"],
            kind=data.get("kind") or "",
            person=data.get("person") or "",
            account=data.get("account") or "",
            name=data.get("name") or "",
            unit=unit or data.get("unit") or "",
            sender_unit=data.get("sender_unit") or "",
            county=data.get("county") or "",
            level=data.get("level") or "",
            competent=_competent(data.get("competent")),
            members=tuple(person for person in map(_person, data.get("members") or ()) if person),
            since=date.fromisoformat(data["since"]),
            cancelled_on=known.cancelled_on if known else "",
            pauses=known.pauses if known else (),
            facts_version=event.subject_version,
            source_version=max(event.subject_version, known.source_version if known else 0),
        )
    )


def on_filing_cancelled(event: Heard) -> None:
    """The filing is good no more, from the day of the announcement."""
    _mark_filing(event, event.work.today.isoformat())


def on_filing_restored(event: Heard) -> None:
    """The filing is good again."""
    _mark_filing(event, "")


def on_filing_suspended(event: Heard) -> None:
    """The filing rests: no service of these days is recorded."""
    known = _known_filing(event)
    _pause(event, known, filings.paused(known.pauses, event.data["on"], event.data.get("article") or ""))


def on_filing_resumed(event: Heard) -> None:
    """The filing is good again, from this day on."""
    known = _known_filing(event)
    _pause(event, known, filings.resumed(known.pauses, event.data["on"]))


def _pause(event: Heard, known: Filing, pauses: tuple[Pause, ...]) -> None:
    """Kept with the filing and with each of its agreements: a record is judged by its agreement alone."""
    agreements = event.work.agreements.some({"filing": known.id})
    event.work.filings.put(replace(known, pauses=pauses))
    for agreement in agreements:
        event.work.agreements.put(replace(agreement, pauses=pauses))


def _mark_filing(event: Heard, cancelled_on: str) -> None:
    known = _known_filing(event)
    if known.source_version > event.subject_version:
        return  # a later cancelling or restoring has been heard already
    event.work.filings.put(replace(known, cancelled_on=cancelled_on, source_version=event.subject_version))


def _known_filing(event: Heard) -> Filing:
    data = event.data
    known: Filing = event.work.filings.find(data["filing"]) or Filing(
        id=data["filing"],
        city=event.city,
        number="",
        subject=data.get("subject") or "",
        kind=data.get("kind") or "",
        person=data.get("person") or "",
        account="",
        name="",
        unit=data.get("unit") or "",
        sender_unit="",
        county="",
        level="",
        competent=Competent(),
        members=(),
        since=event.work.today,
    )
    return known


def _person(member: Any) -> str:
    """A member is told as a person's id, or as {"person", "name", ...}."""
    return str(member.get("person") or "") if isinstance(member, dict) else str(member or "")


def _competent(told: dict[str, Any] | None) -> Competent:
    if not told or told.get("level") not in ("unit", "county"):
        return Competent()
    return Competent(told["level"], told.get("unit") or "", told.get("county") or "")


def on_person_erased(work: Any, event: Heard) -> None:
    """Somebody is forgotten: the copies name them no longer. What was signed or paid stays as it was."""
    forget(work, str(event.data["person"]), NAMELESS)


def on_unit_merged(work: RecordsWork, event: Heard) -> None:
    """Two units were one: records, reports and copies name who stands for them."""
    repointing.hear_merged(work, "unit", event.data, NAMINGS)


def on_person_merged(work: RecordsWork, event: Heard) -> None:
    """Two persons were one."""
    repointing.hear_merged(work, "person", event.data, NAMINGS)


def on_unmerged(work: RecordsWork, event: Heard) -> None:
    """The merged one stands for itself again."""
    repointing.hear_unmerged(work, event.data, NAMINGS)
