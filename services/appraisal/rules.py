"""What a city says about appraisal: who is appraised, by which indicators and judges, into which grades, and then.

The facts that its expressions may use are the dataclasses below, and nothing else. Points are decimal numbers of an
indicator's weight; days are compared as ISO text; money is in fen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from shared.rulebook import Amount, Cite, Condition, Measure, Rule, RulesView

Effect = Literal[
    "cancel_filing", "blacklist", "misconduct_record", "commend", "reward", "recommend", "release_payment", "drop"
]


# -- facts ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class StandingFacts:
    """A filing as it stands when the year's cycle is opened: is its holder appraised at all?

    `months_filed`: whole months since the filing, on the day of the snapshot; `cancelled`: no longer in force.
    """

    subject: str
    kind: str
    since: date
    months_filed: int
    cancelled: bool


@dataclass(frozen=True)
class Visit:
    """One confirmed service. `photos_same_day`: with photos taken that day; `stamped`: the host's stamped sheet."""

    on: date
    hours: float
    host: str
    duties: tuple[str, ...]
    files: int
    photos_same_day: bool
    stamped: bool
    county_approved: bool


@dataclass(frozen=True)
class Report:
    """One report handed in for a period of the year."""

    kind: Literal["monthly", "annual"]
    period: str
    late: bool
    accepted: bool


@dataclass(frozen=True)
class Ending:
    """An agreement that ended within the year, on one of dispatch's grounds (commissioner_default, sham ...)."""

    on: date
    ground: str


@dataclass(frozen=True)
class YearFacts:
    """The year of one subject, frozen: what every computed indicator is a function of.

    Of a workstation, the visits, endings and agreements are those of the commissioners it sends. `hours` and
    `training_hours` in hours; `days`: distinct days of service; `hosts`: distinct hosts; `duties`: visits by duty;
    `outcomes`: sums by outcome (amounts in fen); `commissioners`: filings sent by this workstation. `months_filed`:
    whole months since the filing; `months_in_year`: those of this year, up to the day of the snapshot (1 to 12).
    """

    subject: str
    kind: str
    year: int
    months_filed: int
    months_in_year: int = 12
    visits: tuple[Visit, ...] = ()
    days: int = 0
    hours: float = 0.0
    hosts: int = 0
    duties: dict[str, int] = field(default_factory=dict)
    outcomes: dict[str, int] = field(default_factory=dict)
    agreements: int = 0
    endings: tuple[Ending, ...] = ()
    reports: tuple[Report, ...] = ()
    training_hours: float = 0.0
    trainings: int = 0
    commissioners: int = 0


@dataclass(frozen=True)
class Past:
    """An earlier year's published result."""

    year: int
    grade: str
    passed: bool


@dataclass(frozen=True)
class HistoryFacts:
    """What a consequence is a function of. `failed_in_a_row` counts this year and the years right before it.

    `score` in points, `rank` 1 for the best `among` so many of its class; `negative_influence`: found by the city.
    """

    subject: str
    kind: str
    year: int
    grade: str
    passed: bool
    score: float
    rank: int
    among: int
    months_filed: int
    failed_in_a_row: int
    earlier: tuple[Past, ...]
    negative_influence: bool


# -- vocabulary -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Indicator:
    """One thing looked at: computed from the year's facts, or scored by a party's judges (the mean of their scores).

    `weight` is the most it can bring (or, as a deduction, take). `unscored`: what counts where nobody has scored.
    """

    id: str
    label: str
    label_en: str
    weight: Rule[int]
    computed: Measure[YearFacts] | None = None
    scored_by: str = ""
    counts: Literal["points", "bonus", "deduction"] = "points"
    unscored: Literal["left_out", "zero", "full"] = "left_out"


@dataclass(frozen=True)
class Minimum:
    """A condition on the year without which the grade is `grade`, whatever the points (一票否决)."""

    grade: str
    condition: Condition[YearFacts]


@dataclass(frozen=True)
class Share:
    """At most so many per cent of those in the `base`; a tie that does not fit as a whole stays outside or comes in."""

    percent: Rule[int]
    base: Condition[YearFacts] | None = None
    rounding: Literal["down", "nearest", "up"] = "down"
    ties: Literal["outside", "inside"] = "outside"


@dataclass(frozen=True)
class Grade:
    """One grade, the best first: a subject gets the first whose cut-off and share it meets."""

    id: str
    label: str
    label_en: str
    cite: Cite
    passed: bool = True
    at_least: Rule[int] | None = None
    share: Share | None = None


@dataclass(frozen=True)
class Consequence:
    """What follows from a grade and its history; `amount` (fen) only where the document ties money to the grade."""

    then: Effect
    reason: str
    reason_en: str
    when: Condition[HistoryFacts]
    amount: Amount[HistoryFacts] | None = None


@dataclass(frozen=True)
class SubjectClass:
    """Subjects appraised alike. `of` are subjects of filings; `visits_by` says whose services are its year's."""

    id: str
    label: str
    label_en: str
    cite: Cite
    of: tuple[str, ...]
    indicators: tuple[Indicator, ...]
    grades: tuple[Grade, ...]
    kinds: tuple[str, ...] = ()
    visits_by: Literal["filing", "sender_unit", "host_unit"] = "filing"
    who: tuple[Condition[StandingFacts], ...] = ()
    minimums: tuple[Minimum, ...] = ()
    consequences: tuple[Consequence, ...] = ()
    ceiling: int = 100

    def grade(self, id: str) -> Grade:
        """The grade of that id. KeyError when the scheme has no such grade."""
        return {grade.id: grade for grade in self.grades}[id]

    def indicator(self, id: str) -> Indicator | None:
        """The indicator of that id."""
        return next((indicator for indicator in self.indicators if indicator.id == id), None)


@dataclass(frozen=True)
class Rules(RulesView):
    """The root of appraisal.yml."""

    every_years: Rule[int]
    organised_by: Rule[tuple[str, ...]]
    objection_days: Rule[int]
    subjects: Mapping[str, SubjectClass]

    def class_of(self, subject: str, kind: str) -> SubjectClass | None:
        """How this city appraises a filing's subject and kind, or None where it does not."""
        for candidate in self.subjects.values():
            if subject in candidate.of and (not candidate.kinds or kind in candidate.kinds):
                return candidate
        return None

    def inconsistencies(self) -> Iterable[str]:
        """Weights that do not make 100, indicators nobody fills in, grades that do not exist or leave a gap."""
        for name, one in self.subjects.items():
            weights = sum(i.weight.value or 0 for i in one.indicators if i.counts == "points")
            if weights != 100:
                yield f"{name}: the weights add up to {weights}, not 100"
            for indicator in one.indicators:
                if (indicator.computed is None) == (not indicator.scored_by):
                    yield f"{name}.{indicator.id}: either `computed` or `scored_by` is needed"
            if one.grades[-1].at_least is not None or one.grades[-1].share is not None:
                yield f"{name}: the last grade must take everybody who is left"
            known = {grade.id for grade in one.grades}
            yield from (f"{name}: no grade `{m.grade}`" for m in one.minimums if m.grade not in known)
