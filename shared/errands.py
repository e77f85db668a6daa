"""Errands: work that goes out of the platform (a foreign address, a carrier), outside any transaction and any command.

An errand takes what is due in one transaction, goes out, and notes what came of it in another. What was taken is due
again a while later by itself, so a process that dies on the way loses nothing, and what is sent is sent at least once.
One process at a time runs an errand (a lease); two that overlap for a moment do no harm.
"""

from __future__ import annotations

import os
import secrets
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from pymongo.errors import DuplicateKeyError

from shared.actor import platform
from shared.channels import Channel
from shared.outbound import Outbound
from shared.rulebook import Rulebooks
from shared.sheaf import Sheaf
from shared.store import Store

T = TypeVar("T")
I = TypeVar("I")  # noqa: E741  (an item)
LEASE = timedelta(seconds=30)


@dataclass
class Trip:
    """What an errand's method is handed: transactions by city, the ways out, and many things at once."""

    service: str
    store: Store
    kind: type[Any]
    rulebooks: Rulebooks
    vault: Any
    outbound: Outbound
    channels: Mapping[str, Channel]
    side_by_side: Callable[[Callable[[Any], Any], Iterable[Any]], list[Any]]
    clock: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))

    @property
    def now(self) -> datetime:
        """The real moment, in UTC: what leaves the platform does not live on a practice day."""
        return self.clock()

    @property
    def cities(self) -> tuple[str, ...]:
        """Every city, and "" for what is the platform's own."""
        return ("", *self.rulebooks.cities())

    def within(self, city: str, step: Callable[[Any], T]) -> T:
        """What `step` makes of a unit of work in a city, in one transaction; it may run several times."""
        results: list[T] = []
        problems: list[Exception] = []

        def body(sheaf: Sheaf, items: Sequence[str]) -> None:
            work = self.kind(sheaf, platform(self.service, city), self.now, vault=self.vault)
            results[:] = [step(work)]
            work.accept()

        self.store.transact([city], body, lambda _, problem: problems.append(problem))
        if problems:
            raise problems[0]
        return results[0]


class Leased:
    """Runs an errand while this process holds its lease."""

    def __init__(self, name: str, store: Store, run: Callable[[], bool]) -> None:
        self._id = f"errand:{name}"
        self._store = store
        self._run = run
        self._holder = f"{os.getpid()}-{threading.get_ident()}-{secrets.token_hex(4)}"

    def __call__(self) -> bool:
        """Whether there was anything to do; False too where another process does it."""
        now = datetime.now(UTC)
        free = {"_id": self._id, "$or": [{"holder": self._holder}, {"until": {"$lt": now}}]}
        mine = {"$set": {"holder": self._holder, "until": now + LEASE}}
        try:
            self._store.database["leases"].update_one(free, mine, upsert=True)
        except DuplicateKeyError:
            return False
        return self._run()
