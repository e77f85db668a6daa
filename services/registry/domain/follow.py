"""Follow (关注): a record that somebody wants to hear of, whichever service keeps it.

Who follows may read the record: its service said so when it was followed, and is asked again whenever it is opened.
What is kept here is no more than what it was called then and what was announced of it last.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from shared.actor import Actor


@dataclass(frozen=True)
class Follow:
    """`noun`, `object`: GET /api/<noun>/<object>; `subject`: as announcements name it, "service.noun:object"."""

    id: str
    city: str
    account: str
    noun: str
    object: str
    subject: str
    title: str
    at: datetime
    last_type: str = ""
    last_at: datetime | None = None
    version: int = 0


def follow_id(account: str, city: str, subject: str) -> str:
    """One follow for an account, a city and a record: who follows twice follows once."""
    return hashlib.sha256(f"{account}|{city}|{subject}".encode()).hexdigest()[:32]


def follow(actor: Actor, noun: str, object: str, subject: str, title: str, at: datetime) -> Follow:
    """From now on the actor hears of it."""
    id = follow_id(actor.account, actor.city, subject)
    return Follow(id, actor.city, actor.account, noun, object, subject, title, at)


def heard(followed: Follow, type: str, at: datetime) -> Follow:
    """Something was announced of it."""
    return replace(followed, last_type=type, last_at=at)


def public(followed: Follow) -> dict[str, Any]:
    """A follow as its account sees it."""
    latest = {"type": followed.last_type, "at": followed.last_at} if followed.last_type else None
    shown = ("id", "noun", "object", "title", "at", "version")
    return {**{name: getattr(followed, name) for name in shown}, "latest": latest}
