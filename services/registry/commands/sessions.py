"""Sessions: what the gateway notes at sign-in, renewal and sign-out. Passwords never come here."""

from __future__ import annotations

from typing import Any

from services.registry.domain import account as accounts
from services.registry.domain import session as sessions
from services.registry.domain.session import Session
from services.registry.store import RegistryWork
from shared.actor import Actor
from shared.errors import Invalid


def note_sign_in(
    work: RegistryWork,
    actor: Actor,
    *,
    account: str,
    ok: bool,
    city: str | None,
    session_id: str | None,
    refresh_hash: str | None,
    device: str,
    address: str,
) -> dict[str, Any]:
    """The password was right: a session opens. It was wrong: that is counted, the fifth time locks for 15 minutes."""
    known = work.accounts.get(account)
    if not ok:
        counted = accounts.failed(known, work.now)
        work.accounts.save(counted)
        return {"locked_until": counted.locked_until}
    if not session_id or not refresh_hash:
        raise Invalid.field("/session_id", "必须填写", "required")
    cleared = accounts.signed_in(known, work.now)
    if cleared is not known:
        work.accounts.save(cleared)
    work.sessions.add(Session(session_id, "", account, city or "", refresh_hash, device, address, work.now, work.now))
    return {"session_id": session_id}


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
        return {"ended": True, "why": why}
    return {**accounts.credential(account), "session_city": session.acts_in}


def end_session(work: RegistryWork, actor: Actor, *, session_id: str) -> dict[str, Any]:
    """Signing out. Raises NotFound for somebody else's session."""
    session = work.sessions.get(session_id)
    if session.ended_at is None:
        work.sessions.save(sessions.end(session, "signed_out", work.now))
    return {}
