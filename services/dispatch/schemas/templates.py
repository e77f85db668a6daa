"""Shapes of Word forms and of the papers made by them."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from services.dispatch.schemas.parts import Action, Evidence, List, identifier, status_in, text

PURPOSES = ["agreement", "renewal", "supplement", "ending_notice", "ending_decision"]


def purpose(required: bool = True) -> fields.String:
    """What the form is for."""
    return fields.String(required=required, validate=validate.OneOf(PURPOSES))


class UploadTemplate(Schema):
    """A new version of a form: an uploaded .docx."""

    purpose = purpose()
    name = text(120)
    receipt = fields.String(required=True, validate=validate.Length(1, 4_000))


class GetTemplate(Schema):
    """Which version."""

    template_id = identifier()


class ActivateTemplate(GetTemplate):
    """Which version."""


class RetireTemplate(GetTemplate):
    """Which version."""


class PreviewTemplate(GetTemplate):
    """Which version."""


class DefaultTemplate(Schema):
    """The platform's own form of which purpose."""

    purpose = purpose()


class ListTemplates(List):
    """Which versions."""

    status = status_in("uploaded", "active", "retired")
    purpose = purpose(required=False)


class Template(Schema):
    """One version of a form."""

    id = fields.String()
    version = fields.Integer()
    city = fields.String()
    purpose = fields.String()
    number = fields.Integer(metadata={"description": "版次 · which version"})
    name = fields.String()
    file = fields.Nested(Evidence)
    placeholders = fields.List(fields.String())
    uploaded_on = fields.Date()
    uploader = fields.String()
    status = fields.String()
    activated_on = fields.Date(allow_none=True)
    actions = fields.List(fields.Nested(Action))


class AgreementPaper(Schema):
    """Of which agreement."""

    agreement_id = identifier()


class SupplementPaper(Schema):
    """Of which supplement."""

    supplement_id = identifier()


class EndingPaper(Schema):
    """Which paper of which case."""

    ending_id = identifier()
    what = fields.String(required=True, validate=validate.OneOf(["notice", "decision"]))


class BatchPaper(Schema):
    """Of which batch."""

    batch_id = identifier()
