"""A service's database: connection, indexes, and the transaction in which a group of calls or events takes effect.

Both concerns are stated (majority, snapshot). A group that conflicts with another process is cut in two and run again,
so one contended record never fails its neighbours; a database that is away is waited for, until the calls' deadlines.
"""

from __future__ import annotations

import itertools
import os
import secrets
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from pymongo import ASCENDING, MongoClient, ReadPreference, UpdateOne
from pymongo.database import Database
from pymongo.errors import (
    BulkWriteError,
    ConnectionFailure,
    DuplicateKeyError,
    OperationFailure,
    PyMongoError,
)
from pymongo.read_concern import ReadConcern
from pymongo.write_concern import WriteConcern

from shared.crash import crash_point
from shared.documents import record
from shared.errors import Conflict, Unavailable
from shared.sheaf import SEARCH, Collection, Sheaf, Stale

Item = TypeVar("Item")
KEPT_DAYS = 35  # of answers by idempotency key: past the month's end and its corrections
ATTEMPTS = 12
FOUND_AGAIN = 500  # records that get their search keys at a time
MAJORITY = WriteConcern("majority")
SNAPSHOT = ReadConcern("snapshot")
_counter = itertools.count()


class _Rehearsed(BaseException):
    """The end of a rehearsal: not an error, and not to be mistaken for one on the way out."""


class Store:
    """One service's database in MongoDB, named `<namespace>_<service>`. `pause` waits before another try."""

    pause: Callable[[float], None] = staticmethod(time.sleep)

    def __init__(self, uri: str, namespace: str, service: str, collections: dict[str, Collection]) -> None:
        self.client: MongoClient[dict[str, Any]] = MongoClient(
            uri, tz_aware=True, retryWrites=True, serverSelectionTimeoutMS=5_000, maxPoolSize=50, w="majority"
        )
        self.database: Database[dict[str, Any]] = self.client.get_database(
            f"{namespace}_{service}", read_concern=ReadConcern("majority"), write_concern=MAJORITY
        )
        self.collections = collections

    def prepare(self) -> None:
        """Makes collections and indexes; safe to repeat. (A transaction cannot create collections it meets late.)"""
        existing = set(self.database.list_collection_names())
        for name in {
            *self.collections,
            "calls",
            "heard",
            "set_aside",
            "announcements",
            "leases",
            "marks",
            "migrations",
        } - existing:
            try:
                self.database.create_collection(name)
            except OperationFailure as problem:
                if problem.code != 48:  # another process made it just now
                    raise
        for name, collection in self.collections.items():
            for fields in collection.indexes:
                self._index(name, fields, collection.everywhere)
            for fields in collection.unique:
                self._index(name, fields, collection.everywhere, unique=True)
            if collection.found_by is not None:
                self._index(name, [SEARCH, "_id"], collection.everywhere)
        announcements = self.database["announcements"]
        announcements.create_index([("sent", ASCENDING), ("_id", ASCENDING)], partialFilterExpression={"sent": False})
        announcements.create_index([("city", ASCENDING), ("subject", ASCENDING), ("_id", ASCENDING)])
        announcements.create_index([("type", ASCENDING), ("_id", ASCENDING)])
        mine = [("city", ASCENDING), ("actor.account", ASCENDING), ("_id", ASCENDING)]
        announcements.create_index(mine)  # what somebody has done, and has begun (shared/deeds.py)
        announcements.create_index(mine, name="begun", partialFilterExpression={"subject_version": 1})
        of_day = [("city", ASCENDING), ("at", ASCENDING), ("_id", ASCENDING)]
        announcements.create_index(of_day)  # the audit log (shared/audit.py), of some days and of all
        announcements.create_index([("city", ASCENDING), ("_id", ASCENDING)])
        if "jobs" in self.collections:
            self.database["jobs"].create_index([("status", ASCENDING), ("_id", ASCENDING)])
        self.database["calls"].create_index("at", expireAfterSeconds=KEPT_DAYS * 86_400)
        self.database["set_aside"].create_index([("state", ASCENDING), ("due", ASCENDING)])
        self.database["set_aside"].create_index([("state", ASCENDING), ("event.id", ASCENDING), ("_id", ASCENDING)])

    def find_again(self, kinds: Mapping[str, type[Any]]) -> int:
        """Gives the records kept before their collection was searchable the keys they lack; how many those were."""
        made = 0
        for name, collection in self.collections.items():
            target = self.database[name]
            if collection.found_by is None:
                continue
            lacking = target.find({SEARCH: {"$exists": False}}, batch_size=FOUND_AGAIN)
            while docs := list(itertools.islice(lacking, FOUND_AGAIN)):  # one pass: no index finds what is not there
                target.bulk_write([_with_keys(doc, collection.found_by, kinds[name]) for doc in docs], ordered=False)
                made += len(docs)
        return made

    def reading(self) -> Sheaf:
        """A sheaf for questions: majority reads outside any transaction."""
        return Sheaf(self.database, None)

    def transact(
        self,
        items: Sequence[Item],
        body: Callable[[Sheaf, Sequence[Item]], None],
        give_up: Callable[[Item, Exception], None],
        patience: float = 10.0,
    ) -> None:
        """Runs `body` over the items in one transaction; on conflict in two halves, and so on down to single items.

        `body` may run several times and must leave nothing outside the sheaf. `give_up` is told of an item that is
        refused by a unique index (Conflict), that cannot be stored at all (what the driver raised), or for which the
        database was away for `patience` seconds (Unavailable with `away`).
        """
        until = time.monotonic() + patience
        for attempt in itertools.count(1):
            try:
                self._once(items, body)
                return
            except (Stale, DuplicateKeyError, BulkWriteError):
                if len(items) == 1 and attempt >= ATTEMPTS:
                    give_up(
                        items[0], Conflict("同样的记录已存在，或被多人同时修改", "Taken, or contended; please retry")
                    )
                    return
            except ConnectionFailure as problem:
                if time.monotonic() > until:
                    for item in items:
                        give_up(item, _away(problem))
                    return
                self.pause(0.2)
                continue
            except Exception as problem:  # also what the driver cannot encode: it must not take its neighbours along
                transient = isinstance(problem, PyMongoError) and problem.has_error_label("TransientTransactionError")
                if len(items) == 1 and (not transient or time.monotonic() > until):
                    give_up(items[0], _away(problem) if transient else problem)
                    return
            if len(items) > 1:
                middle = len(items) // 2
                self.transact(items[:middle], body, give_up, until - time.monotonic())
                self.transact(items[middle:], body, give_up, until - time.monotonic())
                return
            self.pause(secrets.randbelow(1 + min(attempt, 6) * 10) / 1000)

    def rehearse(
        self,
        items: Sequence[Item],
        body: Callable[[Sheaf, Sequence[Item]], None],
        give_up: Callable[[Item, Exception], None],
    ) -> None:
        """As `transact`, but nothing is kept: the transaction is given up at its end."""

        def rehearsed(sheaf: Sheaf, group: Sequence[Item]) -> None:
            body(sheaf, group)
            sheaf.flush()
            raise _Rehearsed

        try:
            if items:
                self._once(items, rehearsed)
        except _Rehearsed:
            return
        except Exception as problem:  # as in `transact`: a row that cannot be kept does not take its neighbours along
            if _goes_by(problem):
                for item in items:
                    give_up(item, _away(problem))
            elif len(items) == 1:
                twice = isinstance(problem, Stale | DuplicateKeyError | BulkWriteError)
                give_up(
                    items[0], Conflict("同样的记录已存在", "There is one already", code="exists") if twice else problem
                )
            else:
                middle = len(items) // 2
                self.rehearse(items[:middle], body, give_up)
                self.rehearse(items[middle:], body, give_up)

    def _once(self, items: Sequence[Item], body: Callable[[Sheaf, Sequence[Item]], None]) -> None:
        with self.client.start_session() as session:
            session.start_transaction(SNAPSHOT, MAJORITY, ReadPreference.PRIMARY)
            sheaf = Sheaf(self.database, session)
            try:
                body(sheaf, items)
                sheaf.flush()
                sheaf.publish(stamp)
                crash_point("inside_transaction")
            except BaseException:
                _abort(session)
                raise
            _commit(session)
        crash_point("after_commit")

    def _index(self, name: str, fields: Any, everywhere: bool, unique: bool = False) -> None:
        names = [fields] if isinstance(fields, str) else list(fields)
        keys = [(field, ASCENDING) for field in ([] if everywhere else ["city"]) + names]
        options: dict[str, Any] = {"unique": True} if unique else {}
        if unique:  # a field that is absent or null does not count as taken
            options["partialFilterExpression"] = {field: {"$type": "string"} for field in names}
        self.database[name].create_index(keys, **options)


def _with_keys(doc: dict[str, Any], found_by: Callable[[Any], Iterable[str]], kind: type[Any]) -> UpdateOne:
    """Gives a record its search keys, unless somebody else has meanwhile."""
    keys = list(found_by(record(doc, kind)))
    return UpdateOne({"_id": doc["_id"], SEARCH: {"$exists": False}}, {"$set": {SEARCH: keys}})


def stamp() -> str:
    """The id of an announcement: real nanoseconds, a counter, random bits. Sorts by the order of making."""
    return f"{time.time_ns():016x}{next(_counter) & 0xFFFF:04x}{os.getpid() & 0xFFFF:04x}{secrets.token_hex(4)}"


def _goes_by(problem: Exception) -> bool:
    """Whether the same may well succeed a moment later: the database is away, or another writes the same record."""
    return isinstance(problem, ConnectionFailure) or (
        isinstance(problem, PyMongoError) and problem.has_error_label("TransientTransactionError")
    )


def _away(problem: Exception) -> Unavailable:
    return Unavailable(cause=type(problem).__name__, away=True)


def _commit(session: Any) -> None:
    until = time.monotonic() + 10
    while True:
        try:
            session.commit_transaction()
            return
        except PyMongoError as problem:
            # Not knowing is not failing: ask again. A server that lost the transaction answers with a transient
            # error, the group is run again, and the inbox tells which calls had been kept after all.
            if not problem.has_error_label("UnknownTransactionCommitResult") or time.monotonic() > until:
                raise
            time.sleep(0.1)


def _abort(session: Any) -> None:
    try:
        session.abort_transaction()
    except PyMongoError:
        return  # the server forgets it by itself
