"""One unit of work: what a call loads, decides upon, saves and announces, kept in one transaction or not at all.

A `Sheaf` is the transaction: many calls share its loaded records. A `Work` is one call's view of it: its changes stay
apart until the call succeeds (`accept`), so a refused call takes nothing of its neighbours with it.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, ClassVar, Generic, TypeVar, cast, get_args, get_type_hints
from zoneinfo import ZoneInfo

from shared.access import Row
from shared.actor import Actor
from shared.documents import record
from shared.errors import Conflict, Invalid, NotFound, Outdated
from shared.job import Job
from shared.sheaf import Change, Collection, Key, Sheaf, copied, kept

R = TypeVar("R")
BEIJING = ZoneInfo("Asia/Shanghai")
LARGEST_PAGE = 200
__all__ = ["Announcement", "Page", "Shelf", "Work", "copied", "kept", "new_id"]
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0/O, 1/I: codes are read aloud over the phone


@dataclass(frozen=True)
class Announcement:
    """What happened, told to everyone: a type, its subject ("noun:id"), plain data, and the rules it rests on.

    `city`: where it happened, when that is not the actor's own (the platform's operator has none).
    """

    type: str
    subject: str
    data: dict[str, Any]
    rules: Sequence[Mapping[str, Any]] = ()
    city: str = ""


@dataclass(frozen=True)
class Page(Generic[R]):
    """One page of a list: the items, and the cursor of the next page (None at the end)."""

    items: list[R]
    next: str | None = None


class Work:
    """What one call may do. Services declare their collections on a subclass, in `store.py`."""

    _kinds: ClassVar[dict[str, type[Any]]]
    public_url: ClassVar[str] = ""  # where people outside reach the platform; said once by the host
    jobs: Shelf[Job] = kept(indexes=[("account", "_id")])  # every service may have long work to do (shared/jobs.py)

    def __init__(
        self,
        sheaf: Sheaf,
        actor: Actor,
        now: datetime,
        *,
        row: Row | None = None,
        expected_version: int | None = None,
        vault: Any = None,
        read_receipt: Callable[[str, Actor], Any] | None = None,
        cause: str | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.sheaf = sheaf
        self.actor = actor
        self.city = actor.city
        self.now: datetime = now.astimezone(UTC)
        self.today: date = now.astimezone(BEIJING).date()
        self.vault = vault
        self.row = row
        self.checked = row is None or row.collection is None
        self._expected_version = expected_version
        self._read_receipt = read_receipt
        self._cause = cause
        self._clock = clock
        self._changes: dict[Key, Change] = {}
        self._announcements: list[Announcement] = []
        self._shelves: dict[str, Shelf[Any]] = {}

    @classmethod
    @cache
    def collections(cls) -> dict[str, Collection]:
        """The declared collections by name."""
        return {name: item for base in cls.__mro__ for name, item in vars(base).items() if isinstance(item, Collection)}

    @classmethod
    @cache
    def kinds(cls) -> dict[str, type[Any]]:
        """The record type of each collection, read from the `Shelf[...]` annotations."""
        hints = get_type_hints(cls)
        return {name: get_args(hints[name])[0] for name in cls.collections()}

    def shelf(self, collection: Collection) -> Shelf[Any]:
        """This call's view of a collection."""
        if collection.name not in self._shelves:
            self._shelves[collection.name] = Shelf(self, collection, self.kinds()[collection.name])
        return self._shelves[collection.name]

    @property
    def clock(self) -> float:
        """Epoch seconds of the host's own clock, even where a past day is practised: it decides nothing."""
        return self._clock()

    def new_id(self) -> str:
        """A new identifier: 48 bits of the moment, 80 random bits, hexadecimal; sorts by time of making."""
        return new_id(self.now)

    def new_code(self, length: int = 8) -> str:
        """A random code of letters and digits that are not mistaken for one another."""
        return "".join(secrets.choice(ALPHABET) for _ in range(length))

    def cite(self, receipt: str) -> Any:
        """The uploaded file a receipt speaks of. Raises Invalid when it is forged, or not this actor's to cite."""
        if self._read_receipt is None:
            raise Invalid.field("/evidence", "此处不能引用附件", "no_files_here", en="No file can be cited here")
        return self._read_receipt(receipt, self.actor)

    def announce(self, announcement: Announcement) -> None:
        """Tells what happened; it is kept in the same transaction as the change."""
        self._announcements.append(announcement)

    def check(self, collection: Collection, found: Any) -> None:
        """Holds the first record of the row's collection against the access table and the expected version."""
        if self.checked or self.row is None or self.row.collection != collection.name:
            return
        self.row.check(self.actor, found)
        self.checked = True
        if self._expected_version is not None and found.version != self._expected_version:
            raise Outdated("记录已被他人修改，请核对后重试", "The record has been changed since", code="version")

    def change(self, collection: Collection, id: str, record: Any, base: int | None, upsert: bool = False) -> None:
        """Notes a change of this call."""
        self._changes[collection.name, id] = Change(id, record, base, upsert, collection.found_by)

    def own(self, collection: Collection, id: str) -> Change | None:
        """This call's own change of a record, if any."""
        return self._changes.get((collection.name, id))

    def changed(self, collection: Collection) -> bool:
        """Whether this call has changed anything in the collection."""
        return any(name == collection.name for name, _ in self._changes)

    def accept(self) -> None:
        """The call succeeded: its changes join the transaction."""
        self.sheaf.announcements.extend(self._announced())
        for key, change in self._changes.items():
            earlier = self.sheaf.changes.get(key)
            if earlier is not None:
                change.base, change.upsert = earlier.base, earlier.upsert
            self.sheaf.changes[key] = change
            self.sheaf.loaded[key] = change.record

    def stored(self, result: Any) -> Any:
        """A returned record with the version under which it is kept."""
        for change in self._changes.values():
            if change.record is not None and type(change.record) is type(result) and change.record.id == result.id:
                return change.record
        return result

    def _announced(self) -> Iterable[dict[str, Any]]:
        versions = {id: getattr(change.record, "version", 0) for (_, id), change in self._changes.items()}
        for told in self._announcements:
            yield {
                "city": told.city or self.city,
                "type": told.type,
                "subject": told.subject,
                "subject_version": versions.get(told.subject.partition(":")[2], 0),
                "at": self.now.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
                "actor": _acting(self.actor),
                "data": told.data,
                "rules": list(told.rules),
                "cause": self._cause,
                "sent": False,
            }


class Shelf(Generic[R]):
    """The records of one collection, as one call sees them: its own city's only, its own changes included."""

    def __init__(self, work: Work, collection: Collection, kind: type[R]) -> None:
        self._work = work
        self._collection = collection
        self._kind = kind

    def find(self, id: str) -> R | None:
        """The record, or None."""
        own = self._work.own(self._collection, id)
        if own is not None:
            return cast("R | None", own.record)
        self._work.sheaf.load(self._collection, self._kind, [id])
        found = self._work.sheaf.loaded[self._collection.name, id]
        if found is None or not (self._collection.everywhere or found.city == self._work.city):
            return None
        self._work.check(self._collection, found)
        return cast(R, found)

    def get(self, id: str) -> R:
        """The record. Raises NotFound when there is none, or none the actor may know of."""
        found = self.find(id)
        if found is None:
            raise NotFound(self._collection.name)
        return found

    def gather(self, ids: Sequence[str]) -> list[R]:
        """The records of a list, fetched in one query. Raises NotFound when one is missing or not the actor's."""
        self._work.sheaf.load(self._collection, self._kind, ids)
        found = [self.get(id) for id in ids]
        row = self._work.row
        if row is not None and row.collection == self._collection.name:
            for one in found:  # `get` holds only the first against the row: a list must not smuggle in the others
                row.check(self._work.actor, one)
        return found

    def fetch(self, ids: Sequence[str]) -> None:
        """Fetches records ahead, in one query; whether they are there is found out by `find`."""
        self._work.sheaf.load(self._collection, self._kind, ids)

    def get_or(self, id: str, new: R) -> R:
        """The record, or `new` (version 0) to be saved in its place: how counters begin. Two beginners collide."""
        found = self.find(id)
        return new if found is None else found

    def add(self, added: R) -> None:
        """Keeps a new record. Raises Conflict where one of this id is known already, if only in this batch."""
        stamped = replace(cast(Any, added), version=1)
        key = (self._collection.name, stamped.id)
        own = self._work.own(self._collection, stamped.id)
        if (own.record if own is not None else self._work.sheaf.loaded.get(key)) is not None:
            raise Conflict("同样的记录已存在", "There is one already", code="exists")
        self._work.check(self._collection, stamped)
        self._work.change(self._collection, stamped.id, stamped, None)

    def save(self, changed: R) -> None:
        """Keeps a changed record; whoever saved the same version first wins and the other decides anew."""
        known: Any = changed
        own = self._work.own(self._collection, known.id)
        if own is None and known.version == 0:
            self.add(changed)
            return
        base = own.base if own is not None else known.version
        stamped = replace(known, version=known.version + (1 if own is None else 0))
        self._work.change(self._collection, known.id, stamped, base, own.upsert if own is not None else False)

    def put(self, copy: R) -> None:
        """Keeps a copy of another service's fact, unless a later one (`source_version`) is already there."""
        known: Any = copy
        there: Any = self.find(known.id) if hasattr(known, "source_version") else None
        if there is not None and there.source_version > known.source_version:
            return
        self._work.change(self._collection, known.id, copy, None, upsert=True)

    def hold(self, *held: R | None) -> None:
        """Lets the decision rest on these records: who changes one meanwhile, or this call, is run again.

        Two transactions that each read what the other writes both commit under snapshots; a claim could slip past the
        ending that stops it. Writing the record as it is makes the two meet.
        """
        for one in held:
            known: Any = one
            if known is not None and self._work.own(self._collection, known.id) is None:
                self._work.change(self._collection, known.id, known, None, upsert=True)

    def remove(self, id: str) -> None:
        """Drops a record; for copies and the like, never for what a service answers for."""
        self._work.change(self._collection, id, None, None)

    def first(self, filter: Mapping[str, Any] | None = None, /, **equal: Any) -> R | None:
        """One record that fits, or None."""
        found = self.some({**(filter or {}), **equal}, limit=1)
        return found[0] if found else None

    def some(
        self,
        filter: Mapping[str, Any] | None = None,
        sort: Sequence[tuple[str, int]] = (),
        limit: int = LARGEST_PAGE,
        everywhere: bool = False,
    ) -> list[R]:
        """The records that fit, at most `limit`. `everywhere`: in every city, for the few checks that must."""
        self._settle()
        scoped = dict(filter or {}) if everywhere else self._scoped(filter)
        cursor = self._target.find(scoped, session=self._work.sheaf.session).limit(limit)
        if sort:
            cursor = cursor.sort(list(sort))
        return [self._known(doc) for doc in cursor]

    def count(self, filter: Mapping[str, Any] | None = None, at_most: int = 10_000) -> int:
        """How many records fit, counted no further than `at_most`."""
        self._settle()
        return int(self._target.count_documents(self._scoped(filter), limit=at_most, session=self._work.sheaf.session))

    def page(
        self,
        filter: Mapping[str, Any] | None = None,
        after: str | None = None,
        limit: int = 50,
        sort: str = "id",
        descending: bool = False,
    ) -> Page[R]:
        """One page of what the actor may see, by cursor ("value|id" of the last item); stable under inserts."""
        self._settle()
        row = self._work.row
        own = row.filter(self._work.actor) if row is not None and row.collection == self._collection.name else {}
        self._work.checked = True
        field_name = "_id" if sort == "id" else sort
        direction, beyond = (-1, "$lt") if descending else (1, "$gt")
        parts = [self._scoped(filter), own, _after(after, field_name, beyond)]
        asked = [part for part in parts if part]
        cursor = self._target.find({"$and": asked} if asked else {}, session=self._work.sheaf.session)
        order = [("_id", direction)] if field_name == "_id" else [(field_name, direction), ("_id", direction)]
        docs = list(cursor.sort(order).limit(min(limit, LARGEST_PAGE) + 1))
        shown = docs[: min(limit, LARGEST_PAGE)]
        more = len(docs) > len(shown)
        last = f"{_dig(shown[-1], field_name)}|{shown[-1]['_id']}" if more else None
        return Page([record(doc, self._kind) for doc in shown], last)

    def tally(
        self, filter: Mapping[str, Any], by: Sequence[str], each: str | None = None, at_most: int = 10_000
    ) -> list[dict[str, Any]]:
        """How many of the records that fit, and that the actor may see, have each combination of some fields.

        Each row has the fields of `by` (dots as underscores) and `count`. `each`: a list of which every item counts.
        The filter must be one that an index answers: all that fits is read.
        """
        self._settle()
        row = self._work.row
        own = row.filter(self._work.actor) if row is not None and row.collection == self._collection.name else {}
        self._work.checked = True
        parts = [part for part in (self._scoped(filter), own) if part]
        steps: list[dict[str, Any]] = [{"$match": {"$and": parts}}]
        if each:
            steps.append({"$unwind": f"${each}"})
        group = {name.replace(".", "_"): f"${name}" for name in by}
        steps += [{"$group": {"_id": group, "count": {"$sum": 1}}}, {"$limit": at_most}]
        found = self._target.aggregate(steps, session=self._work.sheaf.session)
        return [{**doc["_id"], "count": int(doc["count"])} for doc in found]

    @property
    def _target(self) -> Any:
        return self._work.sheaf.database[self._collection.name]

    def _scoped(self, filter: Mapping[str, Any] | None) -> dict[str, Any]:
        renamed = {("_id" if key == "id" else key): value for key, value in (filter or {}).items()}
        return renamed if self._collection.everywhere else {**renamed, "city": self._work.city}

    def _settle(self) -> None:
        if self._work.changed(self._collection):
            raise RuntimeError(f"{self._collection.name}: a command loads before it saves")
        self._work.sheaf.flush(self._collection)

    def _known(self, doc: dict[str, Any]) -> R:
        key = (self._collection.name, doc["_id"])
        if self._work.sheaf.loaded.get(key) is None:
            self._work.sheaf.loaded[key] = record(doc, self._kind)
        return cast(R, self._work.sheaf.loaded[key])


def _acting(actor: Actor) -> dict[str, Any]:
    """Who acted, and on whose behalf where that is somebody else's."""
    told = {"account": actor.account, "name": actor.name}
    return {**told, "behalf": actor.behalf} if actor.behalf else told


def new_id(now: datetime) -> str:
    """See `Work.new_id`."""
    return f"{int(now.timestamp() * 1000):012x}{secrets.token_hex(10)}"


def _after(cursor: str | None, field_name: str, beyond: str) -> dict[str, Any]:
    if not cursor:
        return {}
    value, bar, id = cursor.rpartition("|")
    if not bar:
        raise Invalid.field("/after", "游标无效 · not a cursor of this list", "cursor")
    if field_name == "_id":
        return {"_id": {beyond: id}}
    return {"$or": [{field_name: {beyond: value}}, {field_name: value, "_id": {beyond: id}}]}


def _dig(doc: Mapping[str, Any], path: str) -> Any:
    value: Any = doc
    for part in path.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value
