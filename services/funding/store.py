"""Funding's collections. Balances live in `budgets` and `fund_accounts`: whoever moves money saves them."""

from __future__ import annotations

from services.funding.domain.account import FundAccount
from services.funding.domain.allocation import Allocation
from services.funding.domain.budget import Budget
from services.funding.domain.claim import Claim, Tally
from services.funding.domain.inspection import Inspection
from services.funding.domain.known import KnownAgreement, KnownFiling, KnownRecord, KnownResult, KnownUnit
from services.funding.domain.posting import Posting
from services.funding.domain.reward import Reward
from shared.work import Shelf, Work, copied, kept


class FundingWork(Work):
    """What a call of this service may load and save."""

    budgets: Shelf[Budget] = kept()
    fund_accounts: Shelf[FundAccount] = kept(indexes=["unit"])
    allocations: Shelf[Allocation] = kept(indexes=["unit", "budget"])
    postings: Shelf[Posting] = kept(indexes=["entries.account", "about"])
    claims: Shelf[Claim] = kept(
        indexes=[("unit", "status"), ("person", "status"), "agreement", "filing", ("status", "year")]
    )
    tallies: Shelf[Tally] = kept()
    rewards: Shelf[Reward] = kept()
    inspections: Shelf[Inspection] = kept(indexes=["filing"])
    known_records: Shelf[KnownRecord] = copied(indexes=["agreement"])
    known_agreements: Shelf[KnownAgreement] = copied(indexes=["filing"])
    known_filings: Shelf[KnownFiling] = copied()
    known_results: Shelf[KnownResult] = copied(indexes=[("year", "rewardable"), "filing"])
    known_units: Shelf[KnownUnit] = copied()
