"""Sanctions, each with its file."""

from __future__ import annotations

from typing import Any

from services.registry.domain import sanction
from services.registry.rules import Rules
from services.registry.store import RegistryWork
from shared.actor import Actor
from shared.rulebook import Rulebook
from shared.work import Page


def list_sanctions(
    work: RegistryWork, *, after: str | None = None, limit: int = 50, filing: str | None = None,
    person: str | None = None, **equal: str,
) -> Page[dict[str, Any]]:  # fmt: skip
    """Those that the asker may see."""
    given = {"target.filing": filing, "target.person": person}
    page = work.sanctions.page({**equal, **{name: value for name, value in given.items() if value}}, after, limit)
    return Page([sanction.public(one) for one in page.items], page.next)


def one_sanction(work: RegistryWork, rulebook: Rulebook, actor: Actor, *, sanction_id: str) -> dict[str, Any]:
    """One of them with what the asker may do now."""
    found = work.sanctions.get(sanction_id)
    rules = Rules.of(rulebook, found.noticed_on)
    return {**sanction.public(found), "actions": sanction.actions(found, rules, actor, work.today)}
