"""A training session: planned by its holder, published with a code, held, or cancelled (B-18, B-20; S silent).

In the city's name a commissioned third party runs it (B-18); counties and workstations hold their own (B-20).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from services.training.rules import Rules, Session, SessionFacts
from shared.actions import NOTHING, action
from shared.actor import Actor
from shared.errors import Conflict, Forbidden, Invalid, NotFound, Refused
from shared.rulebook import check, refuse

BEIJING = ZoneInfo("Asia/Shanghai")
Status = Literal["planned", "published", "held", "cancelled"]
OPEN: tuple[str, ...] = ("published", "held")


@dataclass(frozen=True)
class Plan:
    """What a session is to be. `starts_at` is aware; `places` 0 means as many as come; audience are role names."""

    title: str
    topics: tuple[str, ...]
    way: str
    place: str
    starts_at: datetime
    hours: float
    audience: tuple[str, ...]
    places: int
    holder: str
    unit: str
    county: str
    trainer: str
    trainer_unit: str

    @property
    def on(self) -> date:
        """Its day (Asia/Shanghai)."""
        return self.starts_at.astimezone(BEIJING).date()


@dataclass(frozen=True)
class Training:
    """One session. `trainer` is the account of the commissioned third party, `code` is "" until it is published."""

    id: str
    city: str
    title: str
    topics: tuple[str, ...]
    way: str
    place: str
    starts_at: datetime
    on: date
    hours: float
    audience: tuple[str, ...]
    places: int
    taken: int
    holder: str
    unit: str
    county: str
    trainer: str
    trainer_unit: str
    account: str
    status: Status
    planned_on: date
    code: str | None = None
    reason: str = ""
    rules: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    rulebook_version: str = ""
    version: int = 0


def plan(id: str, given: Plan, rules: Rules, actor: Actor, on: date) -> Training:
    """A planned session. Raises Forbidden for another's party, Refused with the rules in the way, else Invalid."""
    _speaks_for(given, actor)
    audience = _meets(given, rules, on)
    holder = rules.holders[given.holder]
    return Training(
        id=id,
        city=actor.city,
        title=given.title,
        topics=given.topics,
        way=given.way,
        place=given.place,
        starts_at=given.starts_at,
        on=given.on,
        hours=given.hours,
        audience=audience,
        places=given.places,
        taken=0,
        holder=given.holder,
        unit=given.unit,
        county=given.county,
        trainer=given.trainer,
        trainer_unit=given.trainer_unit,
        account=actor.account,
        status="planned",
        planned_on=on,
        rules=tuple(basis.id for basis in (holder.says, *holder.conditions)),
        articles=tuple(basis.cite for basis in (holder.says, *holder.conditions)),
        rulebook_version=rules.version,
    )


def change(training: Training, given: Plan, rules: Rules, actor: Actor, on: date) -> Training:
    """The session as it is now meant, until it is held."""
    if training.status not in ("planned", "published"):
        raise _closed(training)
    if (given.holder, given.unit, given.county) != (training.holder, training.unit, training.county):
        raise Invalid.field("/holder", "举办方不能更改 · the holder stays", "holder")
    _speaks_for(given, actor)
    audience = _meets(given, rules, training.planned_on)
    if given.places and given.places < training.taken:
        raise Conflict(f"已有{training.taken}人报名", "More have enrolled already")
    return replace(
        training,
        title=given.title,
        topics=given.topics,
        way=given.way,
        place=given.place,
        starts_at=given.starts_at,
        on=given.on,
        hours=given.hours,
        audience=audience,
        places=given.places,
        trainer=given.trainer,
        trainer_unit=given.trainer_unit,
        rulebook_version=rules.version,
    )


def publish(training: Training, code: str) -> Training:
    """Open to everybody signed in; its code is for those in the room."""
    if training.status != "planned":
        raise _closed(training)
    return replace(training, status="published", code=code)


def take_place(training: Training) -> Training:
    """One place fewer. Raises Conflict when all are taken, or when one can no longer enrol."""
    if training.status != "published":
        raise _closed(training)
    if training.places and training.taken >= training.places:
        raise Conflict("名额已满", "All places are taken", code="full")
    return replace(training, taken=training.taken + 1)


def hold(training: Training, on: date) -> Training:
    """It has taken place."""
    if training.status != "published":
        raise _closed(training)
    if on < training.on:
        raise Conflict("培训尚未到举办日期", "It is not its day yet")
    return replace(training, status="held")


def cancel(training: Training, reason: str) -> Training:
    """It does not take place."""
    if training.status not in ("planned", "published"):
        raise _closed(training)
    return replace(training, status="cancelled", reason=reason, code=None)


def holds(training: Training, actor: Actor) -> bool:
    """Whether the actor holds it: its party's officer, or the commissioned trainer."""
    if training.holder == "city" and actor.has("city_officer"):
        return True
    if training.holder == "county" and training.county in actor.counties("county_officer"):
        return True
    if training.unit and training.unit in actor.units("dispatching_manager"):
        return True
    by_account = bool(training.trainer) and training.trainer == actor.account
    return actor.has("trainer") and (by_account or training.trainer_unit in actor.units("trainer"))


def held_by(training: Training, actor: Actor) -> None:
    """Raises NotFound for whoever does not hold it."""
    if not holds(training, actor):
        raise NotFound("trainings")


def open_to(
    training: Training, actor: Actor, rules: Rules, now: datetime, enrolled: bool = False, attended: bool = False
) -> list[dict[str, Any]]:
    """What the actor may do with it now, and why not; what is its holder's alone is told to nobody else.

    `enrolled`, `attended`: whether the actor has a place, or has signed in.
    """
    own, today = holds(training, actor), now.astimezone(BEIJING).date()
    due = training.status == "published" and today >= training.on
    at_hand = code_open(training, rules, now)
    cite = training.articles[0] if training.articles else ""
    to_come = training.status in ("planned", "published")
    full = bool(training.places) and training.taken >= training.places
    states = [
        ("change_training", own and to_come),
        ("publish_training", own and training.status == "planned"),
        ("enrol", training.status == "published" and not full and not enrolled),
        ("attend", at_hand and not attended),
        ("record_attendances", own and lists_open(training, rules, today)),
        ("hold_training", own and due),
        ("cancel_training", own and to_come),
    ]
    done = {"enrol": ENROLLED} if enrolled else {}
    done |= {"attend": ATTENDED} if attended else {}
    shown = [(name, open_now) for name, open_now in states if own or name in ANYBODYS]
    return [action(name, NOTHING if open_now else done.get(name, CLOSED[name]), cite) for name, open_now in shown]


ANYBODYS = ("enrol", "attend")
ENROLLED = ("您已报名", "You have enrolled")
ATTENDED = ("您已签到", "You have signed in")

CLOSED = {
    "change_training": ("举办方在举办之前可以更改", "Its holder changes it before it is held"),
    "publish_training": ("举办方可以发布计划中的培训", "Its holder publishes a planned training"),
    "enrol": ("名额已满或不在报名期", "No place is left, or enrolment is not open"),
    "attend": ("不在签到时间内", "Not within the time of signing in"),
    "record_attendances": ("举办方在规定期限内可以报送名单", "Its holder hands the list in within the set time"),
    "hold_training": ("举办方自举办之日起可以办结", "Its holder closes it from the day it is held"),
    "cancel_training": ("举办方在举办之前可以取消", "Its holder cancels it before it is held"),
}


def code_open(training: Training, rules: Rules, now: datetime) -> bool:
    """Whether its code is taken at this moment."""
    before = timedelta(minutes=rules.attendance.minutes_before.value or 0)
    after = timedelta(hours=rules.attendance.hours_after.value or 0)
    return training.status in OPEN and training.starts_at - before <= now <= training.starts_at + after


def lists_open(training: Training, rules: Rules, today: date) -> bool:
    """Whether lists of who attended are taken on this day."""
    last = training.on + timedelta(days=rules.attendance.list_days.value or 0)
    return training.status in OPEN and training.on <= today <= last


def code_closed(training: Training, rules: Rules, now: datetime) -> Refused:
    """Why the code is not taken."""
    early = now < training.starts_at
    rule = rules.attendance.minutes_before if early else rules.attendance.hours_after
    return rule.refused("签到尚未开始" if early else "签到已经结束", "Not yet open" if early else "No longer open")


def _speaks_for(given: Plan, actor: Actor) -> None:
    by_account = bool(given.trainer) and given.trainer == actor.account
    trainer = actor.has("trainer") and (by_account or given.trainer_unit in actor.units("trainer"))
    allowed = {
        "city": actor.has("city_officer") or trainer,
        "county": given.county in actor.counties("county_officer"),
        "workstation": given.unit in actor.units("dispatching_manager"),
        "dispatching_unit": given.unit in actor.units("dispatching_manager"),
    }
    if not allowed.get(given.holder, False):
        raise Forbidden("您不能以该举办方的名义安排培训", "You do not plan training in this party's name")


def _meets(given: Plan, rules: Rules, on: date) -> tuple[str, ...]:
    """The audience. Raises Invalid or Refused."""
    holder = rules.holders.get(given.holder)
    if holder is None:
        raise rules.ways.refused("本办法未规定此类主体举办培训", "Such a party holds no training here")
    if given.way not in rules.ways.require():
        raise Invalid.field("/way", "没有这种培训方式 · unknown way", "way")
    if given.on < on:
        raise Invalid.field("/starts_at", "培训不能安排在过去 · not in the past", "past")
    session = Session(
        given.holder, given.way, given.on, given.hours, bool(given.trainer or given.trainer_unit), given.audience
    )
    refuse(check(holder.conditions, SessionFacts(session, (given.on - on).days)))
    return given.audience or holder.audience.value or rules.obliged()


def _closed(training: Training) -> Conflict:
    words = {"planned": "尚未发布", "published": "已发布", "held": "已举办", "cancelled": "已取消"}
    return Conflict(f"培训{words[training.status]}", f"The session is {training.status}", status=training.status)
