"""What every service answers and does besides its own work: being pinged, telling its past, keeping its timers."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from marshmallow import Schema, fields, validate
from pymongo.errors import DuplicateKeyError

from shared.actor import Actor
from shared.announcer import as_event
from shared.log import logger
from shared.rulebook import Rulebook, Rulebooks
from shared.sheaf import Sheaf
from shared.store import Store


class Ping(Schema):
    """No arguments."""


class AnnouncedSince(Schema):
    """Which announcements: after which id, of which types, how many at most."""

    after = fields.String(load_default="")
    types = fields.List(fields.String(), required=True)
    limit = fields.Integer(load_default=500, validate=validate.Range(1, 2_000))


def ping(store: Store) -> dict[str, Any]:
    """Proof of life by a majority read: how much is unsent, waiting for a retry, parked."""
    database = store.database
    return {
        "unsent": database["announcements"].count_documents({"sent": False}, limit=10_000),
        "waiting": database["set_aside"].count_documents({"state": "waiting"}, limit=10_000),
        "parked": database["set_aside"].count_documents({"state": "parked"}, limit=10_000),
    }


def announced_since(store: Store, service: str, after: str, types: Sequence[str], limit: int) -> dict[str, Any]:
    """Past announcements as events, oldest first; `next` is the id to go on after, None at the end."""
    found = store.database["announcements"].find({"_id": {"$gt": after}, "type": {"$in": list(types)}})
    rows = list(found.sort("_id", 1).limit(limit))
    events = [as_event(service, row) for row in rows]
    return {"events": events, "next": rows[-1]["_id"] if len(rows) == limit else None}


@dataclass
class Tick:
    """What a timer's method is handed: a unit of work in one city, on the real day."""

    work: Any
    rulebooks: Rulebooks

    @property
    def rulebook(self) -> Rulebook:
        """The rulebook of the city."""
        return self.rulebooks.of(self.work.city)


def run_timer(
    store: Store, work: type[Any], name: str, seconds: int, actor: Actor, now: datetime,
    method: Callable[[Any], Any], rulebooks: Rulebooks,
) -> None:  # fmt: skip
    """Runs a timer's method when it is due; of several processes the one that moves its mark does."""
    due = {"_id": f"timer:{name}", "$or": [{"next": {"$lte": now}}, {"next": None}]}
    mark = {"$set": {"next": datetime.fromtimestamp(now.timestamp() + seconds, now.tzinfo)}}
    try:
        store.database["leases"].find_one_and_update(due, mark, upsert=True)
    except DuplicateKeyError:
        return  # not due, or taken by another process

    def body(sheaf: Sheaf, items: Sequence[Any]) -> None:
        unit = work(sheaf, actor, now)
        method(Tick(unit, rulebooks))
        unit.accept()

    def failed(_: str, problem: Exception) -> None:
        trace = "".join(traceback.format_exception(problem))
        logger(__name__).error("a timer failed; it runs again when it is next due", timer=name, trace=trace)

    store.transact([name], body, failed)
