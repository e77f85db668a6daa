"""What somebody may know about the handling of their data: the notice, consents, who looked, where they are known."""

from __future__ import annotations

from typing import Any

from services.registry.domain import consent, disclosure, sight
from services.registry.domain import person as persons
from services.registry.domain.credit_entry import in_force, person_key
from services.registry.privacy import PRIVACY
from services.registry.store import RegistryWork
from shared.actor import Actor
from shared.work import Page


def privacy_notice(work: RegistryWork) -> dict[str, Any]:
    """The notice in force, every purpose with its legal basis, and the purposes of a reading in full."""
    notice = PRIVACY.notice
    return {
        "version": notice.version,
        "since": notice.since,
        "text": notice.text,
        "text_en": notice.text_en,
        "purposes": consent.overview(PRIVACY.purposes, (), notice.version),
        "disclosures": [
            {"purpose": name, "label": one.label, "label_en": one.label_en} for name, one in PRIVACY.disclosures.items()
        ],
    }


def list_consents(work: RegistryWork, actor: Actor) -> dict[str, Any]:
    """What one has agreed to, and what rests on a duty."""
    person = work.persons.get(actor.person or "")
    given = [work.consents.find(consent.consent_id(person.id, name)) for name in PRIVACY.asked()]
    rows = consent.overview(PRIVACY.purposes, [one for one in given if one is not None], PRIVACY.notice.version)
    return {"version": PRIVACY.notice.version, "items": rows}


def list_disclosures(
    work: RegistryWork, actor: Actor, *, after: str | None = None, limit: int = 50
) -> Page[dict[str, Any]]:
    """Who read one's own numbers in full, in any city, and why; newest first."""
    page = work.disclosures.page({"person": actor.person or ""}, after, limit, descending=True)
    return Page([disclosure.public(one, PRIVACY.disclosures) for one in page.items], page.next)


def city_disclosures(
    work: RegistryWork, *, person: str | None = None, after: str | None = None, limit: int = 50
) -> Page[dict[str, Any]]:
    """Every reading in full in this city, for those who audit; newest first."""
    wanted = {"read_in": work.city, **({"person": person} if person else {})}
    page = work.disclosures.page(wanted, after, limit, descending=True)
    return Page([disclosure.public(one, PRIVACY.disclosures) for one in page.items], page.next)


def person_presence(work: RegistryWork, actor: Actor, *, person_id: str) -> dict[str, Any]:
    """Where a person of this city is known: own filings in full; of other cities only subject, kind and year.

    What another city wrote about the person is that city's: no unit, county or number of it is shown.
    """
    person = persons.of_city(work.persons.get(person_id), work.city)
    about = [{"person": person.id}, {"members.person": person.id}]
    filings = work.filings.some({"$or": about, "status": "filed"}, everywhere=True)
    entries = in_force(
        work.credit_entries.some({"party": {"$in": [person_key(id) for id in (person.id, *person.stands_for)]}}),
        work.today,
    )
    own = [one for one in filings if one.city == work.city]
    return {
        "person": persons.public(person, sight.of(actor)),
        "filings": [
            {"filing": one.id, "number": one.number, "subject": one.subject, "kind": one.kind, "unit": one.sender_unit}
            for one in own
        ],
        "elsewhere": [
            {"city": one.city, "subject": one.subject, "kind": one.kind, "year": one.year}
            for one in filings
            if one.city != work.city
        ],
        "cities": list(person.cities),
        "provincial": list(person.provincial),
        "registers": sorted({entry.register for entry in entries}),
    }
