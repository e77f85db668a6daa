"""Persons, masked; and oneself."""

from __future__ import annotations

from typing import Any

from services.registry.domain import finding, sight
from services.registry.domain import person as persons
from services.registry.queries.search import synonyms_of
from services.registry.store import RegistryWork
from shared.actor import Actor
from shared.rulebook import Rulebook
from shared.words import matching
from shared.work import Page


def profile(work: RegistryWork, actor: Actor) -> dict[str, Any]:
    """Oneself. Raises NotFound for an account without a person."""
    return persons.public(work.persons.get(actor.person or ""))


def list_persons(
    work: RegistryWork, rulebook: Rulebook, actor: Actor, *, q: str = "", after: str | None = None, limit: int = 50
) -> Page[dict[str, Any]]:
    """The persons of the city whom the asker may see, masked as the asker's role needs; `q`: found by words."""
    prefix = finding.in_city(work.city)
    # With `q` the city is in the keys: naming it once more would let the database choose the longer way.
    wanted = matching(q, synonyms_of(rulebook), prefix=prefix) if q else {"cities": work.city, "merged_into": None}
    page = work.persons.page(wanted, after, limit)
    seen = sight.of(actor)
    return Page([persons.public(person, seen) for person in page.items], page.next)


def person(work: RegistryWork, actor: Actor, *, person_id: str) -> dict[str, Any]:
    """One person active in the city, masked; to its officers with the mergers that this record took part in."""
    found = persons.public(persons.of_city(work.persons.get(person_id), work.city), sight.of(actor))
    if not actor.has("city_officer"):
        return found
    took_part = {"noun": "person", "$or": [{"winner": person_id}, {"loser": person_id}]}
    shown = ("winner", "loser", "on", "by_name", "reason", "undone_on")
    mergers = work.mergings.some(took_part, sort=[("_id", -1)])
    return {**found, "mergers": [{name: getattr(one, name) for name in shown} for one in mergers]}
