"""Running jobs: `python -m shared.working [service ...]` takes up what was begun, in a process of its own.

A job is held by a lease. Whoever runs it carries commands out under keys made of the job and the item, as its owner,
through the very path that a client's commands take; so after a crash another process goes on from the last cursor, and
nothing is done twice. Progress is written at most four times a second.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from pymongo import ReturnDocument
from pymongo.errors import PyMongoError

from shared import actor as actors
from shared import job as jobs
from shared import log, settings
from shared.actor import Actor
from shared.attachments import ObjectStore, object_store
from shared.documents import plain, record
from shared.editions import LOOK_EVERY as EDITIONS_EVERY
from shared.errors import Problem, Unavailable
from shared.hosting import Job as JobEntrypoint
from shared.hosting import Parts, entrypoints, service_class, service_names
from shared.job import Job, JobFile
from shared.rulebook import Edition, Rulebook, Rulebooks

T = TypeVar("T")
LEASE_SECONDS = 20.0
LOOK_EVERY = 1.0
TOLD_EVERY = 0.25
AT_ONCE = 2
CHUNK = 50
CALL_SECONDS = 30.0


class Stopped(Exception):
    """The job was cancelled, or another process holds it by now: leave it at once, what is done stays."""


class Run:
    """What a job's method is handed: its arguments, ways to read and to act, and where to tell how far it is."""

    def __init__(self, parts: Parts, found: Job, objects: Callable[[], ObjectStore]) -> None:
        self.job = found
        self.args: dict[str, Any] = found.args
        self.actor: Actor = jobs.owner(found)
        self.cursor: Any = found.cursor
        self._parts = parts
        self._objects = objects
        self._told = 0.0
        self._done, self._total = found.done, found.total
        self._said = (found.said, found.said_en)
        self._signed = actors.sign(self.actor, parts.configured.actor_secret)
        self._made = list(found.made)

    @property
    def rulebooks(self) -> Rulebooks:
        """All cities' rulebooks."""
        return self._parts.rulebooks

    @property
    def rulebook(self) -> Rulebook:
        """The owner's city's rulebook. Raises NotFound for a city that has none."""
        return self.rulebooks.of(self.job.city)

    def draft(self, proposal: str) -> Edition | None:
        """A proposed rulebook as this service heard it, or None. Raises RulebookError where it cannot carry it out."""
        return self._parts.editions.draft(proposal)

    def reading(self) -> Any:
        """A unit of work to ask questions with, outside any transaction; of the owner, in the owner's city."""
        calls = self._parts.calls
        return calls.work(self._parts.store.reading(), self.actor, self.now, vault=calls.vault)

    def carry_out(self, name: str, items: Sequence[tuple[str, dict[str, Any]]]) -> list[dict[str, Any]]:
        """Commands of this service as the owner: (key within the job, arguments) -> {"result"} or {"problem"} each.

        Exactly once a key, also after a crash; one transaction for as many as fit; a refused one refuses alone.
        """
        answers: list[dict[str, Any]] = []
        for start in range(0, len(items), CHUNK):
            self.check()
            some = items[start : start + CHUNK]
            answers += self._patiently(self._parts.calls.carry_out, [self._call(name, *item) for item in some])
        return answers

    def rehearse(self, name: str, items: Sequence[tuple[str, dict[str, Any]]]) -> list[dict[str, Any]]:
        """What `carry_out` would answer now. Everything is decided as it would be, and nothing is kept."""
        self.check()
        return self._patiently(self._parts.calls.rehearse, [self._call(name, *item) for item in items])

    def ask(self, name: str, args: dict[str, Any]) -> Any:
        """A question of this service, as the owner would be answered. Raises the Problem it is answered with."""
        answer = self._parts.calls.answer(self._call(name, "", args))
        if "problem" in answer:
            raise Problem.from_dict(answer["problem"])
        return answer["result"]

    @property
    def now(self) -> datetime:
        """The moment (UTC) the job acts at: the owner's practice clock where there is one."""
        return self.actor.as_of or datetime.now(UTC)

    def tell(
        self, done: int | None = None, total: int | None = None, said: str = "", said_en: str = "", cursor: Any = None
    ) -> None:
        """How far it is. `cursor` (kept at once) is where to go on after a crash. Raises Stopped when cancelled."""
        self._done = self._done if done is None else done
        self._total = self._total if total is None else total
        self._said = (said, said_en) if said or said_en else self._said
        if cursor is None and time.monotonic() - self._told < TOLD_EVERY:
            return
        self._told = time.monotonic()
        if cursor is not None:
            self.cursor = cursor
        self._keep(done=self._done, total=self._total, said=self._said[0], said_en=self._said[1], cursor=self.cursor)

    def check(self) -> None:
        """Renews the lease. Raises Stopped when the job was cancelled or is another's by now."""
        if time.monotonic() - self._told > LEASE_SECONDS / 4:
            self._told = time.monotonic()
            self._keep()

    def read_file(self, number: int = 0) -> bytes:
        """The content of a file the job was given. Raises Unavailable while the file store is away."""
        return self._objects().fetch(self.job.city, self.job.given[number].id)

    def keep_file(self, name: str, content_type: str, content: bytes | str) -> JobFile:
        """Keeps a file that the job has made: bytes, or the path of a file. The same name again replaces it."""
        id = f"{self.job.id}-{hashlib.sha256(name.encode()).hexdigest()[:12]}"
        size, sha256 = self._objects().put(self.job.city, id, content_type, content)
        made = JobFile(id, name, content_type, sha256, size)
        self._made = [file for file in self._made if file.id != id] + [made]
        self._keep(made=plain(self._made))
        return made

    def finish(self, **result: Any) -> None:
        """What the job came to: small plain data; rows belong into a file."""
        self._keep(result=plain({**self.job.result, **result}))
        self.job = replace(self.job, result={**self.job.result, **result})

    def _call(self, name: str, key: str, args: dict[str, Any]) -> dict[str, Any]:
        whole = f"{self.job.id}|{key}"
        return {
            "id": whole,
            "name": name,
            "args": args,
            "actor": self._signed,
            "key": whole,
            "deadline": time.time() + CALL_SECONDS,
        }

    def _patiently(
        self, carry_out: Callable[[Sequence[dict[str, Any]]], list[dict[str, Any]]], calls: list[dict[str, Any]]
    ) -> list[dict[str, Any]]:
        """Answers of commands; a database that is away, or a lost race, is tried again: a row shall not fail for it.

        Raises Unavailable where it stays away: the job is taken up again later, and no row is called wrong meanwhile.
        """
        waits = iter((0.2, 1.0, 3.0, 10.0))
        while True:
            answers = carry_out(calls)
            busy = [answer for answer in answers if answer.get("problem", {}).get("kind") in ("unavailable", "late")]
            if not busy or any(answer["problem"].get("fault") for answer in busy):
                return answers
            wait = next(waits, None)
            if wait is None:
                raise Unavailable()
            time.sleep(wait)
            for call in calls:
                call["deadline"] = time.time() + CALL_SECONDS

    def _keep(self, **changed: Any) -> None:
        found = self._parts.store.database["jobs"].find_one_and_update(
            {"_id": self.job.id, "holder": self.job.holder, "status": "running"},
            {"$set": {**changed, "held_until": time.time() + LEASE_SECONDS}, "$inc": {"version": 1}},
            return_document=ReturnDocument.AFTER,
        )
        if found is None or found.get("cancel_asked"):
            raise Stopped(self.job.id)


class Worker:
    """Takes up and runs the jobs of one service."""

    def __init__(self, parts: Parts, objects: Callable[[], ObjectStore] = object_store) -> None:
        self.parts = parts
        self._objects = objects
        self._jobs = parts.store.database["jobs"]
        self._methods = dict(parts.jobs)
        self._log = log.logger(parts.name)

    def work_once(self) -> bool:
        """Takes up one waiting job, or one whose process died, and runs it to its end; False when there was none."""
        found = self._take()
        if found is None:
            return False
        self._log.info("job begins", job=found.id, name=found.name, attempt=found.attempts)
        try:
            run = Run(self.parts, found, self._objects)
            self._methods[found.name](run)
            self._end(found, "done", {"done": run._done, "total": run._total if run._total is not None else run._done})
        except Stopped:
            self._end(found, "cancelled")
        except Problem as problem:
            if isinstance(problem, Unavailable) and not problem.details.get("fault"):
                self._try_later(found, problem)
            else:
                self._end(found, "failed", {"problem": problem.as_dict()})
        except PyMongoError as problem:
            self._try_later(found, problem)
        except Exception as problem:
            self._log.error("job failed", job=found.id, trace="".join(traceback.format_exception(problem)))
            told = Unavailable("系统内部错误，已记录", "An internal error; it has been logged", fault=True)
            self._end(found, "failed", {"problem": told.as_dict()})
        return True

    def _take(self) -> Job | None:
        now = time.time()
        ours = {"name": {"$in": sorted(self._methods)}}
        waiting = {"status": "queued", "held_until": {"$lt": now}}
        orphaned = {"status": "running", "held_until": {"$lt": now}}
        doc: dict[str, Any] | None = self._jobs.find_one_and_update(
            {**ours, "$or": [waiting, orphaned]},
            {
                "$set": {
                    "status": "running",
                    "holder": f"{os.getpid()}-{secrets.token_hex(4)}",
                    "held_until": now + LEASE_SECONDS,
                    "started_at": plain(datetime.now(UTC)),
                },
                "$inc": {"attempts": 1, "version": 1},
            },
            sort=[("_id", 1)],
            return_document=ReturnDocument.AFTER,
        )
        if doc is None:
            return None
        found = record(doc, Job)
        if found.attempts > jobs.ATTEMPTS:  # it took its process with it, again and again
            told = Unavailable("任务多次中断，已停止", "The job broke off again and again and was given up", fault=True)
            self._end(found, "failed", {"problem": told.as_dict()})
            return None
        return found

    def _end(self, found: Job, status: str, more: dict[str, Any] | None = None) -> None:
        ended = {"status": status, "ended_at": plain(datetime.now(UTC)), "holder": "", **(more or {})}
        self._jobs.update_one(
            {"_id": found.id, "holder": found.holder, "status": "running"}, {"$set": ended, "$inc": {"version": 1}}
        )
        self._log.info("job ends", job=found.id, name=found.name, status=status)

    def _try_later(self, found: Job, problem: Exception) -> None:
        self._log.warning("job waits", job=found.id, cause=repr(problem)[:200])
        later = {"status": "queued", "holder": "", "held_until": time.time() + 2.0**found.attempts}
        self._jobs.update_one({"_id": found.id, "holder": found.holder}, {"$set": later, "$inc": {"version": 1}})


def workers(names: Iterable[str], configured: settings.Settings) -> list[Worker]:
    """One for each of the services that has jobs."""
    with_jobs = [name for name in names if _has_jobs(name)]
    return [Worker(Parts(service_class(name), configured)) for name in with_jobs]


def _has_jobs(name: str) -> bool:
    return any(isinstance(extension, JobEntrypoint) for _, extension in entrypoints(service_class(name)))


def main() -> int:
    """Runs the jobs of the named services (all that are here) until it is told to stop (SIGTERM, SIGINT)."""
    configured = settings.from_environment()
    log.configure(configured.log_level)
    stopping = threading.Event()
    for wanted in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wanted, lambda *_: stopping.set())
    found = workers(sys.argv[1:] or service_names(), configured)

    def loop() -> None:
        while not stopping.is_set():
            try:
                busy = sum(worker.work_once() for worker in found) > 0  # each its turn, whatever the others have
            except PyMongoError as problem:
                log.logger("jobs").warning("jobs wait", cause=repr(problem)[:200])
                busy = False
            if not busy:
                stopping.wait(LOOK_EVERY)

    def look() -> None:
        while not stopping.wait(EDITIONS_EVERY):
            try:
                for worker in found:
                    worker.parts.editions.refresh()
            except PyMongoError as problem:
                log.logger("jobs").warning("rulebooks wait", cause=repr(problem)[:200])

    threading.Thread(target=look, name="rulebooks", daemon=True).start()
    for number in range(AT_ONCE):
        threading.Thread(target=loop, name=f"jobs-{number}", daemon=True).start()
    log.logger("jobs").info("serving", pid=os.getpid(), services=[worker.parts.name for worker in found])
    stopping.wait()
    return 0  # a job that is under way is left to its lease: another process goes on from its cursor


if __name__ == "__main__":
    raise SystemExit(main())
