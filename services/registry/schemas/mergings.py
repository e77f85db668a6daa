"""Shapes of duplicates and mergers."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from services.registry.schemas.shapes import id_field, text


class ListDuplicates(Schema):
    """Pairs of records that may be one; a page looks at `limit` records and tells what it finds among them."""

    after = fields.String(validate=validate.Length(max=400), metadata={"description": "上一页的 next / `next`"})
    limit = fields.Integer(
        validate=validate.Range(1, 50), metadata={"description": "本页查看的记录数 1–50 / records looked at"}
    )


class MergeRecords(Schema):
    """`loser` is the same as `winner`, which stands for both from now on."""

    winner = id_field()
    loser = id_field()
    reason = text(500, required=True, shortest=2)


class UnmergeUnit(Schema):
    """Which merged unit stands for itself again, and why."""

    unit_id = id_field()
    reason = text(500, required=True, shortest=2)


class UnmergePerson(Schema):
    """Which merged person stands for themselves again, and why."""

    person_id = id_field()
    reason = text(500, required=True, shortest=2)


class DuplicateReason(Schema):
    """One sign that the two are the same."""

    code = fields.String(
        metadata={
            "description": "name, former_name, sound, address, credit_code, phone, born, identity_number, employer"
        }
    )
    zh = fields.String()
    en = fields.String()


class DuplicateUnit(Schema):
    """One of the two."""

    id = fields.String()
    name = fields.String()
    uscc = fields.String()
    former_names = fields.List(fields.String())
    county = fields.String()
    address = fields.String()
    registered_on = fields.Date()


class DuplicatePerson(Schema):
    """One of the two; numbers masked."""

    id = fields.String()
    name = fields.String()
    identity_mask = fields.String()
    phone_mask = fields.String()
    employer_name = fields.String()
    has_account = fields.Boolean(metadata={"description": "有账户者只能作为保留方 / can only be the winner"})


class UnitDuplicates(Schema):
    """Two units that may be one."""

    score = fields.Float(metadata={"description": "0–1"})
    reasons = fields.List(fields.Nested(DuplicateReason))
    one = fields.Nested(DuplicateUnit)
    other = fields.Nested(DuplicateUnit)


class PersonDuplicates(Schema):
    """Two persons that may be one."""

    score = fields.Float(metadata={"description": "0–1"})
    reasons = fields.List(fields.Nested(DuplicateReason))
    one = fields.Nested(DuplicatePerson)
    other = fields.Nested(DuplicatePerson)
