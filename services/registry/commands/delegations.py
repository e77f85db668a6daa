"""Delegation while away: made and ended by its giver, acted in by its taker, one session at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from services.registry import events
from services.registry.commands.accounts import keep_account, plain_login
from services.registry.domain import account as accounts
from services.registry.domain import delegation as delegations
from services.registry.domain import session as sessions
from services.registry.domain.delegation import Office
from services.registry.queries.accounts import powers
from services.registry.store import RegistryWork
from shared.actor import Actor
from shared.errors import Conflict, Forbidden, Invalid


def delegate(
    work: RegistryWork,
    actor: Actor,
    *,
    login: str,
    until: date,
    reason: str,
    since: date | None = None,
    offices: Sequence[dict[str, Any]] = (),
) -> dict[str, Any]:
    """A colleague may act for the asker on dated days. Raises Forbidden while acting for somebody else."""
    if actor.behalf is not None:
        raise Forbidden("代行的职责不能再委托", "What is held by delegation is not delegated further", code="delegated")
    giver = work.accounts.get(actor.account)
    taker = work.accounts.first(login=plain_login(login))
    if taker is None:
        raise Invalid.field("/login", "没有此登录名", "unknown_login", en="Nobody signs in so")
    wanted = [Office(one["role"], one.get("unit"), one.get("county")) for one in offices]
    made = delegations.make(
        work.new_id(), giver, taker, work.city, wanted, since or work.today, until, reason, work.today
    )
    work.delegations.add(made)
    work.announce(events.delegation_moved(made, "made"))
    return delegations.public(work.delegations.get(made.id), work.today, actor.account)


def end_delegation(work: RegistryWork, actor: Actor, *, delegation_id: str) -> dict[str, Any]:
    """Ended early by either side or the city; whoever acts by it stops within the second."""
    delegation = work.delegations.get(delegation_id)
    taker = work.accounts.get(delegation.taker)
    ended = delegations.end(delegation, actor.account, work.today)
    work.delegations.save(ended)
    keep_account(work, accounts.changed_hands(taker))
    work.announce(events.delegation_moved(ended, "ended"))
    return delegations.public(work.delegations.get(delegation_id), work.today, actor.account)


def act_on_behalf(work: RegistryWork, actor: Actor, *, session_id: str, delegation_id: str | None) -> dict[str, Any]:
    """The session acts by a delegation from now on, or (None) for itself again; what it may do now.

    Raises NotFound for somebody else's, Conflict outside its days or once the giver's role has ended.
    """
    session = work.sessions.get(session_id)
    if delegation_id is not None:
        delegation = delegations.of_taker(work.delegations.get(delegation_id), session.account)
        giver = work.accounts.get(delegation.giver)
        if not delegations.in_force(delegation, giver, work.today):
            raise Conflict("委托不在有效期内或委托人已不担任该职责", "The delegation is not in force", "not_in_force")
        work.announce(events.delegation_moved(delegation, "acted_in"))
    acting = sessions.act_for(session, delegation_id)
    work.sessions.save(acting)
    return powers(work, acting, work.accounts.get(session.account))
