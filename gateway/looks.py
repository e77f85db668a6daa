"""Looks at certificates and agreements, gathered for some seconds and told to their services together.

A look itself writes nothing.

One process gathers for itself; what is gathered is sent two seconds after the first look, and when the process ends. A
process that is killed loses at most these seconds of the count, and nothing else.
"""

from __future__ import annotations

import atexit
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Lock, Thread
from time import sleep
from typing import Any

from shared import log
from shared.actor import platform

PAUSE = 2.0
AT_ONCE = 1_000  # as many as a service takes in one call


class Looks:
    """`send(service, city, looks)` tells whose paper it is; safe for threads."""

    def __init__(self, send: Callable[[str, str, list[dict[str, Any]]], None], pause: float = PAUSE) -> None:
        self._send = send
        self._pause = pause
        self._lock = Lock()
        self._gathered: dict[tuple[str, str, str], tuple[int, datetime]] = {}
        self._waiting = False
        atexit.register(self.flush)

    def note(self, service: str, city: str, code: str) -> None:
        """One look."""
        now = datetime.now(UTC)
        with self._lock:
            count, _ = self._gathered.get((service, city, code), (0, now))
            self._gathered[service, city, code] = (count + 1, now)
            begin, self._waiting = not self._waiting, True
        if begin:
            Thread(target=self._later, daemon=True, name="looks").start()

    def flush(self) -> None:
        """Sends what was gathered; what cannot be sent is gathered again."""
        with self._lock:
            gathered, self._gathered, self._waiting = self._gathered, {}, False
        of_each: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for (service, city, code), (count, last) in gathered.items():
            of_each.setdefault((service, city), []).append({"code": code, "count": count, "last": last.isoformat()})
        for (service, city), looks in of_each.items():
            for part in (looks[start : start + AT_ONCE] for start in range(0, len(looks), AT_ONCE)):
                self._tell(service, city, part)

    def _tell(self, service: str, city: str, looks: list[dict[str, Any]]) -> None:
        try:
            self._send(service, city, looks)
        except Exception as problem:
            log.logger("gateway").warning("looks are counted later", cause=repr(problem)[:200])
            with self._lock:
                for one in looks:
                    key = (service, city, one["code"])
                    count, last = self._gathered.get(key, (0, datetime.now(UTC)))
                    self._gathered[key] = (count + one["count"], last)

    def _later(self) -> None:
        sleep(self._pause)
        self.flush()


def sender(gateway: Any) -> Callable[[str, str, list[dict[str, Any]]], None]:
    """Sends by the gateway's bus, as the platform."""

    def send(service: str, city: str, looks: list[dict[str, Any]]) -> None:
        asker, deadline = platform("gateway", city), gateway.settings.command_deadline
        gateway.bus.command(service, "note_looks", {"looks": looks}, asker, secrets.token_hex(16), None, deadline)

    return send
