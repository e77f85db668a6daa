"""Shapes of achievements."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from services.dispatch.schemas.parts import NOTE, Action, List, identifier, text, words


class ReportAchievement(Schema):
    """An achievement of a unit."""

    unit = identifier()
    title = text(200)
    content = text()
    fields_ = words(data_key="fields", attribute="fields", required=True)
    stage = fields.String(validate=validate.OneOf(["laboratory", "pilot", "industrial"]))


class WithdrawAchievement(Schema):
    """Why it is no longer on offer."""

    achievement_id = identifier()
    reason = text(NOTE)


class GetAchievement(Schema):
    """Which achievement."""

    achievement_id = identifier()


class ListAchievements(List):
    """Which achievements."""

    unit = identifier(required=False)
    round = identifier(required=False)


class Achievement(Schema):
    """An achievement."""

    id = fields.String()
    version = fields.Integer()
    title = fields.String()
    content = fields.String()
    fields_ = fields.List(fields.String(), data_key="fields", attribute="fields")
    stage = fields.String()
    unit = fields.String()
    unit_name = fields.String()
    person = fields.String()
    reporter = fields.String()
    reporter_name = fields.String()
    reported_on = fields.Date()
    status = fields.String()
    round = fields.String()
    published_on = fields.Date(allow_none=True)
    closed_on = fields.Date(allow_none=True)
    reason = fields.String()
    actions = fields.List(fields.Nested(Action))


class PublishedAchievement(Schema):
    """An achievement as the public sees it."""

    id = fields.String()
    title = fields.String()
    content = fields.String()
    fields_ = fields.List(fields.String(), data_key="fields", attribute="fields")
    stage = fields.String()
    unit_name = fields.String()
    round = fields.String()
    published_on = fields.Date()
