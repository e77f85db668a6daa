"""Webhooks: other systems' subscriptions to a city's announcements, and their deliveries sent again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from services.registry import events
from services.registry.domain import delivery as deliveries
from services.registry.domain import webhook as webhooks
from services.registry.domain.webhook import Switchboard, Webhook
from services.registry.queries.webhooks import shown_delivery
from services.registry.store import RegistryWork
from shared import outbound
from shared.actor import Actor
from shared.documents import plain
from shared.errors import Invalid

AT_ONCE = 200


def create_webhook(work: RegistryWork, actor: Actor, *, name: str, url: str, types: Sequence[str]) -> dict[str, Any]:
    """A new subscription, with its secret: the only time it is shown. Raises Invalid for an unfit address."""
    board = switchboard(work)
    made = webhooks.subscribe(work.new_id(), board, name, _fit(url), types, actor, work.today)
    work.webhooks.add(made)
    _connect(work, board, made, "created")
    return _with_secret(work, made.id)


def change_webhook(work: RegistryWork, actor: Actor, *, webhook_id: str, **said: Any) -> dict[str, Any]:
    """Another name, address or choice of types."""
    if "url" in said:
        _fit(said["url"])
    return _moved(work, webhooks.change(work.webhooks.get(webhook_id), said), "changed")


def pause_webhook(work: RegistryWork, actor: Actor, *, webhook_id: str) -> dict[str, Any]:
    """Nothing is sent for now; announcements are kept for it."""
    return _moved(work, webhooks.pause(work.webhooks.get(webhook_id)), "paused")


def resume_webhook(work: RegistryWork, actor: Actor, *, webhook_id: str) -> dict[str, Any]:
    """Sending goes on."""
    return _moved(work, webhooks.resume(work.webhooks.get(webhook_id)), "resumed")


def delete_webhook(work: RegistryWork, actor: Actor, *, webhook_id: str) -> dict[str, Any]:
    """The subscription ends; it stays on record with its deliveries."""
    return _moved(work, webhooks.delete(work.webhooks.get(webhook_id)), "deleted")


def rotate_webhook_secret(work: RegistryWork, actor: Actor, *, webhook_id: str) -> dict[str, Any]:
    """A new secret, shown this once; the old one signs along for a day."""
    _moved(work, webhooks.rotate(work.webhooks.get(webhook_id), work.now), "secret_rotated")
    return _with_secret(work, webhook_id)


def ping_webhook(work: RegistryWork, actor: Actor, *, webhook_id: str) -> dict[str, Any]:
    """A trial delivery of type webhook.ping."""
    webhook = work.webhooks.get(webhook_id)
    sent = deliveries.replay(deliveries.ping(webhook, work.new_id(), work.now, actor.name), webhook)
    work.deliveries.add(sent)
    return shown_delivery(work, work.deliveries.get(sent.id))


def replay_delivery(work: RegistryWork, actor: Actor, *, delivery_id: str) -> dict[str, Any]:
    """One delivery is sent again, under the id it had."""
    known = work.deliveries.get(delivery_id)
    work.deliveries.save(deliveries.replay(known, work.webhooks.get(known.webhook)))
    return shown_delivery(work, work.deliveries.get(delivery_id))


def replay_deliveries(
    work: RegistryWork, actor: Actor, *, webhook_id: str, since: datetime, until: datetime, after: str | None
) -> dict[str, Any]:
    """What was announced in a time is sent again, 200 at a call; `next` is to be given as `after` until it is null."""
    webhook = work.webhooks.get(webhook_id)
    between = {"webhook": webhook_id, "at": {"$gte": plain(since), "$lt": plain(until)}}
    page = work.deliveries.page(between, after, AT_ONCE, sort="at")
    for one in page.items:
        work.deliveries.save(deliveries.replay(one, webhook))
    return {"replayed": len(page.items), "next": page.next}


def switchboard(work: RegistryWork) -> Switchboard:
    """The city's."""
    return work.switchboards.get_or(f"board:{work.city}", Switchboard(f"board:{work.city}", work.city, {}))


def _fit(url: str) -> str:
    """The address, if it can be posted to; whether it is a private one is seen when it is resolved, at sending."""
    try:
        outbound.checked(url)
    except outbound.NotSent:
        raise Invalid.field(
            "/url",
            "应为 http 或 https 网址，不含账号与片段",
            "url",
            en="Must be an http or https address without user or fragment",
        ) from None
    return url


def _moved(work: RegistryWork, changed: Webhook, what: str) -> dict[str, Any]:
    board = switchboard(work)
    work.webhooks.save(changed)
    _connect(work, board, changed, what)
    return webhooks.public(work.webhooks.get(changed.id))


def _connect(work: RegistryWork, board: Switchboard, webhook: Webhook, what: str) -> None:
    rewired = webhooks.connected(board, webhook)
    if rewired != board:
        work.switchboards.save(rewired)
    work.announce(events.webhook_changed(webhook, what))


def _with_secret(work: RegistryWork, webhook_id: str) -> dict[str, Any]:
    webhook = work.webhooks.get(webhook_id)
    return {**webhooks.public(webhook), "secret": webhooks.secret(webhook, work.vault.derive)}
