"""Template (文书模板): a city's own Word form for one purpose, in versions; else the platform's stands in.

uploaded -> active -> retired; one version of a purpose is active at a time. Rolling back is activating an older one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from services.dispatch.domain.evidence import Evidence
from services.dispatch.domain.paper import PURPOSES
from shared.actor import Actor
from shared.errors import Conflict, Invalid


@dataclass(frozen=True)
class Template:
    """One version. `placeholders`: what it uses, as found when it was checked."""

    id: str
    city: str
    purpose: str
    number: int
    name: str
    file: Evidence
    placeholders: tuple[str, ...]
    uploaded_on: date
    account: str
    uploader: str
    status: Literal["uploaded", "active", "retired"] = "uploaded"
    activated_on: date | None = None
    version: int = 0


@dataclass(frozen=True)
class Shelf:
    """Which version of each purpose is active; `id` is the city and purpose, so two activations meet."""

    id: str
    city: str
    purpose: str
    last: int = 0
    active: str = ""
    version: int = 0


def shelf_id(city: str, purpose: str) -> str:
    """The shelf's id. Raises Invalid for a purpose that there is none of."""
    if purpose not in PURPOSES:
        raise Invalid.field(
            "/purpose", f"应为其中之一：{'、'.join(PURPOSES)}", "choice", en=f"Must be one of: {', '.join(PURPOSES)}"
        )
    return f"{city}:{purpose}"


def upload(
    id: str, shelf: Shelf, name: str, file: Evidence, placeholders: tuple[str, ...], actor: Actor, on: date
) -> tuple[Template, Shelf]:
    """The next version, not yet in use."""
    number = shelf.last + 1
    made = Template(id, shelf.city, shelf.purpose, number, name, file, placeholders, on, actor.account, actor.name)
    return made, replace(shelf, last=number)


def activate(
    template: Template, before: Template | None, shelf: Shelf, on: date
) -> tuple[Template, Template | None, Shelf]:
    """In use from now on; the one before is retired. Raises Conflict when it is in use already."""
    if shelf.active == template.id:
        raise Conflict("此版本已在使用", "In use already", code="active")
    retired = replace(before, status="retired") if before is not None else None
    return replace(template, status="active", activated_on=on), retired, replace(shelf, active=template.id)


def deactivate(template: Template, shelf: Shelf) -> tuple[Template, Shelf]:
    """No longer in use: the platform's own form stands in. Raises Conflict when it is not in use."""
    if shelf.active != template.id:
        raise Conflict("此版本未在使用", "Not in use", code="inactive")
    return replace(template, status="retired"), replace(shelf, active="")
