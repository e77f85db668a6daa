"""Shapes of follows."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from services.registry.schemas.shapes import id_field, text
from shared.shapes import Paged

RESOURCE = validate.Regexp(r"^[a-z-]{1,40}$")
OBJECT = validate.Length(1, 128)  # a bid's id is made of two


class FollowRecord(Schema):
    """Which record: by its noun in the address, and as announcements name it; what it is called now."""

    noun = fields.String(required=True, validate=RESOURCE)
    object = fields.String(required=True, validate=OBJECT)
    subject = text(200, required=True, shortest=1)
    title = text(200, required=True)


class FollowId(Schema):
    """Which of one's own follows."""

    follow_id = id_field()


class ListFollows(Paged):
    """Of one noun, one record, or whose name begins so."""

    noun = fields.String(validate=RESOURCE)
    object = fields.String(validate=OBJECT)
    q = text(60)


class Happened(Schema):
    """What was announced of a record, and when."""

    type = fields.String()
    at = fields.DateTime()


class Follow(Schema):
    """A record that one follows: GET /api/<noun>/<object>. `latest`: since it is followed, null before anything was."""

    id = fields.String()
    noun = fields.String()
    object = fields.String()
    title = fields.String()
    at = fields.DateTime()
    latest = fields.Nested(Happened, allow_none=True)
    version = fields.Integer()
