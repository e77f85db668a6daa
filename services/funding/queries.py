"""Funding's questions, one function each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from services.funding import carrying, views
from services.funding.claiming import drawn
from services.funding.domain import account as accounts
from services.funding.domain import budget as budgets
from services.funding.domain import claim as claims
from services.funding.domain import inspection as inspections
from services.funding.domain import reward as rewards
from services.funding.domain.account import FundAccount, subsidy_of
from services.funding.domain.allocation import reversed_
from services.funding.domain.claim import claim_id
from services.funding.domain.money import yuan
from services.funding.domain.posting import TREASURY, Posting, move
from services.funding.rules import Rules
from services.funding.store import FundingWork
from shared.actions import action, hindrance
from shared.actor import Actor
from shared.dictionaries import day_in_force, dictionary, entries, rules_said, steps
from shared.errors import Conflict
from shared.rulebook import Rulebook
from shared.work import Page

View = dict[str, Any]
Filter = dict[str, Any]


def budget(work: FundingWork, rulebook: Rulebook, actor: Actor, budget_id: str) -> View:
    """One budget, with what the asker may do."""
    found = work.budgets.get(budget_id)
    rules = Rules.of(rulebook, on=work.today)
    trial = FundAccount("trial", work.city, found.fund, found.year, "trial")
    actions = [
        views.action(
            "supplement", "supplement_budget", actor, found, lambda: budgets.supplement(found, rules, 1, None, actor)
        ),
        views.action(
            "allocate", "make_allocation", actor, found, lambda: budgets.allocate(found, trial, rules, 1, actor)
        ),
    ]
    return {**views.budget(found), "actions": actions}


def list_budgets(
    work: FundingWork, rulebook: Rulebook, actor: Actor, year: int | None = None, fund: str | None = None, **page: Any
) -> Page[View]:
    """The city's budgets."""
    return _shown(work.budgets.page(_given(year=year, fund=fund), **page), views.budget)


def budget_postings(work: FundingWork, rulebook: Rulebook, actor: Actor, budget_id: str, **page: Any) -> Page[View]:
    """The postings of the city's pool of one fund and year."""
    work.budgets.get(budget_id)
    return _shown(work.postings.page({"entries.account": budget_id}, **page), views.posting)


def allocation(work: FundingWork, rulebook: Rulebook, actor: Actor, allocation_id: str) -> View:
    """One allocation, with what the asker may do."""
    found = work.allocations.get(allocation_id)
    take_back = views.action("reverse", "reverse_allocation", actor, found, lambda: reversed_(found, ""))
    return {**views.allocation(found), "actions": [take_back]}


def list_allocations(
    work: FundingWork, rulebook: Rulebook, actor: Actor, year: int | None = None, unit: str | None = None, **page: Any
) -> Page[View]:
    """Allocations the asker may see."""
    return _shown(work.allocations.page(_given(year=year, unit=unit), **page), views.allocation)


def fund_account(work: FundingWork, rulebook: Rulebook, actor: Actor, account_id: str) -> View:
    """One unit's account of a year, with what the asker may do."""
    found = work.fund_accounts.get(account_id)
    rules = Rules.of(rulebook, on=work.today)
    return {**views.fund_account(found), "actions": [_rate_action(found, rules, actor)]}


def list_fund_accounts(
    work: FundingWork, rulebook: Rulebook, actor: Actor, year: int | None = None, unit: str | None = None, **page: Any
) -> Page[View]:
    """Accounts the asker may see."""
    return _shown(work.fund_accounts.page(_given(year=year, unit=unit), **page), views.fund_account)


def account_postings(work: FundingWork, rulebook: Rulebook, actor: Actor, account_id: str, **page: Any) -> Page[View]:
    """The postings of a unit's account: its ledger."""
    work.fund_accounts.get(account_id)
    return _shown(work.postings.page({"entries.account": account_id}, **page), views.posting)


def claim(work: FundingWork, rulebook: Rulebook, actor: Actor, claim_id: str) -> View:
    """One claim, with what the asker may do."""
    found = work.claims.get(claim_id)
    rules = Rules.of(rulebook, on=work.today)
    account = work.fund_accounts.find(found.fund_account)
    today = work.today

    def approving() -> None:
        claims.review(found, rules, "approve", actor, today)
        not_ended()

    def not_ended() -> None:
        filing = work.known_filings.find(found.filing)
        claims.check_not_ended(found, rules, work.known_agreements.find(found.agreement), filing)

    def paying() -> None:
        not_ended()
        empty = FundAccount(found.fund_account, work.city, found.fund, found.year, found.unit)
        held = account or empty
        claims.pay(found, replace(held, received=held.paid + carrying.available(work, held)), "trial", actor, today)

    def reversing() -> None:
        paid = work.postings.find(found.posting or "")
        trial = Posting("trial", work.city, 0, "", "", today, move(1, TREASURY, "trial"), "", "")
        restored = account or FundAccount("trial", work.city, "", 0, "")
        claims.reverse(found, restored, paid or trial, "trial", actor, today, "")

    actions = [
        views.action("approve", "approve_claim", actor, found, approving),
        views.action(
            "refuse", "refuse_claim", actor, found, lambda: claims.review(found, rules, "reject", actor, today, "x")
        ),
        views.action("pay", "pay_claim", actor, found, paying),
        views.action("reverse", "reverse_claim", actor, found, reversing),
    ]
    return {**views.claim(found), "actions": actions}


def claim_prospect(work: FundingWork, rulebook: Rulebook, actor: Actor, record: str, subsidy: str = "trip") -> View:
    """What one would be paid for a service of one's own if it were claimed now, or what stands in the way.

    `claim` and `status` are those of the claim already made for it, if any; `amount` is None where none comes of it.
    """
    known = work.known_records.find(record)
    made = work.claims.find(claim_id(subsidy, record)) if known and known.person == actor.person else None

    def submitting() -> None:
        nonlocal made
        if known is None or known.person != actor.person:
            raise Conflict("此次服务尚未确认，确认后即可申领", "Not confirmed yet; claim it once it is")
        made = drawn(work, Rules.of(rulebook, on=work.today), actor, known, subsidy).claim

    there, why = made, hindrance(submitting)
    return {
        "record": record,
        "subsidy": subsidy,
        "claim": there.id if there else None,
        "status": there.status if there else None,
        "amount": yuan(made.amount) if made else None,
        "actions": [action("submit_claim", **why)],
    }


def list_claims(
    work: FundingWork,
    rulebook: Rulebook,
    actor: Actor,
    status: str | None = None,
    person: str | None = None,
    unit: str | None = None,
    year: int | None = None,
    **page: Any,
) -> Page[View]:
    """Claims the asker may see."""
    return _shown(work.claims.page(_given(status=status, person=person, unit=unit, year=year), **page), views.claim)


def reward_candidates(
    work: FundingWork, rulebook: Rulebook, actor: Actor, year: int | None = None, **page: Any
) -> Page[View]:
    """Published results from which a commendation or reward follows; `rewarded` says whether one was paid."""
    found = work.known_results.page({"rewardable": True, **_given(year=year)}, **page)
    paid = {reward.id for reward in work.rewards.some({"id": {"$in": [result.id for result in found.items]}})}
    return _shown(found, lambda result: {**views.candidate(result), "rewarded": result.id in paid})


def reward(work: FundingWork, rulebook: Rulebook, actor: Actor, reward_id: str) -> View:
    """One reward, with what the asker may do."""
    found = work.rewards.get(reward_id)
    pool = work.budgets.get(budgets.budget_id(found.fund, found.year, work.city))
    paid = work.postings.get(found.posting)
    take_back = views.action(
        "reverse",
        "reverse_reward",
        actor,
        found,
        lambda: rewards.reverse(found, pool, paid, "trial", actor, work.today, ""),
    )
    return {**views.reward(found), "actions": [take_back]}


def list_rewards(
    work: FundingWork, rulebook: Rulebook, actor: Actor, year: int | None = None, **page: Any
) -> Page[View]:
    """The city's rewards."""
    return _shown(work.rewards.page(_given(year=year), **page), views.reward)


def inspection(work: FundingWork, rulebook: Rulebook, actor: Actor, inspection_id: str) -> View:
    """One finding, with what the asker may do."""
    found = work.inspections.get(inspection_id)
    rules = Rules.of(rulebook, on=work.today)

    def deciding() -> None:
        inspections.decide(found, rules, True, False, "", actor, work.today)

    actions = [
        views.action(name, command, actor, found, deciding)
        for name, command in (("confirm", "confirm_misuse"), ("dismiss", "dismiss_misuse"))
    ]
    return {**views.inspection(found), "actions": actions}


def list_inspections(
    work: FundingWork, rulebook: Rulebook, actor: Actor, status: str | None = None, **page: Any
) -> Page[View]:
    """The city's findings."""
    return _shown(work.inspections.page(_given(status=status), **page), views.inspection)


def _rate_action(found: FundAccount, rules: Rules, actor: Actor) -> View:
    def setting() -> None:
        stated = subsidy_of(rules, "trip")
        least = stated.range.least.value if stated.range else 0
        day = max((rate.since for rate in found.rates), default=found.first_day)
        accounts.set_rate(found, rules, "trip", least or 1, day, actor.account)

    return views.action("set_rate", "set_rate", actor, found, setting)


def _given(**filters: Any) -> Filter:
    return {name: value for name, value in filters.items() if value is not None}


def _shown(page: Page[Any], view: Callable[[Any], View]) -> Page[Any]:
    return Page([view(item) for item in page.items], page.next)


def dictionaries(work: FundingWork, rulebook: Rulebook) -> View:
    """What the codes of the city's funding.yml are called."""
    rules = Rules.of(rulebook, day_in_force(rulebook, work.today))
    named = {"fund": rules.funds, "subsidy": rules.subsidies, "misuse": rules.misuse}
    return {
        "items": [
            *(dictionary(name, entries(stated)) for name, stated in named.items()),
            steps(rules),
            rules_said(rules),
        ]
    }
