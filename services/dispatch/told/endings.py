"""What is told of the clocks of a case."""

from __future__ import annotations

from services.dispatch.domain.ending import Ending
from services.dispatch.domain.ending_clock import Bell
from services.dispatch.telling import of_day, of_ending
from shared.work import Announcement

TYPES = {"ending_clock": ("ending_late", "ending_appeal_late", "ending_answer_due", "ending_answer_over")}


def ending_clock(ending: Ending, bell: Bell) -> Announcement:
    """A clock of a case: a step not taken in time, a last day to answer a paper near or over: `ending_<what>`.

    `turn`: for whom it waits; `escalated_to`: who may act too since then; `paper`: what is to be answered, by the
    `party` whose turn it is.
    """
    data = {
        **of_ending(ending),
        "due": of_day(bell.due),
        "turn": list(bell.turn),
        "escalated_to": [bell.escalates_to] if bell.escalates_to else [],
        "paper": bell.paper,
        "party": bell.turn[0] if bell.paper and bell.turn else "",
    }
    return Announcement(f"ending_{bell.what}", f"ending:{ending.id}", data)
