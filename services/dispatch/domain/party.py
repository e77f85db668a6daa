"""For which parties of a rulebook somebody may act, over a record that says whose it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

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


def parties(actor: Actor, among: Iterable[str], scope: Scope) -> tuple[str, ...]:
    """The parties, of those named, that the actor is."""
    return tuple(party for party in among if acts_as(actor, party, scope))
