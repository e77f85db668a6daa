"""Quota and counter: places of a kind and a year, and running numbers; both kept in a record that each taker saves."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from string import Formatter
from typing import Any

from services.registry import rules
from shared.errors import Refused


@dataclass(frozen=True)
class Quota:
    """How many places of a year are taken; two takers of the last one collide on saving it.

    `county` is "" where the places are the whole city's.
    """

    id: str
    city: str
    subject: str
    kind: str
    year: int
    county: str = ""
    taken: int = 0
    version: int = 0


@dataclass(frozen=True)
class Counter:
    """The last number given out."""

    id: str
    city: str
    last: int = 0
    version: int = 0


def empty(city: str, subject: str, kind: str, year: int, rule: rules.Quota | None = None, county: str = "") -> Quota:
    """Nothing taken yet; the one record of these places, of a county where the rule counts by county."""
    area = county if rule is not None and rule.area == "county" else ""
    return Quota(f"{city}:{subject}:{kind}:{year}{area and ':'}{area}", city, subject, kind, year, area)


def take(quota: Quota, rule: rules.Quota) -> Quota:
    """One place more. Raises Refused when an exact or largest number is reached; a least number never stops anyone."""
    limit = rule.limit.require()
    if rule.mode != "at_least" and quota.taken >= limit:
        raise full(rule, quota.year)
    return replace(quota, taken=quota.taken + 1)


def count(quota: Quota) -> Quota:
    """One place more of a year whose document is not known here, so that nothing can be said of its limit."""
    return replace(quota, taken=quota.taken + 1)


def full(rule: rules.Quota, year: int) -> Refused:
    """The refusal when no place is left."""
    return rule.limit.refused(
        f"{year}年名额已满：{rule.label}",
        f"No place is left for {year}: {rule.limit.value}",
        todo="可于下一年度申报",
        todo_en="Apply for the next year",
    )


def next_number(counter: Counter) -> Counter:
    """One number on."""
    return replace(counter, last=counter.last + 1)


def past(counter: Counter, template: str, year: int, number: str) -> Counter:
    """The counter beyond a number that was given elsewhere, so that it is never given twice.

    `template`: how the city writes its numbers ("KT{year}-{number:05d}"); one written otherwise counts for nothing.
    """
    parts = Formatter().parse(template)
    places = {"year": str(year), "number": r"(\d+)", None: ""}
    found = re.fullmatch("".join(re.escape(text) + places.get(name, "") for text, name, _, _ in parts), number)
    given = int(found[1]) if found and found.lastindex else 0
    return replace(counter, last=max(counter.last, given))


def public(quota: Quota, rule: rules.Quota) -> dict[str, Any]:
    """The places of a kind and year with their limit and its article."""
    limit = rule.limit.value
    capped = rule.mode != "at_least" and limit is not None
    return {
        "subject": quota.subject,
        "kind": quota.kind,
        "label": rule.label,
        "mode": rule.mode,
        "limit": limit,
        "taken": quota.taken,
        "left": max(limit - quota.taken, 0) if capped and limit is not None else None,
        "year": quota.year,
        "county": quota.county,
        "article": rule.limit.cite,
    }
