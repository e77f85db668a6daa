"""Shapes of drafts of demands."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from services.dispatch.schemas.demands import Said
from services.dispatch.schemas.parts import Action, identifier
from shared.shapes import Paged


class SaveDemandDraft(Said):
    """What has been written so far, of a host."""

    host_unit = identifier()


class ChangeDemandDraft(Said):
    """What is written now."""

    draft_id = identifier()


class GetDemandDraft(Schema):
    """Which draft."""

    draft_id = identifier()


class ListDemandDrafts(Paged):
    """Drafts of one's own hosts."""

    host_unit = identifier(required=False)


class DemandDraft(Said):
    """A draft."""

    id = fields.String()
    city = fields.String()
    version = fields.Integer()
    host_unit = fields.String()
    saved_on = fields.Date()
    writer_name = fields.String()
    title = fields.String()
    content = fields.String()
    until = fields.Date(allow_none=True)
    confidentiality = fields.String(validate=validate.Length(max=20))
    actions = fields.List(fields.Nested(Action))
