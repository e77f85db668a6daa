"""Shapes of the search over several kinds."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

KINDS = ("demands", "achievements", "agreements")


class Search(Schema):
    """What is looked for, among which kinds (all that the asker may see), how many of each."""

    q = fields.String(required=True, validate=validate.Length(1, 100))
    kinds = fields.List(fields.String(validate=validate.OneOf(KINDS)), validate=validate.Length(1, 10))
    limit = fields.Integer(validate=validate.Range(1, 20))
