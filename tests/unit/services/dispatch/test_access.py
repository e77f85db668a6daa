"""The access table, every cell of it: the right role over one's own record, never over another's or another city's."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from services.dispatch.access import ACCESS
from services.dispatch.service import DispatchService
from shared.access import May, Row
from shared.actor import ROLES, Actor, Grant
from shared.errors import Forbidden, NotFound
from shared.hosting import entrypoints

CITY, OTHER = "150200", "130100"


@dataclass(frozen=True)
class Competent:
    unit: str = "own-unit"
    county: str = "own-county"


@dataclass(frozen=True)
class Member:
    person: str = "own-person"


@dataclass(frozen=True)
class Reviewer:
    account: str = "a"


@dataclass(frozen=True)
class Thing:
    """A record that is the asker's in every field a row may name."""

    city: str = CITY
    person: str = "own-person"
    unit: str = "own-unit"
    sender_unit: str = "own-unit"
    host_unit: str = "own-unit"
    host_county: str = "own-county"
    competent: Competent = field(default_factory=Competent)
    members: tuple[Member, ...] = (Member(),)
    county: str = "own-county"
    desk: str = "own-county"
    owner_units: tuple[str, ...] = ("own-unit",)
    reviewers: tuple[Reviewer, ...] = (Reviewer(),)
    reviewer_accounts: tuple[str, ...] = ("a",)
    opened_to: tuple[str, ...] = ("own-person", "own-unit")
    account: str = "a"


STRANGE = Thing(
    *(CITY, "p", "u", "u", "u", "c", Competent("u", "c"), (Member("p"),), "c", "c", ("u",)), (), (), ("p",), "b"
)
CELLS = [(name, row, way) for name, row in ACCESS.items() for way in row.ways]


def holder(role: str, city: str = CITY) -> Actor:
    return Actor("a", "a", city, "own-person", (Grant(role, unit="own-unit", county="own-county"),))


@pytest.mark.parametrize(("name", "row", "way"), CELLS, ids=[f"{name}-{way.role}" for name, _, way in CELLS])
def test_a_role_reaches_its_own_records_and_no_others(name: str, row: Row, way: May) -> None:
    actor = holder(way.role)
    row.admit(actor)
    if row.collection is None:
        return
    row.check(actor, Thing())
    with pytest.raises(NotFound):
        row.check(actor, Thing(city=OTHER))
    if any((way.unit, way.county, way.person, way.account)):
        with pytest.raises(NotFound):
            row.check(actor, STRANGE)


@pytest.mark.parametrize(("name", "row"), ACCESS.items(), ids=list(ACCESS))
def test_every_other_role_is_turned_away(name: str, row: Row) -> None:
    allowed = {way.role for way in row.ways}
    for role in sorted(ROLES - allowed - {"applicant"}) if not allowed & {"public", "anyone"} else ():
        with pytest.raises(Forbidden):
            row.admit(holder(role))


def test_every_entrypoint_has_a_row_and_every_row_an_entrypoint() -> None:
    offered = {
        name
        for name, entrypoint in entrypoints(DispatchService)
        if type(entrypoint).__name__ in ("Command", "Job", "Question")
    }
    assert offered == set(ACCESS)
