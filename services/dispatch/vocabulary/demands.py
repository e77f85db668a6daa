"""What dispatch.yml can say of demands, achievements and their public rounds. Months are calendar months."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from services.dispatch.vocabulary.parties import Party
from services.dispatch.vocabulary.silence import by_platform, unstated
from shared.rulebook import Chain, Rule

Level = Literal["public", "titles", "parties", "officers"]
STAGES = ("laboratory", "pilot", "industrial")
LEVELS: tuple[Level, ...] = ("public", "titles", "parties", "officers")


@dataclass(frozen=True)
class Publication:
    """The city's periodic public round: whether it is held, how often (months), how long it is shown (days).

    `answers_within`: working days the city has to answer what is said to a round.
    """

    held: Rule[bool]
    every_months: Rule[int]
    shown_days: Rule[int]
    answers_within: Rule[int] = field(default_factory=unstated("publication.answers_within"))


@dataclass(frozen=True)
class Reporting:
    """Who may report a demand or an achievement, and who gathers it before it can be published.

    `levels`: the levels of confidentiality to choose from. `valid_months`: how long it stands, from its publication;
    `remind_days`: how many days before its end the reporter is reminded. `similar_from`: the likeness (0 to 1) from
    which two are pointed out as one.
    """

    reported_by: Rule[tuple[Party, ...]]
    gathering: Chain
    levels: Rule[tuple[Level, ...]] = field(default_factory=by_platform("reporting.levels", LEVELS))
    valid_months: Rule[int] = field(default_factory=unstated("reporting.valid_months"))
    remind_days: Rule[int] = field(default_factory=unstated("reporting.remind_days"))
    similar_from: Rule[float] = field(default_factory=by_platform("reporting.similar_from", 0.85))


@dataclass(frozen=True)
class Demands(Reporting):
    """Demands besides. `every_months`: how often a host reports. `forwarded_by`: who may send one to another desk.

    `followup_months`: after how many months the host tells what came of it. `unanswered_days`: from when a published
    demand without contact stands on the map; `least_shown`: fewer confidential ones than this are not counted there.
    """

    every_months: Rule[int] = field(default_factory=unstated("demands.every_months"))
    forwarded_by: Rule[tuple[Party, ...]] = field(default_factory=unstated("demands.forwarded_by"))
    followup_months: Rule[tuple[int, ...]] = field(default_factory=by_platform("demands.followup_months", (3, 6, 12)))
    unanswered_days: Rule[int] = field(default_factory=by_platform("demands.unanswered_days", 30))
    least_shown: Rule[int] = field(default_factory=by_platform("demands.least_shown", 3))


@dataclass(frozen=True)
class Achievements(Reporting):
    """Achievements besides. `stages`: how ripe one can be, the least ripe first."""

    stages: Rule[tuple[str, ...]] = field(default_factory=by_platform("achievements.stages", STAGES))
