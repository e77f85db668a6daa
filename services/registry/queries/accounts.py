"""Accounts, sessions, and what the gateway needs at sign-in."""

from __future__ import annotations

from typing import Any

from services.registry.domain import account as accounts
from services.registry.domain import finding
from services.registry.domain import session as sessions
from services.registry.store import RegistryWork
from shared.actor import Actor
from shared.errors import NotFound
from shared.words import matching
from shared.work import Page


def credential(work: RegistryWork, *, login: str) -> dict[str, Any]:
    """What the gateway needs to check a password and to make a token. Raises NotFound for an unknown login."""
    account = work.accounts.first(login=login)
    if account is None:
        raise NotFound("accounts")
    return {**accounts.credential(account), "password_hash": account.password_hash}


def open_sessions(work: RegistryWork, actor: Actor) -> dict[str, Any]:
    """One's own open sessions."""
    page = work.sessions.page({"account": actor.account, "ended_at": None}, limit=100)
    return {"items": [sessions.public(session) for session in page.items]}


def list_accounts(
    work: RegistryWork, *, q: str = "", role: str | None = None, after: str | None = None, limit: int = 50
) -> Page[dict[str, Any]]:
    """Accounts that hold a role in the city; `q`: found by name, pinyin, initials, login."""
    held = {"city": work.city, **({"role": role} if role else {})}
    found = matching(q, prefix=finding.in_city(work.city)) if q else {}
    page = work.accounts.page({"grants": {"$elemMatch": held}, **found}, after, limit)
    return Page([accounts.public(account, work.city) for account in page.items], page.next)


def account(work: RegistryWork, actor: Actor, *, account_id: str) -> dict[str, Any]:
    """One account active in the city."""
    found = accounts.of_city(work.accounts.get(account_id), work.city)
    return {**accounts.public(found, work.city), "actions": accounts.actions(found, actor.account)}
