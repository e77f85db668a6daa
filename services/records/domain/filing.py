"""A filing as this service knows it: a copy of what registry announced, and to whom a workstation answers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal


@dataclass(frozen=True)
class Competent:
    """The competent unit: an institution (`unit`) or a county's department (`county`); "" where there is none."""

    level: Literal["unit", "county", "none"] = "none"
    unit: str = ""
    county: str = ""


@dataclass(frozen=True)
class Pause:
    """A suspension: its first day, the first day after it ("" while it lasts), and the article it rests on."""

    since: str
    until: str = ""
    article: str = ""

    def covers(self, on: date) -> bool:
        """Whether a service on this day falls into it."""
        return bool(self.since) and self.since <= on.isoformat() and (not self.until or on.isoformat() < self.until)


@dataclass(frozen=True)
class Filing:
    """`unit` is what a workstation's, host's or liaison's filing is about. `cancelled_on` is "" while it is good.

    `number` "" means that its filing has not been heard of yet: only its cancelling was.
    """

    id: str
    city: str
    number: str
    subject: str
    kind: str
    person: str
    account: str
    name: str
    unit: str
    sender_unit: str
    county: str
    level: str
    competent: Competent
    members: tuple[str, ...]
    since: date
    cancelled_on: str = ""
    pauses: tuple[Pause, ...] = ()
    version: int = 0
    facts_version: int = 0
    source_version: int = 0

    @property
    def people(self) -> tuple[str, ...]:
        """The commissioner, or a team's lead and members."""
        return (self.person, *self.members) if self.person else self.members


def paused(pauses: tuple[Pause, ...], on: str, article: str) -> tuple[Pause, ...]:
    """The pauses with one that began on a day; its end may have been heard before."""
    begun = next((one for one in pauses if not one.since and one.until >= on), None)
    if begun is not None:
        return tuple(replace(one, since=on, article=article) if one is begun else one for one in pauses)
    return (*pauses, Pause(on, article=article))


def resumed(pauses: tuple[Pause, ...], on: str) -> tuple[Pause, ...]:
    """The pauses with the open one closed; an end heard before its beginning is kept until that comes."""
    if any(one.since and not one.until for one in pauses):
        return tuple(replace(one, until=on) if one.since and not one.until else one for one in pauses)
    return (*pauses, Pause("", on))
