"""Money of a unit that was merged: carried to the account of whoever stands for it, and fetched for what it still owes.

A unit's money is accounted separately (专款专用、单独核算), so every movement is a posting of its own. Claims,
allocations and rates stay with the account they were made for: what one of them needs is fetched from where the money
went, and what comes back to it (a reversal) goes on there. A unit merged twice over follows step by step.
"""

from __future__ import annotations

from services.funding import events
from services.funding.domain import account as accounts
from services.funding.domain.account import FundAccount, account_id
from services.funding.domain.posting import Posting, move
from services.funding.store import FundingWork
from shared.repointing import Merger

MOST = 1_000  # accounts of one unit: one per fund and year


def on_merged(work: FundingWork, merger: Merger) -> None:
    """What the merged unit has left goes to the winner's account of the same fund and year."""
    for account in _of(work, merger):
        if account.into:
            continue
        id = account_id(account.fund, account.year, merger.winner)
        empty = FundAccount(id, account.city, account.fund, account.year, merger.winner)
        work.fund_accounts.save(work.fund_accounts.get_or(id, empty))
        work.fund_accounts.save(on_it_goes(work, accounts.merged(account, id)))


def on_unmerged(work: FundingWork, merger: Merger) -> None:
    """What is left of the carried money comes back; what was paid out of it meanwhile was paid."""
    for account in _of(work, merger):
        if not account.into:
            continue
        left = min(max(account.carried, 0), available(work, account) - account.balance)
        work.fund_accounts.save(accounts.parted(fetched(work, account, account.balance + left)))


def fetched(work: FundingWork, account: FundAccount, amount: int) -> FundAccount:
    """The account with `amount` (fen) on it, where whoever stands for it has that; the caller saves it."""
    short = amount - account.balance
    if not account.into or short <= 0 or available(work, account) < amount:
        return account
    holder = fetched(work, work.fund_accounts.get(account.into), short)
    back, smaller = accounts.brought(account, holder, short)
    work.fund_accounts.save(smaller)
    _moved(work, holder.id, account, short, back=True)
    return back


def on_it_goes(work: FundingWork, account: FundAccount) -> FundAccount:
    """The account with nothing left on it, where somebody stands for it; the caller saves it."""
    amount = account.balance
    if not account.into or amount <= 0:
        return account
    gone, larger = accounts.carried(account, work.fund_accounts.get(account.into))
    work.fund_accounts.save(on_it_goes(work, larger))
    _moved(work, account.into, account, amount, back=False)
    return gone


def available(work: FundingWork, account: FundAccount) -> int:
    """What could be paid from it (fen): its balance, and that of whoever stands for it."""
    return account.balance + (available(work, work.fund_accounts.get(account.into)) if account.into else 0)


def _of(work: FundingWork, merger: Merger) -> list[FundAccount]:
    return work.fund_accounts.some({"unit": merger.id}, limit=MOST)


def _moved(work: FundingWork, holder: str, account: FundAccount, amount: int, back: bool) -> None:
    if amount <= 0:
        return
    source, target = (holder, account.id) if back else (account.id, holder)
    entries, kind = move(amount, source, target), "merger_reversal" if back else "merger"
    by, on = work.actor.account, work.today
    work.postings.add(Posting(work.new_id(), work.city, account.year, account.fund, kind, on, entries, account.id, by))
    work.announce(events.fund_account_carried(account, holder, amount, back))
