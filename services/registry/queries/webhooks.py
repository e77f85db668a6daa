"""Webhooks, their deliveries, and the letters to oneself."""

from __future__ import annotations

from typing import Any

from services.registry.domain import delivery as deliveries
from services.registry.domain import letter as letters
from services.registry.domain import webhook as webhooks
from services.registry.domain.delivery import Delivery
from services.registry.domain.letter import Chosen
from services.registry.domain.message import settings_id
from services.registry.message_table import TABLE
from services.registry.store import RegistryWork
from shared.actor import Actor
from shared.work import Page


def list_webhooks(work: RegistryWork, *, after: str | None = None, limit: int = 50) -> Page[dict[str, Any]]:
    """The city's subscriptions, deleted ones left out."""
    page = work.webhooks.page({"status": {"$ne": "deleted"}}, after, limit)
    return Page([webhooks.public(webhook) for webhook in page.items], page.next)


def webhook(work: RegistryWork, *, webhook_id: str) -> dict[str, Any]:
    """One subscription, with what may be done with it."""
    found = work.webhooks.get(webhook_id)
    return {**webhooks.public(found), "actions": webhooks.actions(found)}


def list_deliveries(
    work: RegistryWork,
    *,
    webhook: str | None = None,
    status: str | None = None,
    after: str | None = None,
    limit: int = 50,
) -> Page[dict[str, Any]]:
    """Deliveries, the newest announcement first."""
    wanted = {name: value for name, value in (("webhook", webhook), ("status", status)) if value}
    page = work.deliveries.page(wanted, after, limit, sort="at", descending=True)
    return Page([shown_delivery(work, one) for one in page.items], page.next)


def delivery(work: RegistryWork, *, delivery_id: str) -> dict[str, Any]:
    """One delivery, with its body and every attempt."""
    return shown_delivery(work, work.deliveries.get(delivery_id), whole=True)


def shown_delivery(work: RegistryWork, one: Delivery, whole: bool = False) -> dict[str, Any]:
    """One delivery by the name of its webhook, and where what it tells of opens."""
    return deliveries.public(one, work.webhooks.find(one.webhook), TABLE.nouns, whole)


def chosen_channels(work: RegistryWork, actor: Actor) -> dict[str, Any]:
    """One's own channels, addresses masked."""
    id = settings_id(actor.account, work.city)
    return letters.chosen_public(work.channels.find(id) or Chosen(id, work.city, actor.account))


def list_letters(work: RegistryWork, *, after: str | None = None, limit: int = 50) -> Page[dict[str, Any]]:
    """What was sent to oneself by SMS, WeChat or e-mail, newest first."""
    page = work.letters.page({}, after, limit, sort="at", descending=True)
    return Page([letters.public(one) for one in page.items], page.next)
