"""Shapes of privacy: the notice, consents, readings in full, presence, erasure."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from services.registry.schemas.persons import Person
from services.registry.schemas.shapes import id_field, text
from shared.shapes import Paged


class Purpose(Schema):
    """One purpose: its legal basis, and what the person said (duty, open, given, outdated, withdrawn)."""

    purpose = fields.String()
    label = fields.String()
    label_en = fields.String()
    basis = fields.String()
    article = fields.String()
    consent = fields.String()
    state = fields.String()
    notice = fields.String()
    given_at = fields.DateTime(allow_none=True)
    withdrawn_at = fields.DateTime(allow_none=True)


class DisclosurePurpose(Schema):
    """Why a number may be read in full."""

    purpose = fields.String()
    label = fields.String()
    label_en = fields.String()


class PrivacyNotice(Schema):
    """The notice in force."""

    version = fields.String()
    since = fields.Date()
    text = fields.String()
    text_en = fields.String()
    purposes = fields.List(fields.Nested(Purpose))
    disclosures = fields.List(fields.Nested(DisclosurePurpose))


class Consents(Schema):
    """What one has agreed to; `version`: of the notice in force."""

    version = fields.String()
    items = fields.List(fields.Nested(Purpose))


class GiveConsent(Schema):
    """To which purposes, on which notice."""

    consents = fields.List(text(40, shortest=1), required=True, validate=validate.Length(1, 20))
    notice_version = text(20, required=True, shortest=1)


class WithdrawConsent(Schema):
    """Of which purpose."""

    purpose = text(40, required=True, shortest=1)


class ErasePerson(Schema):
    """Why; there is no way back."""

    reason = text(500, required=True, shortest=2)


class ListDisclosures(Paged):
    """One's own."""


class CityDisclosures(Paged):
    """Those made in the city; of one person."""

    person = id_field(required=False)


class Disclosure(Schema):
    """One reading of numbers in full."""

    id = fields.String()
    person = fields.String()
    numbers = fields.List(fields.String())
    purpose = fields.String()
    purpose_label = fields.String()
    purpose_label_en = fields.String()
    reason = fields.String()
    by_name = fields.String()
    city = fields.String()
    at = fields.DateTime()


class OwnFiling(Schema):
    """A live filing in this city."""

    filing = fields.String()
    number = fields.String()
    subject = fields.String()
    kind = fields.String()
    unit = fields.String(allow_none=True)


class FilingElsewhere(Schema):
    """A live filing in another city: no more than what a check of duplicates needs."""

    city = fields.String()
    subject = fields.String()
    kind = fields.String()
    year = fields.Integer()


class Presence(Schema):
    """Where a person is known."""

    person = fields.Nested(Person)
    filings = fields.List(fields.Nested(OwnFiling))
    elsewhere = fields.List(fields.Nested(FilingElsewhere))
    cities = fields.List(fields.String())
    provincial = fields.List(fields.String())
    registers = fields.List(fields.String(), metadata={"description": "registers with an entry in force"})
