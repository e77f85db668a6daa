"""Follows: begun and ended by whoever wants to hear of a record; what is heard is noted in `posting.py`."""

from __future__ import annotations

from typing import Any

from services.registry.domain import follow as follows
from services.registry.store import RegistryWork
from shared.actor import Actor


def follow_record(
    work: RegistryWork, actor: Actor, *, noun: str, object: str, subject: str, title: str
) -> dict[str, Any]:
    """From now on the actor hears of the record. The gateway has asked its service whether the actor may read it."""
    begun = follows.follow(actor, noun, object, subject, title, work.now)
    there = work.follows.find(begun.id)
    if there is None:
        work.follows.add(begun)
    return follows.public(work.follows.get(begun.id))


def unfollow_record(work: RegistryWork, *, follow_id: str) -> dict[str, Any]:
    """Nothing more is heard of it."""
    ended = work.follows.get(follow_id)
    work.follows.remove(ended.id)
    return follows.public(ended)
