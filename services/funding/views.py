"""How funding's records are answered: plain JSON, money as yuan, and which actions are open to the asker."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from services.funding.access import ACCESS
from services.funding.domain.account import FundAccount
from services.funding.domain.allocation import Allocation
from services.funding.domain.budget import Budget
from services.funding.domain.claim import Claim
from services.funding.domain.inspection import Inspection
from services.funding.domain.known import KnownResult
from services.funding.domain.money import yuan
from services.funding.domain.posting import Posting
from services.funding.domain.reward import Reward
from shared.actions import action as told
from shared.actions import hindrance
from shared.actor import Actor
from shared.documents import plain

View = dict[str, Any]


def budget(record: Budget) -> View:
    """A budget."""
    sources = [{"kind": source.kind, "amount": yuan(source.amount)} for source in record.sources]
    money = {"amount": record.amount, "allocated": record.allocated, "rewarded": record.rewarded, "free": record.free}
    return {**plain(record), **_yuan(money), "sources": sources}


def fund_account(record: FundAccount) -> View:
    """A unit's account; `rates` in the order they were set."""
    money = {"received": record.received, "paid": record.paid, "balance": record.balance, "carried": record.carried}
    rates = [{**plain(rate), "amount": yuan(rate.amount)} for rate in record.rates]
    return {**plain(record), **_yuan(money), "rates": rates}


def allocation(record: Allocation) -> View:
    """An allocation."""
    return {**plain(record), "amount": yuan(record.amount)}


def claim(record: Claim) -> View:
    """A claim."""
    return {**plain(record), "amount": yuan(record.amount)}


def reward(record: Reward) -> View:
    """A reward."""
    return {**plain(record), "amount": yuan(record.amount)}


def inspection(record: Inspection) -> View:
    """An inspection's finding."""
    view: View = plain(record)
    return view


def candidate(record: KnownResult) -> View:
    """A result that a reward may follow from."""
    named = ("id", "year", "subject", "filing", "person", "unit", "grade", "score", "consequences")
    shown = plain(record)
    return {name: shown[name] for name in named}


def posting(record: Posting) -> View:
    """A posting with its entries."""
    entries = [{"account": entry.account, "amount": yuan(entry.amount)} for entry in record.entries]
    return {**plain(record), "entries": entries}


def action(name: str, command: str, actor: Actor, record: Any, attempt: Callable[[], Any]) -> View:
    """Whether the asker may do this now; if not, why, and by which article."""
    if not ACCESS[command].allows(actor, record):
        return told(name, ("您的角色不能办理此事项", "Your roles do not include this action"))
    return told(name, **hindrance(attempt))


def _yuan(money: dict[str, int]) -> dict[str, str]:
    return {name: yuan(amount) for name, amount in money.items()}
