"""Carrying out the calls of one message: commands together in one transaction, questions outside any.

    call   {"id", "name", "args", "actor": signed, "key", "digest", "version": expected or null, "deadline": epoch s}
    answer {"id", "result"} or {"id", "problem"}

A call past its deadline is not executed. A key that was answered before gets its first answer again, without effect;
another body under the same key is refused. A refused call leaves nothing behind and disturbs no other.
"""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson
from marshmallow import Schema, ValidationError
from pymongo.errors import ConnectionFailure, PyMongoError

from shared import actor as actors
from shared.access import Table
from shared.actor import Actor
from shared.crash import crash_point
from shared.documents import plain, without
from shared.errors import Invalid, Late, NotFound, Problem, Unavailable
from shared.log import logger
from shared.rulebook import Rulebook, Rulebooks
from shared.shapes import errors_of
from shared.sheaf import Sheaf, Stale
from shared.store import Store
from shared.work import Work

Answer = dict[str, Any]


@dataclass(frozen=True)
class Endpoint:
    """One command or question of a service: its name, the shape of its arguments, and what to fetch ahead."""

    name: str
    schema: Schema
    run: Callable[[Call], Any]
    question: bool = False
    loads: tuple[tuple[str, str], ...] = ()
    secret: bool = False  # the answer is kept sealed
    whole: bool = False  # between parts of the platform: nothing of the answer is left out


@dataclass
class Call:
    """What an entrypoint is handed. `rulebook` is found on first use: not every call needs one."""

    work: Any
    actor: Actor
    args: dict[str, Any]
    rulebooks: Rulebooks

    @property
    def rulebook(self) -> Rulebook:
        """The rulebook of the actor's city. Raises NotFound for a city that has none."""
        return self.rulebooks.of(self.actor.city)


@dataclass
class Admitted:
    """A call that is well-formed, in time and admitted by its role; ready to be carried out."""

    call: dict[str, Any]
    endpoint: Endpoint
    actor: Actor
    args: dict[str, Any]
    inbox: str
    digest: str


class Calls:
    """Carries out calls for one service. Thread- and greenlet-safe: all state is in the store."""

    def __init__(
        self,
        service: str,
        endpoints: dict[str, Endpoint],
        work: type[Work],
        access: Table,
        store: Store,
        rulebooks: Rulebooks,
        secret: str,
        vault: Any = None,
        read_receipt: Callable[[str, Actor], Any] | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        hidden: frozenset[str] = frozenset(),
    ) -> None:
        self.endpoints = endpoints
        self.work = work
        self.access = access
        self.store = store
        self.rulebooks = rulebooks
        self._secret = secret
        self.vault = vault
        self._read_receipt = read_receipt
        self._clock = clock
        self._hidden = hidden
        self._log = logger(service)

    def carry_out(self, calls: Sequence[dict[str, Any]]) -> list[Answer]:
        """The answers of commands, in the order of the calls; one transaction where nothing stands in the way."""
        answers: dict[str, Answer] = {}
        admitted = self._admit(calls, answers)
        if admitted:
            crash_point("after_receiving")
            self.store.transact(
                admitted,
                lambda sheaf, group: answers.update(self._together(sheaf, group)),
                lambda item, problem: answers.update(self._failed(item, problem)),
            )
        return [answers[call["id"]] for call in calls]

    def rehearse(self, calls: Sequence[dict[str, Any]]) -> list[Answer]:
        """What commands would be answered now, each seeing what those before it would have done; nothing is kept."""
        answers: dict[str, Answer] = {}
        admitted = self._admit(calls, answers)

        def body(sheaf: Sheaf, group: Sequence[Admitted]) -> None:
            for item in group:
                answers[item.call["id"]] = {"id": item.call["id"], **self._carry_out_one(item, sheaf)}

        self.store.rehearse(admitted, body, lambda item, problem: answers.update(self._failed(item, problem)))
        return [answers[call["id"]] for call in calls]

    def answer(self, call: dict[str, Any]) -> Answer:
        """The answer of one question. A connection that breaks under it is no fault of ours: it is asked once more."""
        answers: dict[str, Answer] = {}
        for item in self._admit([call], answers):
            for last in (False, True):
                sheaf = self.store.reading()
                try:
                    return {"id": call["id"], "result": self._shown(item, self._run(item, sheaf)[0])}
                except Exception as problem:
                    if last or not isinstance(problem, ConnectionFailure):
                        return _problem(call["id"], self._told(call, problem))
        return answers[call["id"]]

    def _failed(self, item: Admitted, problem: Exception) -> dict[str, Answer]:
        return {item.call["id"]: _problem(item.call["id"], self._told(item.call, problem))}

    def _admit(self, calls: Sequence[dict[str, Any]], answers: dict[str, Answer]) -> list[Admitted]:
        now = self._clock().timestamp()
        admitted = []
        for call in calls:
            try:
                if call["deadline"] < now:
                    raise Late()
                endpoint = self.endpoints.get(call["name"])
                if endpoint is None:
                    raise NotFound(call["name"])
                actor = actors.verify(call["actor"], self._secret)
                self.access[endpoint.name].admit(actor)
                args = _load(endpoint.schema, call["args"])
                key = call.get("key") or call["id"]
                digest = call.get("digest") or _digest(call["name"], call["args"])
                admitted.append(Admitted(call, endpoint, actor, args, f"{actor.account}|{key}", digest))
            except Exception as problem:
                answers[call["id"]] = _problem(call["id"], self._told(call, problem))
        return admitted

    def _together(self, sheaf: Sheaf, group: Sequence[Admitted]) -> dict[str, Answer]:
        inbox = self.store.database["calls"]
        found = inbox.find({"_id": {"$in": [item.inbox for item in group]}}, session=sheaf.session)
        known = {row["_id"]: row for row in found}
        self._fetch_ahead(sheaf, [item for item in group if item.inbox not in known])
        answers: dict[str, Answer] = {}
        rows = []
        for item in group:
            row = known.get(item.inbox)
            if row is None and item.call["deadline"] < self._clock().timestamp():  # it waited for the database too long
                answers.update(self._failed(item, Late()))
                continue
            if row is None:
                answer = self._carry_out_one(item, sheaf)
                text = orjson.dumps(answer).decode()
                row = {
                    "_id": item.inbox,
                    "name": item.endpoint.name,
                    "digest": item.digest,
                    "answer": self.vault.seal(text) if item.endpoint.secret else text,
                    "at": self._clock(),
                }
                known[item.inbox] = row
                if answer.get("problem", {}).get("kind") != Unavailable.kind:  # a fault of ours is no answer to keep
                    rows.append(row)
            answers[item.call["id"]] = self._replayed(item, row)
        if rows:
            inbox.insert_many(rows, session=sheaf.session)
        return answers

    def _carry_out_one(self, item: Admitted, sheaf: Sheaf) -> Answer:
        try:
            result, work = self._run(item, sheaf)
            work.accept()
            return {"result": self._shown(item, work.stored(result))}
        except Exception as problem:
            if belongs_to_the_group(problem):
                raise
            return {"problem": self._told(item.call, problem).as_dict()}

    def _run(self, item: Admitted, sheaf: Sheaf) -> tuple[Any, Work]:
        work = self.work(
            sheaf,
            item.actor,
            item.actor.as_of or self._clock(),
            row=self.access[item.endpoint.name],
            expected_version=item.call.get("version"),
            vault=self.vault,
            read_receipt=self._read_receipt,
            cause=item.inbox,
        )
        result = item.endpoint.run(Call(work, item.actor, item.args, self.rulebooks))
        if not work.checked:
            raise RuntimeError(f"{item.endpoint.name}: its access row names a collection that it never loaded")
        return result, work

    def _shown(self, item: Admitted, result: Any) -> Any:
        """An answer as it leaves the service: without what the service keeps to itself, wherever it stands."""
        shown = plain(result)
        return without(shown, self._hidden) if self._hidden and not item.endpoint.whole else shown

    def _replayed(self, item: Admitted, row: dict[str, Any]) -> Answer:
        if row["digest"] != item.digest:
            told = Invalid.field(
                "/Idempotency-Key", "此幂等键已用于另一份内容 · this key was used with another body", "key_reused"
            )
            return _problem(item.call["id"], told)
        text = self.vault.open(row["answer"]) if item.endpoint.secret else row["answer"]
        return {"id": item.call["id"], **orjson.loads(text)}

    def _fetch_ahead(self, sheaf: Sheaf, group: Sequence[Admitted]) -> None:
        wanted: dict[str, list[str]] = {}
        for item in group:
            for collection, argument in item.endpoint.loads:
                value = item.args.get(argument)
                if isinstance(value, str):
                    wanted.setdefault(collection, []).append(value)
        for collection, ids in wanted.items():
            sheaf.load(self.work.collections()[collection], self.work.kinds()[collection], ids)

    def _told(self, call: dict[str, Any], problem: Exception) -> Problem:
        if isinstance(problem, Problem):
            return problem
        if isinstance(problem, ConnectionFailure):
            return Unavailable(cause=type(problem).__name__, away=True)
        trace = "".join(traceback.format_exception(problem))
        self._log.error("call failed", name=call["name"], id=call["id"], trace=trace)
        return Unavailable("系统内部错误，已记录", "An internal error; it has been logged", fault=True)


def belongs_to_the_group(problem: Exception) -> bool:
    """Whether the failure is of the transaction (to be run again) rather than of this call."""
    return isinstance(problem, Stale | PyMongoError)


def _load(schema: Schema, args: dict[str, Any]) -> dict[str, Any]:
    try:
        loaded: dict[str, Any] = schema.load(args)
        return loaded
    except ValidationError as problem:
        raise Invalid(errors_of(problem.normalized_messages())) from problem


def _digest(name: str, args: dict[str, Any]) -> str:
    return hashlib.sha256(name.encode() + orjson.dumps(args, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _problem(id: str, problem: Problem) -> Answer:
    return {"id": id, "problem": problem.as_dict()}
