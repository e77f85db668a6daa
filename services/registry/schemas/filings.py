"""Shapes of filings, quotas and the rulebook."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from services.registry.schemas.applications import TeamMember
from services.registry.schemas.shapes import Action, asked, county_field, id_field, text, words
from shared.shapes import Paged


class ListFilings(Paged):
    """The roster."""

    subject = text(40)
    kind = text(40)
    status = fields.String(validate=validate.OneOf(("filed", "suspended", "cancelled", "replaced", "expired")))
    county = county_field()
    unit = id_field(required=False)
    sender_unit = id_field(required=False)
    person = id_field(required=False)
    year = fields.Integer(validate=validate.Range(2000, 2100))
    q = asked()


class EnterFiling(Schema):
    """A filing that the bureau made before the platform, as its register has it."""

    category = text(81, required=True, shortest=3, metadata={"description": "subject.kind"})
    number = text(60, required=True, shortest=1)
    name = text(100, required=True, shortest=1, metadata={"description": "of the person, the unit or the team"})
    identity_number = text(18, metadata={"description": "the person's, the team lead's or the liaison's"})
    members = words(most=30, longest=18, metadata={"description": "identity numbers beside the lead's"})
    unit = text(18, metadata={"description": "credit code of the unit it is about"})
    sender_unit = text(18, metadata={"description": "credit code of the sending unit"})
    fields_ = words(data_key="fields", attribute="fields")
    since = fields.Date(required=True)
    until = fields.Date(allow_none=True)
    year = fields.Integer(validate=validate.Range(2000, 2100))
    direct = fields.Boolean(metadata={"description": "appointed by the city itself"})
    basis = text(300, required=True, shortest=2, metadata={"description": "the document or register it rests on"})


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


class Suspension(Schema):
    """Since when a filing rests, and why."""

    on = fields.Date()
    until = fields.Date(allow_none=True)
    ground = fields.String()
    article = fields.String()
    reason = fields.String()
    by = fields.String()


class Entered(Schema):
    """A filing of before the platform: when it was entered, by whom, by which document or register."""

    on = fields.Date()
    by = fields.String()
    basis = fields.String()


class Change(Schema):
    """One line of a filing's history."""

    action = fields.String()
    status = fields.String()
    on = fields.Date()
    ground = fields.String()
    article = fields.String()
    reason = fields.String()
    by = fields.String()
    rulebook_version = fields.String()
    case = fields.String(metadata={"description": "the sanction, application or announcement it rests on"})


class BundleCertificates(Schema):
    """Certificates of which filings: as in the roster's own filter; at most 2,000 at a time."""

    subject = text(40)
    kind = text(40)
    county = county_field()
    sender_unit = id_field(required=False)
    year = fields.Integer(validate=validate.Range(2000, 2100))


class ResumeFiling(FilingId):
    """Why it is in force again."""

    reason = text(2000, required=True, shortest=1)


class RestoreFiling(ResumeFiling):
    """On which ground of the document, and why."""

    ground = text(60, required=True, shortest=1)


class FilingCode(Schema):
    """The code of a filing's certificate, and where anybody looks it up."""

    code = fields.String()
    address = fields.String(metadata={"description": "公开核验网址 · what the QR code on the certificate opens"})


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
    entered = fields.Nested(Entered, allow_none=True)
    actions = fields.List(fields.Nested(Action), metadata={"description": "in the answer about one filing"})
    cancelled = fields.Nested(Cancellation, allow_none=True)
    suspended = fields.Nested(Suspension, allow_none=True)
    history = fields.List(fields.Nested(Change), metadata={"description": "in the answer about one filing"})
    verification = fields.Nested(
        FilingCode,
        allow_none=True,
        metadata={"description": "in the answer about one filing, to its holder and officers"},
    )
    rulebook_version = fields.String()
    version = fields.Integer()


class AskQuotas(Schema):
    """Of which year; this one when left out."""

    year = fields.Integer(validate=validate.Range(2000, 2100))


class AskRegistryFigures(Schema):
    """Nothing is asked but the figures of today."""


class FilingCount(Schema):
    """How many filings in force there are of a subject and kind in a county."""

    subject = fields.String()
    kind = fields.String()
    county = fields.String()
    count = fields.Integer()


class RegistryFigures(Schema):
    """Filings counted; each count is the length of the roster narrowed by the same."""

    on = fields.Date()
    filings = fields.List(fields.Nested(FilingCount))


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
