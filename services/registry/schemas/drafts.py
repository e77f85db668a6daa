"""Shapes of drafts, and of what is asked before applying."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from services.registry.schemas.applications import Condition, materials_field
from services.registry.schemas.shapes import Action, id_field, text
from shared.shapes import Paged


def values_field(**more: object) -> fields.Dict:
    """Values by the field's name, as the form describes them; null takes one out."""
    return fields.Dict(
        keys=text(60, shortest=1), values=fields.Raw(allow_none=True), load_default=dict,
        validate=validate.Length(max=200), metadata={"description": "按字段 · by field; null clears it", **more},
    )  # fmt: skip


class StartDraft(Schema):
    """Of what, and what is known already."""

    subject = text(40, required=True, shortest=1)
    kind = text(40, required=True, shortest=1)
    values = values_field()


class DraftId(Schema):
    """Which draft."""

    draft_id = id_field()


class SaveDraft(DraftId):
    """What was typed since the last time; files by receipt, each with the material it serves."""

    values = values_field()
    materials = materials_field()
    drops = fields.List(id_field(), validate=validate.Length(max=50), load_default=list)


class ListDrafts(Paged):
    """One's own."""


class Option(Schema):
    """One of the answers to choose from."""

    value = fields.String()
    label = fields.String()
    label_en = fields.String()


class DraftFinding(Schema):
    """Something that is missing, and where."""

    rule = fields.String()
    article = fields.String()
    reason = fields.String()
    reason_en = fields.String()
    pointer = fields.String()


class FormField(Schema):
    """One field of a form, with what stands in it."""

    field = fields.String()
    label = fields.String()
    label_en = fields.String()
    kind = fields.String()
    holds = fields.String(metadata={"description": "whose fact: person, unit, application, answers"})
    required = fields.Boolean()
    options = fields.List(fields.Nested(Option))
    least = fields.Integer(allow_none=True)
    most = fields.Integer(allow_none=True)
    hint = fields.String()
    hint_en = fields.String()
    value = fields.Raw(allow_none=True)
    prefilled = fields.Boolean()
    defects = fields.List(fields.Dict())
    materials = fields.List(fields.Dict())


class FormSection(Schema):
    """A part of a form, and how far it is. `source`: document, setting, platform."""

    section = fields.String()
    label = fields.String()
    label_en = fields.String()
    article = fields.String()
    source = fields.String()
    note = fields.String()
    after = fields.List(fields.String())
    state = fields.String(validate=validate.OneOf(("not_started", "in_progress", "done", "cannot_start")))
    missing = fields.List(fields.String())
    fields_ = fields.List(fields.Nested(FormField), data_key="fields", attribute="fields")


class PreviewStep(Schema):
    """One step ahead."""

    step = fields.String()
    parties = fields.List(fields.Dict())
    may = fields.List(fields.String())
    working_days = fields.Integer(allow_none=True)
    working_days_by = fields.String()
    due = fields.Date(allow_none=True)
    escalates_to = fields.String(allow_none=True)


class ChainPreview(Schema):
    """Who will handle it, in how many working days, until when."""

    steps = fields.List(fields.Nested(PreviewStep))
    working_days = fields.Integer(allow_none=True)
    due = fields.Date(allow_none=True)
    article = fields.String()
    source = fields.String()


class Draft(Schema):
    """A draft, section by section."""

    id = fields.String()
    subject = fields.String()
    kind = fields.String()
    label = fields.String()
    label_en = fields.String()
    started_at = fields.DateTime()
    saved_at = fields.DateTime()
    mends = fields.String(allow_none=True, metadata={"description": "the returned application that it mends"})
    sections = fields.List(fields.Nested(FormSection))
    missing = fields.List(fields.Nested(DraftFinding))
    conditions = fields.List(fields.Nested(Condition))
    outcome = fields.String(validate=validate.OneOf(("yes", "after_waiver", "not_yet_known", "no")))
    chain = fields.Nested(ChainPreview)
    prefilled = fields.Integer()
    actions = fields.List(fields.Nested(Action))
    version = fields.Integer()


class AskEligibility(Schema):
    """Of which kind (all of them when left out), sent by or about which unit."""

    subject = text(40)
    kind = text(40)
    sender_unit = id_field(required=False)
    unit = id_field(required=False)


class EligibilityOfKind(Schema):
    """Whether one could apply for a kind, condition by condition."""

    subject = fields.String()
    kind = fields.String()
    label = fields.String()
    label_en = fields.String()
    outcome = fields.String(validate=validate.OneOf(("yes", "after_waiver", "not_yet_known", "no")))
    conditions = fields.List(fields.Nested(Condition))
    materials = fields.List(fields.Dict())


class Eligibility(Schema):
    """Every kind that was asked for."""

    items = fields.List(fields.Nested(EligibilityOfKind))


class AskChainPreview(Schema):
    """Of which kind, sent by or about which unit."""

    subject = text(40, required=True, shortest=1)
    kind = text(40, required=True, shortest=1)
    sender_unit = id_field(required=False)
    unit = id_field(required=False)


class ApplicationForm(Schema):
    """What was filled in, with defects in their places, and what a reviewer fills in."""

    application = fields.String()
    sections = fields.List(fields.Nested(FormSection))
    inspection = fields.Dict(allow_none=True)
    reasons = fields.List(fields.Dict())
    mended = fields.List(fields.Dict())


class AskProgress(Schema):
    """The number of an application and the last four digits of the applicant's phone."""

    number = text(40, required=True, shortest=8)
    phone_tail = fields.String(required=True, validate=validate.Regexp(r"^\d{4}$"))


class ProgressStep(Schema):
    """One step: done, current or to come."""

    step = fields.String()
    label = fields.String()
    label_en = fields.String()
    state = fields.String(validate=validate.OneOf(("done", "current", "to_come")))
    on = fields.Date(allow_none=True)
    since = fields.Date(allow_none=True)
    due = fields.Date(allow_none=True)


class ApplicationProgress(Schema):
    """How far an application is; nothing personal."""

    number = fields.String()
    label = fields.String()
    label_en = fields.String()
    status = fields.String()
    submitted_on = fields.Date()
    since = fields.Date()
    steps = fields.List(fields.Nested(ProgressStep))


class SubjectCount(Schema):
    """How many of a subject."""

    subject = fields.String()
    count = fields.Integer()


class ApplicationCounts(Schema):
    """What lies on one's desk."""

    waits_on_me = fields.Integer()
    late = fields.Integer()
    by_subject = fields.List(fields.Nested(SubjectCount))
