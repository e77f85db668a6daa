"""Shapes of the figures on an officer's dashboard."""

from __future__ import annotations

from marshmallow import Schema, fields


class AskDispatchFigures(Schema):
    """Nothing is asked but the figures of today."""


class Count(Schema):
    """How many have a status in a county."""

    status = fields.String()
    county = fields.String()
    count = fields.Integer()


class Soon(Schema):
    """How many agreements in force end within so many days."""

    days = fields.Integer()
    until_from = fields.Date()
    until_to = fields.Date()
    count = fields.Integer()


class DispatchFigures(Schema):
    """Agreements, demands and cases counted; each count is the length of the list of the same filter."""

    on = fields.Date()
    agreements = fields.List(fields.Nested(Count))
    demands = fields.List(fields.Nested(Count))
    endings = fields.List(fields.Nested(Count))
    ending_soon = fields.List(fields.Nested(Soon))
