"""Sign-in: one attempt, successful or not, as the log keeps it for the account's owner and the city's officers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

Outcome = Literal["opened", "password", "code", "locked"]


@dataclass(frozen=True)
class SignIn:
    """`outcome`: opened; or what was wrong: the password, the one-time code, or the account was locked by it. UTC."""

    id: str
    city: str
    account: str
    at: datetime
    outcome: Outcome
    acts_in: str
    device: str
    address: str
    session: str | None = None
    version: int = 0


def public(one: SignIn) -> dict[str, Any]:
    """As the log shows it."""
    return {
        "id": one.id,
        "at": one.at,
        "outcome": one.outcome,
        "city": one.acts_in,
        "device": one.device,
        "address": one.address,
        "session": one.session,
    }
