"""City: one that the platform's operator opens; it prepares its rules, and is live once they are published."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from shared.errors import Conflict, Invalid
from shared.rulebook.page import area


@dataclass(frozen=True)
class City:
    """A city opened through the platform (`city` is "": it is the platform's). `sample`: whose rules it began with."""

    id: str
    city: str
    name: str
    name_en: str
    sample: str | None
    opened_on: date
    proposal: str
    status: Literal["preparing", "live"] = "preparing"
    version: int = 0


def opened(code: str, details: dict[str, Any], sample: str | None, proposal: str, on: date) -> City:
    """A new city. Raises Invalid for a division that is not its own."""
    for index, one in enumerate(details.get("divisions", ())):
        if not one["code"].startswith(area(code)) or one["code"] == code:
            why = f"不是本市的区划代码 · not a code of {area(code)}"
            raise Invalid.field(f"/divisions/{index}/code", why, "foreign_division")
    return City(code, "", details["name"], details["name_en"], sample, on, proposal)


def check_new(code: str, known: bool) -> None:
    """Raises Conflict for a city that is here, or is being prepared."""
    if known:
        raise Conflict("此城市已在平台上", "This city is already here", code="exists")


def live(city: City) -> City:
    """The city with rules in force."""
    return replace(city, status="live")


def public(city: City) -> dict[str, Any]:
    """As the operator sees it."""
    return {
        "city": city.id,
        "name": city.name,
        "name_en": city.name_en,
        "status": city.status,
        "sample": city.sample,
        "opened_on": city.opened_on.isoformat(),
        "proposal": city.proposal,
        "version": city.version,
    }
