"""Chains of review, as pure functions over a state: pass on, return, reject, withdraw, resubmit, escalate when late.

The steps come from a rulebook's `Chain`. Work that is returned always has somebody whose turn it is: an earlier step,
or the applicant, who may submit again. Days are dates in Asia/Shanghai, terms are Chinese working days.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, Protocol

from shared.errors import Conflict, Invalid, Refused
from shared.rulebook.vocabulary import Chain, Step

Status = Literal["draft", "pending", "returned", "approved", "rejected", "withdrawn"]
Calendar = Callable[[date, int], date]
APPLICANT = "applicant"
BACK = ("return", "reject")
OWN: dict[Status, tuple[str, ...]] = {
    "draft": ("submit", "withdraw"),
    "pending": ("withdraw",),
    "returned": ("resubmit", "withdraw"),
}


class By(Protocol):
    """Who acts, as far as the history keeps it."""

    @property
    def account(self) -> str: ...

    @property
    def name(self) -> str: ...


@dataclass(frozen=True)
class Entry:
    """What was done, at which step, by whom; `to` is where returned work went, `defects` are coded reasons."""

    action: str
    step: str | None
    party: str
    by_account: str
    by_name: str
    on: date
    note: str = ""
    defects: tuple[str, ...] = ()
    to: str | None = None


@dataclass(frozen=True)
class ChainState:
    """Where the work stands. `step` is set while pending; `passed_by` are the parties of a joint step that agreed."""

    chain: str
    status: Status
    step: str | None
    since: date
    due: date | None = None
    passed_by: tuple[str, ...] = ()
    history: tuple[Entry, ...] = ()


def start(chain: Chain, on: date, actor: By, *, draft: bool = False, calendar: Calendar | None = None) -> ChainState:
    """Submitted to the first step, or kept as a draft. Raises Refused when the document states no chain."""
    if not chain.steps:
        raise chain.unstated()
    state = ChainState(chain.id, "draft", None, on)
    return state if draft else act(state, chain, "submit", APPLICANT, actor, on, calendar=calendar)


def open_actions(state: ChainState, chain: Chain, on: date | None = None) -> tuple[tuple[str | None, str, str], ...]:
    """Every (step, party, action) that `act` would take now. Given a day, whoever a late step escalates to, too."""
    own = tuple((state.step, APPLICANT, action) for action in OWN.get(state.status, ()))
    step = chain.step(state.step) if state.status == "pending" and state.step else None
    if step is None:
        return own
    parties = tuple(party for party in step.by if party not in state.passed_by)
    if step.escalates_to and on and late(state, on):
        parties += (step.escalates_to,)
    return own + tuple((step.step, party, action) for party in parties for action in step.may)


def targets(chain: Chain, step: str | None) -> tuple[str, ...]:
    """To whom a step can return work, as `to` of `act` names them: the applicant, and every earlier step."""
    names = [one.step for one in chain.steps]
    return (APPLICANT, *names[: names.index(step)]) if step in names else (APPLICANT,)


def late(state: ChainState, on: date) -> bool:
    """Whether the step's term has run out."""
    return state.status == "pending" and state.due is not None and on > state.due


def act(
    state: ChainState,
    chain: Chain,
    action: str,
    party: str,
    actor: By,
    on: date,
    *,
    note: str = "",
    defects: tuple[str, ...] = (),
    to: str | None = None,
    calendar: Calendar | None = None,
) -> ChainState:
    """The state after an action. `to` names the earlier step that returned work goes to (default: the applicant).

    Terms run by the chain's own calendar, its city's, unless another is given.
    Raises Conflict when it is nobody's turn any more or another step's, Refused (citing the chain) when this party may
    not do this here, Invalid when work is sent back without a reason or to a step that is not an earlier one.
    """
    if state.status in ("approved", "rejected", "withdrawn"):
        raise Conflict("此事项已办结", "This matter is closed", status=state.status)
    step = chain.step(state.step) if state.step else None
    if state.status == "pending" and step is None:
        raise Conflict("流程中已没有此环节", "The chain has no such step any more", step=state.step)
    if (state.step, party, action) not in open_actions(state, chain, on):
        raise _not_theirs(state, chain, step, action, party)
    if action in BACK and not note and not defects:
        raise Invalid.field("/note", "请说明理由", "required", en="Give the reason")
    entry = Entry(action, state.step, party, actor.account, actor.name, on, note, tuple(defects), to)
    done, calendar = replace(state, history=(*state.history, entry)), calendar or chain.calendar
    if party == APPLICANT and action in ("submit", "resubmit", "withdraw"):
        return _closed(done, "withdrawn", on) if action == "withdraw" else _at(done, chain.steps[0], on, calendar)
    assert step is not None  # a party's action is open only at a step
    if action == "reject":
        return _closed(done, "rejected", on)
    if action == "return":
        return _returned(done, chain, step, to, on, calendar)
    passed = (*state.passed_by, party)
    if party in step.by and not set(step.by) <= set(passed):
        return replace(done, passed_by=passed)
    following = chain.steps[chain.steps.index(step) + 1 :]
    return _at(done, following[0], on, calendar) if following else _closed(done, "approved", on)


def _at(state: ChainState, step: Step, on: date, calendar: Calendar) -> ChainState:
    due = calendar(on, step.term) if step.term else None
    return replace(state, status="pending", step=step.step, passed_by=(), since=on, due=due)


def _closed(state: ChainState, status: Status, on: date) -> ChainState:
    return replace(state, status=status, step=None, passed_by=(), since=on, due=None)


def _returned(state: ChainState, chain: Chain, step: Step, to: str | None, on: date, calendar: Calendar) -> ChainState:
    if to is None or to == APPLICANT:
        return _closed(state, "returned", on)
    target = chain.step(to) if to in targets(chain, step.step) else None
    if target is None:
        raise Invalid.field(
            "/to", "只能退回申请人或之前的环节", "unknown_step", en="Returned to the applicant or an earlier step only"
        )
    return _at(state, target, on, calendar)


def _not_theirs(state: ChainState, chain: Chain, step: Step | None, action: str, party: str) -> Conflict | Refused:
    if step is not None and party in state.passed_by:
        return Conflict("您已办理过此环节", "You have already acted at this step", step=step.step)
    if step is None or party not in step.by:
        return Conflict("当前环节不由您办理", "It is not your turn", step=state.step, party=party)
    return chain.refused(
        f"此环节只能：{'、'.join(step.may)}", f"At this step one may {', '.join(step.may)}, not {action}"
    )
