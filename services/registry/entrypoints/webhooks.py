"""Webhooks and their deliveries: what may be asked of the registry service."""

from __future__ import annotations

from typing import Any

from services.registry import commands, queries, schemas, sending
from shared.hosting import command, errand, question

ONE_WEBHOOK = {"webhooks": "webhook_id"}


class Webhooks:
    """Webhooks and their deliveries."""

    @question(schemas.Nothing)
    def chosen_channels(self, call: Any) -> Any:
        return queries.chosen_channels(call.work, call.actor)

    @command(schemas.CreateWebhook, secret=True)
    def create_webhook(self, call: Any) -> Any:
        return commands.create_webhook(call.work, call.actor, **call.args)

    @command(schemas.ChangeWebhook, loads=ONE_WEBHOOK)
    def change_webhook(self, call: Any) -> Any:
        return commands.change_webhook(call.work, call.actor, **call.args)

    @command(schemas.WebhookId, loads=ONE_WEBHOOK)
    def pause_webhook(self, call: Any) -> Any:
        return commands.pause_webhook(call.work, call.actor, **call.args)

    @command(schemas.WebhookId, loads=ONE_WEBHOOK)
    def resume_webhook(self, call: Any) -> Any:
        return commands.resume_webhook(call.work, call.actor, **call.args)

    @command(schemas.WebhookId, loads=ONE_WEBHOOK)
    def delete_webhook(self, call: Any) -> Any:
        return commands.delete_webhook(call.work, call.actor, **call.args)

    @command(schemas.WebhookId, loads=ONE_WEBHOOK, secret=True)
    def rotate_webhook_secret(self, call: Any) -> Any:
        return commands.rotate_webhook_secret(call.work, call.actor, **call.args)

    @command(schemas.WebhookId, loads=ONE_WEBHOOK)
    def ping_webhook(self, call: Any) -> Any:
        return commands.ping_webhook(call.work, call.actor, **call.args)

    @command(schemas.ReplayDeliveries, loads=ONE_WEBHOOK)
    def replay_deliveries(self, call: Any) -> Any:
        return commands.replay_deliveries(call.work, call.actor, **call.args)

    @command(schemas.DeliveryId, loads={"deliveries": "delivery_id"})
    def replay_delivery(self, call: Any) -> Any:
        return commands.replay_delivery(call.work, call.actor, **call.args)

    @question(schemas.ListWebhooks)
    def webhooks(self, call: Any) -> Any:
        return queries.list_webhooks(call.work, **call.args)

    @question(schemas.WebhookId)
    def webhook(self, call: Any) -> Any:
        return queries.webhook(call.work, **call.args)

    @question(schemas.ListDeliveries)
    def deliveries(self, call: Any) -> Any:
        return queries.list_deliveries(call.work, **call.args)

    @question(schemas.DeliveryId)
    def delivery(self, call: Any) -> Any:
        return queries.delivery(call.work, **call.args)

    @errand()
    def deliver_webhooks(self, trip: Any) -> Any:
        return sending.deliver_webhooks(trip)
