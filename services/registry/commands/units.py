"""Units: registered by their first account, kept up to date by those who manage them."""

from __future__ import annotations

from typing import Any

from services.registry import events
from services.registry.commands.accounts import colleagues_of, keep_account, plain_login
from services.registry.domain import account as accounts
from services.registry.domain import unit as units
from services.registry.domain.invitation import manager_roles
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


def update_unit(
    work: RegistryWork, rulebook: Rulebook, actor: Actor, *, unit_id: str, **details: Any
) -> dict[str, Any]:
    """What has changed about a unit."""
    _in_city(work, rulebook, details)
    before = work.units.get(unit_id)
    changed = units.change(before, details, Rules.of(rulebook, work.today))
    unit = units.noted(before, changed, actor.account, actor.name, work.today)
    if unit is not before:
        work.units.save(unit)
        work.announce(events.unit_registered(unit))
    return _shown(work, actor, unit_id)


def add_manager(work: RegistryWork, actor: Actor, *, unit_id: str, login: str) -> dict[str, Any]:
    """One more account manages the unit, with the roles of the unit's live filings. Raises Invalid for no login."""
    unit = work.units.get(unit_id)
    account = work.accounts.first(login=plain_login(login))
    if account is None or account.disabled:
        raise Invalid.field("/login", "没有此登录名", "unknown_login", en="Nobody signs in so")
    filings = work.filings.some({"unit": unit_id, "status": "filed"})
    added = units.with_manager(unit, account.id, work.today, actor.account, actor.name)
    if added is unit:
        return _shown(work, actor, unit_id)
    work.units.save(added)
    for grant in manager_roles(filings):
        account = accounts.give(account, grant)
        work.announce(events.grant_given(account, grant))
    keep_account(work, account)
    work.announce(events.unit_manager_changed(added, account.id, added=True))
    return _shown(work, actor, unit_id)


def remove_manager(work: RegistryWork, actor: Actor, *, unit_id: str, account: str, reason: str) -> dict[str, Any]:
    """An account manages the unit no longer; its roles there end within the second, delegated or not."""
    unit = work.units.get(unit_id)
    removed = units.without_manager(unit, account, work.today, actor.account, actor.name, reason)
    takers = colleagues_of(work, account)
    work.units.save(removed)
    ended = work.accounts.get(account)
    for id in (unit_id, *unit.stands_for):
        ended = accounts.end_unit(ended, id)
    keep_account(work, ended)
    for taker in takers:
        keep_account(work, accounts.changed_hands(taker))
    work.announce(events.unit_manager_changed(removed, account, added=False))
    return _shown(work, actor, unit_id)


def _shown(work: RegistryWork, actor: Actor, unit_id: str) -> dict[str, Any]:
    kept, officer = work.units.get(unit_id), actor.has("city_officer")
    return {**units.shown(kept, actor.account, officer), "actions": units.actions(kept, actor.account, officer)}


def _in_city(work: RegistryWork, rulebook: Rulebook, details: dict[str, Any]) -> None:
    """`county` must be one that the city has today: it decides which department reviews."""
    if "county" in details and details["county"] not in rulebook.divisions(work.today):
        raise Invalid.field("/county", "本市没有此旗县区", "unknown_county", en="This city has no such county")
