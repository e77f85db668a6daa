"""Shapes of notices, objections and the public roster."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from services.registry.schemas.sanctions import File
from services.registry.schemas.shapes import Action, county_field, id_field, receipts, text
from shared.shapes import Paged


class OfCity(Schema):
    """Of which city, unless one is signed in or Tepai-City says so."""

    city = fields.String(validate=validate.Regexp(r"^\d{6}$"))


class PublishNotice(Schema):
    """Which applications (publicity before filing) or filings (after) are made public."""

    title = text(200, required=True, shortest=1)
    items = fields.List(id_field(), required=True, validate=validate.Length(1, 200))


class NoticeId(OfCity):
    """Which notice."""

    notice_id = id_field()


class WithdrawNotice(Schema):
    """Why it is taken back."""

    notice_id = id_field()
    reason = text(2000, required=True, shortest=1)


class ListNotices(Paged, OfCity):
    """All, or those one may still object to."""

    open_now = fields.Boolean()


class NoticeItem(Schema):
    """One of those made public; names of persons masked."""

    id = fields.String()
    subject = fields.String()
    kind = fields.String()
    kind_label = fields.String()
    kind_label_en = fields.String()
    name = fields.String()
    county = fields.String()


class Notice(Schema):
    """A notice as everybody sees it."""

    id = fields.String()
    city = fields.String()
    number = fields.String()
    title = fields.String()
    stage = fields.String()
    items = fields.List(fields.Nested(NoticeItem))
    published_on = fields.Date()
    until = fields.Date()
    by = fields.String()
    article = fields.String()
    status = fields.String()
    reason = fields.String()
    version = fields.Integer()
    actions = fields.List(fields.Nested(Action))


class ObjectToNotice(NoticeId):
    """To which item, why, and how you may be reached; files only with an account."""

    item = id_field()
    name = text(60, required=True, shortest=1)
    phone = fields.String(required=True, validate=validate.Regexp(r"^1\d{10}$"))
    text = text(4000, required=True, shortest=1)
    consent = fields.Boolean(required=True)
    receipts = receipts()


class Objected(Schema):
    """That it was taken in."""

    objection = fields.String()
    raised_on = fields.Date()


class DecideObjection(Schema):
    """Upheld or dismissed, and why."""

    objection_id = id_field()
    uphold = fields.Boolean(required=True)
    answer = text(4000, required=True, shortest=1)


class ListObjections(Paged):
    """To a notice, of a status."""

    notice = id_field(required=False)
    item = id_field(required=False)
    status = fields.String(validate=validate.OneOf(("open", "upheld", "dismissed")))


class Objection(Schema):
    """An objection as the bureau sees it."""

    id = fields.String()
    notice = fields.String()
    item = fields.String()
    name = fields.String()
    contact_mask = fields.String()
    text = fields.String()
    files = fields.List(fields.Nested(File))
    raised_on = fields.Date()
    status = fields.String()
    answer = fields.String()
    answered_on = fields.Date(allow_none=True)
    answered_by = fields.String()
    version = fields.Integer()
    actions = fields.List(fields.Nested(Action))


class ListRoster(Paged, OfCity):
    """By a name's beginning or a number (`q`), kind, county."""

    q = text(60)
    subject = text(40)
    kind = text(40)
    county = county_field()


class RosterLine(Schema):
    """One of those who may act."""

    number = fields.String()
    name = fields.String()
    subject = fields.String()
    kind = fields.String()
    kind_label = fields.String()
    kind_label_en = fields.String()
    county = fields.String()
    fields_ = fields.List(fields.String(), data_key="fields", attribute="fields")
    since = fields.Date()
    until = fields.Date(allow_none=True)
