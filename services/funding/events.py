"""What funding tells the others: one function per announcement. Money in announcements is integer fen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from services.funding.domain.account import FundAccount, Rate
from services.funding.domain.allocation import Allocation
from services.funding.domain.budget import Budget
from services.funding.domain.claim import Claim
from services.funding.domain.inspection import Inspection
from services.funding.domain.reward import Reward
from shared.rulebook import Finding
from shared.work import Announcement


def budget_set(budget: Budget, added: int) -> Announcement:
    """A year's budget was made, or supplemented by `added`."""
    data = {"budget": budget.id, "fund": budget.fund, "year": budget.year, "amount": budget.amount, "added": added}
    return Announcement("budget_set", f"budget:{budget.id}", data, _rules(budget.rules))


def allocation_made(allocation: Allocation) -> Announcement:
    """A unit was given money to hold."""
    return Announcement(
        "allocation_made", f"allocation:{allocation.id}", _allocation(allocation), _rules(allocation.rules)
    )


def allocation_reversed(allocation: Allocation) -> Announcement:
    """It was taken back."""
    return Announcement("allocation_reversed", f"allocation:{allocation.id}", _allocation(allocation))


def rate_set(account: FundAccount, rate: Rate, rule: str, article: str) -> Announcement:
    """A unit fixed what it pays per trip."""
    data = {
        "account": account.id,
        "unit": account.unit,
        "year": account.year,
        "subsidy": rate.subsidy,
        "amount": rate.amount,
        "since": rate.since.isoformat(),
    }
    return Announcement("rate_set", f"fund_account:{account.id}", data, [{"rule": rule, "article": article}])


def fund_account_carried(account: FundAccount, into: str, amount: int, back: bool) -> Announcement:
    """Money of a merged unit's account (fen) went to the account `into` of whoever stands for it, or came `back`."""
    data = {
        "account": account.id, "into": into, "unit": account.unit, "fund": account.fund, "year": account.year,
        "amount": amount, "back": back,
    }  # fmt: skip
    return Announcement("fund_account_carried", f"fund_account:{account.id}", data)


def claim_submitted(claim: Claim) -> Announcement:
    """Somebody claims a subsidy."""
    return _claim("claim_submitted", claim)


def claim_approved(claim: Claim) -> Announcement:
    """The unit approved it."""
    return _claim("claim_approved", claim)


def claim_refused(claim: Claim) -> Announcement:
    """The unit refused it."""
    return _claim("claim_refused", claim)


def claim_paid(claim: Claim) -> Announcement:
    """It was paid out of the unit's account."""
    return _claim("claim_paid", claim)


def claim_reversed(claim: Claim) -> Announcement:
    """The payment was undone."""
    return _claim("claim_reversed", claim)


def claim_stopped(claim: Claim, findings: Iterable[Finding]) -> Announcement:
    """It will not be paid: what it rested on ended."""
    rules = [{"rule": finding.rule, "article": finding.article} for finding in findings]
    return _claim("claim_stopped", claim, rules)


def claim_resumed(claim: Claim) -> Announcement:
    """It goes on where it was stopped: what had ended is in force again."""
    return _claim("claim_resumed", claim)


def reward_paid(reward: Reward) -> Announcement:
    """A reward was paid from the reward fund."""
    return Announcement("reward_paid", f"reward:{reward.id}", _reward(reward), _rules(reward.rules))


def reward_reversed(reward: Reward) -> Announcement:
    """The reward was undone."""
    return Announcement("reward_reversed", f"reward:{reward.id}", _reward(reward))


def misuse_reported(inspection: Inspection) -> Announcement:
    """An inspection reported a finding."""
    return _inspection("misuse_reported", inspection)


def misuse_found(inspection: Inspection) -> Announcement:
    """The city confirmed it; `consequences` are for those who keep filings and the credit register."""
    return _inspection("misuse_found", inspection)


def misuse_dismissed(inspection: Inspection) -> Announcement:
    """The city did not confirm it."""
    return _inspection("misuse_dismissed", inspection)


def _allocation(allocation: Allocation) -> dict[str, Any]:
    return {
        "allocation": allocation.id,
        "budget": allocation.budget,
        "fund": allocation.fund,
        "year": allocation.year,
        "unit": allocation.unit,
        "account": allocation.fund_account,
        "amount": allocation.amount,
    }


def _claim(type: str, claim: Claim, rules: list[dict[str, Any]] | None = None) -> Announcement:
    data: dict[str, Any] = {
        "claim": claim.id,
        "subsidy": claim.subsidy,
        "record": claim.record,
        "agreement": claim.agreement,
        "filing": claim.filing,
        "person": claim.person,
        "unit": claim.unit,
        "amount": claim.amount,
        "on": claim.on.isoformat(),
        "status": claim.status,
    }
    if claim.stop is not None:
        data |= {"reason": claim.stop.reason, "article": claim.stop.article}
    return Announcement(type, f"claim:{claim.id}", data, rules or _rules(claim.rules))


def _reward(reward: Reward) -> dict[str, Any]:
    return {
        "reward": reward.id,
        "subsidy": reward.subsidy,
        "fund": reward.fund,
        "year": reward.year,
        "result": reward.result,
        "filing": reward.filing,
        "person": reward.person,
        "unit": reward.unit,
        "amount": reward.amount,
        "on": reward.paid_on.isoformat(),
    }


def _inspection(type: str, inspection: Inspection) -> Announcement:
    data = {
        "inspection": inspection.id,
        "filing": inspection.filing,
        "person": inspection.person,
        "unit": inspection.unit,
        "ground": inspection.ground,
        "claims": list(inspection.claims),
        "article": inspection.article,
        "consequences": [
            {"then": then, "rule": inspection.rules[0], "article": inspection.article}
            for then in inspection.consequences
        ],
    }
    return Announcement(type, f"inspection:{inspection.id}", data, _rules(inspection.rules))


def _rules(ids: Iterable[str]) -> list[dict[str, Any]]:
    return [{"rule": id} for id in ids]
