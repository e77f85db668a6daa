"""Candidate: what is known of a filed commissioner or team for matching. A copy, and all of it may be told to officers.

`words` are searched by an index; a field of technology stands among them as `#field`. Nothing personal is here beyond
the name under which the filing is public.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from services.dispatch.domain.known import PEOPLE, KnownFiling


@dataclass(frozen=True)
class Candidate:
    """`id` is the filing; `county` that of the sending unit. `grade_score`: of the last published appraisal, 0 to 100,
    with its `grade_year` (0: none yet); `services`: confirmed ones.
    """

    id: str
    city: str
    subject: str = ""
    kind: str = ""
    name: str = ""
    person: str = ""
    sender_unit: str = ""
    county: str = ""
    fields: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    until: date | None = None
    live: bool = False
    grade: str = ""
    grade_score: float = 0.0
    grade_year: int = 0
    services: int = 0
    version: int = 0


def heard(there: Candidate | None, filing: KnownFiling, said: Mapping[str, Any]) -> Candidate | None:
    """The candidate after news of a filing (already put in order); None where the filing is nobody's who is sent.

    `said`: the announcement, whose `words` and `skills` are kept; a later one without them leaves them.
    """
    if filing.subject not in PEOPLE:
        return there  # a unit's grade may have been heard before; a unit is nobody's candidate
    known = there or Candidate(filing.id, filing.city)
    told = tuple(dict.fromkeys([*(said.get("words") or ()), *(said.get("skills") or ())])) or known.said
    return replace(
        known,
        subject=filing.subject,
        kind=filing.kind,
        name=filing.name,
        person=filing.person,
        sender_unit=filing.sender_unit,
        county=filing.county,
        fields=filing.fields,
        words=searched(told, filing.fields),
        said=told,
        until=filing.until,
        live=filing.live,
    )


def searched(words: tuple[str, ...], fields: tuple[str, ...]) -> tuple[str, ...]:
    """The keys of the index: words, and fields marked as such."""
    return tuple(dict.fromkeys([*words, *(f"#{field}" for field in fields)]))


def graded(there: Candidate | None, id: str, city: str, data: Mapping[str, Any]) -> Candidate:
    """With the grade of the latest year, whatever order the years are heard in."""
    known, year = there or Candidate(id, city), int(data["year"])
    if known.grade_year > year:
        return known
    score = min(max(float(data.get("score") or 0), 0.0), 100.0)
    return replace(known, grade=str(data.get("grade") or ""), grade_score=score, grade_year=year)


def served(there: Candidate | None, id: str, city: str) -> Candidate:
    """With one more confirmed service."""
    known = there or Candidate(id, city)
    return replace(known, services=known.services + 1)
