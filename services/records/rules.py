"""What a city says about records: duties and outcomes, what makes a service count, who reports what to whom.

The facts that its conditions may use are the dataclasses below, and nothing else; days are compared as ISO text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from shared.rulebook import Chain, Condition, Rule, RulesView

ReportKind = Literal["monthly", "annual"]


# -- facts ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Service:
    """One service as it is being recorded. `photos_that_day`: photos said to be taken on the day of the service."""

    on: date
    hours: float
    days_late: int
    duties: tuple[str, ...]
    files: int
    photos: int
    photos_that_day: int


@dataclass(frozen=True)
class Term:
    """The agreement it is done under. `ended_on` and `ended_by` (the ground) are "" while it is in force."""

    kind: str
    way: str
    since: date
    until: date
    ended_on: str
    ended_by: str


@dataclass(frozen=True)
class ServiceFacts:
    """What conditions on a daily record may use."""

    service: Service
    agreement: Term


@dataclass(frozen=True)
class Confirmation:
    """The host's (or a later reviewer's) word: the step, the party, and the files it comes with (a stamped sheet)."""

    step: str
    party: str
    files: int


@dataclass(frozen=True)
class ConfirmationFacts:
    """What conditions on a confirmation may use."""

    service: Service
    confirmation: Confirmation


@dataclass(frozen=True)
class ServiceYear:
    """A commissioner's confirmed services of one calendar year: visits, distinct days, hours, distinct hosts."""

    visits: int
    days: int
    hours: float
    hosts: int


@dataclass(frozen=True)
class YearFacts:
    """What conditions on a year's least service may use."""

    year: ServiceYear


# -- vocabulary -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ServiceDuty:
    """One duty that a service may fulfil; `says` is the document's sentence; `kinds` () means every kind."""

    label: str
    label_en: str
    says: Rule[str]
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """One figure that a service may bring, counted in `unit`."""

    label: str
    label_en: str
    unit: Literal["count", "fen", "person"]
    says: Rule[str]


@dataclass(frozen=True)
class DailyRecords:
    """What a daily record must meet: who keeps them, how late they may be, how much evidence, and conditions."""

    keepers: Rule[tuple[str, ...]]
    days_back: Rule[int]
    files_at_least: Rule[int]
    photos_at_least: Rule[int]
    conditions: tuple[Condition[ServiceFacts], ...] = ()
    confirmation: Chain = field(kw_only=True)
    confirming: tuple[Condition[ConfirmationFacts], ...] = ()


@dataclass(frozen=True)
class ReportDuty:
    """Who reports to whom: due `due_days` after the period's end, open `opens_days` before it; then the chain."""

    to: Literal["competent_unit", "workstation", "dispatching_unit", "county", "city"]
    owed: Rule[str]
    due_days: Rule[int]
    opens_days: Rule[int]
    chain: Chain


@dataclass(frozen=True)
class Reports:
    """One kind of report. `basis` is the document's word on it; where it is silent, nobody owes one."""

    basis: Rule[str]
    by: dict[str, ReportDuty] = field(default_factory=dict)


@dataclass(frozen=True)
class LeastService:
    """How much a commissioner serves in a year at least; `basis` says so, the conditions measure it."""

    basis: Rule[str]
    conditions: tuple[Condition[YearFacts], ...] = ()


@dataclass(frozen=True)
class Upward:
    """What goes up to the city besides reports: cases, model deeds, problems."""

    basis: Rule[str]
    by: tuple[str, ...]
    chain: Chain


@dataclass(frozen=True, kw_only=True)
class Rules(RulesView):
    """The records part of a city's rulebook (`records.yml`)."""

    service_duties: dict[str, ServiceDuty]
    outcomes: dict[str, Outcome]
    daily: DailyRecords
    monthly: Reports
    annual: Reports
    least_service: LeastService
    cases: Upward
    problems: Upward
    summing_up: Rule[str]

    def reports(self, kind: ReportKind) -> Reports:
        """The rules of one kind of report."""
        return self.monthly if kind == "monthly" else self.annual

    @cached_property
    def cited_by_records(self) -> tuple[dict[str, str], ...]:
        """The rules that every daily record rests on, as announcements name them (made once: the path is hot)."""
        bases = (*self.daily.conditions, self.daily.days_back, self.daily.files_at_least, self.daily.photos_at_least)
        return tuple({"rule": basis.id, "article": basis.cite} for basis in bases if basis.source != "silent")
