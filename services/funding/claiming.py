"""The claim of one service, drawn from all that it rests on: kept by the command, only shown by the question."""

from __future__ import annotations

from dataclasses import dataclass

from services.funding.domain import claim as claims
from services.funding.domain.account import FundAccount, account_id, subsidy_of
from services.funding.domain.claim import Claim, Tally, claim_id, tally_id
from services.funding.domain.known import KnownAgreement, KnownFiling, KnownRecord
from services.funding.rules import Rules, Subsidy
from services.funding.store import FundingWork
from shared.actor import Actor
from shared.repointing import standing


@dataclass(frozen=True)
class Drawn:
    """A claim that would be made now, with what it was judged by; `tallies` by whom they count for."""

    claim: Claim
    agreement: KnownAgreement | None
    filing: KnownFiling | None
    tallies: dict[str, Tally]


def drawn(work: FundingWork, rules: Rules, actor: Actor, known: KnownRecord, subsidy: str) -> Drawn:
    """The claim from a confirmed record. Raises Refused with every article in the way, or Conflict."""
    stated = subsidy_of(rules, subsidy)
    agreement = work.known_agreements.find(known.agreement)
    filing = work.known_filings.find(known.filing)
    account = _account(work, stated, known.on.year, known.sender_unit)
    earlier = work.claims.find(claim_id(subsidy, known.id))
    tallies = _tallies(work, stated, subsidy, known.person, known.sender_unit)
    taken = tuple(one for tally in tallies.values() for one in tally.taken)
    claim = claims.submit(rules, subsidy, known, agreement, filing, account, earlier, taken, actor, work.today)
    return Drawn(claim, agreement, filing, tallies)


def _account(work: FundingWork, stated: Subsidy, year: int, unit: str) -> FundAccount | None:
    fund = stated.fund.value
    return work.fund_accounts.find(account_id(fund, year, unit)) if fund else None


def _tallies(work: FundingWork, stated: Subsidy, subsidy: str, person: str, unit: str) -> dict[str, Tally]:
    """The counters that this subsidy's caps need; none where the document caps nothing."""
    of = {"person": standing(work, person), "unit": standing(work, unit)}
    ids = {whom: tally_id(subsidy, work.city, of[whom]) for whom in sorted({cap.whom for cap in stated.caps})}
    return {whom: work.tallies.get_or(id, Tally(id, work.city)) for whom, id in ids.items()}
