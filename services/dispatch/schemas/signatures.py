"""Shapes of signatures."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from services.dispatch.schemas.parts import NOTE, Evidence, identifier, receipts, text

WAYS = ["click", "handwritten"]


def shown_hash() -> fields.String:
    """The content hash as shown."""
    return fields.String(required=True, validate=validate.Regexp("^[0-9a-f]{64}$"))


def party() -> fields.String:
    """As which party, where somebody stands for several."""
    return fields.String(validate=validate.Length(1, 40))


class Seen(Schema):
    """Where a request came from, as the edge saw it; no client says this of itself."""

    address = fields.String(validate=validate.Length(max=64))
    device = fields.String(validate=validate.Length(max=200))


class Sign(Schema):
    """A signature over the content hash as shown; by hand, the strokes are an uploaded image."""

    hash = shown_hash()
    party = party()
    way = fields.String(validate=validate.OneOf(WAYS))
    receipts = receipts()
    seen = fields.Nested(Seen)


class SignAgreement(Sign):
    """A signature under an agreement."""

    agreement_id = identifier()


class SignOnPaper(Schema):
    """The scan of what was signed on paper; `confirms`: the content is the same; no `parties`: all who are left."""

    hash = shown_hash()
    receipts = receipts(required=True)
    confirms = fields.Boolean(required=True)
    signed_on = fields.Date()
    parties = fields.List(
        party(),
        validate=validate.Length(1, 10),
        metadata={"description": "不选为尚未签署的各方 · none chosen: all who have not signed"},
    )


class SignAgreementOnPaper(SignOnPaper):
    """A scan of an agreement."""

    agreement_id = identifier()


class RevokeSignature(Schema):
    """Why a signature is taken back."""

    agreement_id = identifier()
    reason = text(NOTE)
    party = party()


class Signature(Schema):
    """Who signed what, when, how, and what proves it."""

    party = fields.String()
    name = fields.String()
    at = fields.DateTime()
    hash = fields.String()
    way = fields.String()
    evidence = fields.List(fields.Nested(Evidence))
    address = fields.String()
    device = fields.String()
    signed_on = fields.Date(allow_none=True)
