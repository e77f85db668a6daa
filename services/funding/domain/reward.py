"""Rewards from a year's reward fund, after a published appraisal. Amounts are fen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from services.funding.domain.budget import Budget, short
from services.funding.domain.known import KnownFiling, KnownResult
from services.funding.domain.posting import Posting, move, payee, reversal
from services.funding.domain.subsidy import assess
from services.funding.rules import ClaimFacts, FilingFacts, Rules, Subsidy
from shared.actor import Actor
from shared.errors import Conflict, Invalid, Refused
from shared.rulebook import check, refuse

BASES = ("grade", "rank")


@dataclass(frozen=True)
class Reward:
    """What a subject got for one year's result. `named`: the officer named the amount, the document gives none."""

    id: str
    city: str
    subsidy: str
    fund: str
    year: int
    result: str
    filing: str
    person: str | None
    unit: str | None
    name: str
    amount: int
    named: bool
    status: str
    paid_on: date
    posting: str
    note: str = ""
    rulebook_version: str = ""
    rules: tuple[str, ...] = ()
    version: int = 0


def facts_of(result: KnownResult, filing: KnownFiling | None, asked: int, on: date) -> ClaimFacts:
    """The facts of a reward for a result."""
    known = filing.facts(on) if filing else FilingFacts(subject=result.subject)
    day = on.isoformat()
    return ClaimFacts(on=day, claimed_on=day, year=result.year, filing=known, result=result.facts(), asked=asked)


def reward_for(rules: Rules, facts: ClaimFacts) -> tuple[str, Subsidy]:
    """Which of the city's rewards fits the result. Raises Refused naming what is missing, or the document's silence."""
    offered = [(name, subsidy) for name, subsidy in rules.subsidies.items() if subsidy.basis in BASES]
    if not offered:
        raise Refused("funding.subsidies", "本办法未作规定", "本办法未作规定：没有奖励经费", "No reward is stated")
    findings = {name: check(subsidy.conditions, facts) for name, subsidy in offered}
    name, subsidy = min(offered, key=lambda offer: len(findings[offer[0]]))
    refuse(findings[name])  # of several rewards, what is told is what the nearest one lacks
    return name, subsidy


def grant(
    rules: Rules,
    name: str,
    subsidy: Subsidy,
    facts: ClaimFacts,
    result: KnownResult,
    filing: KnownFiling | None,
    budget: Budget | None,
    posting_id: str,
    note: str,
    actor: Actor,
    on: date,
) -> tuple[Reward, Budget, Posting]:
    """Reward, budget and posting.

    Raises Refused, Invalid (no amount named where the document gives none), Conflict (the fund is short).
    """
    named = subsidy.amount.source == "silent"
    if named and subsidy.named_by is not None and facts.asked <= 0:
        raise Invalid.field(
            "/amount",
            "本办法未规定奖励金额，请写明",
            "required",
            en="The document sets no amount of the reward: give one",
        )
    amount = assess(subsidy, facts)
    if not named and facts.asked not in (0, amount):
        raise subsidy.amount.refused("奖励金额由本办法规定，不能另定", "The document gives the amount")
    fund = subsidy.fund.require()
    if budget is None:
        raise Conflict("本年度尚未安排此项经费", "The fund has no budget of this year", code="balance")
    if amount > budget.free:
        raise short(budget.free, "奖励经费余额不足", "The reward fund is short")
    to = (result.unit if subsidy.payee == "unit" else result.person) or result.filing
    entries = move(amount, budget.id, payee(to))
    posting = Posting(posting_id, result.city, budget.year, fund, "reward", on, entries, result.id, actor.account, note)
    reward = Reward(
        id=result.id,
        city=result.city,
        subsidy=name,
        fund=fund,
        year=budget.year,
        result=result.id,
        filing=result.filing,
        person=result.person,
        unit=result.unit,
        name=filing.name if filing else "",
        amount=amount,
        named=named,
        status="paid",
        paid_on=on,
        posting=posting.id,
        note=note,
        rulebook_version=rules.version,
        rules=(subsidy.amount.id, *(condition.id for condition in subsidy.conditions)),
    )
    return reward, replace(budget, rewarded=budget.rewarded + amount), posting


def reverse(
    reward: Reward, budget: Budget, paid: Posting, posting_id: str, actor: Actor, on: date, reason: str
) -> tuple[Reward, Budget, Posting]:
    """The exact opposite of `grant`. Raises Conflict when it was reversed before."""
    if reward.status != "paid":
        raise Conflict("此项奖励已冲正", "This reward has been reversed already")
    opposite = reversal(paid, posting_id, on, actor.account, reason)
    returned = replace(budget, rewarded=budget.rewarded - reward.amount)
    return replace(reward, status="reversed", note=reason), returned, opposite
