"""Taking in what other services announced: each event's effect and its id in one transaction, so it is heard once.

An event whose handler fails is set aside with its reason, in the same transaction, and the others flow on. It is tried
again after 1 s, 10 s, 60 s and 10 min, then it is *parked* until somebody replays it. A database that is away is not
the event's fault: nothing is acknowledged and the broker keeps the messages.
"""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pymongo import ReturnDocument

from shared.actor import platform
from shared.batches import belongs_to_the_group
from shared.crash import crash_point
from shared.errors import Problem
from shared.log import logger
from shared.rulebook import Rulebook, Rulebooks
from shared.sheaf import Sheaf
from shared.store import Store
from shared.work import Work

RETRY_AFTER = (1, 10, 60, 600)  # seconds; then parked


@dataclass
class Heard:
    """One event as a handler is handed it. Its `work` lives at the event's own moment and in its city."""

    id: str
    type: str
    source: str
    city: str
    at: datetime
    subject: str
    subject_version: int
    actor: dict[str, Any]
    data: dict[str, Any]
    work: Any
    rulebooks: Rulebooks

    @property
    def rulebook(self) -> Rulebook:
        """The rulebook of the event's city."""
        return self.rulebooks.of(self.city)


@dataclass(frozen=True)
class Ear:
    """One handler: what it hears ("service.type"), and whether it only keeps a copy (then a rebuild runs it again)."""

    hears: str
    run: Callable[[Heard], Any]
    copy: bool


class NotTaken(Exception):
    """The database would not take the events; they stay with the broker."""


class Hearing:
    """Takes events in for one service."""

    def __init__(
        self,
        service: str,
        ears: Sequence[Ear],
        work: type[Work],
        store: Store,
        rulebooks: Rulebooks,
        vault: Any = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.ears: dict[str, list[Ear]] = {}
        for ear in sorted(ears, key=lambda ear: not ear.copy):  # copies first: an effect may read what it just heard
            self.ears.setdefault(ear.hears, []).append(ear)
        self.service = service
        self._work = work
        self._store = store
        self._rulebooks = rulebooks
        self._vault = vault
        self._clock = clock
        self._log = logger(service)

    def take_in(self, events: Sequence[dict[str, Any]]) -> None:
        """The effects of the events, each once. Raises NotTaken when the database is away."""
        refused: list[Exception] = []
        if events:
            self._store.transact(list(events), self._together, lambda event, problem: refused.append(problem))
        if refused:
            raise NotTaken(repr(refused[0]))

    def _together(self, sheaf: Sheaf, events: Sequence[dict[str, Any]]) -> None:
        database = self._store.database
        ids = [event["id"] for event in events]
        known = {row["_id"] for row in database["heard"].find({"_id": {"$in": ids}}, session=sheaf.session)}
        heard = []
        for event in events:
            if event["id"] in known:
                continue
            known.add(event["id"])
            problem = self._effect(event, sheaf)
            heard.append({"_id": event["id"], "at": datetime.now(UTC), "aside": problem is not None})
            if problem is not None:
                aside = {"_id": event["id"], "event": event, **self._fate(1, problem)}
                database["set_aside"].insert_one(aside, session=sheaf.session)
        if heard:
            database["heard"].insert_many(heard, session=sheaf.session)
        crash_point("after_receiving")

    def _effect(self, event: dict[str, Any], sheaf: Sheaf, copies_only: bool = False) -> Exception | None:
        at = datetime.fromisoformat(event["time"])
        actor = platform(event["source"], event["city"], at)
        work = self._work(sheaf, actor, at, vault=self._vault, cause=event["id"])
        told = Heard(
            event["id"], event["type"], event["source"], event["city"], at, event["subject"],
            event["subjectversion"], event["actor"], event["data"], work, self._rulebooks,
        )  # fmt: skip
        try:
            for ear in self.ears.get(f"{event['source']}.{event['type']}", ()):
                if ear.copy or not copies_only:
                    ear.run(told)
            work.accept()
        except Exception as problem:
            if belongs_to_the_group(problem):
                raise
            return problem
        return None

    def _fate(self, attempts: int, problem: Exception) -> dict[str, Any]:
        reason = problem.as_dict() if isinstance(problem, Problem) else {"reason": repr(problem)}
        parked = attempts > len(RETRY_AFTER)
        self._log.warning("event set aside", attempts=attempts, parked=parked, cause=repr(problem)[:300])
        return {
            "attempts": attempts,
            "reason": reason,
            "trace": "".join(traceback.format_exception(problem))[-4_000:],
            "state": "parked" if parked else "waiting",
            "due": None if parked else self._clock() + RETRY_AFTER[attempts - 1],
        }

    def try_again(self) -> bool:
        """Tries one event that is due again; False when none was."""
        aside = self._store.database["set_aside"]
        row = aside.find_one_and_update(
            {"state": "waiting", "due": {"$lt": self._clock()}},
            {"$set": {"due": self._clock() + 30}},  # a claim: if this process dies, another tries half a minute later
            return_document=ReturnDocument.AFTER,
        )
        if row is None:
            return False

        def again(sheaf: Sheaf, rows: Sequence[dict[str, Any]]) -> None:
            if aside.find_one({"_id": row["_id"]}, session=sheaf.session) is None:
                return
            problem = self._effect(row["event"], sheaf)
            if problem is None:
                aside.delete_one({"_id": row["_id"]}, session=sheaf.session)
            else:
                fate = {"$set": self._fate(row["attempts"] + 1, problem)}
                aside.update_one({"_id": row["_id"]}, fate, session=sheaf.session)

        self._store.transact([row], again, lambda _, problem: self._log.warning("retry waits", cause=repr(problem)))
        return True

    def rebuild(self, events: Sequence[dict[str, Any]]) -> None:
        """Feeds past events to the copying handlers only, in their order; raises what a handler raises."""

        def again(sheaf: Sheaf, group: Sequence[dict[str, Any]]) -> None:
            for event in group:
                problem = self._effect(event, sheaf, copies_only=True)
                if problem is not None:
                    raise problem

        refused: list[Exception] = []
        self._store.transact(list(events), again, lambda _, problem: refused.append(problem))
        if refused:
            raise refused[0]
