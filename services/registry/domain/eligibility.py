"""Eligibility: the facts of an application, gathered from records that were loaded in one round, and what is unmet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from services.registry.domain import credit_entry, person, unit
from services.registry.domain.credit_entry import CreditEntry
from services.registry.domain.filing import Competent, Filing, held, live, tally
from services.registry.domain.person import Person
from services.registry.domain.unit import Unit
from services.registry.rules import (
    ApplicationFacts,
    Facts,
    HistoryFacts,
    Kind,
    LiaisonFacts,
    SenderFacts,
    Subject,
    TeamFacts,
    conditions_of,
)
from shared.rulebook import Finding, check


@dataclass(frozen=True)
class Said:
    """What the applicant says in the application itself."""

    subject: str
    kind: str
    fields: tuple[str, ...] = ()
    declares: tuple[str, ...] = ()
    materials: int = 0
    position: str = ""
    direct: bool = False


@dataclass(frozen=True)
class Dossier:
    """The records an application is about. `people`: lead or single person first, then the members of a team.

    `own_filings`: of these people or this unit, live and ended; `sender_filings`, `unit_filings`: of those units.
    """

    city: str
    people: tuple[Person, ...] = ()
    unit: Unit | None = None
    sender: Unit | None = None
    own_filings: tuple[Filing, ...] = ()
    sender_filings: tuple[Filing, ...] = ()
    unit_filings: tuple[Filing, ...] = ()
    entries: tuple[CreditEntry, ...] = ()

    @property
    def person(self) -> Person | None:
        """The single person or the lead."""
        return self.people[0] if self.people else None

    def sending(self, kind: Kind) -> Filing | None:
        """The live filing by which the sender may send this kind."""
        return next((filing for filing in live(self.sender_filings) if filing.subject == kind.sent_by), None)


def facts(said: Said, kind: Kind, dossier: Dossier, on: date) -> Facts:
    """What the rulebook's conditions may look at."""
    people = tuple(person.facts(who, dossier.city, on) for who in dossier.people)
    sending = dossier.sending(kind)
    return Facts(
        application=ApplicationFacts(
            subject=said.subject,
            kind=said.kind,
            on=on.isoformat(),
            year=on.year,
            direct=said.direct,
            fields=said.fields,
            declares=said.declares,
            materials=said.materials,
        ),
        person=people[0] if people else person.NOBODY,
        team=TeamFacts(len(people), people, len({who.employer_name for who in dossier.people})),
        unit=unit.facts(dossier.unit, on),
        sender=SenderFacts(
            given=dossier.sender is not None,
            filed=sending is not None,
            unit_kind=dossier.sender.unit_kind if dossier.sender else "",
            station_kind=sending.kind if sending else "",
            level=sending.level if sending else "",
        ),
        liaison=LiaisonFacts(
            position=said.position,
            unit_filed=any(filing.subject == "host_unit" for filing in live(dossier.unit_filings)),
        ),
        credit=credit_entry.facts(dossier.entries, on),
        history=HistoryFacts(
            live=tally(held(dossier.own_filings)),
            cancelled=tally(filing for filing in dossier.own_filings if filing.status == "cancelled"),
        ),
    )


def examine(
    said: Said, subject: Subject, kind: Kind, dossier: Dossier, on: date, waivers: Iterable[str] = ()
) -> list[Finding]:
    """Every condition that is not met on a day; a waived one is listed as met."""
    return check(conditions_of(subject, kind), facts(said, kind, dossier, on), waivers)


def competent(kind: Kind, dossier: Dossier) -> Competent:
    """Who supervises: what the kind says, else whoever supervises the sender; nobody where the document is silent."""
    value = kind.competent.value if kind.competent is not None else None
    if value == "own_institution" and dossier.unit is not None:
        return Competent("unit", unit=dossier.unit.id)
    if value == "county" and dossier.unit is not None:
        return Competent("county", county=dossier.unit.county)
    if value == "city":
        return Competent("city")
    sending = dossier.sending(kind)
    return sending.competent if sending is not None else Competent()
