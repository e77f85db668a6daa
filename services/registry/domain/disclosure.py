"""Disclosure: one reading of somebody's number in full, kept for the person and for those who audit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.registry.domain.sight import Number
from shared.actor import Actor
from shared.errors import Invalid


@dataclass(frozen=True)
class Disclosure:
    """Who read what of whom, where, why. `city` is "": the person sees readings in every city. UTC."""

    id: str
    city: str
    person: str
    numbers: tuple[Number, ...]
    purpose: str
    reason: str
    by: str
    by_name: str
    behalf: str | None
    read_in: str
    at: datetime
    version: int = 0


def make(
    id: str, person: str, numbers: tuple[Number, ...], purpose: str, reason: str, purposes: Mapping[str, Any],
    actor: Actor, at: datetime,
) -> Disclosure:  # fmt: skip
    """One reading. Raises Invalid for a purpose that nobody knows."""
    if purpose not in purposes:
        known = "、".join(purposes)
        raise Invalid.field(
            "/purpose", f"没有这一目的，可选：{known}", "purpose", en=f"No such purpose; there are: {known}"
        )
    return Disclosure(id, "", person, numbers, purpose, reason, actor.account, actor.name, actor.behalf, actor.city, at)


def public(disclosure: Disclosure, purposes: Mapping[str, Any]) -> dict[str, Any]:
    """As the person and the auditors see it."""
    known = purposes.get(disclosure.purpose)
    return {
        "id": disclosure.id,
        "person": disclosure.person,
        "numbers": list(disclosure.numbers),
        "purpose": disclosure.purpose,
        "purpose_label": known.label if known is not None else disclosure.purpose,
        "purpose_label_en": known.label_en if known is not None else disclosure.purpose,
        "reason": disclosure.reason,
        "by_name": disclosure.by_name,
        "city": disclosure.read_in,
        "at": disclosure.at,
    }
