"""Verification: what stands behind the code on a certificate, for anybody who holds the paper."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from services.registry.domain.filing import Filing
from services.registry.rules import Rules
from shared.errors import NotFound

STANDING = {
    "filed": ("valid", "有效", "Valid"),
    "suspended": ("suspended", "已暂停", "Suspended"),
    "cancelled": ("cancelled", "已取消", "Cancelled"),
    "replaced": ("ended", "已终止", "Ended"),
    "expired": ("ended", "已期满", "Expired"),
}


@dataclass(frozen=True)
class Verification:
    """`id`: the code (130 random bits); `city` is "" (whoever looks names no city), `made_in` the filing's."""

    id: str
    city: str
    made_in: str
    filing: str
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


def of(filing: Filing) -> Verification:
    """The verification of a filing that has its code."""
    assert filing.code is not None  # `opened` or `coded` gave it one
    return Verification(filing.code, "", filing.city, filing.id)


def address(public_url: str, code: str) -> str:
    """Where anybody looks a code up: what the paper's QR code opens."""
    return f"{public_url}/verify/{code}"


def looked(looks: Looks, count: int, last: datetime) -> Looks:
    """So many looks more."""
    latest = last if looks.last is None or last > looks.last else looks.last
    return replace(looks, count=looks.count + count, last=latest)


def looks_id(code: str, on: date) -> str:
    """One record for each code and day."""
    return f"{code}:{on.isoformat()}"


def shown(filing: Filing, rules: Rules, city_name: str, city_name_en: str) -> dict[str, Any]:
    """What a stranger with the paper in hand sees: its standing, and enough to know it for this paper's.

    `changed_on`: since when the standing is not that of the first day. Raises NotFound for a subject no longer known.
    """
    found = rules.subject(filing.subject, filing.kind)
    if found is None:
        raise NotFound("verification")
    subject, kind = found
    standing, label, label_en = STANDING[filing.status]
    last = filing.history[-1] if filing.history else None
    restored = last is not None and last.action in ("restored", "resumed")
    altered = standing == "valid" and last is not None and last.action == "changed"
    return {
        "standing": "changed" if altered else standing,
        "standing_label": "有效（内容有变更）" if altered else label,
        "standing_label_en": "Valid, with changes" if altered else label_en,
        "number": filing.number,
        "holder": filing.name if subject.holder in ("unit", "team") else masked(filing.name),
        "subject": filing.subject,
        "kind_label": kind.label,
        "kind_label_en": kind.label_en,
        "city": filing.city,
        "city_name": city_name,
        "city_name_en": city_name_en,
        "since": filing.since,
        "until": filing.until,
        "changed_on": last.on if last is not None and (altered or restored or standing != "valid") else None,
    }


def masked(name: str) -> str:
    """张三丰 → 张**: the first character, and a star for each that follows."""
    return name[:1] + "*" * max(len(name) - 1, 1)
