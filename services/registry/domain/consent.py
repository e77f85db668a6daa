"""Consent: what somebody agreed to, on which notice, when, and since when no longer (PIPL articles 13 to 17, 29).

What rests on a statutory duty is told, not asked, and cannot be withdrawn; the answer names the article.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from shared.errors import Conflict, Invalid, Refused


@dataclass(frozen=True)
class Consent:
    """`id`: person and purpose. One that was withdrawn and given again keeps when in `history` (given, withdrawn)."""

    id: str
    city: str
    person: str
    purpose: str
    notice: str
    given_at: datetime
    withdrawn_at: datetime | None = None
    history: tuple[tuple[datetime, datetime], ...] = ()
    version: int = 0


def consent_id(person: str, purpose: str) -> str:
    """There is one for each person and purpose."""
    return f"{person}:{purpose}"


def check(purposes: Mapping[str, Any], wanted: Iterable[str], notice: str, current: str) -> None:
    """Raises Invalid for a purpose that is not asked, or a notice that is not the one in force."""
    for index, name in enumerate(wanted):
        if name not in purposes or purposes[name].consent == "none":
            raise Invalid.field(
                f"/consents/{index}",
                "此目的不需要同意或不存在",
                "purpose",
                en="No consent is asked for this purpose, or there is none",
            )
    if notice != current:
        raise Invalid.field(
            "/notice_version",
            f"请先阅读现行告知（{current}）",
            "notice",
            en=f"Read the notice in force first ({current})",
        )


def give(known: Consent | None, person: str, purpose: str, notice: str, at: datetime) -> Consent:
    """Given, or given again. Raises Conflict where it is in force already under this notice."""
    if known is None:
        return Consent(consent_id(person, purpose), "", person, purpose, notice, at)
    if known.withdrawn_at is None:
        if known.notice == notice:
            raise Conflict("已经同意", "Consent has been given already", "given")
        return replace(known, notice=notice, given_at=at, history=(*known.history, (known.given_at, at)))
    past = (*known.history, (known.given_at, known.withdrawn_at))
    return replace(known, notice=notice, given_at=at, withdrawn_at=None, history=past)


def withdraw(known: Consent | None, purpose: str, purposes: Mapping[str, Any], at: datetime) -> Consent:
    """Withdrawn. Raises Refused for what rests on a duty, Conflict where nothing was given."""
    stated = purposes.get(purpose)
    if stated is not None and stated.consent == "none":
        raise Refused(
            f"privacy.{purpose}", stated.cite, "此项处理为履行法定职责所必需，不以同意为基础",
            "This rests on a statutory duty, not on consent",
        )  # fmt: skip
    if known is None or known.withdrawn_at is not None:
        raise Conflict("没有可以撤回的同意", "There is no consent to withdraw", "not_given")
    return replace(known, withdrawn_at=at)


def overview(purposes: Mapping[str, Any], given: Iterable[Consent], notice: str) -> list[dict[str, Any]]:
    """Every purpose with its basis and what the person said: {purpose, basis, state, …}.

    state: duty (not asked), given, outdated (given on an earlier notice), withdrawn, open (not answered yet).
    """
    known = {one.purpose: one for one in given}
    rows = []
    for name, purpose in purposes.items():
        one = known.get(name)
        if purpose.consent == "none":
            state = "duty"
        elif one is None:
            state = "open"
        elif one.withdrawn_at is not None:
            state = "withdrawn"
        else:
            state = "given" if one.notice == notice else "outdated"
        rows.append(
            {
                "purpose": name,
                "label": purpose.label,
                "label_en": purpose.label_en,
                "basis": purpose.basis,
                "article": purpose.cite,
                "consent": purpose.consent,
                "state": state,
                "notice": one.notice if one else "",
                "given_at": one.given_at if one else None,
                "withdrawn_at": one.withdrawn_at if one else None,
            }
        )
    return rows
