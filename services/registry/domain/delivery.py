"""Delivery: one announcement on its way to one webhook; at least once, with every attempt on record."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from services.registry.domain import retry
from services.registry.domain.message import Occasion
from services.registry.domain.webhook import PING, Webhook
from shared.errors import Conflict

KEPT_TRIES = 10
KEPT = timedelta(days=30)


@dataclass(frozen=True)
class Try:
    """One attempt: the answer's status (None: there was none) or what went wrong, and how long it took."""

    at: datetime
    status: int | None
    error: str
    milliseconds: int


@dataclass(frozen=True)
class Delivery:
    """`body`: exactly what is signed and sent. `at`: the announcement's moment; `due`, `done_at`: real ones."""

    id: str
    city: str
    webhook: str
    event: str
    type: str
    subject: str
    body: str
    at: datetime
    due: datetime
    status: Literal["waiting", "delivered", "failed"] = "waiting"
    attempts: int = 0
    tries: tuple[Try, ...] = ()
    replays: int = 0
    done_at: datetime | None = None
    version: int = 0


def prepare(occasion: Occasion, webhook: str) -> Delivery:
    """An announcement, made ready for one webhook: `type`, `timestamp` and `data` as the standard has them."""
    body = {
        "type": occasion.type,
        "timestamp": _moment(occasion.at),
        "subject": occasion.subject,
        "city": occasion.city,
        "data": dict(occasion.data),
    }
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    id = hashlib.sha256(f"{occasion.id}|{webhook}".encode()).hexdigest()[:40]
    subject, at = occasion.subject, occasion.at
    return Delivery(id, occasion.city, webhook, occasion.id, occasion.type, subject, text, at, retry.AT_ONCE)


def ping(webhook: Webhook, id: str, now: datetime, by: str) -> Delivery:
    """A trial, sent like any other."""
    said = {"webhook": webhook.id, "name": webhook.name, "by": by}
    return prepare(Occasion(id, webhook.city, PING, f"webhook:{webhook.id}", said, now, ""), webhook.id)


def claim(delivery: Delivery, now: datetime) -> Delivery:
    """On its way."""
    return replace(delivery, due=now + retry.CLAIM)


def taken(delivery: Delivery, attempt: Try) -> Delivery:
    """The receiver has taken it."""
    return replace(_noted(delivery, attempt), status="delivered", done_at=attempt.at)


def refused(delivery: Delivery, attempt: Try) -> Delivery:
    """The receiver has not taken it: tried again later, given up after the last attempt."""
    noted = _noted(delivery, attempt)
    again = retry.due_again(noted.attempts, attempt.at)
    return replace(noted, due=again) if again is not None else replace(noted, status="failed", done_at=attempt.at)


def replay(delivery: Delivery, webhook: Webhook) -> Delivery:
    """Sent once more from the beginning, under the same id. Raises Conflict where nothing would be sent."""
    if webhook.status not in ("active", "paused"):
        raise Conflict("此订阅未在使用", "The subscription is not in use", status=webhook.status)
    return replace(
        delivery, status="waiting", attempts=0, due=retry.AT_ONCE, done_at=None, replays=delivery.replays + 1
    )


def headers(delivery: Delivery, now: datetime, signature: str) -> dict[str, str]:
    """What Standard Webhooks 1.0.0 asks for; a replay has the id of the first sending."""
    return {
        "content-type": "application/json",
        "user-agent": "tepai-webhooks/1",
        "webhook-id": delivery.event,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": signature,
    }


def public(
    delivery: Delivery, webhook: Webhook | None, nouns: Mapping[str, str], whole: bool = False
) -> dict[str, Any]:
    """A delivery in a list, by the name and address of its webhook; with `whole`, its body and every attempt.

    `nouns`: where a subject opens, {"application": "applications", …}; `title`: what the announcement is about by name.
    """
    last = delivery.tries[-1] if delivery.tries else None
    shown = ("id", "webhook", "event", "type", "subject", "at", "status", "attempts", "replays", "version")
    due = delivery.due if delivery.status == "waiting" else None
    noun, _, object = delivery.subject.partition(":")
    answer = {**{name: getattr(delivery, name) for name in shown}, "due": due, "last": last}
    answer |= {
        "webhook_name": webhook.name if webhook is not None else "",
        "url": webhook.url if webhook is not None else "",
        "title": _title(delivery),
        "opens": {"noun": nouns[noun], "id": object} if noun in nouns else None,
    }
    return {**answer, "body": delivery.body, "tries": list(delivery.tries)} if whole else answer


def _title(delivery: Delivery) -> str:
    """What the announcement is about, as its own data name it."""
    data = json.loads(delivery.body).get("data", {})
    said = (data.get(name) for name in ("title", "name", "number"))
    return next((one for one in said if isinstance(one, str) and one), "")


def _noted(delivery: Delivery, attempt: Try) -> Delivery:
    return replace(delivery, attempts=delivery.attempts + 1, tries=(*delivery.tries, attempt)[-KEPT_TRIES:])


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
