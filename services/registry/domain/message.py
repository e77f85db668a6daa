"""Message: what somebody is told in the platform about an announcement; whom it is for, in what words, read or not.

A message is one account's. What concerns everybody with a role is one *notice* for all of them: its reader is the role.
"""

from __future__ import annotations

import hashlib
import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from services.registry.vocabulary.message import Table, To, Told
from shared.actor import PARTY_ROLES, Actor
from shared.errors import Invalid, NotFound

MOST_HOLDERS = 50  # of a role, told one by one; beyond, one notice for all of them
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
REMEMBERED = 500  # read notices; older ones count as read


@dataclass(frozen=True)
class Message:
    """`reader`: an account, or a role's key ("role:commissioner"). `type`: the announcement's, with its service.

    `noun` and `object`: the resource and id that it opens. `times`: how many announcements it stands for. `written`:
    when it was put there (epoch seconds of the real clock, even where a past day is practised).
    """

    id: str
    city: str
    reader: str
    topic: str
    type: str
    text: str
    text_en: str
    noun: str
    object: str
    event: str
    at: datetime
    times: int = 1
    read: bool = False
    written: float = 0.0
    version: int = 0


@dataclass(frozen=True)
class MessageSettings:
    """How one account reads its messages in one city: muted topics, everything until a moment read, read notices."""

    id: str
    city: str
    account: str
    muted: tuple[str, ...] = ()
    read_until: datetime = NEVER
    read_notices: tuple[str, ...] = ()
    version: int = 0


@dataclass(frozen=True)
class Occasion:
    """The announcement behind a message: its full type, subject ("noun:id"), data, moment, and who did it."""

    id: str
    city: str
    type: str
    subject: str
    data: Mapping[str, Any]
    at: datetime
    actor: str


@dataclass(frozen=True)
class Address:
    """Whom to look for: one account, the accounts of a person, or the holders of a role (in a unit, for a county).

    `everyone`: however many they are, without looking them up.
    """

    account: str = ""
    person: str = ""
    role: str = ""
    unit: str = ""
    county: str = ""
    everyone: bool = False

    @property
    def key(self) -> str:
        """The reader of a notice for them."""
        return _key(self.role, self.unit or self.county)


def parts(told: Told, occasion: Occasion) -> list[Occasion]:
    """What is told one by one: the announcement, or each entry of the list that the line names, with the rest of it.

    An entry is an occasion of its own ("<event>#0"), so that two entries are two messages to one reader.
    """
    if not told.each:
        return [occasion]
    entries = [one for one in occasion.data.get(told.each) or () if isinstance(one, Mapping)]
    return [
        replace(occasion, id=f"{occasion.id}#{place}", data={**occasion.data, **entry})
        for place, entry in enumerate(entries)
    ]


def addresses(told: Told, table: Table, occasion: Occasion) -> list[Address]:
    """Whom a message is for. A field that is not there, or empty, addresses nobody."""
    return list(dict.fromkeys(found for to in told.to for found in _addresses(to, table, occasion.data)))


def _addresses(to: To, table: Table, data: Mapping[str, Any]) -> list[Address]:
    if to.account:
        return [Address(account=account) for account in values(data, to.account)]
    if to.person:
        return [Address(person=person) for person in values(data, to.person)]
    if to.everyone or to.everyone_in:
        return [Address(role=role, everyone=True) for role in (*to.everyone, *values(data, to.everyone_in))]
    roles = [to.role] if to.role else []
    if to.turn:
        parties = values(data, to.turn)
        roles = [role for party in parties for role in PARTY_ROLES.get(party, ()) if role in table.roles]
    return [found for role in roles for found in _holders(role, to, table, data)]


def _holders(role: str, to: To, table: Table, data: Mapping[str, Any]) -> list[Address]:
    """Where the field that says it holds several units or counties, the holders in each."""
    reach = table.roles[role]
    for scope, own in (("unit", to.unit), ("county", to.county)):
        names = (own,) if own else getattr(reach, scope)
        if names:
            found = next((there for name in names if (there := values(data, name))), [])
            return [
                Address(role=role, unit=one) if scope == "unit" else Address(role=role, county=one) for one in found
            ]
    return [Address(role=role)]


def values(data: Any, path: str) -> list[str]:
    """What stands under a dotted path, through lists; nothing where it is absent or empty."""
    found: list[Any] = [data] if path else []
    for part in path.split(".") if path else ():
        found = [one.get(part) for one in found if isinstance(one, Mapping)]
        found = [inner for one in found for inner in (one if isinstance(one, list | tuple) else [one])]
    return [str(one) for one in found if one not in (None, "")]


def compose(told: Told, table: Table, occasion: Occasion, reader: str, earlier: Message | None = None) -> Message:
    """The message to one reader. `earlier`: today's of the same kind, which it joins while that is unread."""
    noun, _, object = occasion.subject.partition(":")
    times = earlier.times + 1 if earlier is not None and not earlier.read else 1
    words = told.digest if times > 1 and told.digest else told
    made = Message(
        id=message_id(told, occasion, reader),
        city=occasion.city,
        reader=reader,
        topic=told.topic,
        type=occasion.type,
        text=fill(words.zh, occasion.data, table, "zh", times),
        text_en=fill(words.en, occasion.data, table, "en", times),
        noun=told.noun or table.nouns.get(noun, ""),
        object=next(iter(values(occasion.data, told.opens)), object) if told.opens else object,
        event=occasion.id.partition("#")[0],
        at=occasion.at,
        times=times,
    )
    return replace(made, version=earlier.version) if earlier is not None else made


def of_followed(told: Told, noun: str, title: str) -> tuple[Told, Mapping[str, Any]]:
    """What a follower is told of a record, whatever was announced of it: the template's words, and what fills them."""
    return replace(told, noun=noun), {"title": title}


def message_id(told: Told, occasion: Occasion, reader: str) -> str:
    """One message for an announcement and a reader; with a digest, one for a kind, a day and a reader."""
    about = f"{told.on}|{occasion.at.date()}|{occasion.city}" if told.digest else occasion.id
    return hashlib.sha256(f"{about}|{told.zh}|{reader}".encode()).hexdigest()[:40]


def fill(text: str, data: Mapping[str, Any], table: Table, language: str, times: int = 1) -> str:
    """A template with its places filled. What the announcement does not say stays empty."""
    parts = []
    for literal, name, shape, _ in string.Formatter().parse(text):
        parts.append(literal)
        if name is not None:
            found = [str(times)] if name == "times" else values(data, name)
            parts.append(("、" if language == "zh" else ", ").join(_shown(name, shape, table, language, found)))
    return "".join(parts)


def _shown(name: str, shape: str | None, table: Table, language: str, found: Iterable[str]) -> list[str]:
    known = table.words.get(name.rsplit(".", 1)[-1], {})
    shown = [getattr(known[value], language) if value in known else value for value in found]
    return [f"{int(value) / 100:,.2f}" for value in shown] if shape == "yuan" else shown


def readers(actor: Actor) -> list[str]:
    """Under which keys the asker's messages are kept: the account, and every role held, at large and where."""
    keys = [actor.account]
    for grant in actor.grants:
        keys += [_key(grant.role, scope) for scope in ("", grant.unit or "", grant.county or "")]
    return list(dict.fromkeys(keys))


def _key(role: str, scope: str) -> str:
    return f"role:{role}@{scope}" if scope else f"role:{role}"


def is_notice(message: Message) -> bool:
    """Whether it is one message for many."""
    return message.reader.startswith("role:")


def settings_id(account: str, city: str) -> str:
    """An account's settings in a city."""
    return f"{account}:{city}"


def fresh_settings(account: str, city: str) -> MessageSettings:
    """Nothing muted, nothing read."""
    return MessageSettings(settings_id(account, city), city, account)


def read(message: Message, actor: Actor) -> Message:
    """The message, read. Raises NotFound for somebody else's."""
    if message.reader not in readers(actor):
        raise NotFound("messages")
    return message if is_notice(message) else replace(message, read=True)


def note_read(settings: MessageSettings, notice: Message) -> MessageSettings:
    """The settings, with one notice read."""
    if notice.id in settings.read_notices:
        return settings
    return replace(settings, read_notices=(*settings.read_notices, notice.id)[-REMEMBERED:])


def all_read(settings: MessageSettings, now: datetime) -> MessageSettings:
    """Everything until now is read."""
    return replace(settings, read_until=max(now, settings.read_until), read_notices=())


def mute(settings: MessageSettings, topic: str, muted: bool, table: Table) -> MessageSettings:
    """No more messages on a topic, or messages again. Raises Invalid for a topic that there is not."""
    if topic not in table.topics:
        raise Invalid.field("/topic", "没有这类消息", "unknown_topic", en="There is no such kind of message")
    others = tuple(one for one in settings.muted if one != topic)
    return replace(settings, muted=(*others, topic) if muted else others)


def is_read(message: Message, settings: MessageSettings) -> bool:
    """Whether its reader has seen it."""
    return message.read or message.at <= settings.read_until or message.id in settings.read_notices


def public(message: Message, settings: MessageSettings) -> dict[str, Any]:
    """A message as its reader sees it."""
    return {
        "id": message.id,
        "topic": message.topic,
        "type": message.type,
        "text": message.text,
        "text_en": message.text_en,
        "opens": {"noun": message.noun, "id": message.object} if message.noun else None,
        "at": message.at,
        "times": message.times,
        "read": is_read(message, settings),
        "notice": is_notice(message),
    }
