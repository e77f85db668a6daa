"""Shapes of intents."""

from __future__ import annotations

from marshmallow import Schema, fields

from services.dispatch.schemas.parts import NOTE, Action, List, identifier, text


class OfferIntent(Schema):
    """An offer between a commissioner and a host."""

    filing = identifier()
    host_unit = identifier()
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


class GetIntent(Schema):
    """Which intent."""

    intent_id = identifier()


class ListIntents(List):
    """Which intents."""

    filing = identifier(required=False)
    host_unit = identifier(required=False)
    sender_unit = identifier(required=False)
    demand = identifier(required=False)


class Intent(Schema):
    """An intent."""

    id = fields.String()
    version = fields.Integer()
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
    offered_on = fields.Date()
    status = fields.String()
    reply = fields.String()
    answered_by = fields.String()
    answered_on = fields.Date(allow_none=True)
    agreement = fields.String()
    actions = fields.List(fields.Nested(Action))
