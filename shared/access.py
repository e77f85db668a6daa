"""Who may do what: each service states one table, this file reads it.

    ACCESS = {"confirm_record": on("records", may("host_manager", unit="host_unit"), may("city_officer"))}

The first record of the named collection that a call loads or adds is held against the row. A wrong role is Forbidden;
the right role over somebody else's record answers NotFound, as a record that does not exist would. A call whose row
names a collection and which never touched it fails closed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shared.actor import Actor
from shared.errors import Forbidden, NotFound


@dataclass(frozen=True)
class May:
    """One way to be allowed: a role, and which field of the record must be the asker's own (dotted path)."""

    role: str
    unit: str | None = None
    county: str | None = None
    person: str | None = None
    account: str | None = None

    def scopes(self, actor: Actor) -> list[tuple[str, frozenset[str]]]:
        """The fields to compare, each with the values that are the actor's own."""
        pairs = [
            (self.unit, actor.units(self.role)),
            (self.county, actor.counties(self.role)),
            (self.person, frozenset({actor.person} if actor.person else ())),
            (self.account, frozenset({actor.account} if actor.account else ())),
        ]
        return [(path, own) for path, own in pairs if path is not None]

    def held_by(self, actor: Actor) -> bool:
        """Whether the actor has the role at all (`public`: everybody; `anyone`: everybody signed in)."""
        if self.role == "public":
            return True
        return bool(actor.account) if self.role == "anyone" else actor.has(self.role)

    def covers(self, actor: Actor, record: Any) -> bool:
        """Whether the record is the actor's by this way."""
        return all(own & _values(record, path) for path, own in self.scopes(actor))

    def filter(self, actor: Actor) -> dict[str, Any]:
        """The same as a query filter; an empty one lets the whole city be seen."""
        return {path: {"$in": sorted(own)} for path, own in self.scopes(actor)}


@dataclass(frozen=True)
class Row:
    """One row of the table: the collection whose record decides (None: the role alone decides) and the ways."""

    collection: str | None
    ways: tuple[May, ...]

    def admit(self, actor: Actor) -> None:
        """Raises Forbidden when no way fits the actor's roles, whatever the record."""
        if not any(way.held_by(actor) for way in self.ways):
            raise Forbidden()

    def check(self, actor: Actor, record: Any) -> None:
        """Raises NotFound when the record is another city's, or no way covers it."""
        same_city = getattr(record, "city", "") in ("", actor.city)  # "": a platform-wide record, such as an account
        if not same_city or not any(way.held_by(actor) and way.covers(actor, record) for way in self.ways):
            raise NotFound()

    def allows(self, actor: Actor, record: Any) -> bool:
        """Whether `check` would pass: for the open actions of an answer."""
        try:
            self.check(actor, record)
        except NotFound:
            return False
        return True

    def filter(self, actor: Actor) -> dict[str, Any]:
        """What the actor may see, as a query filter over the collection: nothing where no way is held."""
        filters = [way.filter(actor) for way in self.ways if way.held_by(actor)]
        if not filters:
            return {"_id": {"$in": []}}
        return {} if {} in filters else {"$or": filters}


Table = Mapping[str, Row]


def may(role: str, **fields: str) -> May:
    """A way to be allowed; see `May`."""
    return May(role, **fields)


def on(collection: str | None, *ways: May) -> Row:
    """A row over the records of a collection."""
    return Row(collection, ways)


def by_role(*roles: str) -> Row:
    """A row that the role alone decides (nothing of one's own is at stake)."""
    return Row(None, tuple(May(role) for role in roles))


def _values(record: Any, path: str) -> frozenset[Any]:
    value = record
    for part in path.split("."):
        if isinstance(value, list | tuple):
            value = tuple(getattr(item, part, None) for item in value)
        elif isinstance(value, dict):
            value = value.get(part)
        else:
            value = getattr(value, part, None)
    if isinstance(value, list | tuple | set | frozenset):
        return frozenset(value)
    return frozenset() if value is None else frozenset({value})
