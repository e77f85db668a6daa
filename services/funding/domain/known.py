"""What funding has heard from the other services: its own small copies of their facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.funding.rules import AgreementFacts, EndingFacts, FilingFacts, ResultFacts


@dataclass(frozen=True)
class KnownRecord:
    """A confirmed daily record (records.record_confirmed)."""

    id: str
    city: str
    agreement: str
    filing: str
    person: str
    sender_unit: str
    host_unit: str
    host_county: str | None
    on: date
    hours: float
    version: int = 0


@dataclass(frozen=True)
class KnownAgreement:
    """An agreement in force (dispatch.agreement_filed), and its end (dispatch.agreement_ended), in either order.

    `state_version`: of the latest ending or restoration heard; an earlier one changes nothing.
    """

    id: str
    city: str
    filing: str
    sender_unit: str
    host_unit: str
    since: date | None = None
    until: date | None = None
    ended_on: date | None = None
    ground: str = ""
    state_version: int = 0
    version: int = 0

    def facts(self, on: date) -> AgreementFacts:
        """Its facts for a service on a day."""
        in_term = self.since is not None and self.until is not None and self.since <= on <= self.until
        covers = in_term and (self.ended_on is None or on <= self.ended_on)
        since, until = (day.isoformat() if day else "" for day in (self.since, self.until))
        return AgreementFacts(since=since, until=until, covers=covers, ended=self.ground)

    def ending(self) -> EndingFacts | None:
        """How it ended, if it did."""
        return EndingFacts("agreement", self.ground, self.ended_on.isoformat()) if self.ended_on else None


@dataclass(frozen=True)
class KnownFiling:
    """A filing (registry.filing_made), cancelled, suspended or restored since.

    `account`: who may sign in for it. `suspended_on`, `suspended_by`: since when it rests, by which article.
    `state_version`: the latest suspension or resumption heard; an earlier one changes nothing.
    """

    id: str
    city: str
    subject: str = ""
    kind: str = ""
    level: str = ""
    person: str | None = None
    account: str | None = None
    unit: str | None = None
    name: str = ""
    since: date | None = None
    provincial: bool = False
    cancelled_on: date | None = None
    ground: str = ""
    suspended_on: date | None = None
    suspended_by: str = ""
    state_version: int = 0
    facts_version: int = 0
    version: int = 0

    def facts(self, on: date) -> FilingFacts:
        """Its facts on a day."""
        live = self.since is not None and self.since <= on and (self.cancelled_on is None or on <= self.cancelled_on)
        return FilingFacts(
            subject=self.subject,
            kind=self.kind,
            level=self.level,
            since=self.since.isoformat() if self.since else "",
            days=max((on - self.since).days, 0) if self.since else 0,
            live=live,
            provincial=self.provincial,
        )

    def ending(self) -> EndingFacts | None:
        """How it ended, if it did."""
        return EndingFacts("filing", self.ground, self.cancelled_on.isoformat()) if self.cancelled_on else None


@dataclass(frozen=True)
class KnownResult:
    """A published appraisal result (appraisal.result_published)."""

    id: str
    city: str
    cycle: str
    year: int
    subject: str
    filing: str
    person: str | None
    unit: str | None
    grade: str
    score: float
    consequences: tuple[str, ...] = ()
    place: int = 0
    among: int = 0
    rewardable: bool = False
    version: int = 0

    def facts(self) -> ResultFacts:
        """Its facts."""
        return ResultFacts(True, self.grade, self.score, self.place, self.among, self.consequences)


@dataclass(frozen=True)
class KnownUnit:
    """A registered unit (registry.unit_registered): money is allocated only to units that exist."""

    id: str
    city: str
    name: str
    unit_kind: str = ""
    county: str | None = None
    version: int = 0
