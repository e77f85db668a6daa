"""What is kept about one person is found by the records' own shape; a name is dropped where the person stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from shared.subject_access import nameless, standing


@dataclass(frozen=True)
class Member:
    person: str
    name: str


@dataclass(frozen=True)
class Team:
    id: str
    city: str
    name: str
    person: str | None
    on: date
    members: tuple[Member, ...] = ()
    by: dict[str, str] = field(default_factory=dict)
    version: int = 3


@dataclass(frozen=True)
class Place:
    id: str
    city: str
    number: int
    version: int = 0


def test_where_a_person_stands_is_read_from_the_record() -> None:
    assert standing(Team) == ("person", "members.person")
    assert standing(Place) == ()


def test_a_name_goes_only_where_the_person_stands() -> None:
    team = Team("t", "1", "甲", "p1", date(2024, 1, 2), (Member("p1", "甲"), Member("p2", "乙")))
    gone = nameless(team, "p1", "x")
    assert (gone.name, [member.name for member in gone.members], gone.version) == ("x", ["x", "乙"], 3)
    assert nameless(team, "p9", "x") is team
    assert nameless(team, "p2", "x").name == "甲"
