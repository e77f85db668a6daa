"""What of the registry is held against a draft of the rules: every application that was sent, filed or refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from services.registry.domain import simulation
from services.registry.domain.application import Application
from services.registry.domain.credit_entry import CreditEntry, person_key, unit_key
from services.registry.domain.eligibility import Dossier
from services.registry.domain.filing import Filing, people_of
from services.registry.domain.person import Person
from services.registry.domain.unit import Unit
from services.registry.store import RegistryWork
from shared.simulation import Case, Past, Views

MOST = 100_000  # filings of the people and units of one page


def judge(work: RegistryWork, page: Sequence[Application], before: Views, after: Views) -> Iterable[Case]:
    """A page of applications by both sets of rules; their records are loaded in four queries."""
    for application, dossier in dossiers(work, page):
        on = application.submitted_on
        yield Case(
            id=application.id,
            name=application.name,
            unit=application.sender_unit or application.unit or "",
            county=application.county,
            before=simulation.judged(application, dossier, before(on)),
            after=simulation.judged(application, dossier, after(on)),
        )


def dossiers(work: RegistryWork, page: Sequence[Application]) -> Iterator[tuple[Application, Dossier]]:
    """Each application with the records it is judged by, as they stood when it was sent."""
    ids = {id for one in page for id in (one.person, *(member.person for member in one.members)) if id}
    unit_ids = {id for one in page for id in (one.unit, one.sender_unit) if id}
    people: dict[str, Person] = {one.id: one for one in work.persons.some({"id": {"$in": sorted(ids)}}, limit=MOST)}
    units: dict[str, Unit] = {one.id: one for one in work.units.some({"id": {"$in": sorted(unit_ids)}}, limit=MOST)}
    wanted = sorted(ids)
    ways = [{"unit": {"$in": sorted(unit_ids)}}, {"person": {"$in": wanted}}, {"members.person": {"$in": wanted}}]
    by_person: dict[str, list[Filing]] = {}
    by_unit: dict[str, list[Filing]] = {}
    for filing in work.filings.some({"$or": ways}, limit=MOST):
        for person in people_of(filing):
            by_person.setdefault(person, []).append(filing)
        if filing.unit:
            by_unit.setdefault(filing.unit, []).append(filing)
    keys = [*(person_key(id) for id in wanted), *(unit_key(unit.uscc) for unit in units.values())]
    entries: dict[str, list[CreditEntry]] = {}
    for entry in work.credit_entries.some({"party": {"$in": keys}}, limit=MOST):
        entries.setdefault(entry.party, []).append(entry)
    for one in page:
        on, unit = one.submitted_on, units.get(one.unit or "")
        involved = [id for id in (one.person, *(member.person for member in one.members)) if id in people]
        own = {filing.id: filing for id in involved for filing in by_person.get(id, ())}
        about = by_unit.get(one.unit or "", [])
        parties = [*(person_key(id) for id in involved), *([unit_key(unit.uscc)] if unit else [])]
        yield (
            one,
            Dossier(
                city=work.city,
                people=tuple(people[id] for id in involved),
                unit=unit,
                sender=units.get(one.sender_unit or ""),
                own_filings=simulation.as_of(own.values() if involved else about, on, one.id),
                sender_filings=simulation.as_of(by_unit.get(one.sender_unit or "", ()), on),
                unit_filings=simulation.as_of(about, on, one.id),
                entries=tuple(entry for party in parties for entry in entries.get(party, ())),
            ),
        )


SENT = {"state.status": {"$in": ["pending", "returned", "approved", "rejected"]}}
PASTS = (Past("applications", "申报", "applications", judge, SENT),)
