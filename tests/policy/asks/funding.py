"""What the cases of funding ask: each function takes (rules, given, on) and answers plainly, or raises Refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from services.funding.domain.account import FundAccount, in_range, set_rate, subsidy_of
from services.funding.domain.budget import Budget, Source, allocate, fund_of, open_budget
from services.funding.domain.inspection import Inspection, decide, misuse_of
from services.funding.domain.known import KnownFiling, KnownResult
from services.funding.domain.money import yuan
from services.funding.domain.reward import facts_of, grant, reward_for
from services.funding.domain.subsidy import assess, borne_by, parts_due, stopped_by
from services.funding.rules import (
    AgreementFacts,
    ClaimFacts,
    EndingFacts,
    FilingFacts,
    RecordFacts,
    ResultFacts,
    Rules,
    ServiceFacts,
    Taken,
)
from shared.actor import Actor, Grant
from shared.chain import open_actions, start

Given = dict[str, Any]
PARTS = {
    "record": RecordFacts,
    "agreement": AgreementFacts,
    "filing": FilingFacts,
    "service": ServiceFacts,
    "result": ResultFacts,
}
IN_ORDER: dict[str, Any] = {
    "record": RecordFacts(confirmed=True),
    "agreement": AgreementFacts(covers=True),
    "filing": FilingFacts(subject="commissioner", live=True),
    "service": ServiceFacts(),
    "result": ResultFacts(),
}


def fund(rules: Rules, given: Given, on: date) -> Any:
    """What is stated of a fund."""
    stated = fund_of(rules, given["fund"])
    return {
        "held_by": stated.held_by,
        "earmarked": stated.earmarked,
        "separately_accounted": stated.separately_accounted,
        "budgeted_by": list(stated.budgeted_by),
        "supervised_by": list(stated.supervised_by),
        "sources": [giver.kind for giver in stated.sources],
    }


def budget(rules: Rules, given: Given, on: date) -> Any:
    """Opens a budget; the amount is in yuan."""
    amount = given["yuan"] * 100
    opened = open_budget(rules, given["fund"], on.year, amount, (), "", _actor(given.get("by", "finance_officer")), on)
    return {"amount": yuan(opened.amount), "free": yuan(opened.free)}


def allocation(rules: Rules, given: Given, on: date) -> Any:
    """Allocates to a unit out of a budget."""
    total = given.get("budget_yuan", 1_000_000) * 100
    held = Budget("b", "c", given["fund"], on.year, total, (Source("own", total),))
    empty = FundAccount("a", "c", given["fund"], on.year, "u")
    left, account = allocate(held, empty, rules, given["yuan"] * 100, _actor(given.get("by", "finance_officer")))
    return {"left": yuan(left.free), "balance": yuan(account.balance)}


def rate(rules: Rules, given: Given, on: date) -> Any:
    """A unit sets what it pays."""
    account = FundAccount("a", "c", "special", on.year, "u")
    after = set_rate(account, rules, given.get("subsidy", "trip"), round(given["yuan"] * 100), on, "m")
    return {"rate": yuan(after.rate(given.get("subsidy", "trip"), on) or 0)}


def claim(rules: Rules, given: Given, on: date) -> Any:
    """What a claim comes to, by its facts; yuan."""
    return {"yuan": assess(subsidy_of(rules, given["subsidy"]), _facts(given, on)) / 100}


def parts(rules: Rules, given: Given, on: date) -> Any:
    """The parts of an amount: for each, yuan and whether it is due."""
    found = parts_due(subsidy_of(rules, given["subsidy"]), _facts(given, on))
    return {one.part: {"yuan": one.amount / 100, "due": not one.missing} for one in found}


def shares(rules: Rules, given: Given, on: date) -> Any:
    """Which level bears what; yuan."""
    stated = subsidy_of(rules, given["subsidy"]).shares
    return {level: part / 100 for level, part in borne_by(stated, given["yuan"] * 100).items()}


def range_(rules: Rules, given: Given, on: date) -> Any:
    """Whether an amount that a party sets lies in the document's range."""
    in_range(subsidy_of(rules, given["subsidy"]), round(given["yuan"] * 100))
    return {"within": True}


def review(rules: Rules, given: Given, on: date) -> Any:
    """Who handles a claim."""
    chain = subsidy_of(rules, given["subsidy"]).review
    state = start(chain, on, _actor("commissioner"))
    return {"open": [f"{party}:{action}" for _, party, action in open_actions(state, chain) if party != "applicant"]}


def stop(rules: Rules, given: Given, on: date) -> Any:
    """Whether an unpaid claim stops when its agreement or filing ends so."""
    found = stopped_by(subsidy_of(rules, "trip"), EndingFacts(given["of"], given["ground"], on.isoformat()))
    return {"stopped": bool(found), "articles": [finding.article for finding in found]}


def reward(rules: Rules, given: Given, on: date) -> Any:
    """Grants a reward for a result."""
    subject = given.get("subject", "commissioner")
    result = KnownResult(
        "r", "c", "cycle", on.year - 1, subject, "f", "p", "u", given.get("grade", "excellent"),
        given.get("score", 95.0), tuple(given.get("consequences", ())),
    )  # fmt: skip
    filing = KnownFiling("f", "c", subject, since=on)
    facts = facts_of(result, filing, int(given.get("yuan", 0) * 100), on)
    name, subsidy = reward_for(rules, facts)
    total = given.get("fund_yuan", 100_000) * 100
    pool = Budget("b", "c", "reward", on.year, total, (Source("own", total),))
    made, left, _ = grant(rules, name, subsidy, facts, result, filing, pool, "p", "", _actor("city_officer"), on)
    return {"reward": name, "yuan": made.amount / 100, "named": made.named, "left": left.free / 100}


def misuse(rules: Rules, given: Given, on: date) -> Any:
    """What follows from a confirmed finding."""
    stated = misuse_of(rules, given["ground"])
    found = Inspection("i", "c", "f", "p", "u", given["ground"], (), "", (), "reported", "inspector", on)
    decided = decide(
        found, rules, given.get("confirmed", True), given.get("suspected", False), "", _actor("city_officer"), on
    )
    then = list(decided.consequences)
    return {"found_by": list(stated.found_by), "decided_by": list(stated.decided_by), "then": then}


def _facts(given: Given, on: date) -> ClaimFacts:
    held = {name: replace(IN_ORDER[name], **_plain(given.get(name, {}))) for name in PARTS}
    fen = {name: round(given.get(f"{name}_yuan", 0) * 100) for name in ("rate", "asked", "cost")}
    taken = tuple(
        Taken(str(one["day"]), round(one["yuan"] * 100), one.get("whom", "person")) for one in given.get("taken", ())
    )
    day = str(given.get("day", on.isoformat()))
    return ClaimFacts(
        on=day,
        claimed_on=on.isoformat(),
        year=int(day[:4]),
        taken=taken,
        cost_class=given.get("cost_class", ""),
        **held,
        **fen,
    )


def _plain(part: Given) -> Given:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in part.items()}


def _actor(role: str) -> Actor:
    return Actor(f"account-{role}", role, "c", None, (Grant(role),))
