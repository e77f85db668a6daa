"""Shapes of what is said to public notices."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from services.dispatch.schemas.parts import NOTE, Action, List, identifier, status_in, text

KINDS = ("comment", "objection")
OUTCOMES = ("upheld", "dismissed", "noted")


class CommentOnRound(Schema):
    """A remark or objection to a round, or to one demand or achievement in it."""

    round_id = identifier()
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    text = text(NOTE)
    demand = identifier(required=False)
    achievement = identifier(required=False)


class CommentOnBounty(Schema):
    """A remark or objection to the choice that is being shown."""

    bounty_id = identifier()
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    text = text(NOTE)


class AnswerNoticeComment(Schema):
    """The city's answer: an objection is upheld or dismissed, a comment noted."""

    comment_id = identifier()
    outcome = fields.String(required=True, validate=validate.OneOf(OUTCOMES))
    reply = text(NOTE)


class GetNoticeComment(Schema):
    """Which one."""

    comment_id = identifier()


class ListNoticeComments(List):
    """Which ones. `notice`: the round or bounty; `late`: past the city's own time."""

    status = status_in("open", "answered")
    notice = identifier(required=False)
    item = identifier(required=False)
    kind = fields.String(validate=validate.OneOf(KINDS))
    late = fields.Boolean()


class NoticeComment(Schema):
    """A remark or objection, and its answer."""

    id = fields.String()
    city = fields.String()
    version = fields.Integer()
    notice = fields.String()
    noun = fields.String()
    item = fields.String()
    kind = fields.String()
    text = fields.String()
    name = fields.String()
    said_on = fields.Date()
    status = fields.String()
    due = fields.Date(allow_none=True)
    outcome = fields.String()
    reply = fields.String()
    answered_by = fields.String()
    answered_on = fields.Date(allow_none=True)
    waits_on = fields.String(metadata={"description": '待何方办理 · whose turn it is; "": nobody\'s'})
    actions = fields.List(fields.Nested(Action))
