"""Tells who is listening that a message came: one look at the registry for everybody, not one for each of them.

While anybody listens, a thread asks the registry every second, for each city of the listeners, for whom messages were
written since. Messages are the news: whatever comes to wait on somebody is told to them by one. A registry that is away
costs nothing but the delay; what was written meanwhile is found when it is back.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gateway.streams import closing
from shared.actor import Actor, platform
from shared.errors import Problem
from shared.log import logger

if TYPE_CHECKING:
    from gateway.app import BusPort

LOOK_EVERY = 1.0
OVERLAP = 10.0  # seconds: clocks of machines differ, and a transaction may commit after a later one was read
SECONDS = 2.0


@dataclass(eq=False)
class Listener:
    """Somebody who listens: in which city, under which keys messages to them are kept; woken when there is one."""

    city: str
    keys: frozenset[str]
    woken: threading.Event = field(default_factory=threading.Event)


class News:
    """Who listens in this process. `listen` begins the thread when it is first needed; it rests with the last one."""

    def __init__(self, bus: BusPort, look_every: float = LOOK_EVERY) -> None:
        self._bus = bus
        self._look_every = look_every
        self._listeners: set[Listener] = set()
        self._some = threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._since: dict[str, float] = {}
        self._seen: dict[str, dict[tuple[str, float], None]] = {}

    @contextmanager
    def listen(self, actor: Actor) -> Iterator[threading.Event]:
        """While inside, the event is set whenever a message to the actor was written in their city."""
        listener = Listener(actor.city, keys(actor))
        with self._lock:
            self._listeners.add(listener)
            self._since.setdefault(listener.city, time.time())
            self._some.set()
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="news", daemon=True)
                self._thread.start()
        try:
            yield listener.woken
        finally:
            with self._lock:
                self._listeners.discard(listener)
                if not any(one.city == listener.city for one in self._listeners):
                    self._since.pop(listener.city, None)
                    self._seen.pop(listener.city, None)
                if not self._listeners:
                    self._some.clear()

    def look(self) -> None:
        """One look in each city where somebody listens. Raises the problem met."""
        for city, since in list(self._since.items()):
            said = {"since": since - OVERLAP}
            found = self._bus.question("registry", "news", said, platform("gateway", city), SECONDS)["items"]
            with self._lock:
                before = self._seen.get(city)
                now = {(one["id"], one["written"]): None for one in found}
                if city in self._since:  # else the last listener has left meanwhile
                    self._seen[city] = now
                    self._since[city] = max([since, *(one["written"] for one in found)])
                fresh = {one["reader"] for one in found if self._is_new(one, before, since)}
                for listener in self._listeners:
                    if listener.city == city and listener.keys & fresh:
                        listener.woken.set()

    def _is_new(self, one: dict[str, object], before: dict[tuple[str, float], None] | None, since: float) -> bool:
        """Whether a message was not there at the look before; at a city's first look, since somebody listens."""
        key = (str(one["id"]), float(str(one["written"])))
        return key[1] > since if before is None else key not in before

    def _run(self) -> None:
        away = False
        while True:
            self._some.wait()
            try:
                self.look()
                away = False
            except Problem as problem:
                if not away:
                    logger("news").warning("registry does not answer", cause=problem.reason_en)
                away = True
            if closing():
                self._wake_all()
            time.sleep(self._look_every)

    def _wake_all(self) -> None:
        with self._lock:
            for listener in self._listeners:
                listener.woken.set()


def keys(actor: Actor) -> frozenset[str]:
    """Under which keys the registry keeps the actor's messages: the account, and every role, at large and where."""
    scopes = [(grant.role, scope) for grant in actor.grants for scope in (grant.unit, grant.county) if scope]
    roles = {f"role:{grant.role}" for grant in actor.grants}
    return frozenset({actor.account, *roles, *(f"role:{role}@{scope}" for role, scope in scopes)})
