"""The clocks of a case (办理与答复期限): late steps, days to answer a paper near or over; each told once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta

from services.dispatch.domain.ending import Ending, ground_of, process_of
from services.dispatch.domain.proceeding import Notice
from services.dispatch.rules import Rules
from shared.chain import ChainState
from shared.chain import late as is_late
from shared.errors import Refused
from shared.rulebook import Chain


@dataclass(frozen=True)
class Bell:
    """One clock that is to be told of: of which day, for whom it waits (`turn`), who else may act since then.

    `what`: late, appeal_late (a step was not taken in time), answer_due, answer_over (a paper is to be answered).
    """

    what: str
    due: date
    turn: tuple[str, ...]
    escalates_to: str = ""
    step: str = ""
    paper: str = ""

    @property
    def key(self) -> str:
        """By which a case remembers that it was told."""
        return f"{self.what}:{self.step or self.paper}:{','.join(self.turn)}:{self.due}"


def bells(ending: Ending, rules: Rules, on: date) -> list[Bell]:
    """Everything of a case that is to be told today and was not yet."""
    found = dict.fromkeys([*_steps(ending, rules, on), *_papers(ending, rules, on)])
    return [bell for bell in found if bell.key not in ending.clocks_told]


def told(ending: Ending, bell: Bell) -> Ending:
    """It was told of."""
    return replace(ending, clocks_told=(*ending.clocks_told, bell.key))


def _steps(ending: Ending, rules: Rules, on: date) -> Iterator[Bell]:
    """Steps in deciding the case, or the appeal against it, whose day is over."""
    if is_late(ending.state, on):
        with suppress(Refused):  # the city's rules do not know the ground any more: nobody can be named
            yield from _step("late", ending.state, ground_of(rules, ending.ground).chain)
    if ending.appeal is not None and is_late(ending.appeal.state, on):
        with suppress(Refused):
            yield from _step("appeal_late", ending.appeal.state, process_of(rules, ending.ground).appeal)


def _step(what: str, state: ChainState, chain: Chain) -> Iterator[Bell]:
    step = chain.step(state.step or "")
    if step is not None and state.due is not None:
        waiting = tuple(party for party in step.by if party not in state.passed_by)
        yield Bell(what, state.due, waiting, step.escalates_to or "", step.step)


def _papers(ending: Ending, rules: Rules, on: date) -> Iterator[Bell]:
    """The last day to answer a paper: near, told to its party; over, to those who may decide now."""
    days = rules.endings.remind_days.value
    for notice in ending.notices:
        if notice.due is None or not _open(ending, notice):
            continue
        if days and on <= notice.due <= on + timedelta(days=days):
            yield Bell("answer_due", notice.due, (notice.to,), paper=notice.what)
        elif notice.what == "notice" and notice.due < on:
            yield from _decidable(ending, rules, notice.due)


def _open(ending: Ending, notice: Notice) -> bool:
    """Whether its party may still answer, and has not."""
    if notice.what == "notice":
        spoken = any(said.party == notice.to for said in ending.statements)
        return ending.state.status == "pending" and not spoken
    return notice.what == "decision" and ending.appeal is None and ending.overturned_on is None


def _decidable(ending: Ending, rules: Rules, due: date) -> Iterator[Bell]:
    try:
        step = ground_of(rules, ending.ground).chain.step(ending.state.step or "")
    except Refused:
        return
    if step is not None:
        waiting = tuple(party for party in step.by if party not in ending.state.passed_by)
        yield Bell("answer_over", due, waiting, step=step.step, paper="notice")
