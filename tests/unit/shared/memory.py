"""As much of a pymongo database as a unit of work needs, in a dictionary: for tests of what needs no server."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


class Cursor(list[dict[str, Any]]):
    """Found documents; `sort` and `limit` give the same again, sorted and cut."""

    def sort(self, keys: Any, direction: int = 1) -> Cursor:  # type: ignore[override]
        found = list(self)
        for name, way in reversed([(keys, direction)] if isinstance(keys, str) else keys):
            found = sorted(found, key=lambda doc: doc.get(name), reverse=way < 0)
        return Cursor(found)

    def limit(self, count: int) -> Cursor:
        return Cursor(self[:count] if count else self)


class Found:
    """What a bulk write reports."""

    def __init__(self, matched: int, upserted: int) -> None:
        self.matched_count, self.upserted_count = matched, upserted


class Collection:
    """Documents by their `_id`. Filters: equality, `$in`, `$gt`, `$lt`, `$and`, `$or`."""

    def __init__(self) -> None:
        self.docs: dict[str, dict[str, Any]] = {}
        self.queries: list[dict[str, Any]] = []

    def find(self, filter: dict[str, Any], projection: Any = None, session: Any = None) -> Cursor:
        self.queries.append(filter)
        return Cursor(dict(doc) for doc in self.docs.values() if fits(doc, filter))

    def find_one(self, filter: dict[str, Any], projection: Any = None, session: Any = None) -> dict[str, Any] | None:
        return next(iter(self.find(filter)), None)

    def count_documents(self, filter: dict[str, Any], limit: int = 0, session: Any = None) -> int:
        return len(self.find(filter).limit(limit))

    def insert_many(self, docs: Iterable[dict[str, Any]], session: Any = None) -> None:
        for doc in docs:
            assert doc["_id"] not in self.docs, "inserted twice"
            self.docs[doc["_id"]] = doc

    def bulk_write(self, operations: Iterable[Any], session: Any = None) -> Found:
        matched = upserted = 0
        for operation in operations:
            name = type(operation).__name__
            if name == "InsertOne":
                self.insert_many([operation._doc])
                continue
            there = [doc["_id"] for doc in self.docs.values() if fits(doc, operation._filter)]
            if name == "DeleteOne":
                for id in there:
                    del self.docs[id]
            elif there:
                matched += 1
                self.docs[there[0]] = operation._doc
            elif operation._upsert:
                upserted += 1
                self.insert_many([operation._doc])
        return Found(matched, upserted)


class Database(dict[str, Collection]):
    """Collections by name, made when first asked for."""

    def __missing__(self, name: str) -> Collection:
        self[name] = Collection()
        return self[name]


def fits(doc: dict[str, Any], filter: dict[str, Any]) -> bool:
    """Whether a document fits a filter."""
    return all(_holds(doc, key, wanted) for key, wanted in filter.items())


def _holds(doc: dict[str, Any], key: str, wanted: Any) -> bool:
    if key == "$and":
        return all(fits(doc, part) for part in wanted)
    if key == "$or":
        return any(fits(doc, part) for part in wanted)
    operators = wanted if isinstance(wanted, dict) else {"$in": [wanted]}
    return all(_compares(doc.get(key), operator, than) for operator, than in operators.items())


def _compares(value: Any, operator: str, than: Any) -> bool:
    match operator:
        case "$in":
            return any(one in than for one in value) if isinstance(value, list) else value in than
        case "$gt":
            return value is not None and bool(value > than)
        case "$lt":
            return value is not None and bool(value < than)
    raise NotImplementedError(operator)
