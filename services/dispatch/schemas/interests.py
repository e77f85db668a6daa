"""Shapes of interests."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from services.dispatch.schemas.parts import NOTE, Action, identifier, text
from shared.shapes import Paged

TIES = ["own_firm", "shareholding", "family", "employment", "unit_firm"]


class DeclareInterest(Schema):
    """A tie to a host: of a commissioner (`filing`), or of a sending unit (`sender_unit`, tie unit_firm)."""

    tie = fields.String(required=True, validate=validate.OneOf(TIES))
    filing = identifier(required=False)
    sender_unit = identifier(required=False)
    host_unit = identifier()
    note = text(NOTE)


class EndInterest(Schema):
    """Why it is no more."""

    interest_id = identifier()
    reason = text(NOTE)


class ListInterests(Paged):
    """Which ties."""

    host_unit = identifier(required=False)
    person = identifier(required=False)
    sender_unit = identifier(required=False)


class Interest(Schema):
    """A tie."""

    id = fields.String()
    version = fields.Integer()
    city = fields.String()
    tie = fields.String()
    person = fields.String()
    name = fields.String()
    sender_unit = fields.String()
    host_unit = fields.String()
    host_name = fields.String()
    host_county = fields.String()
    note = fields.String()
    recorded_by = fields.String()
    recorder_name = fields.String()
    since = fields.Date()
    ended_on = fields.Date(allow_none=True)
    ending = fields.String()
    actions = fields.List(fields.Nested(Action))
