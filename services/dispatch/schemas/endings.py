"""Shapes of endings."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from services.dispatch.schemas.parts import (
    NOTE,
    Action,
    Competent,
    Evidence,
    List,
    State,
    identifier,
    receipts,
    text,
    words,
)


class OpenEnding(Schema):
    """Why an agreement should end: the ground, which of its circumstances, what happened, the evidence."""

    agreement = identifier()
    ground = fields.String(required=True, validate=validate.Length(1, 60))
    circumstance = fields.String(validate=validate.Length(1, 60))
    reason = text()
    receipts = receipts()
    funds_obtained = fields.Boolean()


class TakeEndingStep(Schema):
    """Consent, opinion or decision."""

    ending_id = identifier()
    action = fields.String(required=True, validate=validate.Length(1, 40))
    note = text(required=False)
    defects = words()
    to = fields.String(validate=validate.Length(1, 60))


class ResubmitEnding(Schema):
    """Reported again after a return."""

    ending_id = identifier()
    reason = fields.String(validate=validate.Length(1, 8_000))
    receipts = receipts()


class WithdrawEnding(Schema):
    """Why it is taken back."""

    ending_id = identifier()
    reason = text(NOTE)


class GetEnding(Schema):
    """Which case."""

    ending_id = identifier()


class ListEndings(List):
    """Which cases."""

    agreement = identifier(required=False)
    ground = fields.String(validate=validate.Length(1, 60))
    host_county = identifier(required=False)


class Ending(Schema):
    """A case to end an agreement."""

    id = fields.String()
    version = fields.Integer()
    agreement = fields.String()
    number = fields.String()
    ground = fields.String()
    circumstance = fields.String()
    reason = fields.String()
    evidence = fields.List(fields.Nested(Evidence))
    funds_obtained = fields.Boolean()
    reporter = fields.String()
    reporter_name = fields.String()
    filing = fields.String()
    person = fields.String()
    commissioner_name = fields.String()
    sender_unit = fields.String()
    host_unit = fields.String()
    host_name = fields.String()
    host_county = fields.String()
    competent = fields.Nested(Competent)
    article = fields.String()
    opened_on = fields.Date()
    state = fields.Nested(State)
    decided_on = fields.Date(allow_none=True)
    consequences = fields.List(fields.String())
    rules = fields.List(fields.String())
    rulebook_version = fields.String()
    actions = fields.List(fields.Nested(Action))
