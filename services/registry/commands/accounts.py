"""Accounts: opened by oneself, by an officer, or from the operator's command line."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
from typing import Any

from services.registry import events
from services.registry.commands.consents import keep_consents
from services.registry.commands.persons import identity_of
from services.registry.commands.sessions import end_sessions_of
from services.registry.domain import account as accounts
from services.registry.domain import person as persons
from services.registry.domain.account import Account, Held
from services.registry.domain.filing import grant_of
from services.registry.store import RegistryWork
from shared.actor import Actor
from shared.errors import Conflict, Invalid
from shared.rulebook import Rulebook

OPERATOR = "platform_operator"


def register_account(
    work: RegistryWork,
    rulebook: Rulebook,
    actor: Actor,
    *,
    login: str,
    password_hash: str,
    name: str,
    identity_number: str,
    phone: str,
    language: str,
    city: str | None = None,
    consents: Sequence[str] = (),
    notice_version: str = "",
    **profile: Any,
) -> dict[str, Any]:
    """Somebody opens an account for themselves; roles of filings that already name the person come with it.

    Raises Conflict when the login is taken or the person has an account, Invalid for a wrong identity number.
    """
    login = free_login(work, login)
    identity = identity_of(work, identity_number, phone)
    known = work.persons.first({"identity.fingerprint": identity.fingerprint})
    account_id = work.new_id()
    grants: list[Held] = []
    if known is None:
        person = persons.enter(work.new_id(), name, identity, profile, work.city)
    else:
        claimed = persons.claim(known, name, identity.phone_fingerprint)
        person = persons.describe(persons.seen_in(claimed, work.city), profile)
        ways = [{"person": person.id}, {"members.person": person.id}]
        found = work.filings.some({"$or": ways, "status": "filed"}, everywhere=True)
        grants = [grant_of(filing) for filing in found]
    person = persons.with_account(person, account_id, identity)
    opened = accounts.open_own(account_id, login, name, rulebook.city, password_hash, person.id, language, grants)
    work.persons.save(person)
    work.accounts.add(opened)
    if consents:
        keep_consents(work, person.id, consents, notice_version)
    tell_opened(work, opened)
    return {"account": opened.id, "person": person.id, "login": opened.login, "name": opened.name}


def invite_account(
    work: RegistryWork,
    counties: Collection[str],
    actor: Actor,
    *,
    login: str,
    name: str,
    password_hash: str,
    grants: Sequence[dict[str, Any]],
) -> dict[str, Any]:
    """An officer opens an account with roles in this city, which has these counties.

    Raises Forbidden for a role that only a filing gives.
    """
    login = free_login(work, login)
    held = hold(work, counties, grants)
    opened = accounts.invite(work.new_id(), login, name, work.city, password_hash, held)
    work.accounts.add(opened)
    tell_opened(work, opened)
    return accounts.public(work.accounts.get(opened.id), work.city)


def open_city_officer(
    work: RegistryWork, actor: Actor, *, target_city: str, login: str, name: str, password_hash: str
) -> dict[str, Any]:
    """The platform's operator opens a city's first officer; from then on the city keeps itself."""
    login = free_login(work, login)
    held = [Held(target_city, "city_officer", since=work.today)]
    opened = accounts.invite(work.new_id(), login, name, target_city, password_hash, held)
    work.accounts.add(opened)
    tell_opened(work, opened)
    return accounts.public(work.accounts.get(opened.id), target_city)


def open_operator(work: RegistryWork, actor: Actor, *, login: str, password_hash: str, reset: bool) -> dict[str, Any]:
    """The platform's operator, once; `reset` gives an existing one a new one-time password."""
    known = work.accounts.first(login=login)
    if known is None:
        held = (Held("", OPERATOR, since=work.today),)
        work.accounts.add(
            Account(work.new_id(), "", login, login, "", password_hash, must_change_password=True, grants=held)
        )
    elif reset and any(grant.role == OPERATOR for grant in known.grants):
        work.accounts.save(accounts.reset_password(known, password_hash))
    else:
        return {"login": login, "made": False}
    return {"login": login, "made": True}


def enter_city(work: RegistryWork, actor: Actor, *, target_city: str) -> dict[str, Any]:
    """One's own account may act in another city too, as an applicant; sign in there to do so."""
    account = work.accounts.get(actor.account)
    person = work.persons.find(account.person) if account.person else None
    entered = accounts.give(account, Held(target_city, "applicant", since=work.today))
    keep_account(work, entered)
    if person is not None:
        work.persons.save(persons.seen_in(person, target_city))
    return {"account": account.id, "cities": accounts.cities(entered)}


def disable_account(work: RegistryWork, actor: Actor, *, account_id: str, reason: str) -> dict[str, Any]:
    """An account is put out of use and its sessions end. Raises Conflict for one's own."""
    account = accounts.of_city(work.accounts.get(account_id), work.city)
    open_sessions = work.sessions.some({"account": account_id, "ended_at": None})
    takers = colleagues_of(work, account_id)
    keep_account(work, accounts.disable(account, actor.account, work.city))
    end_sessions_of(work, open_sessions, "disabled")
    for taker in takers:
        keep_account(work, accounts.changed_hands(taker))
    work.announce(events.account_changed(account, "disabled", reason))
    return accounts.public(work.accounts.get(account_id), work.city)


def enable_account(work: RegistryWork, actor: Actor, *, account_id: str, reason: str) -> dict[str, Any]:
    """An account out of use is in use again; its old sessions stay ended, so its owner signs in anew.

    Raises Conflict where it is in use, or belongs to somebody erased or merged into another record.
    """
    account = accounts.of_city(work.accounts.get(account_id), work.city)
    person = work.persons.find(account.person) if account.person else None
    takers = colleagues_of(work, account_id)
    keep_account(work, accounts.enable(account, person, work.city))
    for taker in takers:
        keep_account(work, accounts.changed_hands(taker))
    work.announce(events.account_changed(account, "enabled", reason))
    return accounts.public(work.accounts.get(account_id), work.city)


def reset_password(work: RegistryWork, actor: Actor, *, account_id: str, password_hash: str) -> dict[str, Any]:
    """An officer gives somebody of the city a new one-time password."""
    account = accounts.of_city(work.accounts.get(account_id), work.city)
    open_sessions = work.sessions.some({"account": account_id, "ended_at": None})
    work.accounts.save(accounts.reset_password(account, password_hash))
    end_sessions_of(work, open_sessions, "password_changed")
    work.announce(events.account_changed(account, "password_reset"))
    return accounts.public(work.accounts.get(account_id), work.city)


def change_password(
    work: RegistryWork, actor: Actor, *, password_hash: str, keep_session: str | None
) -> dict[str, Any]:
    """One's own new password; every other session of the account ends."""
    account = work.accounts.get(actor.account)
    open_sessions = work.sessions.some({"account": account.id, "ended_at": None})
    others = [session for session in open_sessions if session.id != keep_session]
    work.accounts.save(accounts.change_password(account, password_hash))
    end_sessions_of(work, others, "password_changed")
    return {"ended": len(others)}


def give_role(
    work: RegistryWork, counties: Collection[str], actor: Actor, *, account_id: str, role: str, **bound: Any
) -> dict[str, Any]:
    """A city officer gives a role to an account of the city. Raises Forbidden for a role of a filing."""
    account = accounts.of_city(work.accounts.get(account_id), work.city)
    (grant,) = hold(work, counties, [{"role": role, **bound}])
    accounts.may_be_given(grant)
    given = accounts.give(account, grant)
    if given is not account:
        keep_account(work, given)
        work.announce(events.grant_given(given, grant))
    return accounts.public(work.accounts.get(account_id), work.city)


def end_role(
    work: RegistryWork,
    actor: Actor,
    *,
    account_id: str,
    role: str,
    reason: str,
    unit: str | None = None,
    county: str | None = None,
) -> dict[str, Any]:
    """A city officer ends a role that an officer gave; it is gone within the second, delegated or not."""
    account = accounts.of_city(work.accounts.get(account_id), work.city)
    takers = colleagues_of(work, account_id)
    keep_account(work, accounts.end_role(account, work.city, role, unit, county, actor.account))
    for taker in takers:
        keep_account(work, accounts.changed_hands(taker))
    work.announce(events.role_ended(account, role, unit, county, reason))
    return accounts.public(work.accounts.get(account_id), work.city)


def hold(work: RegistryWork, counties: Collection[str], grants: Sequence[dict[str, Any]]) -> list[Held]:
    """The roles as they would be held in this city from today. Raises Invalid for an unknown county or unit."""
    held = [Held(work.city, **grant, since=work.today) for grant in grants]
    for index, grant in enumerate(held):
        if grant.county is not None and grant.county not in counties:
            raise Invalid.field(
                f"/grants/{index}/county", "本市没有此旗县区", "unknown_county", en="This city has no such county"
            )
        if grant.unit is not None and work.units.find(grant.unit) is None:
            raise Invalid.field(f"/grants/{index}/unit", "没有此单位", "unknown_unit", en="There is no such unit")
    return held


def keep_account(work: RegistryWork, account: Account) -> None:
    """Keeps an account whose powers have changed and tells every gateway, so that older tokens are looked up anew."""
    work.accounts.save(account)
    work.announce(events.access_changed(account))


def colleagues_of(work: RegistryWork, giver: str) -> list[Account]:
    """The accounts that may act for somebody by delegation: what they may do changes with the giver's own roles."""
    given = work.delegations.some({"giver": giver, "ended_on": None}, everywhere=True)
    return [work.accounts.get(taker) for taker in dict.fromkeys(one.taker for one in given) if taker != giver]


def plain_login(login: str) -> str:
    """A login as it is stored and compared: NFKC, without spaces around, in lower case."""
    return unicodedata.normalize("NFKC", login).strip().casefold()


def free_login(work: RegistryWork, login: str) -> str:
    """The login in its plain form. Raises Conflict when somebody has it."""
    plain = plain_login(login)
    if work.accounts.first(login=plain) is not None:
        raise Conflict("此登录名已被使用", "This login is taken", "login_taken")
    return plain


def tell_opened(work: RegistryWork, opened: Account) -> None:
    work.announce(events.account_opened(opened))
    for grant in opened.grants:
        work.announce(events.grant_given(opened, grant))
