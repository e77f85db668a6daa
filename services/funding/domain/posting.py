"""The ledger: postings whose entries always sum to zero, corrected by reversal only.

Accounts are names: `treasury` (where money comes from, only ever negative), a budget's id (the city's pool of one fund
and year), a fund account's id (one unit's account of one fund and year), `payee:<person or unit>` (what was paid out).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shared.errors import Conflict

TREASURY = "treasury"


def payee(id: str) -> str:
    """The ledger's name of a person or unit that was paid."""
    return f"payee:{id}"


@dataclass(frozen=True)
class Entry:
    """So much (fen) into an account; negative: out of it."""

    account: str
    amount: int


@dataclass(frozen=True)
class Posting:
    """One movement of money. `about`: the budget, allocation, claim or reward it is for; `reverses`: a posting's id."""

    id: str
    city: str
    year: int
    fund: str
    kind: str
    on: date
    entries: tuple[Entry, ...]
    about: str
    by: str
    note: str = ""
    reverses: str | None = None
    version: int = 0

    def __post_init__(self) -> None:
        if sum(entry.amount for entry in self.entries) != 0 or any(entry.amount == 0 for entry in self.entries):
            raise ValueError(f"posting {self.id}: entries must sum to zero and none may be zero: {self.entries}")


def move(amount: int, source: str, target: str) -> tuple[Entry, Entry]:
    """The two entries of a plain transfer. Raises ValueError for nothing or less."""
    if amount <= 0:
        raise ValueError(f"an amount to move is positive, not {amount}")
    return Entry(source, -amount), Entry(target, amount)


def reversal(posting: Posting, id: str, on: date, by: str, note: str) -> Posting:
    """The exact opposite of a posting. Raises Conflict for a posting that is itself a reversal."""
    if posting.reverses is not None:
        raise Conflict("冲正分录不能再次冲正", "A reversal cannot be reversed")
    opposite = tuple(Entry(entry.account, -entry.amount) for entry in posting.entries)
    kind = f"{posting.kind}_reversal"
    about, year = posting.about, posting.year
    return Posting(id, posting.city, year, posting.fund, kind, on, opposite, about, by, note, reverses=posting.id)
