"""Commands on rewards and on inspections of the use of funds."""

from __future__ import annotations

from typing import Any

from services.funding import events, views
from services.funding.domain import inspection as inspections
from services.funding.domain import reward as rewards
from services.funding.domain.budget import budget_id
from services.funding.rules import Rules
from services.funding.store import FundingWork
from shared.actor import Actor
from shared.errors import Conflict, NotFound
from shared.rulebook import Rulebook


def pay_reward(
    work: FundingWork, rulebook: Rulebook, actor: Actor, result: str, amount: int = 0, note: str = ""
) -> dict[str, Any]:
    """A reward for a published result, out of this year's reward fund."""
    known = work.known_results.get(result)
    rules = Rules.of(rulebook, on=work.today)
    filing = work.known_filings.find(known.filing)
    facts = rewards.facts_of(known, filing, amount, work.today)
    name, subsidy = rewards.reward_for(rules, facts)
    if work.rewards.find(known.id) is not None:
        raise Conflict("此项评价结果已奖励", "This result has been rewarded already", code="rewarded")
    fund = subsidy.fund.value
    budget = work.budgets.find(budget_id(fund, work.today.year, work.city)) if fund else None
    reward, left, posting = rewards.grant(
        rules, name, subsidy, facts, known, filing, budget, work.new_id(), note, actor, work.today
    )
    work.rewards.add(reward)
    work.budgets.save(left)
    work.postings.add(posting)
    work.announce(events.reward_paid(reward))
    return views.reward(work.stored(reward))


def reverse_reward(work: FundingWork, rulebook: Rulebook, actor: Actor, reward_id: str, reason: str) -> dict[str, Any]:
    """Undoes a reward by the exact opposite posting."""
    reward = work.rewards.get(reward_id)
    budget = work.budgets.get(budget_id(reward.fund, reward.year, work.city))
    paid = work.postings.get(reward.posting)
    reversed, restored, posting = rewards.reverse(reward, budget, paid, work.new_id(), actor, work.today, reason)
    work.rewards.save(reversed)
    work.budgets.save(restored)
    work.postings.add(posting)
    work.announce(events.reward_reversed(reversed))
    return views.reward(work.stored(reversed))


def report_misuse(
    work: FundingWork,
    rulebook: Rulebook,
    actor: Actor,
    filing: str,
    ground: str,
    note: str,
    claims: list[str] | None = None,
    evidence: list[str] | None = None,
) -> dict[str, Any]:
    """What an inspection found about somebody's use of funds; the city decides upon it."""
    known = work.known_filings.get(filing)
    rules = Rules.of(rulebook, on=work.today)
    named = tuple(claims or ())
    if len(work.claims.some({"id": {"$in": list(named)}, "filing": filing})) != len(set(named)):
        raise NotFound("claims")
    files = tuple(work.cite(receipt) for receipt in evidence or ())
    found = inspections.report(rules, work.new_id(), known, ground, named, note, files, actor, work.today)
    work.inspections.add(found)
    work.announce(events.misuse_reported(found))
    return views.inspection(work.stored(found))


def confirm_misuse(
    work: FundingWork, rulebook: Rulebook, actor: Actor, inspection_id: str, note: str = "", suspected: bool = False
) -> dict[str, Any]:
    """The city confirms a finding; what follows is the document's."""
    return _decide(work, rulebook, actor, inspection_id, True, suspected, note)


def dismiss_misuse(
    work: FundingWork, rulebook: Rulebook, actor: Actor, inspection_id: str, reason: str
) -> dict[str, Any]:
    """The city does not confirm a finding."""
    return _decide(work, rulebook, actor, inspection_id, False, False, reason)


def _decide(
    work: FundingWork, rulebook: Rulebook, actor: Actor, id: str, confirmed: bool, suspected: bool, note: str
) -> dict[str, Any]:
    found = work.inspections.get(id)
    rules = Rules.of(rulebook, on=work.today)
    decided = inspections.decide(found, rules, confirmed, suspected, note, actor, work.today)
    work.inspections.save(decided)
    work.announce(events.misuse_found(decided) if confirmed else events.misuse_dismissed(decided))
    return views.inspection(work.stored(decided))
