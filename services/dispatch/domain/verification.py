"""Verification (核验): what stands behind the code on an agreement, for anybody who holds the paper."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from services.dispatch.domain.agreement import Agreement


@dataclass(frozen=True)
class Verification:
    """`id`: the code (130 random bits); `city` is "" (whoever looks names no city), `made_in` the agreement's."""

    id: str
    city: str
    made_in: str
    agreement: str
    version: int = 0


@dataclass(frozen=True)
class Looks:
    """How often a code was looked at on a day of Asia/Shanghai, and when last (UTC). Nothing of who looked is kept."""

    id: str
    city: str
    code: str
    on: date
    count: int = 0
    last: datetime | None = None
    version: int = 0


def looks_of(code: str, on: date) -> Looks:
    """The counter of one code on one day, before the first look."""
    return Looks(f"{code}:{on.isoformat()}", "", code, on)


def looked(looks: Looks, count: int, last: datetime) -> Looks:
    """So many looks more."""
    latest = last if looks.last is None or last > looks.last else looks.last
    return replace(looks, count=looks.count + count, last=latest)


def address(public_url: str, code: str) -> str:
    """Where anybody looks a code up: what the paper's QR code opens; "" while there is no code."""
    return f"{public_url}/verify/{code}" if code else ""


def shown(agreement: Agreement, on: date, city_name: str, city_name_en: str) -> dict[str, Any]:
    """What a stranger sees: whether it stands, and enough to know it for this paper's; names are masked.

    `changed_on`: since when a supplement or an end makes it another than the paper first said.
    """
    over = agreement.status != "filed" or (agreement.until is not None and agreement.until < on)
    standing = "ended" if over else "changed" if agreement.supplements else "valid"
    label, label_en = {
        "valid": ("有效", "Valid"),
        "changed": ("有效（内容已由补充协议变更）", "Valid, changed by a supplement"),
        "ended": ("已终止", "Ended"),
    }[standing]
    return {
        "standing": standing,
        "standing_label": label,
        "standing_label_en": label_en,
        "number": agreement.number,
        "title": agreement.title,
        "holder": masked(agreement.commissioner_name),
        "sender": masked(agreement.sender_name, 4),
        "host": masked(agreement.host_name, 4),
        "city": agreement.city,
        "city_name": city_name,
        "city_name_en": city_name_en,
        "since": agreement.terms.since,
        "until": agreement.until,
        "changed_on": (agreement.ended_on or agreement.until) if over else None,
    }


def masked(name: str, left: int = 1) -> str:
    """张三丰 → 张**: the first characters, and a star for each that follows (at least one)."""
    return name[:left] + "*" * max(len(name) - left, 1)
