"""Persons, masked; and oneself."""

from __future__ import annotations

from typing import Any

from services.registry.domain import person as persons
from services.registry.store import RegistryWork
from shared.actor import Actor
from shared.work import Page


def profile(work: RegistryWork, actor: Actor) -> dict[str, Any]:
    """Oneself. Raises NotFound for an account without a person."""
    return persons.public(work.persons.get(actor.person or ""))


def list_persons(work: RegistryWork, *, after: str | None = None, limit: int = 50) -> Page[dict[str, Any]]:
    """The persons active in the city, masked."""
    page = work.persons.page({"cities": work.city}, after, limit)
    return Page([persons.public(person) for person in page.items], page.next)


def person(work: RegistryWork, *, person_id: str) -> dict[str, Any]:
    """One person active in the city, masked."""
    return persons.public(persons.of_city(work.persons.get(person_id), work.city))
