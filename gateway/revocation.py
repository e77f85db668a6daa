"""Hears within the second whose session is over and whose powers have changed, in every process of the gateway.

An access token holds for ten minutes by itself. Each process therefore asks the registry, a few times a second, what it
has announced since: sessions that ended (their tokens are refused) and accounts whose roles changed (their tokens are
looked up anew). Asking what was announced needs no queue of its own, misses nothing while a process or the broker was
away, and a process that has just started asks for as long back as a token can live.

While the registry does not answer, what was known stays known, and a token holds for its ten minutes at most.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

from shared.actor import platform
from shared.errors import Problem
from shared.log import logger

if TYPE_CHECKING:
    from gateway.app import BusPort
    from gateway.auth import Callers

PAUSE = 0.4  # seconds between two questions; with the question itself well below a second
PAUSE_AWAY = 2.0  # while nobody answers
OVERLAP = 10_000_000_000  # nanoseconds: a transaction may commit after a later one was read
TYPES = ["session_ended", "access_changed"]
PAGE = 1_000


class Revocations:
    """Keeps `callers` up to date from a thread of its own."""

    def __init__(self, bus: BusPort, callers: Callers, reach_back: float) -> None:
        self._bus = bus
        self._callers = callers
        self._after = _stamp(time.time_ns() - int(reach_back * 1e9) - OVERLAP)
        self._actor = platform("gateway")
        self._away = False
        self._thread = threading.Thread(target=self._run, name="revocations", daemon=True)

    def start(self) -> None:
        """Begins to listen; for the life of the process."""
        self._thread.start()

    def catch_up(self) -> None:
        """Takes in what was announced since the last time. Raises the problem met."""
        after: str | None = self._after
        while after is not None:
            said = {"after": after, "types": TYPES, "limit": PAGE}
            told = self._bus.question("registry", "announced_since", said, self._actor, 2.0)
            for event in told["events"]:
                self._take_in(event)
            after = told["next"]

    def _take_in(self, event: dict[str, Any]) -> None:
        data = event["data"]
        if event["type"] == "session_ended":
            self._callers.end(data["session"])
        else:
            self._callers.changed(data["account"], data["epoch"])
        seen = _stamp(int(event["id"][:16], 16) - OVERLAP)
        self._after = max(self._after, seen)

    def _run(self) -> None:
        while True:
            try:
                self.catch_up()
                self._away = False
            except Problem as problem:
                if not self._away:
                    logger("revocations").warning("registry does not answer", cause=problem.reason_en)
                self._away = True
            time.sleep(PAUSE_AWAY if self._away else PAUSE)


def _stamp(nanoseconds: int) -> str:
    """The beginning of the ids of what was announced at that moment (shared/store.py: stamp)."""
    return f"{nanoseconds:016x}"
