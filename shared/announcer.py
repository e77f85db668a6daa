"""Tells the bus what was committed: unsent announcements, in order, once the broker has confirmed them.

One process per service does it at a time (a lease in the database), woken right after its own commits and looking
once a second for what other processes committed. After a crash the next holder goes on where the last one
stopped; what was published but not yet marked goes out twice, and every listener takes an announcement once by its id.

Neighbouring announcements of one type leave as one message (a CloudEvents batch), so their order is kept and a peak of
one kind of record costs few messages.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import secrets
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import orjson
from kombu import Connection
from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError, PyMongoError

from shared.crash import crash_point
from shared.log import logger
from shared.store import Store

AT_ONCE = 200
LEASE_SECONDS = 3.0
LOOK_EVERY = 1.0
HEARTBEAT = 20  # seconds: the broker drops who has been silent for two of them
CONFIRM_SECONDS = 10.0  # a broker that says nothing for so long is asked again on a new connection


def exchange_name(namespace: str) -> str:
    """The topic exchange of all announcements; the routing key is `<service>.<type>`."""
    return f"{namespace}.announcements"


class Announcer:
    """The announcing loop of one service process."""

    def __init__(self, service: str, store: Store, amqp_uri: str, namespace: str) -> None:
        self._service = service
        self._store = store
        self._uri = amqp_uri
        self._exchange = exchange_name(namespace)
        self._holder = f"{os.getpid()}-{secrets.token_hex(4)}"
        self._wake = threading.Event()
        self._leased_until = 0.0
        self._shown_at = 0.0
        self._log = logger(service)
        self._channel: Any = None
        self._connection: Connection | None = None

    def wake(self) -> None:
        """Something was committed just now."""
        self._wake.set()

    def run(self, going: Callable[[], bool]) -> None:
        """Announces until `going()` is false. Survives the loss of the broker and of the database."""
        while going():
            try:
                told = self.announce_some() if self._leads() else 0
                self._show_life()
            except Exception as problem:
                self._log.warning("announcer waits", cause=repr(problem)[:200])
                self._disconnect()
                time.sleep(0.5)
                continue
            if told < AT_ONCE:
                self._wake.wait(LOOK_EVERY)
                self._wake.clear()
        self._disconnect()

    def announce_some(self) -> int:
        """Publishes and marks the oldest unsent announcements; returns how many."""
        announcements = self._store.database["announcements"]
        rows = list(announcements.find({"sent": False}).sort("_id", 1).limit(AT_ONCE))
        if not rows:
            return 0
        channel = self._connected()
        for type_, group in itertools.groupby(in_order(rows), key=lambda row: row["type"]):
            self._publish(channel, type_, list(group))
        crash_point("in_announcer")
        announcements.update_many({"_id": {"$in": [row["_id"] for row in rows]}}, {"$set": {"sent": True}})
        crash_point("after_publishing")
        return len(rows)

    def _publish(self, channel: Any, type_: str, rows: Sequence[dict[str, Any]]) -> None:
        body = orjson.dumps([as_event(self._service, row) for row in rows])
        message = channel.prepare_message(body, content_type="application/json", properties={"delivery_mode": 2})
        key = f"{self._service}.{type_}"
        channel.basic_publish(message, exchange=self._exchange, routing_key=key, confirm_timeout=CONFIRM_SECONDS)

    def _show_life(self) -> None:
        """Heartbeats, sent and taken in once a second: the broker closes a connection that has nothing to say.

        What the broker sends must be read too, or it would pass for silent itself.
        """
        now = time.monotonic()
        if self._connection is None or now < self._shown_at + LOOK_EVERY:
            return
        self._shown_at = now
        with contextlib.suppress(TimeoutError):
            self._connection.drain_events(timeout=0.001)
        self._connection.heartbeat_check()

    def _leads(self) -> bool:
        if time.monotonic() < self._leased_until - LEASE_SECONDS / 2:
            return True
        now = time.time()
        try:
            held = self._store.database["leases"].find_one_and_update(
                {"_id": "announcer", "$or": [{"holder": self._holder}, {"until": {"$lt": now}}]},
                {"$set": {"holder": self._holder, "until": now + LEASE_SECONDS}},
                upsert=True,
                return_document=ReturnDocument.AFTER,
            )
        except DuplicateKeyError:
            return False  # another process holds it
        self._leased_until = time.monotonic() + LEASE_SECONDS if held else 0.0
        return bool(held)

    def release(self) -> None:
        """Lets another process lead at once; for an orderly stop."""
        try:
            self._store.database["leases"].delete_one({"_id": "announcer", "holder": self._holder})
        except PyMongoError:
            return  # it runs out by itself

    def _connected(self) -> Any:
        if self._channel is None:
            self._connection = Connection(self._uri, heartbeat=HEARTBEAT, transport_options={"confirm_publish": True})
            self._connection.connect()
            self._channel = self._connection.channel()
            self._channel.exchange_declare(self._exchange, "topic", durable=True, auto_delete=False)
        return self._channel

    def _disconnect(self) -> None:
        self._channel = None
        if self._connection is not None:
            try:
                self._connection.release()
            except Exception as problem:
                self._log.debug("broker was gone already", cause=repr(problem))
            self._connection = None


def in_order(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows as made, but never a subject's later version before its earlier one (two processes' clocks may differ)."""
    ordered = list(rows)
    by_subject: dict[str, list[dict[str, Any]]] = {}
    for row in ordered:
        by_subject.setdefault(row["subject"], []).append(row)
    queues = {subject: iter(sorted(of, key=lambda row: row["subject_version"])) for subject, of in by_subject.items()}
    return [next(queues[row["subject"]]) for row in ordered]


def as_event(service: str, row: dict[str, Any]) -> dict[str, Any]:
    """An announcement as a CloudEvent (1.0, JSON format)."""
    return {
        "specversion": "1.0",
        "id": row["_id"],
        "source": service,
        "type": row["type"],
        "time": row["at"],
        "subject": row["subject"],
        "subjectversion": row["subject_version"],
        "city": row["city"],
        "actor": row["actor"],
        "data": row["data"],
    }
