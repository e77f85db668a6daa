"""What one transaction holds: records, changes, announcements; and how collections are declared.

Changes are written together at the end, one bulk write a collection: fifty calls cost the round trips of one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pymongo
from pymongo.client_session import ClientSession
from pymongo.database import Database
from pymongo.errors import BulkWriteError

from shared.documents import document, record

Key = tuple[str, str]
SEARCH = "search"  # the field of a document that holds the keys it is found by


class Stale(Exception):
    """Somebody else saved the record first; the transaction is to be run again."""


@dataclass(eq=False)
class Collection:
    """How one kind of record is kept: its indexes (city always first), and whether it is a copy of others' facts.

    `found_by`: the keys a record is searched by (shared/words.py), made anew whenever it is written.
    """

    indexes: tuple[Any, ...] = ()
    unique: tuple[Any, ...] = ()
    copy: bool = False
    everywhere: bool = False
    found_by: Callable[[Any], Iterable[str]] | None = None
    name: str = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, work: Any, owner: type) -> Any:
        return self if work is None else work.shelf(self)


def kept(
    indexes: Sequence[Any] = (),
    unique: Sequence[Any] = (),
    everywhere: bool = False,
    found_by: Callable[[Any], Iterable[str]] | None = None,
) -> Any:
    """A collection this service owns. `everywhere`: one platform-wide space instead of one per city (accounts)."""
    return Collection(tuple(indexes), tuple(unique), copy=False, everywhere=everywhere, found_by=found_by)


def copied(indexes: Sequence[Any] = (), found_by: Callable[[Any], Iterable[str]] | None = None) -> Any:
    """A collection of facts heard from other services; it may be dropped and rebuilt at any time."""
    return Collection(tuple(indexes), copy=True, found_by=found_by)


@dataclass
class Change:
    """A record to be written; `base` is the version in the database it replaces (None: it is new or a copy)."""

    id: str
    record: Any  # None: remove
    base: int | None
    upsert: bool = False
    found_by: Callable[[Any], Iterable[str]] | None = None

    @property
    def document(self) -> dict[str, Any]:
        """The record as it is written, with the keys it is searched by."""
        doc = document(self.record)
        if self.found_by is not None:
            doc[SEARCH] = list(self.found_by(self.record))
        return doc


@dataclass
class Sheaf:
    """The records, changes and announcements of one transaction. `session` None means: read only, outside one."""

    database: Database[dict[str, Any]]
    session: ClientSession | None
    loaded: dict[Key, Any] = field(default_factory=dict)
    changes: dict[Key, Change] = field(default_factory=dict)
    announcements: list[dict[str, Any]] = field(default_factory=list)

    def load(self, collection: Collection, kind: type[Any], ids: Iterable[str]) -> None:
        """Fetches what is not yet at hand, in one query."""
        wanted = [id for id in dict.fromkeys(ids) if (collection.name, id) not in self.loaded]
        if not wanted:
            return
        found = self.database[collection.name].find({"_id": {"$in": wanted}}, session=self.session)
        by_id = {doc["_id"]: record(doc, kind) for doc in found}
        for id in wanted:
            self.loaded[collection.name, id] = by_id.get(id)

    def flush(self, collection: Collection | None = None) -> None:
        """Writes the accepted changes (of one collection, or all), inside the transaction. Raises Stale."""
        groups: dict[str, list[Change]] = {}
        for key in [key for key in self.changes if collection is None or key[0] == collection.name]:
            groups.setdefault(key[0], []).append(self.changes.pop(key))
        for name, changes in groups.items():
            self._write(name, changes)

    def publish(self, stamp: Callable[[], str]) -> int:
        """Writes the accepted announcements, in the order they were made; returns how many."""
        if self.announcements:
            rows = [{"_id": stamp(), **told} for told in self.announcements]
            self.database["announcements"].insert_many(rows, session=self.session)
        return len(self.announcements)

    def _write(self, name: str, changes: list[Change]) -> None:
        target = self.database[name]
        try:
            if all(change.base is None and not change.upsert and change.record is not None for change in changes):
                target.insert_many([change.document for change in changes], session=self.session)
                return
            operations = [_operation(change) for change in changes]
            outcome = target.bulk_write(operations, session=self.session)
        except BulkWriteError as problem:
            if any(error.get("code") == 11000 for error in problem.details.get("writeErrors", ())):
                raise Stale(name) from problem
            raise
        replaced = sum(1 for change in changes if change.base is not None and change.record is not None)
        upserted = sum(1 for change in changes if change.upsert and change.record is not None)
        if outcome.matched_count + outcome.upserted_count < replaced + upserted:
            raise Stale(name)


def _operation(change: Change) -> Any:
    if change.record is None:
        return pymongo.DeleteOne({"_id": change.id})
    if change.base is not None:
        return pymongo.ReplaceOne({"_id": change.id, "version": change.base}, change.document)
    if change.upsert:
        return pymongo.ReplaceOne({"_id": change.id}, change.document, upsert=True)
    return pymongo.InsertOne(change.document)
