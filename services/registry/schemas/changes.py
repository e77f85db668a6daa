"""Shapes of changes of live filings."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from services.registry.schemas.applications import Member, materials_field
from services.registry.schemas.shapes import SIZES, county_field, id_field, receipts, text, words


class ChangedFacts(Schema):
    """What is to be different; what may be asked for depends on the subject."""

    team_name = text(100, shortest=1)
    sender_unit = id_field(required=False)
    fields_ = words(data_key="fields", attribute="fields")
    members = fields.List(fields.Nested(Member), validate=validate.Length(max=30))
    unit_name = text(200, shortest=2)
    unit_kind = text(40, shortest=1)
    unit_county = county_field()
    unit_size_class = fields.String(validate=validate.OneOf(SIZES))
    unit_tech_sme = fields.Boolean()


class RequestFilingChange(ChangedFacts):
    """Of which filing, and why."""

    filing_id = id_field()
    reason = text(1000, required=True, shortest=2)
    receipts = receipts()
    materials = materials_field()


class MendChange(ChangedFacts):
    """What a returned change asks for now; the rest stays as it was."""

    application_id = id_field()
    note = text(2000, load_default="")
