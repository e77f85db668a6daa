"""A fund's budget of one year: the city's pool, from which units are allocated and rewards are paid."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from services.funding.domain.account import FundAccount
from services.funding.domain.money import yuan
from services.funding.rules import Fund, Rules
from shared.actor import PARTY_ROLES, Actor
from shared.errors import Conflict, Forbidden, Invalid, Refused


@dataclass(frozen=True)
class Source:
    """A part of the budget, by where it comes from: own, matched or received; fen."""

    kind: str
    amount: int


@dataclass(frozen=True)
class Budget:
    """Amounts in fen. What is free is neither allocated to a unit nor paid as a reward."""

    id: str
    city: str
    fund: str
    year: int
    amount: int
    sources: tuple[Source, ...]
    allocated: int = 0
    rewarded: int = 0
    note: str = ""
    set_by: str = ""
    set_on: date = date.min
    rulebook_version: str = ""
    rules: tuple[str, ...] = ()
    version: int = 0

    @property
    def free(self) -> int:
        """What can still be allocated or paid."""
        return self.amount - self.allocated - self.rewarded


def budget_id(fund: str, year: int, city: str) -> str:
    """One budget per fund and year: the id says so, so that two openers collide."""
    return f"{fund}-{year}-{city}"


def fund_of(rules: Rules, fund: str) -> Fund:
    """The fund as the city's rulebook states it. Raises Refused for one that the document does not know."""
    stated = rules.funds.get(fund)
    if stated is None:
        raise Refused(f"funding.funds.{fund}", "本办法未作规定", "本办法未设立此项经费", "This city has no such fund")
    return stated


def open_budget(
    rules: Rules, fund: str, year: int, amount: int, sources: tuple[Source, ...], note: str, actor: Actor, on: date
) -> Budget:
    """A year's budget of a fund (六（一）; 第二十七条). Raises Refused, Forbidden, Invalid."""
    stated = fund_of(rules, fund)
    _may_budget(stated, actor)
    _sources_fit(stated, sources, amount)
    return Budget(
        id=budget_id(fund, year, actor.city),
        city=actor.city,
        fund=fund,
        year=year,
        amount=amount,
        sources=sources or (Source(stated.sources[0].kind, amount),),
        note=note,
        set_by=actor.account,
        set_on=on,
        rulebook_version=rules.version,
        rules=(f"funding.funds.{fund}",),
    )


def supplement(budget: Budget, rules: Rules, amount: int, kind: str | None, actor: Actor) -> Budget:
    """The same budget with more in it. Raises Refused, Forbidden, Invalid."""
    stated = fund_of(rules, budget.fund)
    _may_budget(stated, actor)
    added = Source(kind or stated.sources[0].kind, amount)
    _sources_fit(stated, (added,), amount)
    return replace(budget, amount=budget.amount + amount, sources=(*budget.sources, added))


def allocate(
    budget: Budget, account: FundAccount, rules: Rules, amount: int, actor: Actor
) -> tuple[Budget, FundAccount]:
    """Budget and unit's account after `amount` went from one to the other. Raises Refused, Forbidden, Conflict.

    Only a fund that units hold is allocated (六（二）); the city's own reward fund is not.
    """
    stated = fund_of(rules, budget.fund)
    _may_budget(stated, actor)
    if stated.held_by == "city":
        rule = f"funding.funds.{budget.fund}.held_by"
        raise Refused(rule, stated.cite, "此项经费由市科技局掌握，不下达到单位", "The city holds this fund itself")
    if amount > budget.free:
        raise short(budget.free, "本年度预算余额不足", "The year's budget is short")
    return replace(budget, allocated=budget.allocated + amount), replace(account, received=account.received + amount)


def take_back(budget: Budget, account: FundAccount, amount: int) -> tuple[Budget, FundAccount]:
    """The reverse of `allocate`. Raises Conflict when the unit has spent it."""
    if amount > account.balance:
        raise short(account.balance, "单位账户余额不足，不能收回", "The unit has spent it already")
    return replace(budget, allocated=budget.allocated - amount), replace(account, received=account.received - amount)


def short(left: int, reason: str, reason_en: str) -> Conflict:
    """The refusal for want of money."""
    return Conflict(f"{reason}（可用{yuan(left)}元）", f"{reason_en} ({yuan(left)} yuan left)", code="balance")


def _may_budget(stated: Fund, actor: Actor) -> None:
    roles = tuple(role for party in stated.budgeted_by for role in PARTY_ROLES[party])
    if not actor.has(*roles):
        raise Forbidden("此项经费不由您所在部门安排", "Your department does not budget this fund")


def _sources_fit(stated: Fund, sources: tuple[Source, ...], amount: int) -> None:
    known = {giver.kind for giver in stated.sources}
    for source in sources:
        if source.kind not in known:
            raise Invalid.field(
                "/sources",
                f"本办法未列明此种来源：{source.kind}",
                "unknown_source",
                en=f"The document knows no such source: {source.kind}",
            )
    if sources and sum(source.amount for source in sources) != amount:
        raise Invalid.field(
            "/sources",
            "各来源之和不等于预算总额",
            "sources_do_not_add_up",
            en="The sources do not add up to the budget",
        )
