"""Second factor: a code that changes every half minute (RFC 6238), with recovery codes for a lost phone.

The secret is kept sealed; recovery codes are kept as keyed hashes and each opens the door once. A code that was used is
not taken again, nor is an older one (RFC 6238 5.2). Moments are UTC.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

import pyotp

from shared.errors import Conflict, Invalid

STEP_SECONDS = 30
DRIFT = 1  # steps that a phone's clock may be off
RECOVERY_CODES = 10


@dataclass(frozen=True)
class SecondFactor:
    """`secret`: sealed; `confirmed_on` None: enrolled, no code proved yet; `last_step`: of the last code taken."""

    secret: str
    confirmed_on: date | None = None
    last_step: int = 0
    recovery: tuple[str, ...] = ()


def in_force(factor: SecondFactor | None) -> bool:
    """Whether a code is asked for at sign-in."""
    return factor is not None and factor.confirmed_on is not None


def enrol(factor: SecondFactor | None, sealed: str) -> SecondFactor:
    """A new secret, still to be proved. Raises Conflict while another one is in force."""
    if in_force(factor):
        raise Conflict("动态口令已启用，更换前请先停用", "A second factor is in force; remove it first", "enrolled")
    return SecondFactor(sealed)


def confirm(
    factor: SecondFactor | None, secret: str, code: str, recovery: Iterable[str], now: datetime, on: date
) -> SecondFactor:
    """In force from now on. Raises Conflict when nothing is enrolled, Invalid when the code is not the phone's."""
    if factor is None or factor.confirmed_on is not None:
        raise Conflict("没有待确认的动态口令", "There is no second factor to be confirmed", "not_enrolled")
    step = step_of(secret, code, factor.last_step, now)
    if step is None:
        raise wrong()
    return replace(factor, confirmed_on=on, last_step=step, recovery=tuple(recovery))


def take(factor: SecondFactor, secret: str, code: str, code_hash: str, now: datetime) -> SecondFactor | None:
    """The factor after this code was taken, or None for a code that is wrong, old or used."""
    step = step_of(secret, code, factor.last_step, now)
    if step is not None:
        return replace(factor, last_step=step)
    if code_hash in factor.recovery:
        return replace(factor, recovery=tuple(one for one in factor.recovery if one != code_hash))
    return None


def step_of(secret: str, code: str, after: int, now: datetime) -> int | None:
    """The time step whose code this is, if it lies after the last one taken and within the drift."""
    generator, current = pyotp.TOTP(secret, interval=STEP_SECONDS), int(now.timestamp()) // STEP_SECONDS
    for step in range(max(current - DRIFT, after + 1), current + DRIFT + 1):
        if hmac.compare_digest(generator.at(step * STEP_SECONDS).encode(), code.strip().encode()):
            return step
    return None


def uri(secret: str, login: str, issuer: str) -> str:
    """What an authenticator reads from the QR code (otpauth://)."""
    return pyotp.TOTP(secret, interval=STEP_SECONDS).provisioning_uri(name=login, issuer_name=issuer)


def wrong() -> Invalid:
    """The answer to a code that does not fit."""
    return Invalid.field("/code", "动态口令不正确或已使用", "code", en="The one-time code is wrong, or was used")
