"""Fields and shapes that several nouns share."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from services.dispatch.domain.money import fen
from shared.shapes import Paged

NOTE = 2_000
TEXT = 8_000
LEVELS = ("public", "titles", "parties", "officers")


def identifier(required: bool = True, **kwargs: Any) -> fields.String:
    """An id of a record."""
    return fields.String(required=required, validate=validate.Length(1, 64), **kwargs)


def text(most: int = TEXT, required: bool = True, **kwargs: Any) -> fields.String:
    """Text with something in it; without `required` it may be left out, or empty."""
    return fields.String(required=required, validate=validate.Length(1 if required else 0, most), **kwargs)


def words(most: int = 20, **kwargs: Any) -> fields.List:
    """A list of short words (fields of technology, defects)."""
    return fields.List(fields.String(validate=validate.Length(1, 200)), validate=validate.Length(max=most), **kwargs)


def receipts(required: bool = False, **kwargs: Any) -> fields.List:
    """Receipts of uploaded files; where required, at least one."""
    length = validate.Length(1 if required else 0, 20)
    return fields.List(fields.String(validate=validate.Length(1, 4_000)), required=required, validate=length, **kwargs)


class Evidence(Schema):
    """A file that was checked on upload."""

    id = fields.String()
    name = fields.String()
    sha256 = fields.String()
    size = fields.Integer()
    content_type = fields.String()


class Yuan(fields.String):
    """An amount in yuan, at most two decimals; fen inside."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(metadata={"description": "元 / yuan", "example": "650.00"}, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:  # type: ignore[override]
        try:
            return fen(super()._deserialize(value, attr, data, **kwargs))
        except ValueError as problem:
            raise ValidationError(
                "金额应为元，最多两位小数，如 650.00 · Yuan with at most two decimals, such as 650.00"
            ) from problem


class Deed(Schema):
    """One thing done outside the chain of review."""

    action = fields.String()
    name = fields.String()
    party = fields.String(metadata={"description": "以何方身份办理 · as which party"})
    on = fields.Date()
    note = fields.String()
    about = fields.String()
    was = fields.String()


class FollowUp(Schema):
    """What came of it, so many months after."""

    months = fields.Integer()
    due = fields.Date()
    told = fields.Boolean()
    result = fields.String()
    contract_amount = fields.String()
    patents = fields.Integer()
    note = fields.String()
    answered_by = fields.String()
    answered_on = fields.Date(allow_none=True)


class Action(Schema):
    """What the asker could do with the record now, and why not."""

    action = fields.String()
    choice = fields.String(metadata={"description": "流程环节的选择 · what a chain's step lets one choose"})
    step = fields.String()
    party = fields.String()
    to = fields.List(
        fields.String(),
        metadata={"description": "可以退回给谁 · to whom it can be returned: the applicant, an earlier step"},
    )
    open = fields.Boolean()
    reason = fields.String()
    reason_en = fields.String()
    article = fields.String()


class HistoryEntry(Schema):
    """One thing that was done in a chain."""

    action = fields.String()
    step = fields.String(allow_none=True)
    party = fields.String()
    by_name = fields.String()
    on = fields.Date()
    note = fields.String()
    defects = fields.List(fields.String())
    to = fields.String(allow_none=True)


class State(Schema):
    """Where a chain stands."""

    chain = fields.String()
    status = fields.String()
    step = fields.String(allow_none=True)
    since = fields.Date()
    due = fields.Date(allow_none=True)
    passed_by = fields.List(fields.String())
    history = fields.List(fields.Nested(HistoryEntry))


class Competent(Schema):
    """Where the sending unit reports."""

    level = fields.String()
    unit = fields.String()
    county = fields.String()


def status_in(*statuses: str) -> fields.String:
    """The status that a list is narrowed to: one of those that its records have."""
    return fields.String(validate=validate.OneOf(statuses))


class List(Paged):
    """A list that can be narrowed to one status."""

    status = fields.String(validate=validate.Length(max=40))


class Waiting(List):
    """A list that can also be narrowed to what waits for the asker (`waits_on=me`)."""

    waits_on = fields.String(validate=validate.OneOf(["me"]))
