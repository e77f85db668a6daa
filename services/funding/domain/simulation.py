"""Past claims judged anew: whether, and how much, by the rules then in force or by a draft. Fen."""

from __future__ import annotations

from services.funding.domain.account import FundAccount
from services.funding.domain.claim import Claim, Tally, facts_of
from services.funding.domain.known import KnownAgreement, KnownFiling, KnownRecord
from services.funding.domain.subsidy import assess
from services.funding.rules import Rules, Taken
from shared.errors import Refused
from shared.simulation import Judged


def judged(
    claim: Claim,
    rules: Rules,
    record: KnownRecord,
    agreement: KnownAgreement | None,
    filing: KnownFiling | None,
    account: FundAccount | None,
    taken: tuple[Taken, ...],
) -> Judged:
    """What the claim would be worth, or the articles in its way. `taken`: what was taken besides, as it was."""
    stated = rules.subsidies.get(claim.subsidy)
    if stated is None:
        return Judged(False, ("",))  # these rules know no such subsidy
    facts = facts_of(record, agreement, filing, account, taken, claim.subsidy, False, claim.submitted_on)
    try:
        return Judged(True, (), assess(stated, facts))
    except Refused as refused:
        found = refused.details.get("findings") or [{"article": refused.article}]
        return Judged(False, tuple(dict.fromkeys(one["article"] for one in found)))


def besides(claim: Claim, tallies: list[Tally]) -> tuple[Taken, ...]:
    """What the tallies hold without this claim's own entry, once in each."""
    found: list[Taken] = []
    for tally in tallies:
        left = list(tally.taken)
        own = next((one for one in left if (one.on, one.amount) == (claim.on.isoformat(), claim.amount)), None)
        if own is not None:
            left.remove(own)
        found += left
    return tuple(found)
