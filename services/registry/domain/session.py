"""Session: one sign-in on one device; its refresh token changes at each use, and an old one used again ends it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from shared.errors import Conflict

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
Ending = Literal["reused", "idle", "expired", "disabled", "signed_out", "password_changed", "revoked"]


@dataclass(frozen=True)
class Session:
    """`city` is "" (platform-wide); `acts_in` is the city of this sign-in. Moments are UTC.

    `acting`: the delegation by which it acts for somebody else now; `must_enrol`: opened without the second factor that
    the city asks of one of its roles.
    """

    id: str
    city: str
    account: str
    acts_in: str
    refresh_hash: str
    device: str
    address: str
    opened_at: datetime
    used_at: datetime
    ended_at: datetime | None = None
    why: str = ""
    acting: str | None = None
    must_enrol: bool = False
    version: int = 0


def renew(session: Session, old: str, new: str, disabled: bool, now: datetime) -> tuple[Session, Ending | None]:
    """The session with its next refresh token, or ended, with the reason."""
    why: Ending | None = None
    if session.refresh_hash != old:
        why = "reused"
    elif disabled:
        why = "disabled"
    elif now - session.used_at > IDLE:
        why = "idle"
    elif now - session.opened_at > LONGEST:
        why = "expired"
    return (end(session, why, now), why) if why else (replace(session, refresh_hash=new, used_at=now), None)


def over(session: Session, now: datetime) -> bool:
    """Whether it has ended, or is past its longest time."""
    return session.ended_at is not None or now - session.opened_at > LONGEST


def act_for(session: Session, delegation: str | None) -> Session:
    """The session acting by a delegation, or for itself again. Raises Conflict when it is over."""
    if session.ended_at is not None:
        raise Conflict("登录已结束，请重新登录", "This session is over", "session_over")
    return replace(session, acting=delegation)


def move(session: Session, city: str, must_enrol: bool) -> Session:
    """The session acting in another city, for itself. Raises Conflict when it is over."""
    return replace(act_for(session, None), acts_in=city, must_enrol=must_enrol)


def end(session: Session, why: Ending, now: datetime) -> Session:
    """The session closed; closing it again changes nothing."""
    return session if session.ended_at else replace(session, ended_at=now, why=why)


def public(session: Session) -> dict[str, Any]:
    """As its owner sees it."""
    return {
        "id": session.id,
        "city": session.acts_in,
        "device": session.device,
        "address": session.address,
        "opened_at": session.opened_at,
        "used_at": session.used_at,
        "current": False,
    }
