"""Units of the city."""

from __future__ import annotations

from typing import Any

from services.registry.domain import unit as units
from services.registry.queries.search import synonyms_of
from services.registry.store import RegistryWork
from shared.actor import Actor
from shared.rulebook import Rulebook
from shared.words import matching
from shared.work import Page


def list_units(
    work: RegistryWork,
    rulebook: Rulebook,
    *,
    q: str = "",
    after: str | None = None,
    limit: int = 50,
    **equal: Any,
) -> Page[dict[str, Any]]:
    """Units of the city; `q`: found by name, pinyin, initials, credit code, industry."""
    wanted = {**equal, "merged_into": None, **(matching(q, synonyms_of(rulebook)) if q else {})}
    page = work.units.page(wanted, after, limit)
    return Page([units.shown(one, "", officer=False) for one in page.items], page.next)


def unit(work: RegistryWork, actor: Actor, *, unit_id: str) -> dict[str, Any]:
    """One unit of the city."""
    found = work.units.get(unit_id)
    officer = actor.has("city_officer")
    return {**units.shown(found, actor.account, officer), "actions": units.actions(found, actor.account, officer)}
