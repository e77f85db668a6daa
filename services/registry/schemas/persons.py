"""Shapes of persons."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from services.registry.schemas.shapes import Human, Profile, asked, id_field, text
from shared.shapes import Paged


class UpdateProfile(Profile):
    """One's own profile, as far as it has changed."""


class EnterPerson(Human):
    """A person whom an officer enters; found again by the identity number."""


class PersonId(Schema):
    """Which person."""

    person_id = id_field()


class ListPersons(Paged):
    """The persons of the city whom the asker may see."""

    q = asked()


class MarkProvincial(PersonId):
    """Whether the person stands on the province's own list."""

    provincial = fields.Boolean(required=True)
    check = id_field(required=False, allow_none=True, metadata={"description": "所依据的互认查询 / a peer's answer"})
    note = text(500, load_default="")


class DiscloseIdentity(PersonId):
    """Why numbers in full are needed, and which; the reading is announced, and the person sees it."""

    reason = text(500, required=True, shortest=2)
    purpose = text(40, shortest=1, metadata={"description": "不填则为其他 · `other` when left out"})
    numbers = fields.List(
        fields.String(validate=validate.OneOf(("identity_number", "phone"))),
        validate=validate.Length(1, 2),
        metadata={"description": "不填则为本角色可读的全部号码 · all that the role may read when left out"},
    )


class Identity(Schema):
    """Identity number and phone in full."""

    person = fields.String()
    identity_number = fields.String()
    phone = fields.String()


class PersonMerger(Schema):
    """One merger: `loser` was merged into `winner`, by whom and why; taken back on `undone_on`, or null."""

    winner = fields.String()
    loser = fields.String()
    on = fields.Date()
    by_name = fields.String()
    reason = fields.String()
    undone_on = fields.Date(allow_none=True)


class Person(Profile):
    """A person; identity number and phone masked."""

    id = fields.String()
    name = fields.String()
    identity_mask = fields.String()
    phone_mask = fields.String()
    provincial = fields.List(fields.String(), metadata={"description": "province codes"})
    cities = fields.List(fields.String())
    discloses = fields.List(fields.String(), metadata={"description": "the numbers the asker may read in full"})
    merged_into = fields.String(allow_none=True)
    stands_for = fields.List(fields.String(), metadata={"description": "records merged into it"})
    mergers = fields.List(
        fields.Nested(PersonMerger), metadata={"description": "in the answer about one, to city officers"}
    )
    erased_on = fields.Date(allow_none=True)
    version = fields.Integer()
