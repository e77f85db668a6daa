"""Keeping what others announced. Each handler bears any order of hearing, and hearing all of it again (a rebuild)."""

from __future__ import annotations

from typing import Any

from services.dispatch.domain import candidate as candidates
from services.dispatch.domain import known
from services.dispatch.store import DispatchWork
from shared import repointing
from shared.hearing import Heard
from shared.subject_access import NAMELESS, forget


def on_filing_made(work: DispatchWork, event: Heard) -> None:
    """A filing is in force."""
    _learn(work, event, live=True)


def on_filing_changed(work: DispatchWork, event: Heard) -> None:
    """Facts of it are different; whether it is in force stays as it was told with them."""
    _learn(work, event, live=event.data["status"] == "filed")


def on_filing_cancelled(work: DispatchWork, event: Heard) -> None:
    """It no longer is."""
    _learn(work, event, live=False)


def on_filing_suspended(work: DispatchWork, event: Heard) -> None:
    """It rests: nothing new begins under it."""
    _learn(work, event, live=False)


def on_filing_resumed(work: DispatchWork, event: Heard) -> None:
    """It is in force again."""
    _learn(work, event, live=True)


def on_filing_restored(work: DispatchWork, event: Heard) -> None:
    """It is again."""
    _learn(work, event, live=True)


def on_result_published(work: DispatchWork, event: Heard) -> None:
    """A grade was published; some cities ask for it when an agreement is renewed."""
    filing: Any = event.data.get("filing")
    if filing:
        work.known_grades.put(known.heard_grade(work.known_grades.find(filing), event.data, event.city))

    if filing:
        there = work.candidates.find(filing)
        work.candidates.put(candidates.graded(there, filing, event.city, event.data))


def on_record_confirmed(work: DispatchWork, event: Heard) -> None:
    """One more service of a commissioner counts."""
    filing, record = str(event.data.get("filing") or ""), str(event.data["record"])
    if filing and work.known_services.find(record) is None:
        work.known_services.put(known.KnownService(record, event.city, filing))
        work.candidates.put(candidates.served(work.candidates.find(filing), filing, event.city))


def on_credit_entry_made(work: DispatchWork, event: Heard) -> None:
    """Somebody stands on the blacklist or in the misconduct record."""
    work.known_credits.put(known.heard_credit(event.data, event.city))


def on_unit_merged(work: DispatchWork, event: Heard) -> None:
    """Two units were one. Their filings are told one by one (`filing_changed`); this is who is who."""
    repointing.merged(work, "unit", event.data)


def on_person_merged(work: DispatchWork, event: Heard) -> None:
    """Two persons were one."""
    repointing.merged(work, "person", event.data)


def on_unmerged(work: DispatchWork, event: Heard) -> None:
    """The merged unit or person stands for itself again."""
    repointing.unmerged(work, event.data)


def _learn(work: DispatchWork, event: Heard, live: bool) -> None:
    id = str(event.data["filing"])
    there = work.known_filings.find(id)
    filing = known.heard(there, id, event.city, event.data, live, event.subject_version)
    work.known_filings.put(filing)
    said = event.data if event.type in ("filing_made", "filing_changed") else {}
    candidate = candidates.heard(work.candidates.find(id), filing, said)
    if candidate is not None:
        work.candidates.put(candidate)


def on_person_erased(work: DispatchWork, event: Heard) -> None:
    """Somebody is forgotten: the copies name them no longer. What was signed or paid stays as it was."""
    forget(work, str(event.data["person"]), NAMELESS)
