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
from shared.repointing import FollowingWork, Naming, Noun
from shared.work import Shelf, copied, kept


class FundingWork(FollowingWork):
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
    known_records: Shelf[KnownRecord] = copied(indexes=["agreement", "person"])
    known_agreements: Shelf[KnownAgreement] = copied(indexes=["filing"])
    known_filings: Shelf[KnownFiling] = copied()
    known_results: Shelf[KnownResult] = copied(indexes=[("year", "rewardable"), "filing"])
    known_units: Shelf[KnownUnit] = copied()


# Services done and claimed under a unit stay with the account it had: whoever manages the winner manages both. Its
# money is carried over by postings (carrying.py).
MONEY = frozenset({"fund_accounts", "allocations", "budgets", "postings"})
NAMINGS: dict[Noun, Naming] = {
    "person": Naming(("person",), apart=MONEY),
    "unit": Naming(("unit", "sender_unit"), apart=MONEY | {"claims", "known_records"}),
}
