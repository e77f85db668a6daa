"""The session's decisions, without any part: plan, publish, places, codes, lists, duties of a year."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.training.access import ACCESS
from services.training.domain import attendance as attendances
from services.training.domain import training as trainings
from services.training.domain.attendance import Participant
from services.training.domain.training import Plan, Training
from services.training.rules import Rules
from services.training.service import TrainingService
from shared.actor import Actor, Grant
from shared.errors import Conflict, Forbidden, Invalid, Problem, Refused
from shared.rulebook import Rulebook
from tests.factories.hosted import offered

DAY = date(2024, 5, 20)
START = datetime(2024, 6, 3, 1, tzinfo=UTC)
RULES = Rules.of(Rulebook(Path(__file__).parents[4] / "shared" / "rulebooks" / "150200-baotou"), DAY)
CITY = Actor("officer", "officer", "150200", None, (Grant("city_officer"),))
TRAINER = Actor("trainer", "trainer", "150200", None, (Grant("trainer"),))
ME = Actor("me", "me", "150200", "person-me", (Grant("commissioner"), Grant("liaison", "host-1")))
PLAN = Plan("政策培训", (), "on_site", "大厦", START, 3.0, (), 0, "city", "", "", "trainer", "")


def planned(**changes: object) -> Training:
    return trainings.plan("t", replace(PLAN, **changes), RULES, CITY, DAY)  # type: ignore[arg-type]


def published(**changes: object) -> Training:
    return trainings.publish(planned(**changes), "ABC234")


def test_the_table_has_a_row_for_every_command_and_question_and_no_other() -> None:
    assert set(ACCESS) == offered(TrainingService)


def test_the_day_of_a_session_is_chinas_day() -> None:
    assert replace(PLAN, starts_at=datetime(2024, 6, 3, 17, tzinfo=UTC)).on == date(2024, 6, 4)


def test_what_no_city_takes_is_invalid() -> None:
    with pytest.raises(Invalid):
        planned(way="telepathy")
    with pytest.raises(Invalid):
        planned(starts_at=START - timedelta(days=30))


def test_only_a_plan_is_published_only_a_published_one_is_held_and_only_from_its_day() -> None:
    with pytest.raises(Conflict):
        trainings.publish(published(), "XYZ")
    with pytest.raises(Conflict):
        trainings.hold(planned(), date(2024, 6, 3))
    with pytest.raises(Conflict):
        trainings.hold(published(), date(2024, 6, 2))
    assert trainings.hold(published(), date(2024, 6, 3)).status == "held"


def test_a_changed_session_keeps_its_holder_its_code_and_its_takers() -> None:
    session = replace(published(places=5), taken=3)
    changed = trainings.change(session, replace(PLAN, title="新题目", places=3), RULES, CITY, DAY)
    assert (changed.title, changed.code, changed.taken) == ("新题目", "ABC234", 3)
    with pytest.raises(Conflict):
        trainings.change(session, replace(PLAN, places=2), RULES, CITY, DAY)
    with pytest.raises(Invalid):
        trainings.change(session, replace(PLAN, holder="county", county="150203"), RULES, CITY, DAY)
    with pytest.raises(Forbidden):
        trainings.change(session, PLAN, RULES, ME, DAY)


@given(places=st.integers(0, 20), takers=st.integers(0, 40))
def test_never_more_places_are_taken_than_there_are(places: int, takers: int) -> None:
    session, refused = published(places=places), 0
    for _ in range(takers):
        try:
            session = trainings.take_place(session)
        except Conflict:
            refused += 1
    assert session.taken == (takers if not places else min(places, takers))
    assert refused == takers - session.taken


def test_who_holds_a_session() -> None:
    county = trainings.plan(
        "c", replace(PLAN, holder="county", county="150203", trainer=""), RULES,
        Actor("c", "c", "150200", None, (Grant("county_officer", None, "150203"),)), DAY,
    )  # fmt: skip
    assert trainings.holds(published(), CITY)
    assert trainings.holds(published(), TRAINER)
    assert not trainings.holds(published(), Actor("other", "x", "150200", None, (Grant("trainer"),)))
    assert not trainings.holds(county, CITY)
    assert not trainings.holds(published(), ME)


def test_open_actions_agree_with_what_the_decisions_allow() -> None:
    for now in (START - timedelta(days=2), START, START + timedelta(days=30)):
        today = now.astimezone(trainings.BEIJING).date()
        for session in (planned(), published(), trainings.hold(published(), date(2024, 6, 3))):
            for actor in (CITY, ME):
                actions = {one["action"]: one for one in trainings.open_to(session, actor, RULES, now)}
                own = trainings.holds(session, actor)
                assert ("hold_training" in actions) == ("cancel_training" in actions) == own
                if own:
                    assert actions["hold_training"]["open"] == _can(trainings.hold, session, today)
                    assert actions["cancel_training"]["open"] == _can(trainings.cancel, session, "x")
                assert actions["enrol"]["open"] == _can(trainings.take_place, session)
                assert all(one["open"] or one["reason"] for one in actions.values())
                there = {one["action"]: one for one in trainings.open_to(session, actor, RULES, now, True, True)}
                assert [there[name]["reason"] for name in ("enrol", "attend")] == ["您已报名", "您已签到"]


def test_one_attends_in_the_first_role_of_the_audience() -> None:
    assert attendances.by_code(published(), ME).role == "commissioner"
    assert attendances.by_code(published(audience=("liaison", "commissioner")), ME).role == "liaison"
    assert attendances.by_code(published(), Actor("x", "x", "150200", None, ())).role == "applicant"


def test_a_list_may_give_fewer_hours_and_never_more() -> None:
    who = Participant("150200:a", "150200", "a", "p", "甲", ("liaison",))
    assert attendances.by_list(published(), who, 1.5, TRAINER).hours == 1.5
    assert attendances.by_list(published(), who, None, TRAINER).hours == 3.0
    with pytest.raises(Invalid):
        attendances.by_list(published(), who, 3.5, TRAINER)


def test_each_role_brings_its_own_duty_and_an_officer_none() -> None:
    duties = attendances.standing(RULES, ["commissioner", "liaison", "city_officer"], [])
    assert [(duty["role"], duty["article"], duty["met"]) for duty in duties] == [
        ("commissioner", "第十九条", False),
        ("liaison", "第十九条", False),
    ]
    once = [attendances.by_code(published(), ME)]
    assert all(duty["met"] for duty in attendances.standing(RULES, ["commissioner"], once))


def test_a_refusal_of_the_code_names_the_setting() -> None:
    early = trainings.code_closed(published(), RULES, START - timedelta(hours=2))
    late = trainings.code_closed(published(), RULES, START + timedelta(hours=13))
    assert isinstance(early, Refused)
    assert (early.rule, late.rule) == ("training.attendance.minutes_before", "training.attendance.hours_after")


def _can(decision: Callable[..., Any], *given: Any) -> bool:
    try:
        decision(*given)
    except Problem:
        return False
    return True
