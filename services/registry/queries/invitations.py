"""Invitations and delegations, to those they concern."""

from __future__ import annotations

from typing import Any

from services.registry.domain import delegation, invitation
from services.registry.store import RegistryWork
from shared.actor import Actor
from shared.work import Page


def list_invitations(
    work: RegistryWork, *, unit: str | None = None, after: str | None = None, limit: int = 50
) -> Page[dict[str, Any]]:
    """Those of the city, of one's own units, or made by oneself; newest first."""
    page = work.invitations.page({"unit": unit} if unit else {}, after, limit, descending=True)
    return Page([invitation.public(one, work.today) for one in page.items], page.next)


def list_delegations(
    work: RegistryWork, actor: Actor, *, after: str | None = None, limit: int = 50
) -> Page[dict[str, Any]]:
    """Those given and received, or the city's; newest first."""
    page = work.delegations.page({"city": work.city}, after, limit, descending=True)
    return Page([delegation.public(one, work.today, actor.account) for one in page.items], page.next)
