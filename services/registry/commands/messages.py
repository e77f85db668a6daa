"""Messages: read, all read, a topic muted. They are made in `posting.py`."""

from __future__ import annotations

from typing import Any

from services.registry.domain import message as messages
from services.registry.domain.message import MessageSettings
from services.registry.message_table import TABLE
from services.registry.store import RegistryWork
from shared.actor import Actor


def read_message(work: RegistryWork, actor: Actor, *, message_id: str) -> dict[str, Any]:
    """One message is read. Raises NotFound for somebody else's."""
    message = work.messages.get(message_id)
    seen, settings = messages.read(message, actor), _settings(work, actor)
    if messages.is_notice(message):
        settings = messages.note_read(settings, message)
        work.message_settings.save(settings)
    elif not message.read:
        work.messages.save(seen)
    return messages.public(seen, settings)


def read_messages(work: RegistryWork, actor: Actor) -> dict[str, Any]:
    """Everything until now is read."""
    work.message_settings.save(messages.all_read(_settings(work, actor), work.now))
    return {"unread": 0}


def mute_topic(work: RegistryWork, actor: Actor, *, topic: str, muted: bool) -> dict[str, Any]:
    """No more messages on a topic, or messages again."""
    settings = messages.mute(_settings(work, actor), topic, muted, TABLE)
    work.message_settings.save(settings)
    return {"muted": list(settings.muted)}


def _settings(work: RegistryWork, actor: Actor) -> MessageSettings:
    id, city = messages.settings_id(actor.account, work.city), work.city
    return work.message_settings.get_or(id, messages.fresh_settings(actor.account, city))
