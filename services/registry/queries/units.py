"""Units of the city."""

from __future__ import annotations

from typing import Any

from services.registry.domain import unit as units
from services.registry.domain.unit import Unit
from services.registry.store import RegistryWork
from shared.actor import Actor
from shared.work import Page


def list_units(work: RegistryWork, *, after: str | None = None, limit: int = 50, **equal: str) -> Page[Unit]:
    """Units of the city."""
    return work.units.page(equal, after, limit)


def unit(work: RegistryWork, actor: Actor, *, unit_id: str) -> dict[str, Any]:
    """One unit of the city."""
    found = work.units.get(unit_id)
    return {**vars(found), "actions": units.actions(found, actor.account)}
