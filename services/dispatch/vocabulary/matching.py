"""What a city can say about matching: the weights of the soft scores. Hard rules are the agreement's own conditions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from shared.rulebook import Rule

PLATFORM = "平台缺省"
SINCE = date(2026, 11, 1)
NOTE = "本办法未作规定，市科技局未设定前按平台缺省执行"


@dataclass(frozen=True)
class Weights:
    """Points of a full mark of each part. All are whole numbers; what matters is their proportion.

    words: the words of demand and expertise; field: shared fields; grade: the last published appraisal; services:
    confirmed services; renewals: agreements renewed; distance: same county, same city; load: agreements running now.
    """

    words: int = 50
    field: int = 20
    grade: int = 8
    services: int = 4
    renewals: int = 3
    distance: int = 5
    load: int = 10


def _default(name: str, value: Any) -> Rule[Any]:
    """The platform's own value until the bureau sets one, marked as the platform's."""
    return Rule(f"dispatch.matching.{name}", f"{PLATFORM}（{SINCE}）", "setting", NOTE, PLATFORM, SINCE, value)


@dataclass(frozen=True)
class Matching:
    """`weights`: of the soft scores; `suggested`: how many are suggested at most for one demand, and to one person."""

    weights: Rule[Weights] = field(default_factory=partial(_default, "weights", Weights()))
    suggested: Rule[int] = field(default_factory=partial(_default, "suggested", 10))
