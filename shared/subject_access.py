"""What a service holds about one person: found by the record's own field `person`, wherever in it that stands.

A record that names somebody says so in a field `person` (or in `members`, each with a `person`). So no service needs to
list again what it keeps of people: a new kind of record is in the export on the day it is made.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from shared.actor import Actor
from shared.documents import converter, document
from shared.errors import Forbidden
from shared.sheaf import SEARCH
from shared.work import Work

MOST = 1_000  # records of one kind in one answer
NAMELESS = "已注销用户"
NAMES = ("name", "commissioner_name", "person_name")
SEALED = frozenset({"password_hash", "refresh_hash", "token", "secret", "recovery", "address_hash"})
NUMBERS = frozenset({"number", "phone", "fingerprint", "phone_fingerprint"})  # of an identity, which has a fingerprint


def personal_data(work: type[Work], database: Any, actor: Actor) -> dict[str, Any]:
    """Everything kept about the asker, by collection: {collection: {items, more}}. Raises Forbidden without a person.

    Sealed fields and hashes are left out: they say nothing to a reader, and a stolen session must not carry them off.
    """
    if not actor.person or actor.behalf:
        raise Forbidden("此账户没有登记个人信息", "This account has no person of its own")
    held: dict[str, Any] = {}
    for name, kind in work.kinds().items():
        ways = [{path: actor.person} for path in standing(kind)]
        if "account" in get_type_hints(kind):
            ways.append({"account": actor.account})
        if not ways:
            continue
        found = list(database[name].find({"$or": ways}).sort("_id", 1).limit(MOST + 1))
        if found:
            held[name] = {"items": [_shown(doc) for doc in found[:MOST]], "more": len(found) > MOST}
    return held


def standing(kind: Any) -> tuple[str, ...]:
    """Where in a record of this kind a person's id stands: "person", "members.person" …"""
    return _standing(kind)


@cache
def _standing(kind: Any) -> tuple[str, ...]:
    hints = get_type_hints(kind)
    paths = ["person"] if "person" in hints and _is_text(hints["person"]) else []
    for field in fields(kind):
        inner = _listed(hints[field.name])
        if inner is not None and is_dataclass(inner) and "person" in get_type_hints(inner):
            paths.append(f"{field.name}.person")
    return tuple(paths)


def nameless(record: Any, person: str, name: str) -> Any:
    """The record with the person's name replaced wherever it stands beside the person's id."""
    doc = document(record)
    _rename(doc, person, name)
    renamed = converter.structure({**doc, "id": doc["_id"]}, type(record))
    return record if renamed == record else replace(renamed, version=record.version)


def forget(work: Work, person: str, name: str) -> None:
    """The copies of a service say `name` where they said the person's: in every city, at most 200 of each kind."""
    for collection in type(work).collections().values():
        if not collection.copy:
            continue
        kind = type(work).kinds()[collection.name]
        ways = [{path: person} for path in standing(kind)]
        shelf = work.shelf(collection)
        for one in shelf.some({"$or": ways}, everywhere=True) if ways else ():
            changed = nameless(one, person, name)
            if changed is not one:
                shelf.put(changed)


def _rename(value: Any, person: str, name: str) -> None:
    if isinstance(value, dict):
        if value.get("person") == person:
            value |= {key: name for key in NAMES if isinstance(value.get(key), str)}
        for inner in value.values():
            _rename(inner, person, name)
    elif isinstance(value, list):
        for inner in value:
            _rename(inner, person, name)


def _shown(value: Any) -> Any:
    if isinstance(value, dict):
        left_out = SEALED | NUMBERS if "fingerprint" in value else SEALED
        return {
            ("id" if key == "_id" else key): _shown(inner)
            for key, inner in value.items()
            if key != SEARCH and key not in left_out
        }
    return [_shown(inner) for inner in value] if isinstance(value, list) else value


def _is_text(hint: Any) -> bool:
    return hint is str or (str in get_args(hint))


def _listed(hint: Any) -> Any:
    """What a tuple or list holds, or None."""
    return next(iter(get_args(hint)), None) if get_origin(hint) in (tuple, list) else None
