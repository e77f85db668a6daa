"""What a city can say about agreements besides their term: how they are signed, changed, targeted, handed over."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from services.dispatch.vocabulary.parties import Party
from services.dispatch.vocabulary.silence import unstated
from shared.rulebook import Rule


@dataclass(frozen=True)
class Signing:
    """Which ways of signing the city takes (silent: any), and who may confirm a paper scan (silent: the sender).

    `certified` is a certified electronic seal (电子签章), for cities that have connected one.
    """

    ways: Rule[tuple[Literal["click", "handwritten", "paper", "certified"], ...]] = field(
        default_factory=unstated("agreement.signing.ways")
    )
    paper_by: Rule[tuple[Party, ...]] = field(default_factory=unstated("agreement.signing.paper_by"))


@dataclass(frozen=True)
class TargetType:
    """A type of yearly target: its code, name and unit (technology_contracts, 技术合同, 份)."""

    code: str
    label: str
    label_en: str
    unit: str


@dataclass(frozen=True)
class Supplements:
    """Which terms a supplementary agreement may change within the term (silent: all but the days of the term)."""

    changes: Rule[tuple[Literal["content", "form", "fields", "targets", "days_a_year"], ...]] = field(
        default_factory=unstated("agreement.supplements.changes")
    )
