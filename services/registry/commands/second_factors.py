"""The second factor of an account: enrolled and proved by its owner, taken away by its owner or the city."""

from __future__ import annotations

from typing import Any

import pyotp
import segno

from services.registry import events
from services.registry.commands.accounts import keep_account
from services.registry.domain import account as accounts
from services.registry.domain import second_factor as factors
from services.registry.store import RegistryWork
from shared.actor import Actor
from shared.errors import NotFound

ISSUER = "Tepai"


def enrol_second_factor(work: RegistryWork, actor: Actor) -> dict[str, Any]:
    """A new secret, shown once as text, as otpauth:// and as a QR code (SVG); it holds only after `confirm`."""
    account = work.accounts.get(actor.account)
    secret = pyotp.random_base32()
    work.accounts.save(accounts.with_factor(account, factors.enrol(account.factor, work.vault.seal(secret))))
    uri = factors.uri(secret, account.login, ISSUER)
    return {"secret": secret, "otpauth_uri": uri, "qr_svg": segno.make(uri, error="m").svg_inline(scale=4)}


def confirm_second_factor(work: RegistryWork, actor: Actor, *, code: str) -> dict[str, Any]:
    """In force from now on; the answer shows the recovery codes, this once. Raises Invalid for a wrong code."""
    account = work.accounts.get(actor.account)
    secret = work.vault.open(account.factor.secret) if account.factor else ""
    codes = [work.new_code(10) for _ in range(factors.RECOVERY_CODES)]
    hashes = [work.vault.fingerprint(one) for one in codes]
    factor = factors.confirm(account.factor, secret, code, hashes, work.now, work.today)
    keep_account(work, accounts.changed_hands(accounts.with_factor(account, factor)))
    work.announce(events.account_changed(account, "second_factor_enrolled"))
    return {"recovery_codes": codes}


def drop_second_factor(work: RegistryWork, actor: Actor, *, code: str) -> dict[str, Any]:
    """One's own is taken out of use, for which a last code is needed. Raises Invalid for a wrong one."""
    account = work.accounts.get(actor.account)
    if account.factor is None:
        raise NotFound("second_factors")
    secret = work.vault.open(account.factor.secret)
    if factors.take(account.factor, secret, code, work.vault.fingerprint(code), work.now) is None:
        raise factors.wrong()
    work.accounts.save(accounts.with_factor(account, None))
    work.announce(events.account_changed(account, "second_factor_dropped"))
    return {}


def reset_second_factor(work: RegistryWork, actor: Actor, *, account_id: str, reason: str) -> dict[str, Any]:
    """An officer takes a lost one out of use, having made sure who asks; announced with the reason."""
    account = accounts.of_city(work.accounts.get(account_id), work.city)
    if account.factor is None:
        raise NotFound("second_factors")
    keep_account(work, accounts.changed_hands(accounts.with_factor(account, None)))
    work.announce(events.account_changed(account, "second_factor_reset", reason))
    return accounts.public(work.accounts.get(account_id), work.city)
