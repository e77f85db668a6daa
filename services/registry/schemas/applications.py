"""Shapes of applications."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from services.registry.schemas.shapes import Action, Human, asked, county_field, id_field, receipts, text, words
from shared.shapes import Paged


class Member(Human):
    """One of a team: a person already known by id, or name, identity number and phone."""

    person = id_field(required=False)
    name = text(60, shortest=1)
    identity_number = text(18, shortest=18)
    phone = fields.String(validate=validate.Regexp(r"^1\d{10}$"))

    @validates_schema
    def _known_or_described(self, data: dict[str, Any], **_: Any) -> None:
        missing = [name for name in ("name", "identity_number", "phone") if not data.get(name)]
        if not data.get("person") and missing:
            raise ValidationError({name: ["Missing data for required field."] for name in missing})


class ProposedLiaison(Human):
    """Who is to be the unit's liaison, and in which post."""

    position = text(40, required=True, shortest=1)


class Serves(Schema):
    """An uploaded file, and which of the required materials it serves."""

    material = text(60, required=True, shortest=1)
    receipt = text(2000, required=True, shortest=1)


def materials_field(most: int = 50) -> fields.List:
    """Files, each with the material it serves."""
    return fields.List(fields.Nested(Serves), validate=validate.Length(max=most), load_default=list)


def answers_field(**more: Any) -> fields.Dict:
    """Answers to the city's own questions, by field."""
    return fields.Dict(keys=text(60, shortest=1), values=fields.Raw(allow_none=True), **more)


class SubmitApplication(Schema):
    """Subject and kind are those of the city's rulebook; what else is needed depends on the subject."""

    subject = text(40, required=True, shortest=1)
    kind = text(40, required=True, shortest=1)
    name = text(100, load_default="", metadata={"description": "团队名称 · the team's name"})
    sender_unit = id_field(required=False, load_default=None, allow_none=True)
    unit = id_field(required=False, load_default=None, allow_none=True)
    fields_ = words(data_key="fields", attribute="fields", load_default=list)
    declares = words(load_default=list)
    statement = text(5000, load_default="")
    members = fields.List(fields.Nested(Member), load_default=list, validate=validate.Length(max=30))
    liaison = fields.Nested(ProposedLiaison, load_default=None, allow_none=True)
    replaces = id_field(required=False, load_default=None, allow_none=True)
    answers = answers_field(load_default=dict)
    receipts = receipts()
    materials = materials_field()


class AppointCommissioner(Schema):
    """A person whom the city appoints directly."""

    subject = text(40, load_default="commissioner")
    kind = text(40, required=True, shortest=1)
    person = id_field()
    sender_unit = id_field(required=False, load_default=None, allow_none=True)
    fields_ = words(data_key="fields", attribute="fields", load_default=list)
    declares = words(load_default=list)
    reason = text(1000, required=True, shortest=2)


class ApplicationId(Schema):
    """Which application."""

    application_id = id_field()


class Noted(ApplicationId):
    """With a remark."""

    note = text(2000, load_default="")


class FoundOnSite(Schema):
    """What was found of one criterion of the city's inspection form."""

    criterion = text(60, required=True, shortest=1)
    met = fields.Boolean(required=True)
    note = text(1000, load_default="")


class InspectApplication(ApplicationId):
    """What was seen on site, and when: each criterion of the city's form, with photos (as receipts)."""

    visited_on = fields.Date(required=True)
    result = text(2000, required=True, shortest=2)
    found = fields.List(fields.Nested(FoundOnSite), load_default=list, validate=validate.Length(max=50))
    receipts = receipts()


class Defect(Schema):
    """One thing to be mended: which field, what is wrong with it, and the city's code for the reason."""

    pointer = text(200, load_default="")
    detail = text(500, required=True, shortest=1)
    code = text(40, load_default="")
    article = text(60, load_default="")


class ReturnApplication(ApplicationId):
    """Every defect at once; `to` an earlier step, or the applicant."""

    note = text(2000, load_default="")
    defects = fields.List(fields.Nested(Defect), load_default=list, validate=validate.Length(max=50))
    to = text(40, load_default=None, allow_none=True)


class RejectApplication(ApplicationId):
    """Why not, by which article."""

    reason = text(2000, required=True, shortest=2)
    article = text(60, load_default="")


class ResubmitApplication(ApplicationId):
    """What was mended."""

    note = text(2000)
    fields_ = words(data_key="fields", attribute="fields")
    declares = words()
    statement = text(5000)
    name = text(100)
    position = text(40)
    members = fields.List(fields.Nested(Member), validate=validate.Length(max=30))
    answers = answers_field()
    drops = fields.List(
        id_field(), validate=validate.Length(max=50), metadata={"description": "撤下的材料 · files taken out"}
    )
    receipts = receipts()
    materials = materials_field()


class WaiveCondition(ApplicationId):
    """Which condition in principle is set aside, and why."""

    rule = text(200, required=True, shortest=1)
    reason = text(1000, required=True, shortest=2)


class RevokeWaiver(ApplicationId):
    """Which waiver is taken back, and why."""

    rule = text(200, required=True, shortest=1)
    reason = text(1000, required=True, shortest=2)


class ListApplications(Paged):
    """Those the asker may see. `q`: found by name, pinyin, initials, number, applicant, subject, field of work."""

    q = asked()
    subject = text(40)
    kind = text(40)
    status = fields.String(validate=validate.OneOf(("pending", "returned", "approved", "rejected", "withdrawn")))
    step = text(40)
    county = county_field()
    sender_unit = id_field(required=False)
    unit = id_field(required=False)
    waits_on = fields.String(validate=validate.OneOf(("me",)), metadata={"description": "what lies on one's desk"})
    late = fields.Boolean(metadata={"description": "past its term"})
    waived = fields.Boolean(metadata={"description": "with conditions set aside by an officer"})
    changes = fields.Boolean(metadata={"description": "requests to change a filing, or without them"})
    sort = fields.String(validate=validate.OneOf(("id", "due")))


class WaitsOn(Schema):
    """Whose turn it is."""

    party = fields.String()
    label = fields.String()
    label_en = fields.String()
    step = fields.String(allow_none=True)
    since = fields.Date()
    due = fields.Date(allow_none=True)
    late = fields.Boolean()


class HistoryEntry(Schema):
    """One action."""

    action = fields.String()
    step = fields.String(allow_none=True)
    party = fields.String()
    by_name = fields.String()
    on = fields.Date()
    note = fields.String()
    defects = fields.List(fields.String())
    to = fields.String(allow_none=True)


class State(Schema):
    """Where an application stands."""

    chain = fields.String()
    status = fields.String()
    step = fields.String(allow_none=True)
    since = fields.Date()
    due = fields.Date(allow_none=True)
    passed_by = fields.List(fields.String())
    history = fields.List(fields.Nested(HistoryEntry))


class NamedDefect(Schema):
    """A defect as it was named; `late`: it could have been named at the first return."""

    pointer = fields.String()
    detail = fields.String()
    code = fields.String()
    article = fields.String()
    late = fields.Boolean()


class Returned(Schema):
    """One return, with everything that was named."""

    on = fields.Date()
    step = fields.String(allow_none=True)
    party = fields.String()
    by_name = fields.String()
    note = fields.String()
    to = fields.String(allow_none=True)
    defects = fields.List(fields.Nested(NamedDefect))


class Difference(Schema):
    """One fact before and after."""

    pointer = fields.String()
    before = fields.Raw(allow_none=True)
    after = fields.Raw(allow_none=True)


class Mending(Schema):
    """What was different when it was sent again."""

    on = fields.Date()
    note = fields.String()
    differences = fields.List(fields.Nested(Difference))


class TeamMember(Schema):
    """One of a team beside its lead."""

    person = fields.String()
    name = fields.String()
    fields_ = fields.List(fields.String(), data_key="fields", attribute="fields")


class Standing(Schema):
    """How many entries are in force, in any city, against those whom an application names."""

    blacklist = fields.Integer()
    misconduct = fields.Integer()


class Condition(Schema):
    """One condition as it stands: met, unmet, unknown or waived."""

    rule = fields.String()
    article = fields.String()
    source = fields.String()
    strictness = fields.String()
    status = fields.String(validate=validate.OneOf(("met", "unmet", "unknown", "waived")))
    requires = fields.String()
    requires_en = fields.String()
    waivable = fields.Boolean()
    waived_by = fields.String()
    waived_by_label = fields.String()
    waived_by_label_en = fields.String()
    fields_ = fields.List(fields.String(), data_key="fields", attribute="fields")


class Application(Schema):
    """An application as its parties see it."""

    id = fields.String()
    number = fields.String()
    subject = fields.String()
    kind = fields.String()
    level = fields.String()
    name = fields.String()
    applicant = fields.String()
    applicant_name = fields.String()
    person = fields.String(allow_none=True)
    unit = fields.String(allow_none=True)
    sender_unit = fields.String(allow_none=True)
    county = fields.String()
    fields_ = fields.List(fields.String(), data_key="fields", attribute="fields")
    declares = fields.List(fields.String())
    statement = fields.String()
    members = fields.List(fields.Nested(TeamMember))
    position = fields.String()
    replaces = fields.String(allow_none=True)
    files = fields.List(fields.Dict())
    submitted_on = fields.Date()
    state = fields.Nested(State)
    waits_on = fields.Nested(WaitsOn, allow_none=True)
    findings = fields.List(fields.Dict(), metadata={"description": "unmet conditions in principle"})
    conditions = fields.List(
        fields.Nested(Condition), metadata={"description": "each as it stands today, while it is open"}
    )
    waivers = fields.List(fields.Dict())
    inspections = fields.List(fields.Dict())
    credit = fields.Nested(Standing)
    filing = fields.String(allow_none=True)
    answers = fields.Dict()
    said = fields.Dict(metadata={"description": "every field of the form as it was last sent"})
    returns = fields.List(fields.Nested(Returned))
    mendings = fields.List(fields.Nested(Mending))
    late_defects = fields.Integer()
    consents = fields.List(fields.Dict())
    escalations = fields.List(fields.Dict())
    change_of = fields.String(allow_none=True, metadata={"description": "the filing that it asks to change"})
    proposed = fields.Dict()
    asks = fields.List(fields.Nested(Difference), metadata={"description": "what a change asks for, before and after"})
    rulebook_version = fields.String()
    version = fields.Integer()
    actions = fields.List(fields.Nested(Action))
