"""Shapes of supplementary agreements."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from services.dispatch.schemas.agreements import FORMS, TargetSaid, Terms
from services.dispatch.schemas.parts import NOTE, Action, Competent, State, Waiting, identifier, status_in, text, words
from services.dispatch.schemas.signatures import Sign, Signature, SignOnPaper


class Changes(Schema):
    """Other terms; the days of the term stay (a longer one is a new agreement)."""

    content = fields.String(validate=validate.Length(1, 8_000))
    form = fields.String(validate=validate.OneOf(FORMS))
    fields_ = words(data_key="fields", attribute="fields")
    targets = fields.List(fields.Nested(TargetSaid), validate=validate.Length(max=50))
    days_a_year = fields.Integer(validate=validate.Range(0, 366))


class DraftSupplement(Changes):
    """What changes in an agreement, and why."""

    agreement_id = identifier()
    reason = text(NOTE)


class ReviseSupplement(Changes):
    """Other changes."""

    supplement_id = identifier()
    reason = fields.String(validate=validate.Length(1, NOTE))


class SignSupplement(Sign):
    """A signature under a supplement."""

    supplement_id = identifier()


class SignSupplementOnPaper(SignOnPaper):
    """A scan of a supplement."""

    supplement_id = identifier()


class GetSupplement(Schema):
    """Which supplement."""

    supplement_id = identifier()


class ReportSupplement(GetSupplement):
    """Which supplement."""


class WithdrawSupplement(GetSupplement):
    """Which supplement."""


class TakeSupplementStep(GetSupplement):
    """A reviewer's step."""

    action = fields.String(required=True, validate=validate.Length(1, 40))
    note = text(NOTE, required=False)
    defects = words()


class ListSupplements(Waiting):
    """Which supplements."""

    status = status_in("draft", "signed", "reported", "returned", "filed", "rejected", "withdrawn")
    agreement = identifier(required=False)


class Supplement(Schema):
    """A supplement: the terms before and after."""

    id = fields.String()
    version = fields.Integer()
    city = fields.String()
    agreement = fields.String()
    number = fields.String()
    way = fields.String()
    filing = fields.String()
    kind = fields.String()
    person = fields.String()
    commissioner_name = fields.String()
    sender_unit = fields.String()
    sender_name = fields.String()
    host_unit = fields.String()
    host_name = fields.String()
    host_county = fields.String()
    competent = fields.Nested(Competent)
    before = fields.Nested(Terms)
    terms = fields.Nested(Terms)
    changed = fields.List(fields.String())
    reason = fields.String()
    drafted_on = fields.Date()
    status = fields.String()
    content_hash = fields.String()
    signers = fields.List(fields.String())
    signatures = fields.List(fields.Nested(Signature))
    state = fields.Nested(State, allow_none=True)
    awaits = fields.List(fields.String(), metadata={"description": "待何方办理 · whose turn it is, by parties"})
    reported_on = fields.Date(allow_none=True)
    filed_on = fields.Date(allow_none=True)
    rules = fields.List(fields.String())
    rulebook_version = fields.String()
    actions = fields.List(fields.Nested(Action))
