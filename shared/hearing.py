"""Taking in what other services announced: each event's effect and its id in one transaction, so it is heard once.

An event whose handler fails is set aside with its reason, in the same transaction, and the others flow on. It is tried
again after 1 s, 10 s, 60 s and 10 min, then it is *parked* until somebody replays it. A database that is away is not
the event's fault: it is not acknowledged, and taken in when the database is back.

A service that must know of everything (`EVERYTHING`: messages to people, webhooks) hears it on a *line* of its own:
another queue, and its own memory of what was heard. What waits or fails there holds up no consequence elsewhere.
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
from shared.consuming import Again
from shared.crash import crash_point
from shared.errors import Problem, Unavailable
from shared.log import logger
from shared.rulebook import Rulebook, Rulebooks
from shared.settings import RETRY_AFTER
from shared.sheaf import Sheaf
from shared.store import Store
from shared.work import Work

EVERYTHING = "#"


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
    """One handler: what it hears ("service.type", or EVERYTHING), and whether it only keeps a copy.

    Who only keeps copies is run again by a rebuild.
    """

    hears: str
    run: Callable[[Heard], Any]
    copy: bool


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
        retry_after: Sequence[float] = RETRY_AFTER,
        line: str = "",
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
        self._retry_after = tuple(retry_after)
        self._line = line
        self._log = logger(service)

    def take_in(self, events: Sequence[dict[str, Any]]) -> None:
        """The effects of the events, each once. Raises Again when the database is away."""
        if events:
            self._store.transact(list(events), self._together, self._keep_aside)

    def _keep_aside(self, event: dict[str, Any], problem: Exception) -> None:
        """An event whose effect could not be stored: it is set aside like one whose handler fails."""
        if _is_away(problem):
            raise Again(repr(problem))

        def body(sheaf: Sheaf, rows: Sequence[dict[str, Any]]) -> None:
            database, known = self._store.database, {"_id": self._mark(event)}
            if database["heard"].find_one(known, session=sheaf.session) is None:
                database["heard"].insert_one({**known, "at": datetime.now(UTC), "aside": True}, session=sheaf.session)
                database["set_aside"].insert_one(self._aside(event, problem), session=sheaf.session)

        def give_up(_: Any, problem: Exception) -> None:
            raise Again(repr(problem))

        self._store.transact([event], body, give_up)

    def _together(self, sheaf: Sheaf, events: Sequence[dict[str, Any]]) -> None:
        database = self._store.database
        ids = [self._mark(event) for event in events]
        known = {row["_id"] for row in database["heard"].find({"_id": {"$in": ids}}, session=sheaf.session)}
        heard = []
        for event, mark in zip(events, ids, strict=True):
            if mark in known:
                continue
            known.add(mark)
            problem = self._effect(event, sheaf)
            heard.append({"_id": mark, "at": datetime.now(UTC), "aside": problem is not None})
            if problem is not None:
                database["set_aside"].insert_one(self._aside(event, problem), session=sheaf.session)
        if heard:
            database["heard"].insert_many(heard, session=sheaf.session)
        crash_point("after_receiving")

    def _effect(self, event: dict[str, Any], sheaf: Sheaf, copies_only: bool = False) -> Exception | None:
        """Copies first, and kept whatever becomes of the effect: a parked event must not leave its copy behind."""
        ears = [*self.ears.get(f"{event['source']}.{event['type']}", ()), *self.ears.get(EVERYTHING, ())]
        try:
            for copy in (True,) if copies_only else (True, False):
                told = self._told(event, sheaf)
                for ear in ears:
                    if ear.copy == copy:
                        ear.run(told)
                told.work.accept()
        except Exception as problem:
            if belongs_to_the_group(problem):
                raise
            return problem
        return None

    def _told(self, event: dict[str, Any], sheaf: Sheaf) -> Heard:
        at = datetime.fromisoformat(event["time"])
        actor = platform(event["source"], event["city"], at)
        work = self._work(sheaf, actor, at, vault=self._vault, cause=event["id"], clock=self._clock)
        return Heard(
            event["id"], event["type"], event["source"], event["city"], at, event["subject"],
            event["subjectversion"], event["actor"], event["data"], work, self._rulebooks,
        )  # fmt: skip

    def _mark(self, event: dict[str, Any]) -> str:
        """Under which id an event is remembered: each line takes it in once."""
        return f"{self._line}:{event['id']}" if self._line else str(event["id"])

    def _aside(self, event: dict[str, Any], problem: Exception) -> dict[str, Any]:
        return {"_id": self._mark(event), "event": event, "line": self._line or None, **self._fate(1, problem)}

    def _fate(self, attempts: int, problem: Exception) -> dict[str, Any]:
        reason = problem.as_dict() if isinstance(problem, Problem) else {"reason": repr(problem)}
        parked = attempts > len(self._retry_after)
        self._log.warning("event set aside", attempts=attempts, parked=parked, cause=repr(problem)[:300])
        return {
            "attempts": attempts,
            "reason": reason,
            "trace": "".join(traceback.format_exception(problem))[-4_000:],
            "state": "parked" if parked else "waiting",
            "due": None if parked else self._clock() + self._retry_after[attempts - 1],
        }

    def try_again(self) -> bool:
        """Tries one event that is due again; False when none was."""
        aside = self._store.database["set_aside"]
        row: dict[str, Any] | None = aside.find_one_and_update(
            {"state": "waiting", "due": {"$lt": self._clock()}, "line": self._line or None},
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

        def give_up(_: Any, problem: Exception) -> None:
            if not _is_away(problem):
                aside.update_one({"_id": row["_id"]}, {"$set": self._fate(row["attempts"] + 1, problem)})

        self._store.transact([row], again, give_up)
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


def _is_away(problem: Exception) -> bool:
    return isinstance(problem, Unavailable) and bool(problem.details.get("away"))
