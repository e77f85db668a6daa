"""Repointing: whatever names somebody who was merged names whoever stands for them, and back when that is undone.

One service decides that two are one and announces it; every other one follows here. A record says whom it is about in
fields of few names, wherever in it they stand, so that a new kind of record follows from the day it is made. What is
changed is noted (`Repointed`), so that it can be taken back, and nothing else with it. Sweeps go on for a while after
the first: a fact told before the merger may be heard after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import cache
from typing import Any, Literal, get_args, get_type_hints

from shared.documents import converter, document
from shared.work import Shelf, Work, copied, kept

AT_ONCE = 2_000  # records changed in one transaction; the next sweep takes the rest
SWEEPS = 60
DEPTH = 3
MOST_MERGED = 2_000
Noun = Literal["person", "unit", "account"]


@dataclass(frozen=True)
class Merger:
    """`id`: who was merged; `winner`: who stands for it. `name`, `winner_name`: as told, "" where they were not.

    `sweeps`: how many are still to come; `undone`: it is being taken back.
    """

    id: str
    city: str
    noun: Noun
    winner: str
    name: str = ""
    winner_name: str = ""
    sweeps: int = SWEEPS
    undone: bool = False
    version: int = 0


@dataclass(frozen=True)
class Repointed:
    """One record of a collection that named the merged one, at these places ("/members/0/person")."""

    id: str
    city: str
    merged: str
    collection: str
    record: str
    at: tuple[str, ...]
    version: int = 0


class FollowingWork(Work):
    """A unit of work of a service that follows mergers."""

    known_mergings: Shelf[Merger] = copied(indexes=["winner", "sweeps", "undone"])
    repointed: Shelf[Repointed] = kept(indexes=[("merged", "collection")])


@dataclass(frozen=True)
class Naming:
    """How records name a person or a unit: in these fields, of one id or of several.

    `beside`: the field next to it with the name; papers of the collections `as_signed` keep the names they were signed
    with. `found`: by which paths the records of a large collection are found, each of them the beginning of an index.
    `apart`: collections that the service settles itself.
    """

    fields: tuple[str, ...]
    beside: Mapping[str, str] = field(default_factory=dict)
    as_signed: frozenset[str] = frozenset()
    found: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    apart: frozenset[str] = frozenset()
    frozen: frozenset[str] = frozenset()


def merged(work: FollowingWork, noun: Noun, told: Mapping[str, Any]) -> None:
    """Keeps a merger as it was announced: {winner, loser, name, loser_name}."""
    names = (str(told.get("loser_name") or ""), str(told.get("name") or "") if told.get("loser_name") else "")
    work.known_mergings.put(Merger(str(told["loser"]), work.city, noun, str(told["winner"]), *names))


def unmerged(work: FollowingWork, told: Mapping[str, Any]) -> None:
    """Keeps that the merger was undone; from now on each stands for itself."""
    known = work.known_mergings.find(str(told["loser"]))
    if known is not None:
        work.known_mergings.put(replace(known, undone=True, sweeps=max(known.sweeps, 1)))


def hear_merged(work: FollowingWork, noun: Noun, told: Mapping[str, Any], namings: Mapping[Noun, Naming]) -> None:
    """What a service does on hearing of a merger that has nothing to add up: it keeps it, and follows."""
    merged(work, noun, told)
    follow(work, work.known_mergings.get(str(told["loser"])), namings[noun])


def hear_unmerged(work: FollowingWork, told: Mapping[str, Any], namings: Mapping[Noun, Naming]) -> None:
    """The same on hearing that it was undone."""
    unmerged(work, told)
    known = work.known_mergings.find(str(told["loser"]))
    if known is not None:
        follow(work, known, namings[known.noun])


def standing(work: FollowingWork, id: str) -> str:
    """Who stands for somebody today: themselves, or whom they were merged into, however often."""
    seen = {id}
    while (known := work.known_mergings.find(id) if id else None) is not None:
        if known.undone or known.winner in seen:
            break
        id = known.winner
        seen.add(id)
    return id


def stood_for(work: FollowingWork, ids: Iterable[str]) -> dict[str, str]:
    """Who was merged into one of these, however often: {merged: who of them stands for it}."""
    found: dict[str, str] = {}
    wanted = {id: id for id in ids if id}
    while wanted:
        level = work.known_mergings.some({"winner": {"$in": sorted(wanted)}, "undone": False}, limit=MOST_MERGED)
        wanted = {one.id: wanted[one.winner] for one in level if one.id not in found}
        found |= wanted
    return found


def sweep(work: FollowingWork, namings: Mapping[Noun, Naming], limit: int = AT_ONCE) -> None:
    """One sweep of every merger that has some to come: a timer's work."""
    for merger in work.known_mergings.some({"sweeps": {"$gt": 0}}, sort=[("_id", 1)], limit=20):
        if follow(work, merger, namings[merger.noun], limit):
            break  # a command loads before it saves: the next merger has the next turn


def follow(work: FollowingWork, merger: Merger, naming: Naming, limit: int = AT_ONCE) -> int:
    """One sweep of one merger, or of its undoing; how many records it changed."""
    changed = _back(work, merger, naming, limit) if merger.undone else _forth(work, merger, naming, limit)
    if merger.undone and changed < limit:
        work.known_mergings.remove(merger.id)
    elif changed < limit:
        work.known_mergings.put(replace(merger, sweeps=max(merger.sweeps - 1, 0)))
    return changed


def naming_paths(kind: Any, names: Sequence[str], frozen: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Where in a record of this kind somebody may be named: "unit", "members.person" …"""
    return tuple(dict.fromkeys(_paths(kind, tuple(names), frozen, DEPTH)))


def _forth(work: FollowingWork, merger: Merger, naming: Naming, limit: int) -> int:
    changed = 0
    for name, paths in _collections(type(work), naming).items():
        if changed >= limit:
            break
        shelf: Shelf[Any] = getattr(work, name)
        for one in shelf.some({"$or": [{path: merger.id} for path in paths]}, limit=limit - changed):
            doc = document(one)
            at = tuple(_rename(doc, "", merger, naming, signed=name in naming.as_signed))
            if not at:
                continue
            changed += 1
            _keep(work, name, doc, one)
            id = f"{merger.id}|{name}|{one.id}"
            noted = work.repointed.get_or(id, Repointed(id, work.city, merger.id, name, one.id, ()))
            work.repointed.save(replace(noted, at=tuple(dict.fromkeys((*noted.at, *at)))))
    return changed


def _back(work: FollowingWork, merger: Merger, naming: Naming, limit: int) -> int:
    noted = work.repointed.some({"merged": merger.id}, limit=limit)
    for one in noted:
        shelf: Shelf[Any] = getattr(work, one.collection)
        there = shelf.find(one.record)
        if there is not None:
            doc = document(there)
            for at in one.at:
                _give_back(doc, at, merger, naming)
            _keep(work, one.collection, doc, there)
        work.repointed.remove(one.id)
    return len(noted)


def _keep(work: FollowingWork, name: str, doc: dict[str, Any], before: Any) -> None:
    after = converter.structure({**doc, "id": doc["_id"]}, type(before))
    shelf: Shelf[Any] = getattr(work, name)
    if type(work).collections()[name].copy:
        shelf.put(after)
    else:
        shelf.save(after)


def _rename(value: Any, at: str, merger: Merger, naming: Naming, signed: bool) -> Iterator[str]:
    """Renames in place, and says where."""
    if isinstance(value, dict):
        for key, inner in list(value.items()):
            here = f"{at}/{key}"
            if key in naming.fields and inner == merger.id:
                value[key] = merger.winner
                yield here
                beside = naming.beside.get(key, "")
                if not signed and merger.name and value.get(beside) == merger.name:
                    value[beside] = merger.winner_name
                    yield f"{at}/{beside}"
            elif key in naming.fields and isinstance(inner, list) and merger.id in inner:
                value[key] = [merger.winner if one == merger.id else one for one in inner]
                yield from (f"{here}/{place}" for place, one in enumerate(inner) if one == merger.id)
            elif key not in naming.frozen:
                yield from _rename(inner, here, merger, naming, signed)
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _rename(inner, f"{at}/{place}", merger, naming, signed)


def _give_back(doc: dict[str, Any], at: str, merger: Merger, naming: Naming) -> None:
    """Names the merged one again at this place, if it still names the winner."""
    *way, last = at.split("/")[1:]
    value: Any = doc
    try:
        for part in way:
            value = value[int(part)] if isinstance(value, list) else value[part]
        key: Any = int(last) if isinstance(value, list) else last
        now = value[key]
    except (KeyError, IndexError, TypeError):
        return  # the record is of another shape since
    if now == merger.winner:
        value[key] = merger.id
    elif merger.name and last in naming.beside.values() and now == merger.winner_name:
        value[key] = merger.name


def _collections(work: type[FollowingWork], naming: Naming) -> dict[str, tuple[str, ...]]:
    """Which collections can name somebody, and by which paths they are asked."""
    own = {"known_mergings", "repointed", "jobs", *naming.apart}
    kinds = {name: kind for name, kind in work.kinds().items() if name not in own}
    ways = {
        name: naming.found.get(name, naming_paths(kind, naming.fields, naming.frozen)) for name, kind in kinds.items()
    }
    return {name: paths for name, paths in ways.items() if paths}


@cache
def _paths(kind: Any, names: tuple[str, ...], frozen: frozenset[str], depth: int) -> tuple[str, ...]:
    hints = get_type_hints(kind)
    found: list[str] = []
    for one in fields(kind):
        if one.name in names:
            found.append(one.name)
        elif depth and one.name not in frozen:
            inner = [part for part in _parts(hints[one.name]) if isinstance(part, type) and is_dataclass(part)]
            found += [f"{one.name}.{path}" for part in inner for path in _paths(part, names, frozen, depth - 1)]
    return tuple(found)


def _parts(hint: Any) -> tuple[Any, ...]:
    """A type, or what a tuple, a list or an alternative is made of."""
    return tuple(part for arg in get_args(hint) for part in _parts(arg)) or (hint,)
