"""A chain keeps its work: any sequence of actions leaves a legal state, and returned work is always somebody's turn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.chain import ChainState, act, late, open_actions, start, targets
from shared.errors import Conflict, Invalid, Problem, Refused
from shared.rulebook import Chain, Step

MONDAY = date(2024, 6, 3)


@dataclass(frozen=True)
class Person:
    account: str = "a1"
    name: str = "甲"


ME = Person()
STEPS = (
    Step("review", ("workstation",), ("pass", "return", "reject"), 5, "city"),
    Step("opinion", ("county", "host_unit"), ("recommend", "return")),
    Step("filing", ("city",), ("file", "return", "reject")),
)
CHAIN = Chain("registry.filing", "第十条", "document", "", "", None, STEPS)
ACTIONS = ["submit", "resubmit", "withdraw", "pass", "recommend", "file", "return", "reject", "approve"]
PARTIES = ["applicant", "workstation", "county", "host_unit", "city"]


def reach(*steps: tuple[str, str]) -> ChainState:
    state = start(CHAIN, MONDAY, ME)
    for action, party in steps:
        state = act(state, CHAIN, action, party, ME, MONDAY, note="理由")
    return state


@given(
    st.lists(
        st.tuples(
            st.sampled_from(ACTIONS),
            st.sampled_from(PARTIES),
            st.sampled_from([None, "applicant", "review", "opinion", "filing", "nowhere"]),
            st.integers(0, 20),
        ),
        max_size=40,
    ),
    st.booleans(),
)
def test_any_sequence_of_actions_leaves_a_legal_state(
    moves: list[tuple[str, str, str | None, int]], draft: bool
) -> None:
    state, day = start(CHAIN, MONDAY, ME, draft=draft), MONDAY
    for action, party, to, days in moves:
        day += timedelta(days=days)
        offered = (state.step, party, action) in open_actions(state, CHAIN, day)
        try:
            after = act(state, CHAIN, action, party, ME, day, note="理由", to=to)
        except Problem as problem:
            if offered and not isinstance(problem, Invalid):
                raise AssertionError("an offered action was refused") from problem
            continue
        assert offered
        assert after.history[:-1] == state.history
        assert after.history[-1].action == action
        state = after
        assert (state.status == "pending") == (state.step is not None)
        assert set(state.passed_by) < set(PARTIES)
        assert bool(open_actions(state, CHAIN, day)) == (state.status in ("draft", "pending", "returned"))
        if state.status == "returned":
            assert (None, "applicant", "resubmit") in open_actions(state, CHAIN, day)
        if action == "return":
            assert state.status in ("returned", "pending")


@given(st.sampled_from([(), (("pass", "workstation"),)]), st.sampled_from([None, "review"]))
def test_returned_work_is_never_lost(before: tuple[tuple[str, str], ...], to: str | None) -> None:
    state = reach(*before)
    party = "county" if before else "workstation"
    if not before and to:
        with pytest.raises(Invalid):
            act(state, CHAIN, "return", party, ME, MONDAY, note="补材料", to=to)
        return
    state = act(state, CHAIN, "return", party, ME, MONDAY, note="补材料", to=to)
    if to is None:
        state = act(state, CHAIN, "resubmit", "applicant", ME, MONDAY)
    assert (state.status, state.step) == ("pending", "review")
    for action, by in [("pass", "workstation"), ("recommend", "county"), ("recommend", "host_unit"), ("file", "city")]:
        state = act(state, CHAIN, action, by, ME, MONDAY)
    assert state.status == "approved"


def test_a_joint_step_waits_for_every_party() -> None:
    state = reach(("pass", "workstation"), ("recommend", "host_unit"))
    assert (state.step, state.passed_by) == ("opinion", ("host_unit",))
    with pytest.raises(Conflict):
        act(state, CHAIN, "recommend", "host_unit", ME, MONDAY)
    assert act(state, CHAIN, "recommend", "county", ME, MONDAY).step == "filing"


def test_a_party_may_only_do_what_the_step_says() -> None:
    state = reach(("pass", "workstation"))
    with pytest.raises(Refused) as raised:
        act(state, CHAIN, "reject", "county", ME, MONDAY, note="理由")
    assert raised.value.article == "第十条"


def test_work_is_sent_back_only_with_a_reason() -> None:
    with pytest.raises(Invalid):
        act(start(CHAIN, MONDAY, ME), CHAIN, "return", "workstation", ME, MONDAY)


def test_a_term_runs_in_chinese_working_days_and_a_late_step_escalates() -> None:
    state = start(CHAIN, date(2024, 9, 27), ME)
    assert state.due == date(2024, 10, 10)
    assert not late(state, date(2024, 10, 10))
    with pytest.raises(Conflict):
        act(state, CHAIN, "pass", "city", ME, date(2024, 10, 10))
    assert late(state, date(2024, 10, 11))
    assert act(state, CHAIN, "pass", "city", ME, date(2024, 10, 11)).step == "opinion"


def test_closed_work_takes_nothing_more() -> None:
    state = reach(("reject", "workstation"))
    for action in ACTIONS:
        with pytest.raises(Conflict):
            act(state, CHAIN, action, "applicant", ME, MONDAY)


def test_a_silent_document_starts_no_chain() -> None:
    with pytest.raises(Refused, match="本办法未作规定"):
        start(replace(CHAIN, steps=()), MONDAY, ME)


def test_the_targets_told_are_those_that_a_return_takes() -> None:
    at_filing = reach(("pass", "workstation"), ("recommend", "county"), ("recommend", "host_unit"))
    told = targets(CHAIN, at_filing.step)
    assert told == ("applicant", "review", "opinion")
    for to in (*told, "filing", "nowhere"):
        if to in told:
            act(at_filing, CHAIN, "return", "city", ME, MONDAY, note="补材料", to=to)
        else:
            with pytest.raises(Invalid):
                act(at_filing, CHAIN, "return", "city", ME, MONDAY, note="补材料", to=to)
