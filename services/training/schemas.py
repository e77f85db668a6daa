"""Shapes in and out of the training service; both ends load the same ones. Moments carry their offset."""

from __future__ import annotations

from marshmallow import Schema, fields, validate, validates_schema
from marshmallow.exceptions import ValidationError

from shared.shapes import Paged

ID = validate.Length(min=1, max=120)
AUDIENCE = ("commissioner", "dispatching_manager", "liaison", "county_officer", "competent_officer", "host_manager")
HOLDERS = ("city", "county", "workstation", "dispatching_unit")


def _id(required: bool = True) -> fields.String:
    return fields.String(required=required, validate=ID)


def _whose() -> fields.String:
    return fields.String(load_default="", validate=validate.Length(max=120))


class Action(Schema):
    """What the asker may do, and why not."""

    action = fields.String()
    open = fields.Boolean()
    reason = fields.String()
    reason_en = fields.String()
    article = fields.String()


class PlanTraining(Schema):
    """A session to come. `audience` left out: those the rulebook names for its holder."""

    title = fields.String(required=True, validate=validate.Length(min=1, max=200))
    topics = fields.List(
        fields.String(validate=validate.Length(min=1, max=100)), load_default=list, validate=validate.Length(max=20)
    )
    way = fields.String(required=True, validate=validate.Length(min=1, max=40))
    place = fields.String(required=True, validate=validate.Length(min=1, max=300))
    starts_at = fields.AwareDateTime(required=True)
    hours = fields.Float(required=True, validate=validate.Range(min=0.5, max=80))
    audience = fields.List(
        fields.String(validate=validate.OneOf(AUDIENCE)), load_default=list, validate=validate.Length(max=len(AUDIENCE))
    )
    places = fields.Integer(load_default=0, validate=validate.Range(min=0, max=100_000))
    holder = fields.String(required=True, validate=validate.OneOf(HOLDERS))
    unit = _whose()
    county = _whose()
    trainer = _whose()
    trainer_unit = _whose()


class ChangeTraining(PlanTraining):
    """The session as it is now meant."""

    training_id = _id()


class TrainingId(Schema):
    """Which session."""

    training_id = _id()


class CancelTraining(TrainingId):
    """Why it does not take place."""

    reason = fields.String(required=True, validate=validate.Length(min=1, max=500))


class Attendee(Schema):
    """Somebody who came; `hours` where fewer than the session's."""

    account = _id()
    hours = fields.Float(validate=validate.Range(min=0.5, max=80))


class RecordAttendances(TrainingId):
    """The list of a room."""

    attendees = fields.List(fields.Nested(Attendee), required=True, validate=validate.Length(min=1, max=200))

    @validates_schema
    def once_each(self, data: dict[str, list[dict[str, object]]], **_: object) -> None:
        """Nobody stands on a list twice."""
        accounts = [one.get("account") for one in data.get("attendees", [])]
        if len(set(accounts)) != len(accounts):
            raise ValidationError("同一账号只列一次 · Names an account twice", "attendees")


class Attend(Schema):
    """The code shown in the room."""

    code = fields.String(required=True, validate=validate.Length(min=4, max=20))


class ListTrainings(Paged):
    """Filters of the list; days are inclusive."""

    status = fields.String(validate=validate.OneOf(("planned", "published", "held", "cancelled")))
    holder = fields.String(validate=validate.OneOf(HOLDERS))
    unit = _id(False)
    county = _id(False)
    since = fields.Date(data_key="from")
    until = fields.Date(data_key="to")


class ListRoll(Paged):
    """Whose roll."""

    training_id = _id()


class ListAttendances(Paged):
    """Filters of the list."""

    account = _id(False)
    person = _id(False)
    training = _id(False)
    year = fields.Integer(validate=validate.Range(2000, 2100))


class AskStanding(Schema):
    """Whose year; left out: one's own."""

    account = _id(False)
    year = fields.Integer(required=True, validate=validate.Range(2000, 2100))


class Training(Schema):
    """A session."""

    id = fields.String()
    version = fields.Integer()
    title = fields.String()
    topics = fields.List(fields.String())
    way = fields.String()
    place = fields.String()
    starts_at = fields.AwareDateTime()
    on = fields.Date()
    planned_on = fields.Date(metadata={"description": "计划列入之日 · the day it was planned, whose rules hold"})
    hours = fields.Float()
    audience = fields.List(fields.String())
    places = fields.Integer()
    enrolled = fields.Integer()
    holder = fields.String()
    unit = fields.String()
    county = fields.String()
    trainer_unit = fields.String()
    status = fields.String()
    code = fields.String(metadata={"description": "只有举办方看得到 / only in its holder's answers"})
    reason = fields.String()
    articles = fields.List(fields.String())
    actions = fields.List(fields.Nested(Action))


class Enrolment(Schema):
    """A place taken."""

    id = fields.String()
    version = fields.Integer()
    city = fields.String()
    training = fields.String()
    account = fields.String()
    person = fields.String()
    name = fields.String()
    role = fields.String()
    on = fields.Date()


class Attendance(Schema):
    """One person at one session."""

    id = fields.String()
    version = fields.Integer()
    training = fields.String()
    account = fields.String()
    person = fields.String()
    name = fields.String()
    role = fields.String()
    hours = fields.Float()
    on = fields.Date()
    way = fields.String()


class Recorded(Schema):
    """What became of a list."""

    recorded = fields.Integer()
    already = fields.Integer()
    unknown_accounts = fields.List(fields.String())


class RollLine(Schema):
    """One person of a session's roll."""

    account = fields.String()
    name = fields.String()
    role = fields.String()
    enrolled = fields.Boolean()
    attended = fields.Boolean()
    hours = fields.Float()


class Standing(Schema):
    """A year's training and the duties it is held against."""

    account = fields.String()
    year = fields.Integer()
    sessions = fields.Integer()
    hours = fields.Float()
    duties = fields.List(fields.Dict())
    note = fields.String()
