"""Duplicates: records of the city that may be the same, found by the keys they are searched by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from services.registry.domain import duplicate, finding
from services.registry.domain.duplicate import Likeness
from services.registry.domain.person import Person
from services.registry.domain.unit import Unit
from services.registry.store import RegistryWork
from shared.work import Page

CANDIDATES = 60  # of one record: what shares a piece of its name, its code, address or phone


def unit_duplicates(work: RegistryWork, *, after: str | None = None, limit: int = 20) -> Page[dict[str, Any]]:
    """Pairs of units that may be one, the likeliest first within a page; each pair is told once, by the older one.

    A page looks at `limit` units, so that it may be empty and yet have a `next`.
    """
    page = work.units.page({"merged_into": None}, after, limit)
    found: list[tuple[Likeness, Unit, Unit]] = []
    for one in page.items:
        ways = duplicate.unit_ways(one)
        later = {"$or": ways, "merged_into": None, "id": {"$gt": one.id}}
        for other in work.units.some(later, limit=CANDIDATES):
            likeness = duplicate.units_alike(one, other)
            found += [(likeness, one, other)] if likeness is not None else []
    return Page([_pair(like, _unit(one), _unit(other)) for like, one, other in _ordered(found)], page.next)


def person_duplicates(work: RegistryWork, *, after: str | None = None, limit: int = 20) -> Page[dict[str, Any]]:
    """Pairs of persons of the city that may be one human being; paged as `unit_duplicates` is."""
    here = {"cities": work.city, "merged_into": None, "erased_on": None}
    page = work.persons.page(here, after, limit)
    found: list[tuple[Likeness, Person, Person]] = []
    for one in page.items:
        ways = duplicate.person_ways(one, finding.in_city(work.city))
        later = {"$or": ways, **here, "id": {"$gt": one.id}}
        for other in work.persons.some(later, limit=CANDIDATES) if ways else []:
            likeness = duplicate.persons_alike(one, other)
            found += [(likeness, one, other)] if likeness is not None else []
    return Page([_pair(like, _person(one), _person(other)) for like, one, other in _ordered(found)], page.next)


def _ordered(found: Iterable[tuple[Likeness, Any, Any]]) -> list[tuple[Likeness, Any, Any]]:
    return sorted(found, key=lambda pair: (-pair[0].score, pair[1].id, pair[2].id))


def _pair(like: Likeness, one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    return {"score": like.score, "reasons": list(like.reasons), "one": one, "other": other}


def _unit(unit: Unit) -> dict[str, Any]:
    names = ("id", "name", "uscc", "former_names", "county", "address", "registered_on")
    return {name: getattr(unit, name) for name in names}


def _person(person: Person) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "identity_mask": person.identity.mask,
        "phone_mask": person.identity.phone_mask,
        "employer_name": person.employer_name,
        "has_account": person.account is not None,
    }
