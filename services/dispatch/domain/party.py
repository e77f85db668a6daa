"""For which parties of a rulebook somebody may act, over a record that says whose it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from shared.actor import Actor


@dataclass(frozen=True)
class Competent:
    """Where the sending unit reports: its own institution (level "unit") or its county; "none" where none is named."""

    level: str = ""
    unit: str = ""
    county: str = ""


@dataclass(frozen=True)
class Scope:
    """Whose a record is."""

    person: str = ""
    sender_unit: str = ""
    host_unit: str = ""
    host_county: str = ""
    competent: Competent = field(default_factory=Competent)


def acts_as(actor: Actor, party: str, scope: Scope) -> bool:
    """Whether the actor is that party of the record."""
    match party:
        case "commissioner":
            return actor.has("commissioner") and bool(scope.person) and actor.person == scope.person
        case "workstation" | "dispatching_unit":
            return scope.sender_unit in actor.units("dispatching_manager")
        case "host_unit":
            return scope.host_unit in actor.units("host_manager")
        case "liaison":
            return scope.host_unit in actor.units("liaison")
        case "county":
            return scope.host_county in actor.counties("county_officer")
        case "city":
            return actor.has("city_officer")
        case "competent_unit" if scope.competent.level == "county":
            return scope.competent.county in actor.counties("county_officer")
        case "competent_unit":
            return scope.competent.unit in actor.units("competent_officer")
        case "third_party":
            return actor.has("inspector")
    return False


def concerned(actor: Actor, among: Iterable[str], scope: Scope) -> tuple[str, ...]:
    """The parties, of those named, that the actor is or was: who lost the filing is still the one it is about."""
    was = bool(scope.person) and actor.person == scope.person
    return tuple(party for party in among if acts_as(actor, party, scope) or (party == "commissioner" and was))


def parties(actor: Actor, among: Iterable[str], scope: Scope) -> tuple[str, ...]:
    """The parties, of those named, that the actor is."""
    return tuple(party for party in among if acts_as(actor, party, scope))


EVERY = (
    "commissioner", "dispatching_unit", "host_unit", "liaison", "county", "competent_unit", "third_party", "city",
)  # fmt: skip


def party_of(actor: Actor, scope: Scope) -> str:
    """As which party of the record somebody acts; "" for the platform itself."""
    return next(iter(parties(actor, EVERY, scope)), "")


def held(actor: Actor, party: str, named: Mapping[str, str] | None = None) -> dict[str, Any] | None:
    """The records at which the actor is that party, as a filter; None where there can be none.

    The same answer as `acts_as`, for many at once. `named`: what a record calls the fields of its scope otherwise.
    """
    called = {name: (named or {}).get(name, name) for name in ("person", "sender_unit", "host_unit", "host_county")}
    match party:
        case "commissioner":
            return {called["person"]: actor.person} if actor.has("commissioner") and actor.person else None
        case "workstation" | "dispatching_unit":
            return _among(called["sender_unit"], actor.units("dispatching_manager"))
        case "host_unit":
            return _among(called["host_unit"], actor.units("host_manager"))
        case "liaison":
            return _among(called["host_unit"], actor.units("liaison"))
        case "county":
            return _among(called["host_county"], actor.counties("county_officer"))
        case "city":
            return {} if actor.has("city_officer") else None
        case "competent_unit":
            county = _among("competent.county", actor.counties("county_officer"))
            unit = _among("competent.unit", actor.units("competent_officer"))
            ways = [{"competent.level": "county", **county}] if county else []
            ways += [{"competent.level": {"$ne": "county"}, **unit}] if unit else []
            return {"$or": ways} if ways else None
        case "third_party":
            return {} if actor.has("inspector") else None
    return None


def _among(name: str, own: frozenset[str]) -> dict[str, Any] | None:
    return {name: {"$in": sorted(own)}} if own else None
