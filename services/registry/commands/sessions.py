"""Sessions: what the gateway notes at sign-in, renewal and sign-out. Passwords never come here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from services.registry import events
from services.registry.domain import account as accounts
from services.registry.domain import second_factor as factors
from services.registry.domain import session as sessions
from services.registry.domain.account import Account
from services.registry.domain.session import Ending, Session
from services.registry.domain.sign_in import Outcome, SignIn
from services.registry.queries.accounts import powers
from services.registry.rules import Rules
from services.registry.store import RegistryWork
from shared.actor import Actor
from shared.errors import Forbidden, Invalid
from shared.rulebook import Rulebooks


def note_sign_in(
    work: RegistryWork,
    rulebooks: Rulebooks,
    actor: Actor,
    *,
    account: str,
    ok: bool,
    city: str | None,
    session_id: str | None,
    refresh_hash: str | None,
    device: str,
    address: str,
    code: str | None = None,
) -> dict[str, Any]:
    """The password was right: a session opens. It was wrong: that is counted, the fifth time locks for 15 minutes.

    Where a second factor is in force nothing opens without its code ({"code": "needed" | "wrong"}); a wrong one counts
    as a wrong password does. `must_enrol`: the city asks a second factor of this role, and there is none yet.
    """
    known = work.accounts.get(account)
    tried = SignIn(work.new_id(), "", account, work.now, "password", city or "", device, address)
    if not ok:
        return _failed(work, known, tried, "password")
    if not session_id or not refresh_hash:
        raise Invalid.field("/session_id", "必须填写", "required", en="Has to be filled in")
    cleared = accounts.signed_in(known, work.now)
    factor = known.factor
    if factor is not None and factors.in_force(factor):
        if not code:
            return {"code": "needed"}
        taken = factors.take(factor, work.vault.open(factor.secret), code, work.vault.fingerprint(code), work.now)
        if taken is None:
            return {**_failed(work, known, tried, "code"), "code": "wrong"}
        cleared = accounts.with_factor(cleared, taken)
    if cleared is not known:
        work.accounts.save(cleared)
    must_enrol = _must_enrol(work, rulebooks, known, city)
    opened = Session(session_id, "", account, city or "", refresh_hash, device, address, work.now, work.now)
    work.sessions.add(replace(opened, must_enrol=must_enrol))
    work.sign_ins.add(replace(tried, outcome="opened", session=session_id))
    return {"session_id": session_id, "must_enrol": must_enrol}


def renew_session(
    work: RegistryWork, actor: Actor, *, session_id: str, refresh_hash_old: str, refresh_hash_new: str
) -> dict[str, Any]:
    """The next refresh token, with the roles held by now; or the end of the session, which is an answer, not a refusal.

    An old refresh token used again is a stolen one: whoever holds either of the two has to sign in anew.
    """
    session = work.sessions.find(session_id)
    if session is None or session.ended_at is not None:
        return {"ended": True, "why": "unknown" if session is None else session.why}
    account = work.accounts.get(session.account)
    renewed, why = sessions.renew(session, refresh_hash_old, refresh_hash_new, account.disabled, work.now)
    work.sessions.save(renewed)
    if why is not None:
        work.announce(events.session_ended(renewed))
        return {"ended": True, "why": why}
    return powers(work, renewed, account)


def switch_city(
    work: RegistryWork, rulebooks: Rulebooks, actor: Actor, *, session_id: str, target_city: str
) -> dict[str, Any]:
    """The session acts in another of the account's cities from now on; what it may do there.

    Raises Forbidden for a city that the account does not act in, Conflict when the session is over.
    """
    session = work.sessions.get(session_id)
    account = work.accounts.get(session.account)
    if target_city not in accounts.cities(account):
        raise Forbidden("该账号不在此城市办理事项", "This account does not act in that city")
    moved = sessions.move(session, target_city, _must_enrol(work, rulebooks, account, target_city))
    work.sessions.save(moved)
    return powers(work, moved, account)


def end_session(work: RegistryWork, actor: Actor, *, session_id: str) -> dict[str, Any]:
    """Signing out. Raises NotFound for somebody else's session."""
    session = work.sessions.get(session_id)
    end_sessions_of(work, [session], "signed_out")
    return {}


def end_other_sessions(work: RegistryWork, actor: Actor, *, keep_session: str | None) -> dict[str, Any]:
    """Signing out everywhere, but for the session that is kept."""
    work.accounts.get(actor.account)
    found = work.sessions.some({"account": actor.account, "ended_at": None})
    others = [session for session in found if session.id != keep_session]
    end_sessions_of(work, others, "revoked")
    return {"ended": len(others)}


def revoke_sessions(work: RegistryWork, actor: Actor, *, account_id: str, reason: str) -> dict[str, Any]:
    """An officer ends every session of somebody of the city; announced with the reason."""
    account = accounts.of_city(work.accounts.get(account_id), work.city)
    found = work.sessions.some({"account": account_id, "ended_at": None})
    end_sessions_of(work, found, "revoked")
    work.announce(events.account_changed(account, "sessions_revoked", reason))
    return {"ended": len(found)}


def end_sessions_of(work: RegistryWork, found: Iterable[Session], why: Ending) -> None:
    """Ends sessions and tells of each, so that every gateway takes their tokens no longer."""
    for session in found:
        ended = sessions.end(session, why, work.now)
        if ended is not session:
            work.sessions.save(ended)
            work.announce(events.session_ended(ended))


def _failed(work: RegistryWork, known: Account, tried: SignIn, outcome: Outcome) -> dict[str, Any]:
    counted = accounts.failed(known, work.now)
    work.accounts.save(counted)
    work.sign_ins.add(replace(tried, outcome="locked" if counted.locked_until else outcome))
    return {"locked_until": counted.locked_until}


def _must_enrol(work: RegistryWork, rulebooks: Rulebooks, account: Account, city: str | None) -> bool:
    if not city or factors.in_force(account.factor):
        return False
    book = rulebooks.in_force(city, work.today)
    if book is None:
        return False  # a city that prepares its rules asks for nothing yet; its officers must get in to do so
    asked = Rules.of(book, work.today).second_factor
    roles = asked.value if asked is not None and asked.value is not None else ()
    return any(grant.city == city and grant.role in roles for grant in account.grants)
