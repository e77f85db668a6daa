"""Shapes of the public check of an agreement."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from services.dispatch.schemas.parts import identifier
from shared.shapes import Paged


class VerifyAgreement(Schema):
    """The code on the paper."""

    code = fields.String(required=True, validate=validate.Regexp("^[0-9A-Z]{20,40}$"))


class AgreementStanding(Schema):
    """Whether it stands, and enough to know it for the paper's; names are masked."""

    standing = fields.String(validate=validate.OneOf(["valid", "changed", "ended"]))
    standing_label = fields.String()
    standing_label_en = fields.String()
    number = fields.String()
    title = fields.String()
    holder = fields.String()
    sender = fields.String()
    host = fields.String()
    city = fields.String()
    city_name = fields.String()
    city_name_en = fields.String()
    since = fields.Date()
    until = fields.Date(allow_none=True)
    changed_on = fields.Date(allow_none=True)


class Look(VerifyAgreement):
    """So many looks at a code, the last of them at that moment (UTC)."""

    count = fields.Integer(required=True, validate=validate.Range(1, 1_000_000))
    last = fields.AwareDateTime(required=True)


class NoteLooks(Schema):
    """Of the gateway, for one city."""

    looks = fields.List(fields.Nested(Look), required=True, validate=validate.Length(1, 1_000))


class ListLooks(Paged):
    """At which agreement."""

    agreement_id = identifier()


class Looks(Schema):
    """Looks of a day of Asia/Shanghai."""

    on = fields.Date()
    count = fields.Integer()
    last = fields.DateTime()
