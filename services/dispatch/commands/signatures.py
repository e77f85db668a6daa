"""Commands on signatures."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.dispatch import events
from services.dispatch.domain import signature as signatures
from services.dispatch.domain.agreement import Agreement
from services.dispatch.domain.evidence import kept
from services.dispatch.domain.signature import SignWay
from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from shared.actor import Actor
from shared.rulebook import Rulebook

Seen = dict[str, str]


def sign_agreement(
    work: DispatchWork,
    rulebook: Rulebook,
    actor: Actor,
    agreement_id: str,
    hash: str,
    party: str | None = None,
    way: SignWay = "click",
    receipts: tuple[str, ...] = (),
    seen: Seen | None = None,
) -> Agreement:
    """One party signs exactly what it was shown. `seen`: address and device of the request, as the edge saw them."""
    found, rules = work.agreements.get(agreement_id), Rules.of(rulebook, work.today)
    evidence = kept(work.cite(receipt) for receipt in receipts)
    signed = signatures.sign(found, actor, hash, party, work.now, rules, way=way, evidence=evidence, **(seen or {}))
    work.agreements.save(signed)
    work.announce(events.agreement_signed(signed))
    return signed


def sign_agreement_on_paper(
    work: DispatchWork,
    rulebook: Rulebook,
    actor: Actor,
    agreement_id: str,
    hash: str,
    receipts: tuple[str, ...],
    confirms: bool,
    signed_on: date | None = None,
    parties: tuple[str, ...] = (),
) -> Agreement:
    """The unit (or whom the rulebook names) brings the scan of a paper that the parties signed."""
    found, rules = work.agreements.get(agreement_id), Rules.of(rulebook, work.today)
    evidence = kept(work.cite(receipt) for receipt in receipts)
    signed = signatures.sign_on_paper(
        found, actor, hash, parties, signed_on or work.today, evidence, confirms, rules, work.now, work.today
    )
    work.agreements.save(signed)
    for made in signed.signatures[len(found.signatures) :]:
        work.announce(events.agreement_signed(signed, made))
    return signed


def revoke_signature(
    work: DispatchWork, actor: Actor, agreement_id: str, reason: str, party: str | None = None
) -> Agreement:
    """A party takes its signature back while others have not signed yet."""
    revoked, signature = signatures.revoke(work.agreements.get(agreement_id), actor, party)
    work.agreements.save(revoked)
    work.announce(events.signature_revoked(revoked, signature, reason))
    return revoked


def parts(said: dict[str, Any]) -> dict[str, Any]:
    """Arguments of a signature, lists made tuples."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in said.items()}
