"""Interest (利益关联): a tie between a commissioner or a sending unit and a host, declared or recorded, until it ends.

Whether it forbids an agreement is the city's rulebook's to say (`agreement.ties`); where it says nothing the tie is
shown with the suggestion and nothing is refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from shared.actor import Actor
from shared.errors import Conflict, Invalid

Tie = Literal["own_firm", "shareholding", "family", "employment", "unit_firm"]
OF_UNITS: tuple[Tie, ...] = ("unit_firm",)
LABELS: dict[Tie, tuple[str, str]] = {
    "own_firm": ("本人所办企业", "own firm"),
    "shareholding": ("本人持股企业", "holds shares"),
    "family": ("亲属所办企业", "a relative's firm"),
    "employment": ("本人任职、兼职企业", "employed there"),
    "unit_firm": ("派出单位所办企业", "own unit's firm"),
}


@dataclass(frozen=True)
class Interest:
    """One tie. `person` (of a commissioner) or `sender_unit` alone (of the unit); `recorded_by`: as which role.

    `recorder_name`: whose name that was; "" in what was kept before it was noted.
    """

    id: str
    city: str
    tie: Tie
    person: str
    name: str
    sender_unit: str
    host_unit: str
    host_name: str
    host_county: str
    note: str
    recorded_by: str
    account: str
    since: date
    ended_on: date | None = None
    ending: str = ""
    recorder_name: str = ""
    version: int = 0


def declare(
    id: str,
    city: str,
    tie: Tie,
    whom: tuple[str, str, str],
    host: tuple[str, str, str],
    note: str,
    actor: Actor,
    on: date,
) -> Interest:
    """A tie made known. `whom`: person, name, sending unit; `host`: unit, name, county.

    Raises Invalid when a tie of a person names none, or a tie of a unit names one.
    """
    person, name, sender_unit = whom
    if (tie in OF_UNITS) == bool(person):
        raise Invalid.field(
            "/filing",
            "单位的关联不写个人，个人的关联须写明特派员",
            "whom",
            en="A tie of a unit names no person; a tie of a person names the commissioner",
        )
    recorded_by = next((role for role in ("city_officer", "dispatching_manager") if actor.has(role)), "commissioner")
    made = Interest(id, city, tie, person, name, sender_unit, *host, note, recorded_by, actor.account, on)
    return replace(made, recorder_name=actor.name)


def end(interest: Interest, reason: str, actor: Actor, on: date) -> Interest:
    """It is no more. What an officer recorded only an officer ends. Raises Conflict."""
    if interest.ended_on is not None:
        raise Conflict("关联已解除", "Ended already", code="ended")
    if interest.recorded_by == "city_officer" and not actor.has("city_officer"):
        raise Conflict(
            "市科技局登记的关联由市科技局解除", "Recorded by the city: only the city ends it", code="recorded"
        )
    return replace(interest, ended_on=on, ending=reason)


def ties(known: Iterable[Interest], person: str, sender_unit: str, host_unit: str) -> tuple[str, ...]:
    """The ties in force between these and this host, in a fixed order."""
    found = {
        one.tie
        for one in known
        if one.ended_on is None
        and one.host_unit == host_unit
        and (one.person == person if one.person else one.sender_unit == sender_unit)
    }
    return tuple(sorted(found))
