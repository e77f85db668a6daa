"""What the platform's operator sees of a service: parked events and their replay, its queues, everybody's jobs.

No city's data: what an event says stays inside, only what it was, why it failed and how often is told. A replay is
announced like any other act, in the city where the event happened.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, fields, validate

from shared.access import Row, by_role
from shared.errors import Conflict, NotFound
from shared.shapes import PAGE_LIMIT
from shared.store import Store
from shared.work import Announcement, Work

OPERATOR = by_role("platform_operator")
ACCESS: dict[str, Row] = dict.fromkeys(("parked", "replay_parked", "queues", "all_jobs"), OPERATOR)
STATES = ("parked", "waiting")
JOB_SHOWN = ("name", "city", "status", "done", "total", "attempts", "asked_at", "started_at", "ended_at")


class ListParked(Schema):
    """Parked ones, or those that wait for another attempt; from after "event|service|id"."""

    state = fields.String(load_default="parked", validate=validate.OneOf(STATES))
    after = fields.String(load_default="")
    limit = fields.Integer(load_default=50, validate=validate.Range(1, PAGE_LIMIT))


class ParkedId(Schema):
    """Which of them."""

    parked_id = fields.String(required=True)


class ListAllJobs(Schema):
    """Of a status; from after which id, the latest first."""

    status = fields.String(load_default="")
    after = fields.String(load_default="")
    limit = fields.Integer(load_default=50, validate=validate.Range(1, PAGE_LIMIT))


@dataclass(frozen=True)
class Replayed:
    """A parked event that an operator has given back: `id` as it is kept, with its line."""

    id: str
    event: str
    type: str
    subject: str
    city: str
    attempts: int


def parked_replayed(replayed: Replayed) -> Announcement:
    """An operator has a parked event taken in again."""
    data = {"event": replayed.event, "type": replayed.type, "subject": replayed.subject, "attempts": replayed.attempts}
    return Announcement("parked_replayed", f"parked:{replayed.id}", data, city=replayed.city)


def parked(store: Store, service: str, *, state: str, after: str, limit: int) -> dict[str, Any]:
    """Events that were set aside, the oldest first, without what they say."""
    wanted: dict[str, Any] = {"state": state, **_after(service, after)}
    rows = store.database["set_aside"].find(wanted).sort([("event.id", 1), ("_id", 1)]).limit(limit)
    return {"items": [_shown(service, row) for row in rows]}


def replay_parked(work: Work, service: str, *, parked_id: str) -> dict[str, Any]:
    """It is tried again at once. Raises NotFound for one that there is not, Conflict for one that is tried already."""
    aside, known = work.sheaf.database["set_aside"], {"_id": parked_id}
    row = aside.find_one(known, session=work.sheaf.session)
    if row is None:
        raise NotFound("parked")
    if row["state"] != "parked":
        raise Conflict("此事件正在重试", "It is being tried again already", state=row["state"])
    again = {"state": "waiting", "attempts": 0, "due": 0}
    aside.update_one(known, {"$set": again}, session=work.sheaf.session)
    event = row["event"]
    told = (f"{event['source']}.{event['type']}", event["subject"], event["city"], row["attempts"])
    work.announce(parked_replayed(Replayed(parked_id, event["id"], *told)))
    return _shown(service, {**row, **again})


def all_jobs(store: Store, *, status: str, after: str, limit: int) -> dict[str, Any]:
    """Everybody's jobs in every city, the latest first: how far each is, not what is in it."""
    wanted: dict[str, Any] = {**({"status": status} if status else {}), **({"_id": {"$lt": after}} if after else {})}
    rows = store.database["jobs"].find(wanted).sort("_id", -1).limit(limit)
    return {"items": [{"id": row["_id"], **{name: row.get(name) for name in JOB_SHOWN}} for row in rows]}


def _after(service: str, after: str) -> dict[str, Any]:
    """From after a place in the pages of all services together: events in order, of one event the services by name."""
    if not after:
        return {}
    event, _, rest = after.partition("|")
    owner, _, mark = rest.partition("|")
    if service == owner:
        return {"$or": [{"event.id": {"$gt": event}}, {"event.id": event, "_id": {"$gt": mark}}]}
    return {"event.id": {"$gt" if service < owner else "$gte": event}}


def _shown(service: str, row: dict[str, Any]) -> dict[str, Any]:
    event, reason = row["event"], row["reason"]
    return {
        "id": f"{service}-{row['_id']}",
        "service": service,
        "line": row["line"] or "",
        "type": f"{event['source']}.{event['type']}",
        "subject": event["subject"],
        "city": event["city"],
        "at": event["time"],
        "state": row["state"],
        "attempts": row["attempts"],
        "reason": reason.get("reason", ""),
        "reason_en": reason.get("reason_en", "") or reason.get("reason", ""),
        "place": f"{event['id']}|{service}|{row['_id']}",
    }
