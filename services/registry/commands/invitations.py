"""Invitations: made by officers and by units' managers, accepted once by whoever holds the token."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any

from services.registry import events
from services.registry.commands.accounts import free_login, hold, keep_account, tell_opened
from services.registry.domain import account as accounts
from services.registry.domain import invitation as invitations
from services.registry.domain import unit as units
from services.registry.domain.account import Account, Held
from services.registry.domain.invitation import Invitation
from services.registry.store import RegistryWork
from shared.actor import Actor
from shared.errors import NotFound
from shared.vault import mask_phone

TOKEN_LENGTH = 24  # 120 bits


def invite(
    work: RegistryWork,
    counties: Collection[str],
    actor: Actor,
    *,
    name: str,
    grants: Sequence[dict[str, Any]],
    phone: str = "",
    valid_days: int = invitations.VALID_DAYS,
) -> dict[str, Any]:
    """Somebody is asked in; the answer shows the token, this once, to be handed over by whatever way is safe.

    Raises Forbidden, Invalid, NotFound where a role is not the asker's to give.
    """
    held = hold(work, counties, grants)
    managed = _managed(work, actor, held)
    unit = invitations.check_grants(held, actor.has("city_officer"), managed)
    token = work.new_code(TOKEN_LENGTH)
    made = Invitation(
        work.new_id(), work.city, work.vault.fingerprint(token), name, tuple(held), unit,
        actor.account, actor.name, work.today, work.today + timedelta(days=valid_days),
        phone_fingerprint=work.vault.fingerprint(phone) if phone else "",
        phone_mask=mask_phone(phone) if phone else "",
    )  # fmt: skip
    work.invitations.add(made)
    work.announce(events.invitation_moved(made, "made"))
    return {**invitations.public(made, work.today), "token": token}


def accept_invitation(
    work: RegistryWork,
    actor: Actor,
    *,
    token: str,
    login: str,
    password_hash: str,
    language: str = "zh",
    phone: str = "",
    city: str | None = None,
) -> dict[str, Any]:
    """Whoever was asked in opens an account with the roles. Raises NotFound for a wrong token or phone, Conflict."""
    invitation = _by_token(work, token)
    login = free_login(work, login)
    granted = _roles(work, invitation)
    account = Account(
        work.new_id(), "", login, invitation.name, work.city, password_hash, language=language, grants=tuple(granted)
    )
    accepted = invitations.accept(invitation, account.id, _fingerprint(work, phone), work.today)
    _into_unit(work, accepted, account.id)
    work.invitations.save(accepted)
    work.accounts.add(account)
    tell_opened(work, account)
    work.announce(events.invitation_moved(accepted, "accepted"))
    return {"account": account.id, "login": login, "name": account.name}


def join_by_invitation(work: RegistryWork, actor: Actor, *, token: str, phone: str = "") -> dict[str, Any]:
    """Somebody who has an account takes the roles up with it. Raises NotFound, Conflict as above."""
    account = work.accounts.get(actor.account)
    invitation = _by_token(work, token)
    granted = _roles(work, invitation)
    accepted = invitations.accept(invitation, account.id, _fingerprint(work, phone), work.today)
    _into_unit(work, accepted, account.id)
    work.invitations.save(accepted)
    for grant in granted:
        account = accounts.give(account, grant)
        work.announce(events.grant_given(account, grant))
    keep_account(work, account)
    work.announce(events.invitation_moved(accepted, "accepted"))
    return {"account": account.id, "login": account.login, "name": account.name}


def revoke_invitation(work: RegistryWork, actor: Actor, *, invitation_id: str) -> dict[str, Any]:
    """Taken back before anybody accepted it."""
    revoked = invitations.revoke(work.invitations.get(invitation_id), work.today)
    work.invitations.save(revoked)
    work.announce(events.invitation_moved(revoked, "revoked"))
    return invitations.public(work.invitations.get(invitation_id), work.today)


def _by_token(work: RegistryWork, token: str) -> Invitation:
    found = work.invitations.first(token=work.vault.fingerprint(token))
    if found is None:
        raise NotFound("invitations")
    return found


def _roles(work: RegistryWork, invitation: Invitation) -> list[Held]:
    filings = work.filings.some({"unit": invitation.unit, "status": "filed"}) if invitation.unit else []
    return invitations.roles_of(invitation, filings, work.today)


def _into_unit(work: RegistryWork, invitation: Invitation, account: str) -> None:
    if invitation.unit:
        unit = work.units.get(invitation.unit)
        work.units.save(units.with_manager(unit, account, work.today, invitation.made_by, invitation.made_by_name))


def _managed(work: RegistryWork, actor: Actor, held: Sequence[Held]) -> frozenset[str]:
    """Those of the units named that the asker manages."""
    wanted = [grant.unit for grant in held if grant.role == invitations.UNIT_MANAGER and grant.unit]
    found = [work.units.find(unit) for unit in dict.fromkeys(wanted)]
    return frozenset(unit.id for unit in found if unit is not None and actor.account in unit.managers)


def _fingerprint(work: RegistryWork, phone: str) -> str:
    return work.vault.fingerprint(phone) if phone else ""
