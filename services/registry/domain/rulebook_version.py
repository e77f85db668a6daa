"""Rulebook version: the files of a city's rules as published, with the day from which they hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

Origin = Literal["amended", "restored", "sample", "empty"]


@dataclass(frozen=True)
class RulebookTexts:
    """A set of files, kept once however often it is proposed or published; `id` is the city and the digest."""

    id: str
    city: str
    texts: Mapping[str, str]
    version: int = 0


@dataclass(frozen=True)
class RulebookVersion:
    """What is published. `from_`: its first day; it holds until the next one begins.

    `label`: what decisions keep as their rulebook's version. `restores`: the number whose text was put in force again.
    `retroactive`: why it holds from before its publication; "" where it does not.
    """

    id: str
    city: str
    number: int
    label: str
    digest: str
    from_: date
    origin: Origin
    title: str
    note: str
    proposal: str
    proposed_by: str
    published_by: str
    published_at: datetime
    restores: int | None = None
    retroactive: str = ""
    version: int = 0


def texts_id(city: str, digest: str) -> str:
    """Where a set of files is kept."""
    return f"{city}|{digest[:40]}"


def version_id(city: str, number: int) -> str:
    """Where a version is kept; two who publish at once meet here."""
    return f"{city}|{number:06d}"


def public(one: RulebookVersion) -> dict[str, Any]:
    """A version as anybody may see it."""
    return {
        "number": one.number,
        "rulebook_version": one.label,
        "from": one.from_.isoformat(),
        "origin": one.origin,
        "title": one.title,
        "note": one.note,
        "restores": one.restores,
        "retroactive": one.retroactive,
        "proposed_by": one.proposed_by,
        "published_by": one.published_by,
        "published_at": one.published_at.isoformat(timespec="seconds").replace("+00:00", "Z"),
    }
