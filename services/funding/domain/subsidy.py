"""Whether, and how much: a subsidy's conditions, range, caps and parts over the facts of one claim. Pure; fen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.funding.domain.account import in_range
from services.funding.domain.money import split, yuan
from services.funding.rules import Cap, ClaimFacts, EndingFacts, Part, Share, Subsidy, Taken
from shared.rulebook import Condition, Finding, check, refuse


@dataclass(frozen=True)
class Due:
    """One part (tranche) of an amount: its share in fen, and what still stands in its way."""

    part: str
    amount: int
    missing: tuple[Finding, ...]


def assess(subsidy: Subsidy, facts: ClaimFacts) -> int:
    """What is due for these facts. Raises one Refused that names everything unmet, each with its article.

    Where the document gives no amount and nobody is named to give one, that silence is the refusal.
    """
    if subsidy.amount.source == "silent" and subsidy.named_by is None:
        raise subsidy.amount.refused("本办法未作规定", "This document does not say")
    subsidy.fund.require()
    findings = [*check(subsidy.conditions, facts), *check(subsidy.windows, facts), *_costs(subsidy, facts)]
    amount = _amount(subsidy, facts) if not findings else 0
    refuse([*findings, *_over(subsidy.caps, facts, amount)])
    return amount


def parts_due(subsidy: Subsidy, facts: ClaimFacts) -> list[Due]:
    """The amount by its parts, in the rulebook's order, each with what it still waits for. Raises as `assess` does."""
    amount = assess(subsidy, facts)
    parts: dict[str, Part] = dict(subsidy.parts or {})
    if not parts:
        return [Due("whole", amount, ())]
    amounts = split(amount, tuple(part.percent.require() for part in parts.values()))
    return [
        Due(name, share, tuple(check(part.conditions, facts)))
        for (name, part), share in zip(parts.items(), amounts, strict=True)
    ]


def borne_by(shares: tuple[Share, ...], amount: int) -> dict[str, int]:
    """Which level bears how much of an amount; empty where the document does not divide it."""
    if not shares:
        return {}
    return dict(zip((s.level for s in shares), split(amount, tuple(s.percent for s in shares)), strict=True))


def stopped_by(subsidy: Subsidy, ending: EndingFacts) -> list[Finding]:
    """Why an unpaid claim stops when its agreement or filing ends in this way; empty when it stays payable."""
    return check(subsidy.stops, ending)


def _amount(subsidy: Subsidy, facts: ClaimFacts) -> int:
    if subsidy.range is not None:
        if subsidy.range.each == "unit" and facts.rate == 0:
            raise subsidy.range.least.refused("派出单位尚未确定补助的具体金额", "The unit has not set its rate yet")
        in_range(subsidy, facts.rate if subsidy.range.each == "unit" else facts.asked)
    return facts.asked if subsidy.amount.source == "silent" else subsidy.amount.of(facts)


def _costs(subsidy: Subsidy, facts: ClaimFacts) -> list[Finding]:
    if not subsidy.costs or not facts.cost_class:
        return []
    stated = subsidy.costs.get(facts.cost_class)
    if stated is not None and stated.eligible:
        return []
    article = stated.cite if stated is not None else subsidy.cite
    reason = f"{stated.label if stated else facts.cost_class}不在可列支范围"
    return [Finding(f"costs.{facts.cost_class}", article, reason, "Not an eligible class of cost", False, "always")]


def _over(caps: tuple[Cap, ...], facts: ClaimFacts, amount: int) -> list[Finding]:
    findings = []
    for cap in caps:
        most = cap.at_most.value
        if most is None:
            continue
        before = [taken for taken in facts.taken if _same_span(cap, taken, facts.on)]
        used = len(before) + 1 if cap.of == "times" else sum(taken.amount for taken in before) + amount
        if used > most:
            shown = f"{most}次" if cap.of == "times" else f"{yuan(most)}元"
            reason = f"{cap.otherwise}（上限{shown}）"
            findings.append(Finding(cap.at_most.id, cap.cite, reason, cap.otherwise_en, False, "always"))
    return findings


def _same_span(cap: Cap, taken: Taken, on: str) -> bool:
    length = {"day": 10, "month": 7, "year": 4, "ever": 0}[cap.per]
    return taken.whom == cap.whom and taken.on[:length] == on[:length]


def days_filed(since: date | None, on: date) -> int:
    """How many days a filing had stood on a day; 0 when it is not known."""
    return max((on - since).days, 0) if since else 0


def conditions_of(subsidy: Subsidy) -> tuple[Condition[ClaimFacts], ...]:
    """All that a claimant is held against, for a form to show beforehand."""
    return (*subsidy.conditions, *subsidy.windows)
