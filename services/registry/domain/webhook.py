"""Webhook: another system's subscription to this city's announcements, by Standard Webhooks 1.0.0.

The signing secret is not kept: it is derived from the installation's own for this webhook and its generation, and shown
when the webhook is made or its secret rotated. For a day after a rotation both the new and the old secret sign.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from fnmatch import fnmatchcase
from typing import Any, Literal

from shared.actions import NOTHING, action
from shared.actor import Actor
from shared.errors import Conflict

Status = Literal["active", "paused", "disabled", "deleted"]
BOTH_SECRETS = timedelta(hours=24)
GIVEN_UP_AFTER = timedelta(days=5)  # of failure without one success
MOST = 50  # subscriptions of one city
PING = "webhook.ping"


@dataclass(frozen=True)
class Webhook:
    """`types`: "service.type", "service.*" or "*". `failing_since`: the first failure since the last success."""

    id: str
    city: str
    name: str
    url: str
    types: tuple[str, ...]
    owner: str
    owner_name: str
    created_on: date
    status: Status = "active"
    reason: str = ""
    generation: int = 1
    both_until: datetime | None = None
    failing_since: datetime | None = None
    last_success: datetime | None = None
    version: int = 0


@dataclass(frozen=True)
class Switchboard:
    """Which webhooks of a city take which types: one small record, read once for a batch of announcements."""

    id: str
    city: str
    lines: dict[str, tuple[str, ...]]
    version: int = 0


def subscribe(
    id: str, board: Switchboard, name: str, url: str, types: Sequence[str], actor: Actor, on: date
) -> Webhook:
    """A new subscription to an address that was checked. Raises Conflict where there are too many."""
    if len(board.lines) >= MOST:
        raise Conflict(f"每个城市最多 {MOST} 个订阅", f"A city has at most {MOST} subscriptions", "too_many")
    return Webhook(id, board.city, name, url, tuple(dict.fromkeys(types)), actor.account, actor.name, on)


def change(webhook: Webhook, said: dict[str, Any]) -> Webhook:
    """The subscription with another name, address or types."""
    _alive(webhook)
    known = {key: value for key, value in said.items() if key in ("name", "url", "types")}
    if "types" in known:
        known["types"] = tuple(dict.fromkeys(known["types"]))
    return replace(webhook, **known)


def pause(webhook: Webhook) -> Webhook:
    """Nothing is sent; announcements are kept until it is resumed. Raises Conflict unless it is active."""
    if webhook.status != "active":
        raise Conflict("此订阅未在使用", "The subscription is not active", status=webhook.status)
    return replace(webhook, status="paused", reason="")


def resume(webhook: Webhook) -> Webhook:
    """In use again. Raises Conflict when it is."""
    _alive(webhook)
    if webhook.status == "active":
        raise Conflict("此订阅已在使用", "The subscription is active", status=webhook.status)
    return replace(webhook, status="active", reason="", failing_since=None)


def rotate(webhook: Webhook, now: datetime) -> Webhook:
    """A new secret; the old one signs for another day, so that the receiver may change it without a gap."""
    _alive(webhook)
    return replace(webhook, generation=webhook.generation + 1, both_until=now + BOTH_SECRETS)


def delete(webhook: Webhook) -> Webhook:
    """Ended for good; it stays on record."""
    _alive(webhook)
    return replace(webhook, status="deleted", reason="")


def succeeded(webhook: Webhook, now: datetime) -> Webhook:
    """Something was taken; noted once an hour, so that a busy webhook's record is not written at each delivery."""
    recent = webhook.last_success is not None and now - webhook.last_success < timedelta(hours=1)
    if recent and webhook.failing_since is None:
        return webhook
    return replace(webhook, failing_since=None, last_success=now)


def failed(webhook: Webhook, now: datetime, gone: bool, why: str) -> Webhook:
    """Something was not taken; disabled where the receiver is gone for good (410), or after five days of failure."""
    since = webhook.failing_since or now
    if webhook.status != "active":
        return webhook
    if gone or now - since >= GIVEN_UP_AFTER:
        return replace(webhook, status="disabled", failing_since=since, reason=why)
    return webhook if webhook.failing_since else replace(webhook, failing_since=now)


def connected(board: Switchboard, webhook: Webhook) -> Switchboard:
    """The switchboard with this webhook's line as it stands now; a paused one's announcements are kept for it."""
    lines = {id: types for id, types in board.lines.items() if id != webhook.id}
    if webhook.status in ("active", "paused"):
        lines[webhook.id] = webhook.types
    return replace(board, lines=lines)


def takers(board: Switchboard | None, type: str) -> list[str]:
    """The webhooks that take a type."""
    lines = board.lines.items() if board is not None else ()
    return [id for id, types in lines if any(one == type or fnmatchcase(type, one) for one in types)]


def secret(webhook: Webhook, derive: Callable[[str], bytes], generation: int | None = None) -> str:
    """The signing secret as its receiver needs it: whsec_ and base64."""
    return "whsec_" + b64encode(_key(webhook, derive, generation or webhook.generation)).decode()


def signature(webhook: Webhook, derive: Callable[[str], bytes], id: str, now: datetime, body: str) -> str:
    """`webhook-signature`: v1 and HMAC-SHA256 over `id.timestamp.body`; two of them while both secrets hold."""
    both = webhook.both_until is not None and now < webhook.both_until
    generations = [webhook.generation, *([webhook.generation - 1] if both else [])]
    signed = f"{id}.{int(now.timestamp())}.{body}".encode()
    digests = [hmac.new(_key(webhook, derive, one), signed, hashlib.sha256).digest() for one in generations]
    return " ".join(f"v1,{b64encode(digest).decode()}" for digest in digests)


def _key(webhook: Webhook, derive: Callable[[str], bytes], generation: int) -> bytes:
    return derive(f"webhook|{webhook.city}|{webhook.id}|{generation}")


def _alive(webhook: Webhook) -> None:
    if webhook.status == "deleted":
        raise Conflict("此订阅已删除", "The subscription was deleted", status="deleted")


def actions(webhook: Webhook) -> list[dict[str, Any]]:
    """What may be done with it, and why the rest may not."""
    states = {"active": "使用中", "paused": "已暂停", "disabled": "已停用", "deleted": "已删除"}
    why = (f"此订阅{states[webhook.status]}", f"The subscription is {webhook.status}")
    fitting: dict[str, tuple[str, ...]] = {
        "change": ("active", "paused", "disabled"),
        "pause": ("active",),
        "resume": ("paused", "disabled"),
        "rotate": ("active", "paused", "disabled"),
        "ping": ("active", "paused", "disabled"),
        "replay": ("active", "paused"),
        "delete": ("active", "paused", "disabled"),
    }
    return [action(name, NOTHING if webhook.status in fits else why) for name, fits in fitting.items()]


def public(webhook: Webhook) -> dict[str, Any]:
    """A subscription as its keepers see it; never the secret."""
    shown = ("id", "name", "url", "types", "owner_name", "created_on", "status", "reason", "generation", "both_until",
             "failing_since", "last_success", "version")  # fmt: skip
    return {**{name: getattr(webhook, name) for name in shown}, "types": list(webhook.types)}
