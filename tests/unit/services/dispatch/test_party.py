"""Which party somebody is: of one record, and of many by a filter that must say the same."""

from __future__ import annotations

from dataclasses import asdict
from itertools import product
from typing import Any

import pytest

from services.dispatch.domain.party import Competent, Scope, acts_as, held
from shared.actor import Actor, Grant

PARTIES = (
    "commissioner", "workstation", "dispatching_unit", "host_unit", "liaison", "county", "city", "competent_unit",
    "third_party", "nobody",
)  # fmt: skip
ROLES = ("commissioner", "dispatching_manager", "host_manager", "liaison", "county_officer", "competent_officer")
ACTORS = [
    *(Actor("a", "a", "150200", "own", (Grant(role, unit="own", county="own"),)) for role in ROLES),
    *(Actor("a", "a", "150200", None, (Grant(role),)) for role in ("commissioner", "city_officer", "inspector")),
]


def _scopes() -> list[Scope]:
    said = {"o": "own", "x": "other"}
    competents = [
        Competent(level, said[unit], said[county])
        for level, unit, county in product(("unit", "county", "none"), "ox", "ox")
    ]
    return [
        Scope(said[person], said[sender], said[host], said[county], competent)
        for person, sender, host, county in product("ox", repeat=4)
        for competent in competents
    ]


def _fits(record: Any, asked: dict[str, Any]) -> bool:
    """Whether a record fits a filter of the few operators that `held` speaks."""
    for name, wanted in asked.items():
        if name == "$or":
            if not any(_fits(record, one) for one in wanted):
                return False
            continue
        value: Any = record
        for part in name.split("."):
            value = value[part]
        match wanted:
            case {"$in": among}:
                fine = value in among
            case {"$ne": other}:
                fine = value != other
            case _:
                fine = value == wanted
        if not fine:
            return False
    return True


@pytest.mark.parametrize("party", PARTIES)
@pytest.mark.parametrize("actor", ACTORS, ids=lambda one: one.grants[0].role + str(bool(one.person)))
def test_a_filter_finds_the_records_at_which_somebody_acts(party: str, actor: Actor) -> None:
    asked = held(actor, party)
    for scope in _scopes():
        found = asked is not None and _fits(asdict(scope), asked)
        assert found == acts_as(actor, party, scope), scope


def test_a_filter_names_the_fields_as_the_record_does() -> None:
    manager = Actor("a", "a", "150200", None, (Grant("dispatching_manager", unit="own"),))
    assert held(manager, "workstation", {"sender_unit": "unit"}) == {"unit": {"$in": ["own"]}}
