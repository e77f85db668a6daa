"""Shapes of complaints and suggestions."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from services.registry.schemas.notices import OfCity
from services.registry.schemas.sanctions import File
from services.registry.schemas.shapes import Action, county_field, id_field, receipts, text
from shared.shapes import Paged

KINDS = ("complaint", "suggestion")
STATUS = ("open", "answered", "withdrawn")


class FileComplaint(OfCity):
    """What it is about, in one's own words, and how one may be reached; files only with an account."""

    county = county_field(metadata={"description": "涉及的旗县区 / the county concerned, where there is one"})

    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    about = text(200, metadata={"description": "编号或事项 / a number, or the matter"})
    name = text(60, required=True, shortest=1)
    text = text(4000, required=True, shortest=1)
    phone = fields.String(required=True, validate=validate.Regexp(r"^1\d{10}$"))
    consent = fields.Boolean(required=True)
    receipts = receipts()


class Filed(Schema):
    """The number to follow it by, and when the answer is due (null: the city states no time)."""

    complaint = fields.String()
    number = fields.String()
    due = fields.Date(allow_none=True)
    article = fields.String()


class ComplaintId(Schema):
    """Which complaint."""

    complaint_id = id_field()


class AnswerComplaint(ComplaintId):
    """The answer."""

    answer = text(4000, required=True, shortest=1)


class ForwardComplaint(ComplaintId):
    """To which county's department, and why."""

    county = county_field(required=True)
    note = text(1000, required=True, shortest=1)


class TakeBackComplaint(ComplaintId):
    """Why the bureau deals with it itself."""

    note = text(1000, required=True, shortest=1)


class ListComplaints(Paged):
    """Of a status or kind; at which county's desk; what one deals with; whose clock has run out; those one has sent."""

    desk = county_field()
    waits_on = fields.String(
        validate=validate.OneOf(("me",)), metadata={"description": "open, and one's own to answer"}
    )

    status = fields.String(validate=validate.OneOf(STATUS))
    kind = fields.String(validate=validate.OneOf(KINDS))
    late = fields.Boolean()
    mine = fields.Boolean()


class Handled(Schema):
    """Who deals with it, since when and until when; `late_since`: the first day that it was late, null in time."""

    party = fields.String()
    label = fields.String()
    label_en = fields.String()
    since = fields.Date()
    due = fields.Date(allow_none=True)
    late = fields.Boolean()
    late_since = fields.Date(allow_none=True)


class ComplaintDeed(Schema):
    """It went to a county's department, or back to the bureau; `by_name` "registry": by the city's rule."""

    action = fields.String(metadata={"description": "forwarded, taken_back"})
    on = fields.Date()
    by_name = fields.String()
    note = fields.String()
    desk = fields.String()
    article = fields.String()


class Complaint(Schema):
    """A complaint as its sender and whoever deals with it see it; `desk`: the county it lies at, "" the bureau."""

    id = fields.String()
    number = fields.String()
    kind = fields.String(validate=validate.OneOf(KINDS))
    about = fields.String()
    text = fields.String()
    name = fields.String()
    contact_mask = fields.String()
    files = fields.List(fields.Nested(File))
    raised_on = fields.Date()
    due = fields.Date(allow_none=True)
    article = fields.String()
    status = fields.String(validate=validate.OneOf(STATUS))
    answer = fields.String()
    answered_on = fields.Date(allow_none=True)
    answered_by = fields.String()
    county = fields.String()
    desk = fields.String()
    since = fields.Date(allow_none=True)
    waits_on = fields.Nested(Handled, allow_none=True)
    deeds = fields.List(fields.Nested(ComplaintDeed))
    version = fields.Integer()
    actions = fields.List(fields.Nested(Action))


class AskComplaint(OfCity):
    """The number of a complaint and the last four digits of the phone that was left."""

    number = text(40, required=True, shortest=8)
    phone_tail = fields.String(required=True, validate=validate.Regexp(r"^\d{4}$"))


class ComplaintProgress(Schema):
    """How far it is, and the answer."""

    number = fields.String()
    kind = fields.String(validate=validate.OneOf(KINDS))
    about = fields.String()
    raised_on = fields.Date()
    due = fields.Date(allow_none=True)
    article = fields.String()
    status = fields.String(validate=validate.OneOf(STATUS))
    answer = fields.String()
    answered_on = fields.Date(allow_none=True)
    waits_on = fields.Nested(Handled, allow_none=True)


class Said(Schema):
    """What the rulebook says, "" where it is silent; the article, or who set it."""

    value = fields.String()
    article = fields.String()
    note = fields.String()


class ComplaintRules(Schema):
    """Whom to reach beside the platform, and within how many working days the bureau answers."""

    city = fields.String()
    name = fields.String()
    contact = fields.Nested(Said)
    answer_within = fields.Nested(Said)
    county_answers = fields.Nested(Said)
