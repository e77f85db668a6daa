"""Shapes of the search over several kinds."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from services.registry.schemas.shapes import asked

KINDS = ("persons", "units", "filings", "applications")


class Search(Schema):
    """What is looked for, among which kinds (all that the asker may see), how many of each."""

    q = asked(required=True)
    kinds = fields.List(fields.String(validate=validate.OneOf(KINDS)), validate=validate.Length(1, 10))
    limit = fields.Integer(validate=validate.Range(1, 20))


class Found(Schema):
    """One record found; `about` says what else tells it apart."""

    kind = fields.String()
    id = fields.String()
    name = fields.String()
    city = fields.String()
    about = fields.Dict()


class FoundAll(Schema):
    """The first of each kind; `more`: kinds of which there are more, to be asked of their own list."""

    items = fields.List(fields.Nested(Found))
    more = fields.List(fields.String())
