"""Accounts, sessions, and what the gateway needs at sign-in."""

from __future__ import annotations

from typing import Any

from services.registry.domain import account as accounts
from services.registry.domain import delegation as delegations
from services.registry.domain import finding, second_factor, sign_in
from services.registry.domain import session as sessions
from services.registry.domain.account import Account
from services.registry.domain.session import Session
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


def powers(work: RegistryWork, session: Session, account: Account) -> dict[str, Any]:
    """What a session may do now: the account's own roles, or those lent to it by the delegation it acts by.

    A delegation that is over, or whose giver has lost the role, lends nothing: the session is itself again.
    """
    told = {**accounts.credential(account), "session_city": session.acts_in, "opened_at": session.opened_at}
    told["must_enrol"] = session.must_enrol and not second_factor.in_force(account.factor)
    delegation = work.delegations.find(session.acting) if session.acting else None
    giver = work.accounts.find(delegation.giver) if delegation is not None else None
    if delegation is None or giver is None:
        return told
    lent = delegations.in_force(delegation, giver, work.today)
    if not lent:
        return told
    grants = [{"city": delegation.city, "role": one.role, "unit": one.unit, "county": one.county} for one in lent]
    behalf = {"account": giver.id, "name": giver.name, "delegation": delegation.id, "until": delegation.until}
    return {**told, "grants": grants, "behalf": behalf, "session_city": delegation.city}


def session_powers(work: RegistryWork, *, session_id: str) -> dict[str, Any]:
    """What a session may do by now, for a gateway that holds an older token of it; or that it is over."""
    session = work.sessions.find(session_id)
    account = work.accounts.find(session.account) if session is not None else None
    if session is None or account is None or account.disabled or sessions.over(session, work.now):
        return {"ended": True}
    return powers(work, session, account)


def list_sign_ins(
    work: RegistryWork, actor: Actor, *, after: str | None = None, limit: int = 50
) -> Page[dict[str, Any]]:
    """One's own attempts to sign in, newest first."""
    page = work.sign_ins.page({"account": actor.account}, after, limit, descending=True)
    return Page([sign_in.public(one) for one in page.items], page.next)


def account_sign_ins(
    work: RegistryWork, *, account_id: str, after: str | None = None, limit: int = 50
) -> Page[dict[str, Any]]:
    """The attempts to sign in to an account of the city, newest first."""
    found = accounts.of_city(work.accounts.get(account_id), work.city)
    page = work.sign_ins.page({"account": found.id}, after, limit, descending=True)
    return Page([sign_in.public(one) for one in page.items], page.next)


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
    person = work.persons.find(found.person) if found.person else None
    return {**accounts.public(found, work.city), "actions": accounts.actions(found, actor.account, person, work.city)}
