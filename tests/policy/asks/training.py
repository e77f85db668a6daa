"""What the policy cases about training ask: (rules, given, on) -> plain JSON, or Refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from services.training.domain import training as trainings
from services.training.domain.attendance import by_code, standing
from services.training.domain.training import Plan, Training
from services.training.rules import Rules
from shared.actor import Actor, Grant
from shared.errors import Conflict

ROLES = {
    "city": "city_officer",
    "county": "county_officer",
    "workstation": "dispatching_manager",
    "dispatching_unit": "dispatching_manager",
}


def plan(rules: Rules, given: dict[str, Any], on: date) -> dict[str, Any]:
    """A session is planned. given: holder, commissioned (bool), way."""
    made = _planned(rules, given, on)
    return {"status": made.status, "audience": list(made.audience), "article": made.articles[0]}


def obliged(rules: Rules, given: dict[str, Any], on: date) -> Any:
    """Whether a role must attend, by which article. given: role, sessions (attended this year), hours."""
    session = _planned(rules, {"holder": "city", "commissioned": True}, on)
    actor = Actor("a", "a", "150200", "p", (Grant(given["role"]),))
    attended = [by_code(session, actor)] * given.get("sessions", 0)
    duties = standing(rules, [given["role"]], attended)
    return {"must": bool(duties), "article": duties[0]["article"] if duties else None,
            "met": duties[0]["met"] if duties else None}  # fmt: skip


def sign_in(rules: Rules, given: dict[str, Any], on: date) -> dict[str, Any]:
    """The code is said. given: minutes (before the start when negative)."""
    session = trainings.publish(_planned(rules, {"holder": "city", "commissioned": True}, on), "ABCDEF")
    now = datetime.fromtimestamp(session.starts_at.timestamp() + given["minutes"] * 60, UTC)
    if not trainings.code_open(session, rules, now):
        raise trainings.code_closed(session, rules, now)
    return {"taken": True}


def list_in(rules: Rules, given: dict[str, Any], on: date) -> dict[str, Any]:
    """The trainer's list comes in. given: days (after the session's day)."""
    session = trainings.publish(_planned(rules, {"holder": "city", "commissioned": True}, on), "ABCDEF")
    day = date.fromordinal(session.on.toordinal() + given["days"])
    return {"taken": trainings.lists_open(session, rules, day)}


def state(rules: Rules, given: dict[str, Any], on: date) -> dict[str, Any]:
    """What the document says in one place. given: rule (dotted path in training.yml)."""
    rule: Any = rules
    for part in given["rule"].split("."):
        rule = rule[part] if isinstance(rule, dict) else getattr(rule, part)
    return {"article": rule.cite, "source": rule.source, "value": rule.value}


def enrol_twice(rules: Rules, given: dict[str, Any], on: date) -> dict[str, Any]:
    """Places are taken one after another. given: places, takers."""
    session = trainings.publish(_planned(rules, {"holder": "city", "commissioned": True, **given}, on), "ABCDEF")
    got = 0
    for _ in range(given["takers"]):
        try:
            session = trainings.take_place(session)
        except Conflict:
            continue
        got += 1
    return {"got": got}


def _planned(rules: Rules, given: dict[str, Any], on: date) -> Training:
    holder = given["holder"]
    actor = Actor("officer", "officer", "150200", None, (Grant(ROLES[holder], "unit-1", "150203"),))
    plan = Plan(
        title="科技政策培训",
        topics=(),
        way=given.get("way", "on_site"),
        place="市科技大厦",
        starts_at=datetime.combine(on, time(1), tzinfo=UTC),
        hours=3.0,
        audience=(),
        places=given.get("places", 0),
        holder=holder,
        unit="unit-1" if ROLES[holder] == "dispatching_manager" else "",
        county="150203" if holder == "county" else "",
        trainer="",
        trainer_unit="third-party" if given.get("commissioned") else "",
    )
    return trainings.plan("session-1", plan, rules, actor, on)
