"""Commands on daily records."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.records import events, views
from services.records.commands.evidence import cited
from services.records.domain import record as records
from services.records.domain.evidence import Evidence
from services.records.domain.record import Content, Record
from services.records.domain.review import Defect
from services.records.rules import Rules
from services.records.store import RecordsWork
from shared.actor import Actor
from shared.errors import Problem
from shared.rulebook import Rulebook


def submit_record(
    work: RecordsWork,
    rulebook: Rulebook,
    actor: Actor,
    *,
    agreement_id: str,
    on: date,
    hours: float,
    duties: list[str],
    place: str,
    content: str,
    outcomes: dict[str, int],
    evidence: list[dict[str, Any]],
) -> dict[str, Any]:
    """Records a service. The busiest path of all: one agreement loaded (ahead), one record added, one event told."""
    agreement = work.agreements.get(agreement_id)
    rules = Rules.of(rulebook, work.today)
    said = Content(on, hours, tuple(duties), place, content, outcomes, cited(work, evidence))
    record = records.submit(work.new_id(), agreement, said, rules, actor, work.today)
    work.records.add(record)
    told = events.record_submitted(record, rules)
    work.announce(told)
    return views.receipt(record, told.data)


def correct_record(
    work: RecordsWork,
    rulebook: Rulebook,
    actor: Actor,
    *,
    record_id: str,
    on: date,
    hours: float,
    duties: list[str],
    place: str,
    content: str,
    outcomes: dict[str, int],
    evidence: list[dict[str, Any]],
    keep_evidence: list[str] | None = None,
    reason: str = "",
) -> dict[str, Any]:
    """Puts a record right: a new version, the old one kept. `keep_evidence` None keeps every file."""
    record = work.records.get(record_id)
    rules = Rules.of(rulebook, work.today)
    files = _kept(record, keep_evidence) + cited(work, evidence)
    said = Content(on, hours, tuple(duties), place, content, outcomes, files)
    agreement = work.agreements.get(record.agreement)
    corrected = records.correct(record, agreement, said, rules, actor, work.today, reason)
    work.records.save(corrected)
    work.announce(events.record_corrected(corrected, rules))
    return views.record(corrected, record.version + 1)


def confirm_record(
    work: RecordsWork, rulebook: Rulebook, actor: Actor, *, record_id: str, note: str, evidence: list[dict[str, Any]]
) -> dict[str, Any]:
    """The host's word that the service took place; where the city has a further step, the record goes there."""
    record = work.records.get(record_id)
    rules = Rules.of(rulebook, work.today)
    confirmed = records.confirm(record, rules, actor, work.today, note, cited(work, evidence))
    work.records.save(confirmed)
    tell = events.record_confirmed if confirmed.status == "confirmed" else events.record_passed
    work.announce(tell(confirmed, rules))
    return views.record(confirmed, record.version + 1)


def confirm_records(
    work: RecordsWork, rulebook: Rulebook, actor: Actor, *, record_ids: list[str], note: str
) -> dict[str, Any]:
    """The host's word on a list of services, each judged by itself: one that is refused does not hold up the others."""
    rules = Rules.of(rulebook, work.today)
    items: list[dict[str, Any]] = []
    for record in work.records.gather(record_ids):
        try:
            confirmed = records.confirm(record, rules, actor, work.today, note)
        except Problem as problem:
            items.append({"record": record.id, "status": record.status, "refused": problem.as_dict()})
            continue
        work.records.save(confirmed)
        tell = events.record_confirmed if confirmed.status == "confirmed" else events.record_passed
        work.announce(tell(confirmed, rules))
        items.append({"record": record.id, "status": confirmed.status, "refused": None})
    return {"items": items}


def return_record(
    work: RecordsWork,
    rulebook: Rulebook,
    actor: Actor,
    *,
    record_id: str,
    reason: str,
    defects: list[dict[str, str]],
) -> dict[str, Any]:
    """Sends a record back to its commissioner with every defect at once."""
    record = work.records.get(record_id)
    rules = Rules.of(rulebook, work.today)
    listed = tuple(Defect(**defect) for defect in defects)
    returned = records.give_back(record, rules, actor, work.today, reason, listed)
    work.records.save(returned)
    work.announce(events.record_returned(returned, rules))
    return views.record(returned, record.version + 1)


def _kept(record: Record, keep: list[str] | None) -> tuple[Evidence, ...]:
    return record.evidence if keep is None else tuple(file for file in record.evidence if file.id in keep)
