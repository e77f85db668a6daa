"""Shapes of endings."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from services.dispatch.schemas.parts import (
    NOTE,
    Action,
    Competent,
    Evidence,
    State,
    Waiting,
    identifier,
    receipts,
    status_in,
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
    receipts = receipts()


class ResubmitEnding(Schema):
    """Reported again after a return."""

    ending_id = identifier()
    reason = fields.String(validate=validate.Length(1, 8_000))
    receipts = receipts()


class WithdrawEnding(Schema):
    """Why it is taken back."""

    ending_id = identifier()
    reason = text(NOTE)


class ServeEndingNotice(Schema):
    """A paper of the case served on a party, in the application or on paper, on a day."""

    ending_id = identifier()
    what = fields.String(required=True, validate=validate.OneOf(["notice", "decision", "appeal_decision"]))
    to = fields.String(required=True, validate=validate.Length(1, 40))
    how = fields.String(required=True, validate=validate.OneOf(["in_app", "paper"]))
    text = text()
    on = fields.Date()
    receipts = receipts()


class DefendEnding(Schema):
    """What there is to say against it."""

    ending_id = identifier()
    text = text()
    receipts = receipts()


class RecordEndingHearing(Schema):
    """The minutes of a hearing."""

    ending_id = identifier()
    party = fields.String(required=True, validate=validate.Length(1, 40))
    text = text()
    held_on = fields.Date()
    receipts = receipts()


class AppealEnding(Schema):
    """Why the decision is wrong."""

    ending_id = identifier()
    reason = text()
    receipts = receipts()


class WithdrawEndingAppeal(Schema):
    """Why the appeal is taken back."""

    ending_id = identifier()
    reason = text(NOTE)


class TakeEndingAppealStep(Schema):
    """A step in deciding an appeal, with its reasons."""

    ending_id = identifier()
    action = fields.String(required=True, validate=validate.Length(1, 40))
    note = text(required=False)


class GetEnding(Schema):
    """Which case."""

    ending_id = identifier()


class ListEndings(Waiting):
    """Which cases."""

    status = status_in("draft", "pending", "returned", "approved", "rejected", "withdrawn")
    agreement = identifier(required=False)
    ground = fields.String(validate=validate.Length(1, 60))
    host_county = identifier(required=False)


class Notice(Schema):
    """One service; `due`: the last day to answer."""

    what = fields.String()
    to = fields.String()
    how = fields.String()
    on = fields.Date()
    text = fields.String()
    name = fields.String()
    party = fields.String(metadata={"description": "由何方送达 · as which party whoever served it acted"})
    due = fields.Date(allow_none=True)
    evidence = fields.List(fields.Nested(Evidence))


class Statement(Schema):
    """What a party said, in writing or at a hearing."""

    party = fields.String()
    kind = fields.String()
    on = fields.Date()
    text = fields.String()
    name = fields.String()
    evidence = fields.List(fields.Nested(Evidence))


class Decision(Schema):
    """A decision with its reasons and article."""

    outcome = fields.String()
    reasons = fields.String()
    article = fields.String()
    on = fields.Date()
    name = fields.String()
    party = fields.String(metadata={"description": "由何方决定 · as which party whoever decided acted"})


class Appeal(Schema):
    """An appeal and what became of it."""

    party = fields.String()
    reason = fields.String()
    name = fields.String()
    on = fields.Date()
    state = fields.Nested(State)
    evidence = fields.List(fields.Nested(Evidence))
    decision = fields.Nested(Decision, allow_none=True)


class Clocks(Schema):
    """The clocks and hands of the case as the rulebook states them; null: it does not say."""

    notice_first = fields.Boolean(allow_none=True)
    defence_days = fields.Integer(allow_none=True)
    appeal_days = fields.Integer(allow_none=True)
    appeal_steps = fields.List(fields.String())
    article = fields.String()


class Expected(Schema):
    """What would follow from approving, with its article."""

    consequence = fields.String()
    article = fields.String()


class Ending(Schema):
    """A case to end an agreement; `follows`: what approving would bring, told before the decision."""

    id = fields.String()
    version = fields.Integer()
    clocks_told = fields.List(fields.String(), metadata={"description": "已提醒的时限 · which clocks were told of"})
    city = fields.String()
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
    awaits = fields.List(fields.String(), metadata={"description": "待何方办理 · whose turn it is, by parties"})
    decided_on = fields.Date(allow_none=True)
    consequences = fields.List(fields.String())
    rules = fields.List(fields.String())
    rulebook_version = fields.String()
    against = fields.List(fields.String())
    notices = fields.List(fields.Nested(Notice))
    statements = fields.List(fields.Nested(Statement))
    decision = fields.Nested(Decision, allow_none=True)
    appeal = fields.Nested(Appeal, allow_none=True)
    overturned_on = fields.Date(allow_none=True)
    inspection = fields.String()
    clocks = fields.Nested(Clocks)
    follows = fields.List(fields.Nested(Expected))
    actions = fields.List(fields.Nested(Action))
