"""Shapes of the public check of an agreement."""

from __future__ import annotations

from marshmallow import Schema, fields, validate


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
    since = fields.Date()
    until = fields.Date(allow_none=True)
    changed_on = fields.Date(allow_none=True)
