"""Acts against a merged record, and its credit entries: who answers for the winner reads them and may appeal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from services.registry.domain import unfinished
from services.registry.domain.merging import MOST_MOVED, Moved
from services.registry.domain.sanction import Sanction
from services.registry.store import RegistryWork

Noun = Literal["person", "unit"]


def carry(
    work: RegistryWork,
    noun: Noun,
    winner: str,
    loser: str,
    party: str,
    sanctions: Sequence[Sanction],
    accounts: Iterable[str],
) -> tuple[Moved, ...]:
    """What was moved; each with the accounts that came to it. `party`: the loser's key in the credit register."""
    readers, moved = list(accounts), []
    for one in sanctions:
        if getattr(one.target, noun) == loser:
            came = tuple(account for account in readers if account not in one.target.accounts)
            work.sanctions.save(unfinished.against(one, noun, winner, came))
            moved.append(Moved("sanction", one.id, 0, came))
    for entry in work.credit_entries.some({"party": party}, limit=MOST_MOVED):
        came = tuple(account for account in readers if account not in entry.accounts)
        if came:
            work.credit_entries.save(unfinished.read_by(entry, came))
            moved.append(Moved("credit_entry", entry.id, 0, came))
    return tuple(moved)


def give_back(work: RegistryWork, noun: Noun, loser: str, moved: Iterable[Moved]) -> None:
    """The reverse."""
    for one in moved:
        if one.kind == "sanction":
            work.sanctions.save(unfinished.against_again(work.sanctions.get(one.id), noun, loser, one.fields))
        if one.kind == "credit_entry":
            work.credit_entries.save(unfinished.read_no_more(work.credit_entries.get(one.id), one.fields))
