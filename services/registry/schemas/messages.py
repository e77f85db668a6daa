"""Shapes of messages."""

from __future__ import annotations

from marshmallow import Schema, fields

from services.registry.schemas.shapes import id_field, text
from shared.shapes import Paged


class ListMessages(Paged):
    """Of one topic, or only unread ones."""

    topic = text(40)
    unread = fields.Boolean()


class MessageId(Schema):
    """Which message."""

    message_id = id_field()


class MuteTopic(Schema):
    """Whether messages on a topic are wanted."""

    topic = text(40, required=True, shortest=1)
    muted = fields.Boolean(load_default=True)


class Opens(Schema):
    """What a message opens: GET /api/<noun>/<id>."""

    noun = fields.String()
    id = fields.String()


class Message(Schema):
    """One message. `times`: how many announcements it stands for; `notice`: it went to everybody with a role."""

    id = fields.String()
    topic = fields.String()
    type = fields.String(metadata={"description": "the announcement, e.g. registry.application_filed"})
    text = fields.String()
    text_en = fields.String()
    opens = fields.Nested(Opens, allow_none=True)
    at = fields.DateTime()
    times = fields.Integer()
    read = fields.Boolean()
    notice = fields.Boolean()


class Unread(Schema):
    """How many are unread, counted to a thousand."""

    unread = fields.Integer()


class News(Schema):
    """Since which moment, in epoch seconds."""

    since = fields.Float(required=True)


class MutedTopics(Schema):
    """The topics that one wants no messages on."""

    muted = fields.List(fields.String())


class MessageTopic(Schema):
    """One topic."""

    topic = fields.String()
    label = fields.String()
    label_en = fields.String()
    muted = fields.Boolean()
    unread = fields.Integer()


class MessageTopics(Schema):
    """All of them."""

    items = fields.List(fields.Nested(MessageTopic))
