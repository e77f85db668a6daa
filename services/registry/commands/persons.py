"""Persons: their own profile, what officers note about them, and how somebody declared by others is found again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from services.registry import events
from services.registry.domain import disclosure as disclosures
from services.registry.domain import person as persons
from services.registry.domain import sight
from services.registry.domain.filing import Filing, people_of
from services.registry.domain.person import Identity, Person, PersonKey
from services.registry.domain.sight import Number
from services.registry.privacy import PRIVACY
from services.registry.store import RegistryWork
from shared.actor import Actor
from shared.errors import Invalid, NotFound
from shared.vault import mask_id, mask_phone

DIFFERS, DIFFERS_EN = ("姓名与身份号码不符", "name_differs"), "Name and identity number do not belong together"


def update_profile(work: RegistryWork, actor: Actor, **profile: Any) -> dict[str, Any]:
    """One's own education, work and skills. Raises NotFound for an account without a person."""
    person = work.persons.get(actor.person or "")
    work.persons.save(persons.describe(person, profile))
    return persons.public(work.persons.get(person.id))


def enter_person(
    work: RegistryWork, actor: Actor, *, name: str, identity_number: str, phone: str, **profile: Any
) -> dict[str, Any]:
    """An officer enters a person, as an import does; whoever is known already is found by the number, not doubled.

    Raises Invalid for a wrong number, and for a name that differs from the one known.
    """
    identity = identity_of(work, identity_number, phone)
    found = standing(work, work.persons.first({"identity.fingerprint": identity.fingerprint}))
    if found is not None and found.name != name:
        raise Invalid.field("/name", *DIFFERS, en=DIFFERS_EN)
    person = (
        persons.enter(work.new_id(), name, identity, profile, work.city)
        if found is None
        else persons.entered_anew(found, profile, work.city)
    )
    if person != found:
        work.persons.save(person)
        work.announce(events.person_entered(person))
    return {"id": person.id, "known": found is not None}


def mark_provincial(
    work: RegistryWork, actor: Actor, *, person_id: str, provincial: bool, note: str, check: str | None = None
) -> dict[str, Any]:
    """The person stands, or no longer stands, on the province's own list (S-4(4)).

    `check`: a peer's answer about this person that the officer rests it on. Raises NotFound for another's.
    """
    if check is not None and work.federation_checks.get(check).person != person_id:
        raise NotFound("federation_checks")
    person = persons.of_city(work.persons.get(person_id), work.city)
    work.persons.save(persons.note_provincial(person, work.city, provincial))
    work.announce(events.provincial_noted(person, provincial, note, check))
    return persons.public(work.persons.get(person_id))


def disclose_identity(
    work: RegistryWork,
    actor: Actor,
    *,
    person_id: str,
    reason: str,
    purpose: str = "other",
    numbers: Sequence[Number] = (),
) -> dict[str, Any]:
    """Numbers in full, for a purpose that is announced with the reader's name and that the person can see.

    Raises Forbidden for a number that the role may not read, Invalid for an unknown purpose, NotFound once erased.
    """
    person = persons.of_city(work.persons.get(person_id), work.city)
    shown = sight.to_disclose(actor, tuple(numbers))
    told = disclosures.make(work.new_id(), person.id, shown, purpose, reason, PRIVACY.disclosures, actor, work.now)
    number, phone = work.numbers_of(person)
    work.disclosures.add(told)
    work.announce(events.identity_disclosed(person, reason, purpose, list(shown)))
    full = {"identity_number": number, "phone": phone}
    return {"person": person.id, **{name: full[name] if name in shown else "" for name in full}}


def identity_of(work: RegistryWork, number: str, phone: str, pointer: str = "/identity_number") -> Identity:
    """Number and phone as they are kept. Raises Invalid for a wrong number."""
    plain, born = persons.checked_identity(number, pointer)
    fingerprint = work.vault.fingerprint(plain)
    key = work.person_keys.find(fingerprint)
    if key is None:
        key = PersonKey(fingerprint, "", work.vault.new_key())
        work.person_keys.add(key)
    vault = work.vault.by(key.key)
    return Identity(
        keyed=True,
        number=vault.seal(plain),
        fingerprint=fingerprint,
        mask=mask_id(plain),
        born=born,
        phone=vault.seal(phone),
        phone_fingerprint=vault.fingerprint(phone),
        phone_mask=mask_phone(phone),
    )


def declared(work: RegistryWork, people: Sequence[dict[str, Any]], at: str) -> list[Person]:
    """The persons that an application declares, found by id or identity number, else entered; in the same order.

    `at` is where they stand in the application ("/members"). Raises Invalid for a wrong number, a name that differs
    from the one known, or the same person twice.
    """
    made: dict[int, Identity] = {}
    for index, details in enumerate(people):
        if not details.get("person"):
            pointer = f"{at}/{index}/identity_number"
            made[index] = identity_of(work, details["identity_number"], details["phone"], pointer)
    wanted = [identity.fingerprint for identity in made.values()]
    found = work.persons.some({"identity.fingerprint": {"$in": wanted}}) if wanted else []
    by_fingerprint = {person.identity.fingerprint: person for person in found}
    by_id = {id: work.persons.get(id) for id in [one["person"] for one in people if one.get("person")]}
    answer: list[Person] = []
    for index, details in enumerate(people):
        identity = made.get(index)
        found_one = by_id[details["person"]] if identity is None else by_fingerprint.get(identity.fingerprint)
        known = standing(work, found_one)
        if known is None and identity is not None:
            known = persons.enter(work.new_id(), details["name"], identity, details, work.city)
        elif known is not None and details.get("name", known.name) != known.name:
            raise Invalid.field(f"{at}/{index}/name", *DIFFERS, en=DIFFERS_EN)
        assert known is not None  # known by id, by number, or just entered
        if known.id in {person.id for person in answer}:
            raise Invalid.field(f"{at}/{index}", "同一人列了两次", "twice", en="Somebody is named twice")
        answer.append(known)
    return answer


def standing(work: RegistryWork, person: Person | None) -> Person | None:
    """The record that stands for somebody who was merged: a wrong number, given again, leads to the right person."""
    while person is not None and person.merged_into is not None:
        person = work.persons.get(person.merged_into)
    return person


def remember(work: RegistryWork, people: Sequence[Person]) -> None:
    """Keeps those who are new to the platform or to this city."""
    for person in people:
        seen = persons.seen_in(person, work.city)
        if seen is not person or person.version == 0:
            work.persons.save(seen)


def place(work: RegistryWork, filing: Filing) -> None:
    """Those a new filing names come into the care of its county, sender and competent unit, who may now see them."""
    for id in people_of(filing):
        person = work.persons.get(id)
        placed = persons.placed(person, filing.county, (filing.sender_unit, filing.unit, filing.competent.unit))
        if placed is not person:
            work.persons.save(placed)
