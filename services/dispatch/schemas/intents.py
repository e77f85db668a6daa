"""Shapes of intents."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from services.dispatch.schemas.agreements import FORMS, TargetSaid
from services.dispatch.schemas.parts import NOTE, Action, Waiting, identifier, status_in, text, words


class Proposed(Schema):
    """What one side has in mind; each may be left open."""

    content = text(required=False)
    form = fields.String(validate=validate.OneOf(FORMS))
    since = fields.Date()
    until = fields.Date()
    expires_on = fields.Date()


class OfferIntent(Proposed):
    """An offer between a commissioner and a host; the host may be left out where a demand is named."""

    filing = identifier()
    host_unit = identifier(required=False)
    demand = identifier(required=False)
    achievement = identifier(required=False)
    message = text(NOTE)


class AcceptIntent(Schema):
    """The other side's yes."""

    intent_id = identifier()
    reply = text(NOTE, required=False)


class DeclineIntent(Schema):
    """The other side's no, with its reason."""

    intent_id = identifier()
    reply = text(NOTE)


class WithdrawIntent(Schema):
    """Which intent."""

    intent_id = identifier()


class CounterIntent(Proposed):
    """What is proposed instead, and why."""

    intent_id = identifier()
    note = text(NOTE)


class NoteIntent(Schema):
    """A remark to the other side."""

    intent_id = identifier()
    text = text(NOTE)


class DraftIntentAgreement(Schema):
    """Terms that differ from, or add to, what the two agreed on."""

    intent_id = identifier()
    content = text(required=False)
    form = fields.String(validate=validate.OneOf(FORMS))
    since = fields.Date()
    until = fields.Date()
    fields_ = words(data_key="fields", attribute="fields")
    targets = fields.List(fields.Nested(TargetSaid), validate=validate.Length(max=50))
    days_a_year = fields.Integer(validate=validate.Range(1, 366))
    exception = text(NOTE, required=False)


class GetIntent(Schema):
    """Which intent."""

    intent_id = identifier()


class ListIntents(Waiting):
    """Which intents."""

    status = status_in("offered", "accepted", "declined", "withdrawn", "expired", "agreed")
    filing = identifier(required=False)
    host_unit = identifier(required=False)
    sender_unit = identifier(required=False)
    demand = identifier(required=False)


class Proposal(Schema):
    """What is on the table."""

    content = fields.String()
    form = fields.String()
    since = fields.Date(allow_none=True)
    until = fields.Date(allow_none=True)


class ThreadNote(Schema):
    """One entry of the thread; with `proposal` it is a counter-proposal."""

    side = fields.String()
    by = fields.String()
    on = fields.Date()
    text = fields.String()
    proposal = fields.Nested(Proposal, allow_none=True)


class Intent(Schema):
    """An intent."""

    id = fields.String()
    version = fields.Integer()
    city = fields.String()
    filing = fields.String()
    person = fields.String()
    commissioner_name = fields.String()
    sender_unit = fields.String()
    host_unit = fields.String()
    host_name = fields.String()
    host_county = fields.String()
    demand = fields.String()
    achievement = fields.String()
    message = fields.String()
    offered_by = fields.String()
    offerer_name = fields.String()
    offered_on = fields.Date()
    status = fields.String()
    proposal = fields.Nested(Proposal)
    proposed_by = fields.String()
    waits_on = fields.String()
    expires_on = fields.Date(allow_none=True)
    thread = fields.List(fields.Nested(ThreadNote))
    reply = fields.String()
    answered_by = fields.String()
    answered_on = fields.Date(allow_none=True)
    agreement = fields.String()
    actions = fields.List(fields.Nested(Action))
