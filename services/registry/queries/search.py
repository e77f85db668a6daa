"""One search over the kinds of record the registry owns, each only as far as the asker may see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from services.registry.access import ACCESS
from services.registry.domain import finding
from services.registry.rules import Rules
from services.registry.store import RegistryWork
from shared.actor import Actor
from shared.errors import Forbidden
from shared.rulebook import Rulebook
from shared.words import NO_SYNONYMS, Also, Synonyms, matching, plain

KINDS = ("persons", "units", "filings", "applications")
BY_SUBJECT = frozenset({"applications"})
PREFIXED = frozenset({"persons"})  # platform-wide records, whose keys carry the city
TITLES: Mapping[str, tuple[str, ...]] = {
    # what stands under the name: never a number of a person
    "persons": ("employer_name", "title", "education"),
    "units": ("uscc", "unit_kind", "county"),
    "filings": ("number", "subject", "kind", "status", "county"),
    "applications": ("number", "subject", "kind", "applicant_name", "submitted_on"),
}


def search(
    work: RegistryWork, rulebook: Rulebook, actor: Actor, *, q: str, kinds: Sequence[str] = KINDS, limit: int = 10
) -> dict[str, Any]:
    """The first records of each kind that fit: {items: [{kind, id, name, city, about: {…}}], more: [kinds with more]}.

    Each kind's own list row of the access table says what may be seen; a kind the asker may not list is left out.
    """
    items: list[dict[str, Any]] = []
    more: list[str] = []
    for kind in dict.fromkeys(kinds):
        row = ACCESS[kind]
        try:
            row.admit(actor)
        except Forbidden:
            continue
        prefix = finding.in_city(work.city) if kind in PREFIXED else ""
        also = subjects(rulebook, work.today) if kind in BY_SUBJECT else None
        fits = matching(q, synonyms_of(rulebook), prefix=prefix, also=also)
        own = row.filter(actor) if row.collection == kind else {}
        page = getattr(work, kind).page({"$and": [fits, own]} if own else fits, limit=limit)
        items += [_item(kind, record, work.city) for record in page.items]
        more += [kind] if page.next else []
    return {"items": items, "more": more}


def subjects(rulebook: Rulebook, on: date) -> Also:
    """What a typed part may be besides a name: the city's word for a subject or a kind."""
    stated = Rules.of(rulebook, on).subjects
    named = [("subject", code, one.label, one.label_en) for code, one in stated.items()]
    named += [("kind", code, one.label, one.label_en) for each in stated.values() for code, one in each.kinds.items()]

    def ways(part: str) -> list[dict[str, Any]]:
        least = 2 if not part.isascii() else 4
        if len(part) < least:
            return []
        return [{at: code} for at, code, *labels in named if any(part in plain(label) for label in labels)]

    return ways


def synonyms_of(rulebook: Rulebook) -> Synonyms:
    """The city's synonyms, as far as its rulebook has any."""
    found: Synonyms = getattr(rulebook, "synonyms", NO_SYNONYMS) or NO_SYNONYMS
    return found


def _item(kind: str, record: Any, city: str) -> dict[str, Any]:
    about = {name: getattr(record, name) for name in TITLES[kind]}
    return {"kind": kind, "id": record.id, "name": record.name, "city": record.city or city, "about": about}
