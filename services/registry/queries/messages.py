"""One's own messages, and how many are unread."""

from __future__ import annotations

from typing import Any

from services.registry.domain import message as messages
from services.registry.domain.message import MessageSettings
from services.registry.message_table import TABLE
from services.registry.store import RegistryWork
from shared.actor import Actor
from shared.work import Page

NEWS = 1_000
COUNTED = 1_000  # unread messages; who has more is shown "1,000"


def list_messages(
    work: RegistryWork,
    actor: Actor,
    *,
    topic: str | None = None,
    unread: bool = False,
    after: str | None = None,
    limit: int = 50,
) -> Page[dict[str, Any]]:
    """One's own messages and the notices to one's roles, newest first; muted topics only when asked for."""
    settings = _settings(work, actor)
    wanted = {**_own(actor, settings, topic), **(_unread(settings) if unread else {})}
    page = work.messages.page(wanted, after, limit, sort="at", descending=True)
    return Page([messages.public(message, settings) for message in page.items], page.next)


def unread_messages(work: RegistryWork, actor: Actor) -> dict[str, Any]:
    """How many are unread (counted to a thousand)."""
    settings = _settings(work, actor)
    return {"unread": work.messages.count({**_own(actor, settings, None), **_unread(settings)}, COUNTED)}


def message_topics(work: RegistryWork, actor: Actor) -> dict[str, Any]:
    """Every topic with its name, whether it is muted, and how many of it are unread."""
    settings = _settings(work, actor)
    items = [
        {
            "topic": topic,
            "label": words.zh,
            "label_en": words.en,
            "muted": topic in settings.muted,
            "unread": work.messages.count({**_own(actor, settings, topic), **_unread(settings)}, COUNTED),
        }
        for topic, words in TABLE.topics.items()
    ]
    return {"items": items}


def news(work: RegistryWork, *, since: float) -> dict[str, Any]:
    """For whom messages were written in the city since a moment (epoch seconds), the latest first, at most a thousand.

    The gateway asks for everybody at once, to tell those who listen: who they are, and nothing of what is said.
    """
    found = work.messages.some({"written": {"$gt": since}}, sort=[("written", -1)], limit=NEWS)
    return {"items": [{"id": one.id, "reader": one.reader, "written": one.written} for one in found]}


def _own(actor: Actor, settings: MessageSettings, topic: str | None) -> dict[str, Any]:
    about: Any = topic if topic is not None else {"$nin": list(settings.muted)}
    return {"reader": {"$in": messages.readers(actor)}, **({"topic": about} if topic or settings.muted else {})}


def _unread(settings: MessageSettings) -> dict[str, Any]:
    until = settings.read_until.isoformat(timespec="milliseconds").replace("+00:00", "Z")  # as moments are kept
    return {"read": False, "at": {"$gt": until}, "id": {"$nin": list(settings.read_notices)}}


def _settings(work: RegistryWork, actor: Actor) -> MessageSettings:
    found = work.message_settings.find(messages.settings_id(actor.account, work.city))
    return found or messages.fresh_settings(actor.account, work.city)
