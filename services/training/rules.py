"""What a city says about training: who holds it and how, who must attend and how much, what it opens or closes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from shared.rulebook import Condition, Rule, RulesView

Party = Literal["city", "county", "workstation", "dispatching_unit"]


# -- facts ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Session:
    """A session as it is being planned: its holder's party, the way, whether a third party is commissioned."""

    holder: str
    way: str
    on: date
    hours: float
    commissioned: bool
    audience: tuple[str, ...]


@dataclass(frozen=True)
class SessionFacts:
    """What conditions on holding a session may use. `notice_days`: from its planning to its day."""

    session: Session
    notice_days: int


@dataclass(frozen=True)
class Attended:
    """What one person attended in a year."""

    sessions: int
    hours: float


@dataclass(frozen=True)
class YearFacts:
    """What a year's duty may be measured by."""

    year: Attended


# -- vocabulary -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Holder:
    """A party that may hold training; `audience` are the roles it prepares, where the document says."""

    says: Rule[str]
    audience: Rule[tuple[str, ...]]
    conditions: tuple[Condition[SessionFacts], ...] = ()
    plan: Rule[str] | None = None


@dataclass(frozen=True)
class Requirement:
    """Who must attend (by platform role); `must` is the document's word, `enough` what a year's duty is measured by."""

    label: str
    label_en: str
    must: Rule[str]
    sessions: Rule[int]
    hours: Rule[int]
    enough: tuple[Condition[YearFacts], ...] = ()


@dataclass(frozen=True)
class Attendance:
    """A code holds from `minutes_before` to `hours_after` the start; lists until `list_days` after its day."""

    minutes_before: Rule[int]
    hours_after: Rule[int]
    list_days: Rule[int]


@dataclass(frozen=True, kw_only=True)
class Rules(RulesView):
    """The training part of a city's rulebook (`training.yml`)."""

    ways: Rule[tuple[str, ...]]
    holders: dict[str, Holder]
    required: dict[str, Requirement] = field(default_factory=dict)
    attendance: Attendance
    gate: Rule[str]
    certificates: Rule[str]

    def obliged(self) -> tuple[str, ...]:
        """The roles that must attend."""
        return tuple(role for role, requirement in self.required.items() if requirement.must.value)
