"""The vocabulary of `messages.yml`: which announcement is told to whom, in what words. Read strictly at the start."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cached_property
from typing import Any

from shared.actor import PARTY_ROLES, ROLES

SHAPES = ("", "yuan")  # what may follow the colon of a place: {amount:yuan} shows fen as yuan


@dataclass(frozen=True)
class Words:
    """One text in both languages; places in {braces} are fields of the announcement's data."""

    zh: str
    en: str


@dataclass(frozen=True)
class Reach:
    """By which field of the data the holders of a role are found: the first that is there, each where it is a list.

    None: city-wide.
    """

    unit: tuple[str, ...] = ()
    county: tuple[str, ...] = ()


@dataclass(frozen=True)
class To:
    """One kind of recipient; exactly one of these is stated.

    `account`, `person`: fields that hold the account, the person or a list of them. `role`: its holders, by its reach
    (`unit` and `county` name another field). `turn`: a field with the parties whose turn it is (an application's is
    added from the registry's own record). `everyone`, `everyone_in`: roles, or a field with them; one notice for all.
    """

    account: str = ""
    person: str = ""
    role: str = ""
    unit: str = ""
    county: str = ""
    turn: str = ""
    everyone: tuple[str, ...] = ()
    everyone_in: str = ""

    @property
    def ways(self) -> int:
        """How many ways are stated."""
        stated = (self.account, self.person, self.role, self.turn, self.everyone, self.everyone_in)
        return sum(1 for way in stated if way)


@dataclass(frozen=True)
class Told:
    """One kind of message. `on` is "service.type" (with * for any run of letters; an exact one comes first).

    `when`: fields that must have one of these values; `given`, `lacks`: fields that must say something, or nothing.
    `each`: the list whose entries are told one by one (an entry's fields come before the announcement's).
    `opens`: the field with the id of what is opened, where it is not the announcement's subject; with `noun`.
    `digest`: the words once several came unread in one day ({times}). `doer`: who did it is told too.
    """

    on: str
    topic: str
    to: tuple[To, ...]
    zh: str
    en: str
    when: dict[str, tuple[str, ...]] = field(default_factory=dict)
    given: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    each: str = ""
    doer: bool = False
    noun: str = ""
    opens: str = ""
    digest: Words | None = None

    def fits(self, type: str, data: Mapping[str, Any]) -> bool:
        """Whether it speaks of this announcement."""
        if self.on != type and not fnmatchcase(type, self.on):
            return False
        if any(not said(data, name) for name in self.given) or any(said(data, name) for name in self.lacks):
            return False
        return all(str(data.get(name)) in values for name, values in self.when.items())

    @property
    def texts(self) -> tuple[str, ...]:
        """Every template of it."""
        return (self.zh, self.en, *((self.digest.zh, self.digest.en) if self.digest else ()))


@dataclass(frozen=True)
class Followed:
    """The words to who follows a record; {title}: what it was called when it was followed."""

    topic: str
    zh: str
    en: str

    @property
    def told(self) -> Told:
        """As any other kind of message; its readers are those who follow."""
        return Told(on="*", topic=self.topic, to=(), zh=self.zh, en=self.en)


@dataclass(frozen=True)
class Table:
    """`messages.yml`. `nouns`: which resource shows a subject; `words`: coded values by field, in both languages.

    `followed`: what is told of anything announced to who follows its record.
    """

    topics: dict[str, Words]
    roles: dict[str, Reach]
    nouns: dict[str, str]
    words: dict[str, dict[str, Words]]
    messages: tuple[Told, ...]
    followed: Followed

    def of(self, type: str, data: Mapping[str, Any]) -> list[Told]:
        """What is told of an announcement; wild ones only where no exact one knows the type."""
        exact = self._exact.get(type)
        return [told for told in (self._wild if exact is None else exact) if told.fits(type, data)]

    @cached_property
    def _exact(self) -> dict[str, list[Told]]:
        found: dict[str, list[Told]] = {}
        for told in self.messages:
            if "*" not in told.on:
                found.setdefault(told.on, []).append(told)
        return found

    @cached_property
    def _wild(self) -> list[Told]:
        return [told for told in self.messages if "*" in told.on]

    def inconsistencies(self) -> Iterator[str]:
        """What the shapes alone do not show."""
        for told in (*self.messages, self.followed.told):
            if told.topic not in self.topics:
                yield f"{told.on}: no topic `{told.topic}`"
            for to in told.to:
                if to.ways != 1:
                    yield f"{told.on}: a recipient is stated in exactly one way, not {to.ways}"
                if to.role and to.role not in self.roles:
                    yield f"{told.on}: how the holders of `{to.role}` are found is not stated under `roles`"
                yield from (f"{told.on}: no role `{role}`" for role in to.everyone if role not in ROLES)
            if told.noun and told.noun not in self.nouns.values():
                yield f"{told.on}: no resource `{told.noun}` under `nouns`"
            for text in told.texts:
                yield from (f"{told.on}: {reason}" for reason in _mistakes(text))
        yield from (f"no role `{role}`" for role in self.roles if role not in ROLES)
        needed = {role for roles in PARTY_ROLES.values() for role in roles} - {"applicant", "inspector", "trainer"}
        yield from (f"roles: `{role}` is missing: a turn may be theirs" for role in sorted(needed - set(self.roles)))


def said(data: Mapping[str, Any], name: str) -> bool:
    """Whether a field says something: 0 and False do, "" and nothing do not."""
    return data.get(name) not in (None, "", [], ())


def places(text: str) -> list[tuple[str, str]]:
    """The places of a template: (field, shape). Raises ValueError for a template that is not one."""
    return [(name, shape or "") for _, name, shape, _ in string.Formatter().parse(text) if name is not None]


def _mistakes(text: str) -> Iterator[str]:
    try:
        found = places(text)
    except ValueError as problem:
        yield f"`{text}`: {problem}"
        return
    for name, shape in found:
        if not all(part.isidentifier() for part in name.split(".")):
            yield f"`{text}`: `{name}` is not a field"
        if shape not in SHAPES:
            yield f"`{text}`: no shape `{shape}`"
