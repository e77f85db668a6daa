"""Shapes of demands."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from services.dispatch.schemas.parts import NOTE, Action, List, State, identifier, text, words
from shared.shapes import Paged


class ReportDemand(Schema):
    """A demand of a host."""

    host_unit = identifier()
    title = text(200)
    content = text()
    fields_ = words(data_key="fields", attribute="fields", required=True)
    people_wanted = fields.Integer(validate=validate.Range(1, 100))
    until = fields.Date()


class TakeDemandStep(Schema):
    """A step of the gathering."""

    demand_id = identifier()
    action = fields.String(required=True, validate=validate.Length(1, 40))
    note = text(NOTE, required=False)
    defects = words()


class ResubmitDemand(Schema):
    """The demand again, corrected."""

    demand_id = identifier()
    title = fields.String(validate=validate.Length(1, 200))
    content = fields.String(validate=validate.Length(1, 8_000))
    fields_ = words(data_key="fields", attribute="fields")
    people_wanted = fields.Integer(validate=validate.Range(1, 100))
    until = fields.Date()


class WithdrawDemand(Schema):
    """Why it is no longer wanted."""

    demand_id = identifier()
    reason = text(NOTE)


class GetDemand(Schema):
    """Which demand."""

    demand_id = identifier()


class ListDemands(List):
    """Which demands."""

    host_unit = identifier(required=False)
    host_county = identifier(required=False)
    round = identifier(required=False)


class ListPublished(Paged):
    """Which published ones: of one field of technology, or all."""

    field = fields.String(validate=validate.Length(1, 200))
    city = fields.String(validate=validate.Length(equal=6))


class Demand(Schema):
    """A demand."""

    id = fields.String()
    version = fields.Integer()
    title = fields.String()
    content = fields.String()
    fields_ = fields.List(fields.String(), data_key="fields", attribute="fields")
    people_wanted = fields.Integer()
    until = fields.Date(allow_none=True)
    host_unit = fields.String()
    host_name = fields.String()
    host_county = fields.String()
    reporter = fields.String()
    reporter_name = fields.String()
    reported_on = fields.Date()
    status = fields.String()
    state = fields.Nested(State, allow_none=True)
    round = fields.String()
    published_on = fields.Date(allow_none=True)
    closed_on = fields.Date(allow_none=True)
    reason = fields.String()
    actions = fields.List(fields.Nested(Action))


class PublishedDemand(Schema):
    """A demand as the public sees it."""

    id = fields.String()
    title = fields.String()
    content = fields.String()
    fields_ = fields.List(fields.String(), data_key="fields", attribute="fields")
    people_wanted = fields.Integer()
    until = fields.Date(allow_none=True)
    host_name = fields.String()
    host_county = fields.String()
    round = fields.String()
    published_on = fields.Date()
