"""Commands on claims and on the units' accounts they are paid from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from services.funding import carrying, events, views
from services.funding.claiming import drawn
from services.funding.domain import account as accounts
from services.funding.domain import claim as claims
from services.funding.domain.account import FundAccount, subsidy_of
from services.funding.domain.claim import Claim, claim_id
from services.funding.domain.known import KnownRecord
from services.funding.rules import Rules
from services.funding.store import FundingWork
from shared.actor import Actor
from shared.errors import NotFound, Problem
from shared.rulebook import Rulebook


def set_rate(
    work: FundingWork,
    rulebook: Rulebook,
    actor: Actor,
    account_id: str,
    subsidy: str,
    amount: int,
    since: date | None = None,
) -> dict[str, Any]:
    """What the unit pays per trip, within the document's range; from `since` (today)."""
    account = work.fund_accounts.get(account_id)
    rules = Rules.of(rulebook, on=work.today)
    first = since or max(work.today, account.first_day)
    changed = accounts.set_rate(account, rules, subsidy, amount, first, actor.account)
    work.fund_accounts.save(changed)
    stated = subsidy_of(rules, subsidy)
    work.announce(events.rate_set(changed, changed.rates[-1], f"funding.subsidies.{subsidy}.range", stated.cite))
    return views.fund_account(work.stored(changed))


def submit_claim(
    work: FundingWork, rulebook: Rulebook, actor: Actor, record: str, subsidy: str = "trip"
) -> dict[str, Any]:
    """Claims one trip from one confirmed record."""
    known = work.known_records.get(record)
    return views.claim(_submit(work, rulebook, actor, known, subsidy))


def submit_claims(
    work: FundingWork, rulebook: Rulebook, actor: Actor, records: list[str], subsidy: str = "trip"
) -> dict[str, Any]:
    """One's trips of some weeks claimed in one call; each is judged by itself, and answers for itself."""
    wanted = list(dict.fromkeys(records))
    work.known_records.some({"id": {"$in": wanted}})  # both in one query each; `find` then has them at hand
    work.claims.some({"id": {"$in": [claim_id(subsidy, record) for record in wanted]}})
    items: list[dict[str, Any]] = []
    for record in wanted:
        try:
            known = work.known_records.find(record)
            if known is None or known.person != actor.person:
                raise NotFound("known_records")
            claim = views.claim(_submit(work, rulebook, actor, known, subsidy))
            items.append({"record": record, "claim": claim, "refused": None})
        except Problem as problem:
            items.append({"record": record, "claim": None, "refused": problem.as_dict()})
    if not work.checked:
        raise NotFound("known_records")
    return {"items": items}


def approve_claim(work: FundingWork, rulebook: Rulebook, actor: Actor, claim_id: str, note: str = "") -> dict[str, Any]:
    """The unit approves a claim; it is then payable."""
    return views.claim(_approve(work, rulebook, actor, work.claims.get(claim_id), note))


def refuse_claim(work: FundingWork, rulebook: Rulebook, actor: Actor, claim_id: str, reason: str) -> dict[str, Any]:
    """The unit refuses a claim, with its reason."""
    claim = work.claims.get(claim_id)
    refused = claims.review(claim, Rules.of(rulebook, on=work.today), "reject", actor, work.today, reason)
    work.claims.save(refused)
    work.announce(events.claim_refused(refused))
    return views.claim(work.stored(refused))


def pay_claim(work: FundingWork, rulebook: Rulebook, actor: Actor, claim_id: str) -> dict[str, Any]:
    """Pays an approved claim out of the unit's account."""
    claim = work.claims.get(claim_id)
    return views.claim(_pay(work, rulebook, actor, claim, work.fund_accounts.get(claim.fund_account)))


def reverse_claim(work: FundingWork, rulebook: Rulebook, actor: Actor, claim_id: str, reason: str) -> dict[str, Any]:
    """Undoes a payment by the exact opposite posting."""
    claim = work.claims.get(claim_id)
    account = work.fund_accounts.get(claim.fund_account)
    paid = work.postings.get(claim.posting or "")
    reversed, restored, posting = claims.reverse(claim, account, paid, work.new_id(), actor, work.today, reason)
    work.claims.save(reversed)
    work.fund_accounts.save(carrying.on_it_goes(work, restored))
    work.postings.add(posting)
    work.announce(events.claim_reversed(reversed))
    return views.claim(work.stored(reversed))


def approve_claims(
    work: FundingWork, rulebook: Rulebook, actor: Actor, account_id: str, claims: list[str]
) -> dict[str, Any]:
    """A month's list approved in one call; each claim is judged by itself, and answers for itself."""
    account = work.fund_accounts.get(account_id)
    return _each(work, account, claims, lambda claim: _approve(work, rulebook, actor, claim, ""))


def pay_claims(
    work: FundingWork, rulebook: Rulebook, actor: Actor, account_id: str, claims: list[str]
) -> dict[str, Any]:
    """A month's list paid in one call; where the balance runs out, the rest is refused one by one."""
    account = work.fund_accounts.get(account_id)
    return _each(
        work, account, claims, lambda claim: _pay(work, rulebook, actor, claim, work.fund_accounts.get(account_id))
    )


def _each(work: FundingWork, account: FundAccount, ids: list[str], act: Callable[[Claim], Claim]) -> dict[str, Any]:
    found = {claim.id: claim for claim in work.claims.some({"id": {"$in": ids}, "fund_account": account.id})}
    work.known_agreements.some({"id": {"$in": sorted({claim.agreement for claim in found.values()})}})
    work.known_filings.some({"id": {"$in": sorted({claim.filing for claim in found.values()})}})
    items: list[dict[str, Any]] = []
    for id in dict.fromkeys(ids):
        try:
            if id not in found:
                raise NotFound("claims")
            items.append({"claim": id, "status": act(found[id]).status, "refused": None})
        except Problem as problem:
            status = found[id].status if id in found else None
            items.append({"claim": id, "status": status, "refused": problem.as_dict()})
    return {"items": items}


def _approve(work: FundingWork, rulebook: Rulebook, actor: Actor, claim: Claim, note: str) -> Claim:
    rules = Rules.of(rulebook, on=work.today)
    approved = claims.review(claim, rules, "approve", actor, work.today, note)
    _check_not_ended(work, rules, claim)
    work.claims.save(approved)
    if approved.status == "approved":
        work.announce(events.claim_approved(approved))
    stored: Claim = work.stored(approved)
    return stored


def _pay(work: FundingWork, rulebook: Rulebook, actor: Actor, claim: Claim, account: FundAccount) -> Claim:
    if claim.status == "approved":
        _check_not_ended(work, Rules.of(rulebook, on=work.today), claim)
        account = carrying.fetched(work, account, claim.amount)
    paid, smaller, posting = claims.pay(claim, account, work.new_id(), actor, work.today)
    work.claims.save(paid)
    work.fund_accounts.save(smaller)
    work.postings.add(posting)
    work.announce(events.claim_paid(paid))
    stored: Claim = work.stored(paid)
    return stored


def _submit(work: FundingWork, rulebook: Rulebook, actor: Actor, known: KnownRecord, subsidy: str) -> Claim:
    made = drawn(work, Rules.of(rulebook, on=work.today), actor, known, subsidy)
    work.claims.add(made.claim)
    work.known_agreements.hold(made.agreement)
    work.known_filings.hold(made.filing)
    for whom, tally in made.tallies.items():
        work.tallies.save(claims.with_taken(tally, made.claim, whom))
    work.announce(events.claim_submitted(made.claim))
    stored: Claim = work.stored(made.claim)
    return stored


def _check_not_ended(work: FundingWork, rules: Rules, claim: Claim) -> None:
    agreement = work.known_agreements.find(claim.agreement)
    claims.check_not_ended(claim, rules, agreement, work.known_filings.find(claim.filing))
