"""Other services' facts, as appraisal has heard them: small copies, dropped and rebuilt from announcements."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class KnownFiling:
    """A filing of the registry. `account` is the holder's (a team's lead's); `cancelled_on` None while in force."""

    id: str
    city: str
    subject: str = ""
    kind: str = ""
    number: str = ""
    name: str = ""
    person: str | None = None
    account: str | None = None
    unit: str | None = None
    sender_unit: str | None = None
    county: str | None = None
    since: date | None = None
    cancelled_on: date | None = None
    facts_version: int = 0
    version: int = 0

    @property
    def holder(self) -> str:
        """Whose history counts: the person (or a team's lead), or the unit; it outlives a cancelled filing."""
        return self.person or self.unit or self.id


@dataclass(frozen=True)
class KnownVisit:
    """A confirmed daily record. `hours` in hours; `outcomes` counts, and amounts in fen."""

    id: str
    city: str
    filing: str
    sender_unit: str | None
    host_unit: str
    year: int
    on: date
    hours: float
    duties: tuple[str, ...] = ()
    outcomes: dict[str, int] = field(default_factory=dict)
    files: int = 0
    photos_same_day: bool = False
    stamped: bool = False
    county_approved: bool = False
    version: int = 0


@dataclass(frozen=True)
class KnownReport:
    """A report handed in: of a workstation (`unit`), or under a filing."""

    id: str
    city: str
    kind: str
    reporter: str
    unit: str | None
    filing: str | None
    period: str
    year: int
    late: bool
    accepted: bool = False
    version: int = 0


@dataclass(frozen=True)
class KnownAttendance:
    """A person's attendance at a training session. `hours` in hours."""

    id: str
    city: str
    person: str
    year: int
    on: date
    hours: float
    session: str = ""
    version: int = 0


@dataclass(frozen=True)
class KnownAgreement:
    """An agreement, from `since` to `until` or to its ending on a ground.

    `state_version`: of the latest ending or restoration heard; an earlier one changes nothing.
    """

    id: str
    city: str
    filing: str = ""
    sender_unit: str | None = None
    host_unit: str = ""
    since: date | None = None
    until: date | None = None
    ended_on: date | None = None
    ground: str = ""
    state_version: int = 0
    version: int = 0
