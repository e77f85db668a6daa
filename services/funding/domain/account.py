"""A unit's account of one fund and year: earmarked and separately accounted (专款专用、单独核算), never overdrawn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from services.funding.domain.money import yuan
from services.funding.rules import Rules, Subsidy
from shared.errors import Conflict, Invalid, Refused


@dataclass(frozen=True)
class Rate:
    """What the unit pays per trip (fen) for services on or after `since`."""

    subsidy: str
    amount: int
    since: date
    by: str


@dataclass(frozen=True)
class FundAccount:
    """Amounts in fen: `received` by allocation, `paid` to persons; both net of reversals and of what was carried.

    `into`: the account of whoever its unit was merged into, "" for none; `carried`: how much is there now.
    """

    id: str
    city: str
    fund: str
    year: int
    unit: str
    received: int = 0
    paid: int = 0
    rates: tuple[Rate, ...] = ()
    into: str = ""
    carried: int = 0
    version: int = 0

    @property
    def balance(self) -> int:
        """What the unit can still pay out."""
        return self.received - self.paid

    @property
    def first_day(self) -> date:
        """The first day of the account's year."""
        return date(self.year, 1, 1)

    def rate(self, subsidy: str, on: date) -> int | None:
        """The unit's rate for a service of that day, or None when it has set none by then."""
        held = [rate for rate in self.rates if rate.subsidy == subsidy and rate.since <= on]
        return max(held, key=lambda rate: rate.since).amount if held else None


def account_id(fund: str, year: int, unit: str) -> str:
    """One account per fund, year and unit."""
    return f"{fund}-{year}-{unit}"


def subsidy_of(rules: Rules, subsidy: str) -> Subsidy:
    """The subsidy as the city's rulebook states it. Raises Refused for one that the document does not know."""
    stated = rules.subsidies.get(subsidy)
    if stated is None:
        rule = f"funding.subsidies.{subsidy}"
        raise Refused(rule, "本办法未作规定", "本办法未作规定：没有此项补助", "This document knows no such subsidy")
    return stated


def set_rate(account: FundAccount, rules: Rules, subsidy: str, amount: int, since: date, by: str) -> FundAccount:
    """The account with the unit's own rate, within the document's range (六（二）: 500–800 yuan a trip).

    A later rate of the same day takes the place of the earlier. Raises Refused outside the range, Invalid for a day
    outside the account's year, Conflict when an earlier `since` would change what claims were already drawn at.
    """
    stated = subsidy_of(rules, subsidy)
    if stated.range is None or stated.range.each != "unit":
        reason = "本办法未作规定：单位不自定此项标准"
        raise Refused(f"funding.subsidies.{subsidy}.range", stated.cite, reason, "Not set by units")
    in_range(stated, amount)
    if since.year != account.year:
        raise Invalid.field(
            "/since", "起始日期不在本账户年度内", "other_year", en="The first day is not in the account's year"
        )
    held = [rate for rate in account.rates if rate.subsidy == subsidy]
    if any(rate.since > since for rate in held):
        raise Conflict("已有更晚起执行的标准，不能倒改", "A later rate stands; rates are not changed backwards")
    kept = tuple(rate for rate in account.rates if rate.subsidy != subsidy or rate.since != since)
    return replace(account, rates=(*kept, Rate(subsidy, amount, since, by)))


def in_range(subsidy: Subsidy, amount: int) -> None:
    """Raises Refused when an amount that a party sets itself is below the least or above the most."""
    if subsidy.range is None:
        return
    least, most = subsidy.range.least, subsidy.range.most
    if least.value is not None and amount < least.value:
        raise least.refused(f"每次不低于{yuan(least.value)}元", f"Not less than {yuan(least.value)} yuan each")
    if most.value is not None and amount > most.value:
        raise most.refused(f"每次不高于{yuan(most.value)}元", f"Not more than {yuan(most.value)} yuan each")


def pay_out(account: FundAccount, amount: int) -> FundAccount:
    """The account after a payment. Raises Conflict when the balance is short: it never goes below zero."""
    if amount > account.balance:
        left = yuan(account.balance)
        raise Conflict(f"账户余额不足（可用{left}元）", f"The account is short ({left} yuan left)", code="balance")
    return replace(account, paid=account.paid + amount)


def pay_back(account: FundAccount, amount: int) -> FundAccount:
    """The account after a payment was reversed, exactly as before it."""
    return replace(account, paid=account.paid - amount)


def merged(account: FundAccount, into: str) -> FundAccount:
    """The account of a unit for which another stands from now on."""
    return replace(account, into=into)


def parted(account: FundAccount) -> FundAccount:
    """The account of a unit that stands for itself again."""
    return replace(account, into="", carried=0)


def carried(account: FundAccount, holder: FundAccount) -> tuple[FundAccount, FundAccount]:
    """All that is left goes to the holder: (the account with nothing on it, the holder's with that much more)."""
    amount = account.balance
    gone = replace(account, received=account.received - amount, carried=account.carried + amount)
    return gone, replace(holder, received=holder.received + amount)


def brought(account: FundAccount, holder: FundAccount, amount: int) -> tuple[FundAccount, FundAccount]:
    """The reverse, for so much of it."""
    back = replace(account, received=account.received + amount, carried=account.carried - amount)
    return back, replace(holder, received=holder.received - amount)
