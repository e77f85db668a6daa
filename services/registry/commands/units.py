"""Units: registered by their first account, kept up to date by those who manage them."""

from __future__ import annotations

from typing import Any

from services.registry import events
from services.registry.domain import unit as units
from services.registry.domain.unit import Unit
from services.registry.rules import Rules
from services.registry.store import RegistryWork
from shared.actor import Actor
from shared.errors import Conflict, Invalid
from shared.rulebook import Rulebook


def register_unit(work: RegistryWork, rulebook: Rulebook, actor: Actor, **details: Any) -> Unit:
    """A unit of this city; the account may then apply for it. Raises Conflict when its credit code is known."""
    return _entered(work, rulebook, (actor.account,), details)


def enter_unit(work: RegistryWork, rulebook: Rulebook, actor: Actor, **details: Any) -> Unit:
    """An officer enters a unit that has no account yet, as an import does; whoever is invited to manage it goes on."""
    return _entered(work, rulebook, (), details)


def _entered(work: RegistryWork, rulebook: Rulebook, managers: tuple[str, ...], details: dict[str, Any]) -> Unit:
    _in_city(work, rulebook, details)
    rules = Rules.of(rulebook, work.today)
    unit = units.register(work.new_id(), work.city, details, rules, managers, work.today)
    if work.units.first(uscc=unit.uscc) is not None:
        raise Conflict("此统一社会信用代码已登记", "This credit code is already registered", "uscc_taken")
    work.units.add(unit)
    work.announce(events.unit_registered(unit))
    return unit


def update_unit(work: RegistryWork, rulebook: Rulebook, actor: Actor, *, unit_id: str, **details: Any) -> Unit:
    """What has changed about a unit."""
    _in_city(work, rulebook, details)
    unit = units.change(work.units.get(unit_id), details, Rules.of(rulebook, work.today))
    work.units.save(unit)
    work.announce(events.unit_registered(unit))
    return unit


def _in_city(work: RegistryWork, rulebook: Rulebook, details: dict[str, Any]) -> None:
    """`county` must be one that the city has today: it decides which department reviews."""
    if "county" in details and details["county"] not in rulebook.divisions(work.today):
        raise Invalid.field("/county", "本市没有此旗县区", "unknown_county")
