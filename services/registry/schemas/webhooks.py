"""Shapes of webhooks, deliveries, and the channels of messages."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from services.registry.domain.letter import CHANNELS
from services.registry.schemas.messages import Opens
from services.registry.schemas.shapes import Action, id_field, text
from shared.shapes import Paged

_TYPE = validate.Regexp(r"^(\*|[a-z]+\.(\*|[a-z_]+))\Z")


def _types(required: bool) -> fields.List:
    """Which announcements."""
    inner = fields.String(validate=[validate.Length(1, 80), _TYPE])
    said = {
        "description": "见 /api/asyncapi.json；可写 service.* 或 * · as in /api/asyncapi.json; service.* or * for many"
    }
    return fields.List(inner, required=required, validate=validate.Length(1, 100), metadata=said)


class CreateWebhook(Schema):
    """Where to send which announcements."""

    name = text(80, required=True, shortest=1)
    url = text(1000, required=True, shortest=8)
    types = _types(required=True)


class WebhookId(Schema):
    """Which subscription."""

    webhook_id = id_field()


class ChangeWebhook(WebhookId):
    """What is to be different."""

    name = text(80, shortest=1)
    url = text(1000, shortest=8)
    types = _types(required=False)


class ListWebhooks(Paged):
    """The city's subscriptions."""


class Webhook(Schema):
    """A subscription; never its secret."""

    id = fields.String()
    name = fields.String()
    url = fields.String()
    types = fields.List(fields.String())
    owner_name = fields.String()
    created_on = fields.Date()
    status = fields.String(metadata={"description": "active, paused, disabled, deleted"})
    reason = fields.String()
    generation = fields.Integer()
    both_until = fields.DateTime(allow_none=True)
    failing_since = fields.DateTime(allow_none=True)
    last_success = fields.DateTime(allow_none=True)
    version = fields.Integer()
    actions = fields.List(fields.Nested(Action))


class NewWebhook(Webhook):
    """A subscription with its secret, shown this once."""

    secret = fields.String(metadata={"description": "whsec_…，仅显示一次 / shown this once"})


class ListDeliveries(Paged):
    """Of one webhook, or of one status."""

    webhook = id_field(required=False)
    status = fields.String(validate=validate.OneOf(("waiting", "delivered", "failed")))


class DeliveryId(Schema):
    """Which delivery."""

    delivery_id = id_field()


class ReplayDeliveries(WebhookId):
    """The announcements of which time; `after` is the `next` of the last answer."""

    since = fields.AwareDateTime(required=True)
    until = fields.AwareDateTime(required=True)
    after = text(400, load_default=None, allow_none=True)


class Replayed(Schema):
    """How many are sent again, and where to go on."""

    replayed = fields.Integer()
    next = fields.String(allow_none=True)


class DeliveryTry(Schema):
    """One attempt."""

    at = fields.DateTime()
    status = fields.Integer(allow_none=True)
    error = fields.String()
    milliseconds = fields.Integer()


class Delivery(Schema):
    """One announcement on its way to one webhook; `body` and `tries` in the detail only.

    `title`: what it tells of, by name or number; `opens`: where that is read, null where it has no address.
    """

    id = fields.String()
    webhook = fields.String()
    webhook_name = fields.String()
    url = fields.String()
    title = fields.String()
    opens = fields.Nested(Opens, allow_none=True)
    event = fields.String(metadata={"description": "webhook-id"})
    type = fields.String()
    subject = fields.String()
    at = fields.DateTime()
    due = fields.DateTime(allow_none=True)
    status = fields.String()
    attempts = fields.Integer()
    replays = fields.Integer()
    last = fields.Nested(DeliveryTry, allow_none=True)
    body = fields.String()
    tries = fields.List(fields.Nested(DeliveryTry))
    version = fields.Integer()


class ChannelChoice(Schema):
    """A channel; without an address, SMS go to the phone of one's own person. No topics: all of them."""

    channel = fields.String(required=True, validate=validate.OneOf(CHANNELS))
    address = fields.String(validate=[validate.Length(3, 200), validate.Regexp(r"^[\x21-\x7e]+\Z")])
    topics = fields.List(text(40), validate=validate.Length(max=40))


class ChooseChannels(Schema):
    """All of one's channels from now on; an empty list: none."""

    channels = fields.List(fields.Nested(ChannelChoice), required=True, validate=validate.Length(max=len(CHANNELS)))


class ChosenChannel(Schema):
    """A channel with its address masked."""

    channel = fields.String()
    to = fields.String()
    topics = fields.List(fields.String())


class ChosenChannels(Schema):
    """One's channels."""

    channels = fields.List(fields.Nested(ChosenChannel))


class ListLetters(Paged):
    """What went out to oneself."""


class Letter(Schema):
    """A message that went out by a channel."""

    id = fields.String()
    message = fields.String()
    channel = fields.String()
    topic = fields.String()
    at = fields.DateTime()
    status = fields.String(metadata={"description": "waiting, sent, failed"})
    attempts = fields.Integer()
    error = fields.String()
    to = fields.String()
