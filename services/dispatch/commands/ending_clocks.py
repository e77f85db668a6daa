"""The clocks of endings: a timer finds steps and answers whose day is near or over, and tells of each once."""

from __future__ import annotations

from datetime import timedelta

from services.dispatch import events
from services.dispatch.domain import ending_clock
from services.dispatch.domain.ending import Ending
from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from shared.rulebook import Rulebook

AT_ONCE = 500
LOOKS_BACK = timedelta(days=60)
"""How far back an unanswered paper is looked for: the timer runs every hour, so only a long standstill is longer."""


def watch_endings(work: DispatchWork, rulebook: Rulebook) -> int:
    """Tells whose turn it is; how many clocks. The rest is found at the next round."""
    rules, on, today = Rules.of(rulebook, work.today), work.today, work.today.isoformat()
    near = (on + timedelta(days=rules.endings.remind_days.value or 0)).isoformat()
    span = {"$gte": (on - LOOKS_BACK).isoformat(), "$lte": near}
    found: dict[str, Ending] = {}
    for asked in (
        {"state.status": "pending", "state.due": {"$lt": today}},
        {"appeal.state.status": "pending", "appeal.state.due": {"$lt": today}},
        {"notices": {"$elemMatch": {"due": span}}},
    ):
        found |= {one.id: one for one in work.endings.some(asked, limit=AT_ONCE)}
    return sum(_tell(work, rules, one) for one in found.values())


def _tell(work: DispatchWork, rules: Rules, ending: Ending) -> int:
    ringing = ending_clock.bells(ending, rules, work.today)
    for bell in ringing:
        ending = ending_clock.told(ending, bell)
        work.announce(events.ending_clock(ending, bell))
    if ringing:
        work.endings.save(ending)
    return len(ringing)
