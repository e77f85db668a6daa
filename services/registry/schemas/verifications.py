"""Shapes of the public verification of certificates."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from services.registry.schemas.shapes import id_field
from shared.shapes import Paged


class VerificationCode(Schema):
    """The code on the certificate."""

    code = fields.String(required=True, validate=validate.Regexp(r"^[0-9A-Za-z]{16,64}$"))


class Verification(Schema):
    """What stands behind the code: never more than the paper itself shows, names of persons masked."""

    standing = fields.String(validate=validate.OneOf(("valid", "changed", "suspended", "cancelled", "ended")))
    standing_label = fields.String()
    standing_label_en = fields.String()
    number = fields.String()
    holder = fields.String()
    subject = fields.String()
    kind_label = fields.String()
    kind_label_en = fields.String()
    city = fields.String()
    city_name = fields.String()
    city_name_en = fields.String()
    since = fields.Date()
    until = fields.Date(allow_none=True)
    changed_on = fields.Date(allow_none=True)


class Look(VerificationCode):
    """So many looks at a code, the last of them at that moment (UTC)."""

    count = fields.Integer(required=True, validate=validate.Range(1, 1_000_000))
    last = fields.AwareDateTime(required=True)


class NoteLooks(Schema):
    """Of the gateway, for one city."""

    looks = fields.List(fields.Nested(Look), required=True, validate=validate.Length(1, 1_000))


class ListLooks(Paged):
    """At which filing's certificate."""

    filing_id = id_field()


class Looks(Schema):
    """Looks of a day of Asia/Shanghai."""

    on = fields.Date()
    count = fields.Integer()
    last = fields.DateTime()
