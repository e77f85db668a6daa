"""Shapes of publication rounds."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from services.dispatch.schemas.parts import Action, identifier, text
from shared.shapes import Paged


class OpenPublicationRound(Schema):
    """A round; `shown_until` may be left out where the document states how long it is shown."""

    title = text(200)
    shown_until = fields.Date()


class PublishPublicationRound(Schema):
    """Which round."""

    round_id = identifier()


class TakeOutOfRound(Schema):
    """One demand or achievement, and why."""

    round_id = identifier()
    demand = identifier(required=False)
    achievement = identifier(required=False)
    reason = text(2_000)


class GetPublicationRound(Schema):
    """Which round."""

    round_id = identifier()
    city = fields.String(validate=validate.Length(equal=6))


class ListPublicationRounds(Paged):
    """All rounds."""

    city = fields.String(validate=validate.Length(equal=6))


class PublicationRound(Schema):
    """A round; `left`: what one call could not take, publish again."""

    id = fields.String()
    version = fields.Integer()
    title = fields.String()
    year = fields.Integer()
    opened_on = fields.Date()
    shown_until = fields.Date()
    opened_by = fields.String()
    status = fields.String()
    demands = fields.Integer()
    achievements = fields.Integer()
    left = fields.Integer()
    taken_out = fields.Integer()
    ended_on = fields.Date(allow_none=True)
    next_due = fields.Date(allow_none=True)
    city = fields.String()
    next_told = fields.Boolean()
    published_on = fields.Date(allow_none=True)
    waits_on = fields.String(metadata={"description": '待何方办理 · whose turn it is; "": nobody\'s'})
    actions = fields.List(fields.Nested(Action))
