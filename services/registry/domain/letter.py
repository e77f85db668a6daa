"""Letter: a message on its way out of the platform, by a channel its reader chose (SMS, WeChat, e-mail)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from services.registry.domain import retry
from services.registry.domain.message import Message
from services.registry.vocabulary.message import Table
from shared.errors import Invalid

CHANNELS = ("sms", "wechat", "email")


@dataclass(frozen=True)
class Choice:
    """A channel somebody chose. `address`: sealed; "" for the phone of one's own person. No `topics`: all of them."""

    channel: str
    mask: str
    address: str = ""
    topics: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chosen:
    """The channels of one account in one city."""

    id: str
    city: str
    account: str
    choices: tuple[Choice, ...] = ()
    version: int = 0


@dataclass(frozen=True)
class Letter:
    """`address`: sealed, or "" for the phone of the account's person; opened at the moment of sending only."""

    id: str
    city: str
    account: str
    message: str
    channel: str
    address: str
    mask: str
    topic: str
    text: str
    text_en: str
    at: datetime
    due: datetime
    status: Literal["waiting", "sent", "failed"] = "waiting"
    attempts: int = 0
    error: str = ""
    receipt: str = ""
    done_at: datetime | None = None
    version: int = 0


def choose(chosen: Chosen, choices: Sequence[Choice], table: Table) -> Chosen:
    """Other channels from now on. Raises Invalid for one chosen twice, or a topic that there is not."""
    names = [choice.channel for choice in choices]
    for index, choice in enumerate(choices):
        if choice.channel in names[:index]:
            raise Invalid.field(
                f"/channels/{index}/channel", "同一渠道选了两次", "twice", en="A channel is named twice"
            )
        unknown = [topic for topic in choice.topics if topic not in table.topics]
        if unknown:
            raise Invalid.field(
                f"/channels/{index}/topics",
                f"没有这类消息：{'、'.join(unknown)}",
                "unknown_topic",
                en=f"No such kind of message: {', '.join(unknown)}",
            )
    return replace(chosen, choices=tuple(choices))


def write(message: Message, choices: Iterable[Choice]) -> list[Letter]:
    """The letters of a message: one a channel that wants its topic; of several in a day only the first."""
    return [
        Letter(
            id=f"{message.id}-{choice.channel}",
            city=message.city,
            account=message.reader,
            message=message.id,
            channel=choice.channel,
            address=choice.address,
            mask=choice.mask,
            topic=message.topic,
            text=message.text,
            text_en=message.text_en,
            at=message.at,
            due=retry.AT_ONCE,
        )
        for choice in choices
        if message.times == 1 and (not choice.topics or message.topic in choice.topics)
    ]


def claim(letter: Letter, now: datetime) -> Letter:
    """On its way."""
    return replace(letter, due=now + retry.CLAIM)


def sent(letter: Letter, receipt: str, now: datetime) -> Letter:
    """The carrier has it."""
    noted = replace(letter, attempts=letter.attempts + 1, error="", receipt=receipt)
    return replace(noted, status="sent", done_at=now)


def failed(letter: Letter, why: str, now: datetime, for_good: bool = False) -> Letter:
    """The carrier did not take it: tried again later, or given up."""
    attempts = letter.attempts + 1
    again = None if for_good else retry.due_again(attempts, now)
    noted = replace(letter, attempts=attempts, error=why)
    return replace(noted, due=again) if again is not None else replace(noted, status="failed", done_at=now)


def public(letter: Letter) -> dict[str, Any]:
    """A letter as its account sees it: where it went, masked, and how."""
    shown = ("id", "message", "channel", "topic", "at", "status", "attempts", "error")
    return {**{name: getattr(letter, name) for name in shown}, "to": letter.mask}


def chosen_public(chosen: Chosen) -> dict[str, Any]:
    """The channels as their account sees them; addresses masked."""
    items = [{"channel": one.channel, "to": one.mask, "topics": list(one.topics)} for one in chosen.choices]
    return {"channels": items}
