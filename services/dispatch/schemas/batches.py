"""Shapes of batches."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from services.dispatch.schemas.agreements import Agreement
from services.dispatch.schemas.parts import NOTE, Action, Competent, Waiting, identifier, status_in, text, words

MOST = 100


def several(required: bool = True) -> fields.List:
    """Ids of agreements."""
    return fields.List(identifier(), required=required, validate=validate.Length(1, MOST))


class ComposeBatch(Schema):
    """Which agreements, in which order."""

    agreements = several()
    note = text(NOTE, required=False)


class ChangeBatch(Schema):
    """Other agreements, another note."""

    batch_id = identifier()
    agreements = several(required=False)
    note = text(NOTE, required=False)


class SubmitBatch(Schema):
    """Which batch."""

    batch_id = identifier()


class WithdrawBatch(SubmitBatch):
    """Which batch."""


class GetBatch(SubmitBatch):
    """Which batch."""


class ReviewItem(Schema):
    """What is decided on one agreement."""

    agreement = identifier()
    action = fields.String(required=True, validate=validate.Length(1, 40))
    note = text(NOTE, required=False)
    defects = words()


class ReviewBatch(Schema):
    """Decisions item by item, and one for all that are left."""

    batch_id = identifier()
    action = fields.String(validate=validate.Length(1, 40))
    note = text(NOTE, required=False)
    defects = words()
    items = fields.List(fields.Nested(ReviewItem), validate=validate.Length(1, MOST))


class ListBatches(Waiting):
    """Which batches."""

    status = status_in("draft", "submitted", "closed", "withdrawn")
    sender_unit = identifier(required=False)


class Item(Schema):
    """One agreement and its outcome."""

    agreement = fields.String()
    outcome = fields.String()
    on = fields.Date(allow_none=True)
    note = fields.String()
    defects = fields.List(fields.String())
    number = fields.String()


class Row(Schema):
    """One agreement in short."""

    agreement = fields.String()
    commissioner = fields.String()
    kind = fields.String()
    host = fields.String()
    since = fields.Date()
    until = fields.Date()
    content = fields.String()
    outcome = fields.String()
    note = fields.String()
    number = fields.String()


class Batch(Schema):
    """A batch."""

    id = fields.String()
    version = fields.Integer()
    city = fields.String()
    competent = fields.Nested(Competent)
    number = fields.String()
    sender_unit = fields.String()
    sender_name = fields.String()
    items = fields.List(fields.Nested(Item))
    composed_on = fields.Date()
    name = fields.String()
    status = fields.String()
    note = fields.String()
    submitted_on = fields.Date(allow_none=True)
    closed_on = fields.Date(allow_none=True)
    rows = fields.List(fields.Nested(Row))
    actions = fields.List(fields.Nested(Action))


class Refusal(Schema):
    """Why one agreement could not be filed."""

    agreement = fields.String()
    reason = fields.String()
    reason_en = fields.String()
    rule = fields.String()
    article = fields.String()


class ReviewedBatch(Schema):
    """The batch after a review, and what stays under review with its reason."""

    batch = fields.Nested(Batch)
    refused = fields.List(fields.Nested(Refusal))


class SubmittedBatch(Schema):
    """A batch as it was sent."""

    batch = fields.String()
    number = fields.String()
    agreements = fields.List(fields.Nested(Agreement))
