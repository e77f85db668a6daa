"""Commands on budgets and allocations."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from services.funding import carrying, events, views
from services.funding.domain import budget as budgets
from services.funding.domain.account import FundAccount, account_id
from services.funding.domain.allocation import Allocation, reversed_
from services.funding.domain.budget import Budget, Source, budget_id
from services.funding.domain.posting import TREASURY, Posting, move, reversal
from services.funding.rules import Rules
from services.funding.store import FundingWork
from shared.actor import Actor
from shared.errors import Conflict
from shared.repointing import standing
from shared.rulebook import Rulebook


def open_budget(
    work: FundingWork,
    rulebook: Rulebook,
    actor: Actor,
    fund: str,
    year: int,
    amount: int,
    sources: list[dict[str, Any]] | None = None,
    note: str = "",
) -> dict[str, Any]:
    """A fund's budget of a year; the money comes from the treasury into the city's pool."""
    rules = Rules.of(rulebook, on=work.today)
    parts = tuple(Source(part["kind"], part["amount"]) for part in sources or ())
    budget = budgets.open_budget(rules, fund, year, amount, parts, note, actor, work.today)
    if work.budgets.find(budget_id(fund, year, work.city)) is not None:
        raise Conflict("此项经费本年度已有预算，请追加", "The year has a budget already; supplement it")
    work.budgets.add(budget)
    work.postings.add(_from_treasury(work, actor, budget, amount, note))
    work.announce(events.budget_set(budget, amount))
    return views.budget(work.stored(budget))


def supplement_budget(
    work: FundingWork,
    rulebook: Rulebook,
    actor: Actor,
    budget_id: str,
    amount: int,
    kind: str | None = None,
    note: str = "",
) -> dict[str, Any]:
    """More for the same budget (追加)."""
    budget = work.budgets.get(budget_id)
    rules = Rules.of(rulebook, on=work.today)
    larger = budgets.supplement(budget, rules, amount, kind, actor)
    work.budgets.save(larger)
    work.postings.add(_from_treasury(work, actor, larger, amount, note))
    work.announce(events.budget_set(larger, amount))
    return views.budget(work.stored(larger))


def make_allocation(
    work: FundingWork, rulebook: Rulebook, actor: Actor, budget: str, unit: str, amount: int, note: str = ""
) -> dict[str, Any]:
    """Part of a budget to a unit's own account, which opens with the first allocation of its year."""
    pool = work.budgets.get(budget)
    unit = work.known_units.get(standing(work, unit)).id
    rules = Rules.of(rulebook, on=work.today)
    id = account_id(pool.fund, pool.year, unit)
    account = work.fund_accounts.get_or(id, FundAccount(id, work.city, pool.fund, pool.year, unit))
    left, larger = budgets.allocate(pool, account, rules, amount, actor)
    allocation = Allocation(
        id=work.new_id(),
        city=work.city,
        budget=pool.id,
        fund=pool.fund,
        year=pool.year,
        unit=unit,
        fund_account=id,
        amount=amount,
        status="made",
        made_on=work.today,
        made_by=actor.account,
        posting=work.new_id(),
        note=note,
        rules=(f"funding.funds.{pool.fund}",),
        rulebook_version=rules.version,
    )
    entries = move(amount, pool.id, id)
    posting = Posting(
        allocation.posting, work.city, pool.year, pool.fund, "allocation", work.today, entries, allocation.id,
        actor.account, note,
    )  # fmt: skip
    work.budgets.save(left)
    work.fund_accounts.save(larger)
    work.allocations.add(allocation)
    work.postings.add(posting)
    work.announce(events.allocation_made(allocation))
    return views.allocation(work.stored(allocation))


def reverse_allocation(
    work: FundingWork, rulebook: Rulebook, actor: Actor, allocation_id: str, reason: str
) -> dict[str, Any]:
    """Takes an allocation back whole, as far as the unit has not spent it."""
    allocation = work.allocations.get(allocation_id)
    taken = reversed_(allocation, reason)
    pool = work.budgets.get(allocation.budget)
    account = carrying.fetched(work, work.fund_accounts.get(allocation.fund_account), allocation.amount)
    left, smaller = budgets.take_back(pool, account, allocation.amount)
    posting = work.postings.get(allocation.posting)
    work.allocations.save(taken)
    work.budgets.save(left)
    work.fund_accounts.save(smaller)
    work.postings.add(reversal(posting, work.new_id(), work.today, actor.account, reason))
    work.announce(events.allocation_reversed(taken))
    return views.allocation(work.stored(taken))


def _from_treasury(work: FundingWork, actor: Actor, budget: Budget, amount: int, note: str) -> Posting:
    entries = move(amount, TREASURY, budget.id)
    posting = Posting(
        work.new_id(), work.city, budget.year, budget.fund, "budget", work.today, entries, budget.id, actor.account
    )
    return replace(posting, note=note)
