"""What a city can say about the two ways of choosing besides who may: how long an answer, a name, a report may take."""

from __future__ import annotations

from dataclasses import dataclass, field

from services.dispatch.vocabulary.silence import unstated
from shared.rulebook import Rule


@dataclass(frozen=True)
class Selection:
    """Clocks, in days; silent: none runs.

    `intent_days`: how long an intent can be answered; `remind_days`: how long before its day an order's unit is
    reminded; `progress_every_days`: how often progress of an order is reported where the order does not say itself.
    """

    intent_days: Rule[int] = field(default_factory=unstated("selection.intent_days"))
    remind_days: Rule[int] = field(default_factory=unstated("selection.remind_days"))
    progress_every_days: Rule[int] = field(default_factory=unstated("selection.progress_every_days"))
