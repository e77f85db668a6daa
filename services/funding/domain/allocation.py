"""An allocation: part of a year's budget handed to one dispatching unit, to hold earmarked. Amounts are fen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from shared.errors import Conflict


@dataclass(frozen=True)
class Allocation:
    """`status`: made, or reversed (taken back whole)."""

    id: str
    city: str
    budget: str
    fund: str
    year: int
    unit: str
    fund_account: str
    amount: int
    status: str
    made_on: date
    made_by: str
    posting: str
    note: str = ""
    rules: tuple[str, ...] = ()
    rulebook_version: str = ""
    version: int = 0


def reversed_(allocation: Allocation, reason: str) -> Allocation:
    """The allocation taken back. Raises Conflict when it was before."""
    if allocation.status != "made":
        raise Conflict("此笔拨付已收回", "This allocation was taken back already")
    return replace(allocation, status="reversed", note=reason)
