"""A filing as this service knows it: a copy of what registry announced, and to whom a workstation answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True)
class Competent:
    """The competent unit: an institution (`unit`) or a county's department (`county`); "" where there is none."""

    level: Literal["unit", "county", "none"] = "none"
    unit: str = ""
    county: str = ""


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
    version: int = 0
    source_version: int = 0

    @property
    def people(self) -> tuple[str, ...]:
        """The commissioner, or a team's lead and members."""
        return (self.person, *self.members) if self.person else self.members
