"""Shapes of achievements."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from services.dispatch.schemas.parts import (
    LEVELS,
    NOTE,
    Action,
    Deed,
    State,
    Waiting,
    identifier,
    status_in,
    text,
    words,
)


class Said(Schema):
    """What can be said of an achievement."""

    title = fields.String(validate=validate.Length(1, 200))
    content = fields.String(validate=validate.Length(1, 8_000))
    fields_ = words(data_key="fields", attribute="fields")
    stage = fields.String(
        validate=validate.Length(1, 40),
        metadata={"description": "成熟度阶段 · laboratory, pilot, industrial, or the city's"},
    )
    until = fields.Date()
    confidentiality = fields.String(validate=validate.OneOf(LEVELS))
    patents = words()


class ReportAchievement(Said):
    """An achievement of a unit."""

    unit = identifier()
    title = text(200)
    content = text()
    fields_ = words(data_key="fields", attribute="fields", required=True)


class TakeAchievementStep(Schema):
    """A step of the review."""

    achievement_id = identifier()
    action = fields.String(required=True, validate=validate.Length(1, 40))
    note = text(NOTE, required=False)
    defects = words()


class ResubmitAchievement(Said):
    """The achievement again, corrected."""

    achievement_id = identifier()


class ReclassifyAchievement(Schema):
    """The new level, and why."""

    achievement_id = identifier()
    confidentiality = fields.String(required=True, validate=validate.OneOf(LEVELS))
    reason = text(NOTE)


class RenewAchievement(Schema):
    """Until when it stands now; may be left out where the city states how long one stands."""

    achievement_id = identifier()
    until = fields.Date()
    note = text(NOTE, required=False)


class ExpireAchievements(Schema):
    """No arguments."""


class WithdrawAchievement(Schema):
    """Why it is no longer on offer."""

    achievement_id = identifier()
    reason = text(NOTE)


class GetAchievement(Schema):
    """Which achievement."""

    achievement_id = identifier()


class GetPublished(Schema):
    """Which published achievement, of which city."""

    achievement_id = identifier()
    city = fields.String(validate=validate.Length(equal=6))


class ListAchievements(Waiting):
    """Which achievements."""

    status = status_in("reported", "collected", "returned", "rejected", "published", "withdrawn", "expired")
    unit = identifier(required=False)
    round = identifier(required=False)
    field = fields.String(validate=validate.Length(1, 200))
    stage = fields.String(validate=validate.Length(1, 40))
    confidentiality = fields.String(validate=validate.OneOf(LEVELS))
    q = fields.String(validate=validate.Length(1, 200), metadata={"description": "检索词 · words to look for"})


class Achievement(Schema):
    """An achievement."""

    id = fields.String()
    city = fields.String()
    version = fields.Integer()
    title = fields.String()
    content = fields.String()
    fields_ = fields.List(fields.String(), data_key="fields", attribute="fields")
    stage = fields.String()
    patents = fields.List(fields.String())
    confidentiality = fields.String()
    unit = fields.String()
    unit_name = fields.String()
    county = fields.String()
    person = fields.String()
    reporter = fields.String()
    reporter_name = fields.String()
    reported_on = fields.Date()
    status = fields.String()
    state = fields.Nested(State, allow_none=True)
    awaits = fields.List(fields.String(), metadata={"description": "待何方办理 · whose turn it is, by parties"})
    round = fields.String()
    published_on = fields.Date(allow_none=True)
    until = fields.Date(allow_none=True)
    expires_on = fields.Date(allow_none=True)
    renewed_on = fields.Date(allow_none=True)
    closed_on = fields.Date(allow_none=True)
    reason = fields.String()
    deeds = fields.List(fields.Nested(Deed))
    actions = fields.List(fields.Nested(Action))


class PublishedAchievement(Schema):
    """An achievement as the public sees it; of one with confidential content the title only."""

    id = fields.String()
    title = fields.String()
    content = fields.String()
    fields_ = fields.List(fields.String(), data_key="fields", attribute="fields")
    stage = fields.String()
    patents = fields.List(fields.String())
    confidentiality = fields.String()
    expires_on = fields.Date(allow_none=True)
    unit_name = fields.String()
    round = fields.String()
    published_on = fields.Date()
