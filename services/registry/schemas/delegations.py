"""Shapes of delegations."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from services.registry.schemas.shapes import Action, Grant, id_field, text
from shared.shapes import Paged


class Delegate(Schema):
    """To whom (login of a colleague), from when until when (both days included), in which offices (all when none)."""

    login = text(80, required=True, shortest=3)
    since = fields.Date()
    until = fields.Date(required=True)
    offices = fields.List(fields.Nested(Grant), validate=validate.Length(max=20))
    reason = text(500, required=True, shortest=2)


class DelegationId(Schema):
    """Which delegation."""

    delegation_id = id_field()


class ActOnBehalf(Schema):
    """The session, and the delegation it acts by; null: for itself again."""

    session_id = text(64, required=True)
    delegation_id = id_field(required=True, allow_none=True)


class ListDelegations(Paged):
    """Given and received; a city officer sees the city's."""


class Delegation(Schema):
    """A delegation as its parties see it."""

    id = fields.String()
    giver = fields.String()
    giver_name = fields.String()
    taker = fields.String()
    taker_name = fields.String()
    offices = fields.List(fields.Nested(Grant))
    since = fields.Date()
    until = fields.Date()
    reason = fields.String()
    status = fields.String(validate=validate.OneOf(("due", "in_force", "ended")))
    ended_on = fields.Date(allow_none=True)
    actions = fields.List(fields.Nested(Action))
    version = fields.Integer()
