"""Follow-up (成效跟踪): what came of a demand, asked months after an agreement was made upon it, or it was closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from services.dispatch.domain.deed import deed
from services.dispatch.domain.demand import Demand, FollowUp
from services.dispatch.domain.validity import add_months
from services.dispatch.rules import Rules
from shared.actor import Actor
from shared.errors import Conflict, Invalid


def contacted(demand: Demand, opened_to: tuple[str, ...], on: date) -> Demand:
    """Somebody came to it, or was sent: the first time is kept, and whom it was opened to (nobody on `officers`)."""
    named = opened_to if demand.confidentiality != "officers" else ()
    known = tuple(dict.fromkeys((*demand.opened_to, *(one for one in named if one))))
    return replace(demand, first_contact_on=demand.first_contact_on or on, opened_to=known)


def plan(demand: Demand, rules: Rules, on: date) -> Demand:
    """Asked about from today on, once; unchanged where it already is, or the city asks nothing."""
    months = rules.demands.followup_months.value or ()
    if demand.followups or not months:
        return demand
    asked = tuple(FollowUp(each, add_months(on, each)) for each in sorted(months))
    return replace(demand, followups=asked, followup_due=asked[0].due)


def matched(demand: Demand, rules: Rules, on: date) -> Demand:
    """An agreement upon it is in force."""
    return plan(replace(demand, matched_on=demand.matched_on or on), rules, on)


def tell(demand: Demand, on: date) -> tuple[Demand, tuple[FollowUp, ...]]:
    """(the demand with the follow-ups of this day marked as told, those follow-ups)."""
    due = tuple(one for one in demand.followups if not one.told and one.due <= on)
    marked = tuple(replace(one, told=True) if one in due else one for one in demand.followups)
    return replace(demand, followups=marked, followup_due=_next(marked)), due


def answer(demand: Demand, months: int, said: dict[str, Any], actor: Actor, on: date) -> Demand:
    """What the host says came of it. `said`: result (solved, partly, not), contract_fen, patents, note.

    Raises Invalid for a follow-up there is not, Conflict for one that is not due yet or answered already.
    """
    one = next((one for one in demand.followups if one.months == months), None)
    if one is None:
        raise Invalid.field("/months", "没有这一次跟踪", "choice", en="There is no such follow-up")
    if on < one.due:
        raise Conflict(f"跟踪尚未到期（{one.due}）", f"Not due before {one.due}", code="early")
    if one.result:
        raise Conflict("已填报", "Answered already", code="answered")
    told = replace(one, **said, told=True, answered_by=actor.name, answered_on=on)
    marked = tuple(told if each is one else each for each in demand.followups)
    done = deed("followed_up", actor, demand.scope, on, said.get("note", ""), str(months))
    return replace(demand, followups=marked, followup_due=_next(marked), deeds=(*demand.deeds, done))


def waiting(demand: Demand, on: date) -> tuple[int, ...]:
    """The months of the follow-ups that the host has to answer now."""
    return tuple(one.months for one in demand.followups if one.due <= on and not one.result)


def to_be_answered(demand: Demand, on: date) -> None:
    """Whether the host has one to answer now. Raises Conflict when it has none."""
    if not waiting(demand, on):
        raise Conflict("没有待填报的跟踪", "Nothing to answer now", code="answered")


def _next(followups: tuple[FollowUp, ...]) -> date | None:
    return min((one.due for one in followups if not one.told), default=None)
