"""Shapes of filings, quotas, credit entries and the rulebook."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from services.registry.schemas.applications import TeamMember
from services.registry.schemas.shapes import Action, asked, county_field, id_field, text
from shared.shapes import Paged


class ListFilings(Paged):
    """The roster."""

    subject = text(40)
    kind = text(40)
    status = fields.String(validate=validate.OneOf(("filed", "cancelled", "replaced")))
    county = county_field()
    unit = id_field(required=False)
    sender_unit = id_field(required=False)
    person = id_field(required=False)
    year = fields.Integer(validate=validate.Range(2000, 2100))
    q = asked()


class FilingId(Schema):
    """Which filing."""

    filing_id = id_field()


class Competent(Schema):
    """Who supervises."""

    level = fields.String(validate=validate.OneOf(("unit", "county", "city", "none")))
    unit = fields.String(allow_none=True)
    county = fields.String(allow_none=True)


class Cancellation(Schema):
    """Why a filing ended."""

    on = fields.Date()
    ground = fields.String()
    article = fields.String()
    reason = fields.String()
    by = fields.String()


class Filing(Schema):
    """A filing, as everyone signed in may see it."""

    id = fields.String()
    number = fields.String()
    subject = fields.String()
    kind = fields.String()
    name = fields.String()
    status = fields.String()
    year = fields.Integer()
    since = fields.Date()
    until = fields.Date(allow_none=True)
    person = fields.String(allow_none=True)
    account = fields.String(allow_none=True)
    unit = fields.String(allow_none=True)
    sender_unit = fields.String(allow_none=True)
    fields_ = fields.List(fields.String(), data_key="fields", attribute="fields")
    county = fields.String()
    level = fields.String()
    competent = fields.Nested(Competent)
    members = fields.List(fields.Nested(TeamMember))
    size_class = fields.String()
    unit_kind = fields.String()
    tech_sme = fields.Boolean()
    provincial = fields.Boolean()
    liaison_of = fields.String(allow_none=True)
    application = fields.String(allow_none=True)
    direct = fields.String()
    actions = fields.List(fields.Nested(Action), metadata={"description": "in the answer about one filing"})
    cancelled = fields.Nested(Cancellation, allow_none=True)
    rulebook_version = fields.String()
    version = fields.Integer()


class AskQuotas(Schema):
    """Of which year; this one when left out."""

    year = fields.Integer(validate=validate.Range(2000, 2100))


class Quota(Schema):
    """Places of a kind and year."""

    subject = fields.String()
    kind = fields.String()
    label = fields.String()
    mode = fields.String()
    limit = fields.Integer(allow_none=True)
    taken = fields.Integer()
    left = fields.Integer(allow_none=True)
    year = fields.Integer()
    county = fields.String(metadata={"description": '"" where the places are the whole city\'s'})
    article = fields.String()


class Quotas(Schema):
    """All of them."""

    items = fields.List(fields.Nested(Quota))


class ListCreditEntries(Paged):
    """The credit register, of every city."""

    register = fields.String(validate=validate.OneOf(("blacklist", "misconduct")))
    person = id_field(required=False)


class CreditEntry(Schema):
    """One line of the credit register; `city` made it."""

    id = fields.String()
    city = fields.String()
    register = fields.String()
    name = fields.String()
    person = fields.String(allow_none=True)
    unit = fields.String(allow_none=True)
    basis = fields.String()
    article = fields.String()
    since = fields.Date()
    until = fields.Date(allow_none=True)
    filing = fields.String(allow_none=True)


class RulebookPage(Schema):
    """The city's rules of registration, by article."""

    city = fields.String()
    name = fields.String()
    source = fields.Dict()
    version = fields.String()
    subjects = fields.List(fields.Dict())
    quotas = fields.List(fields.Dict())
    cancellations = fields.List(fields.Dict())
    conflicts = fields.List(fields.Dict())
    silences = fields.List(fields.Dict())
