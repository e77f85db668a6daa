"""Shapes of assignments."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from services.dispatch.schemas.agreements import TermsSaid
from services.dispatch.schemas.parts import NOTE, Action, Waiting, identifier, status_in, text, words


class OrderAssignment(Schema):
    """An order to send somebody to a host by a day."""

    sender_unit = identifier()
    host_unit = identifier()
    reason = text(NOTE)
    due = fields.Date(required=True)
    fields_ = words(data_key="fields", attribute="fields")
    content = text(required=False)
    demand = identifier(required=False)
    report_every_days = fields.Integer(validate=validate.Range(0, 366))


class NameCommissioner(TermsSaid):
    """Whom the workstation sends, with content, form and term."""

    assignment_id = identifier()
    filing = identifier()


class AppointCommissioner(TermsSaid):
    """Whom the city appoints and sends, why, with content, form and term."""

    filing = identifier()
    host_unit = identifier()
    reason = text(NOTE)


class ReportProgress(Schema):
    """How it goes."""

    assignment_id = identifier()
    text = text()
    on = fields.Date()


class WithdrawAssignment(Schema):
    """Why the order is taken back."""

    assignment_id = identifier()
    reason = text(NOTE)


class DeclineAssignment(Schema):
    """Why the unit cannot send anybody."""

    assignment_id = identifier()
    reason = text(NOTE)


class ReassignAssignment(Schema):
    """Of which unit it is ordered now, by when, and why."""

    assignment_id = identifier()
    sender_unit = identifier()
    due = fields.Date(required=True)
    reason = text(NOTE)


class ExtendAssignment(Schema):
    """Until when, and why."""

    assignment_id = identifier()
    due = fields.Date(required=True)
    reason = text(NOTE)


class GetAssignment(Schema):
    """Which assignment."""

    assignment_id = identifier()


class ListAssignments(Waiting):
    """Which assignments."""

    status = status_in("ordered", "declined", "serving", "closed", "withdrawn")
    sender_unit = identifier(required=False)
    host_unit = identifier(required=False)
    filing = identifier(required=False)


class Progress(Schema):
    """One report of progress."""

    on = fields.Date()
    text = fields.String()
    name = fields.String()


class Turn(Schema):
    """One thing that befell the order before it was served."""

    on = fields.Date()
    what = fields.String()
    sender_unit = fields.String()
    by = fields.String()
    reason = fields.String()
    due = fields.Date(allow_none=True)


class Assignment(Schema):
    """An assignment."""

    id = fields.String()
    version = fields.Integer()
    city = fields.String()
    way = fields.String()
    ordered_by = fields.String()
    officer = fields.String()
    ordered_on = fields.Date()
    sender_unit = fields.String()
    sender_name = fields.String()
    host_unit = fields.String()
    host_name = fields.String()
    host_county = fields.String()
    reason = fields.String()
    wanted = fields.String()
    fields_ = fields.List(fields.String(), data_key="fields", attribute="fields")
    due = fields.Date(allow_none=True)
    reports_to = fields.String()
    status = fields.String()
    filing = fields.String()
    person = fields.String()
    commissioner_name = fields.String()
    agreement = fields.String()
    named_on = fields.Date(allow_none=True)
    late = fields.Boolean()
    reminded = fields.Boolean(metadata={"description": "已提醒派出单位 · the unit was told that the day is near"})
    progress = fields.List(fields.Nested(Progress))
    closed_on = fields.Date(allow_none=True)
    closing = fields.String()
    proposed = fields.String()
    demand = fields.String()
    round = fields.String()
    turns = fields.List(fields.Nested(Turn))
    report_every_days = fields.Integer()
    progress_due = fields.Date(allow_none=True)
    progress_late = fields.Boolean()
    waived = fields.List(fields.String())
    waiver_reason = fields.String()
    actions = fields.List(fields.Nested(Action))
