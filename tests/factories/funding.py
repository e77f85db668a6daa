"""Funding's records and facts for tests: everything in order, until a test says otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from services.funding.domain.account import FundAccount, Rate, account_id
from services.funding.domain.budget import Budget, Source, budget_id
from services.funding.domain.claim import Claim, submit
from services.funding.domain.known import KnownAgreement, KnownFiling, KnownRecord, KnownResult
from services.funding.rules import Rules
from shared.actor import Actor, Grant
from shared.rulebook import Rulebook

ROOT = Path(__file__).parents[2]
SHIJIAZHUANG, BAOTOU = "130100", "150200"
FOLDERS = {SHIJIAZHUANG: "130100-shijiazhuang", BAOTOU: "150200-baotou"}
DAY = date(2025, 6, 3)
UNIT, HOST, PERSON, FILING, AGREEMENT, RECORD = "unit-1", "host-1", "person-1", "filing-1", "agreement-1", "record-1"


@cache
def rules(city: str = SHIJIAZHUANG, on: date = DAY) -> Rules:
    """The city's funding rules of a day."""
    return Rules.of(_book(city), on)


@cache
def _book(city: str) -> Rulebook:
    return Rulebook(ROOT / "shared" / "rulebooks" / FOLDERS[city])


def actor(role: str, city: str = SHIJIAZHUANG, unit: str | None = None, person: str | None = None) -> Actor:
    """Somebody with one role; the account is named after it."""
    return Actor(f"account-{role}-{unit or person or 'city'}", role, city, person, (Grant(role, unit),))


def commissioner(person: str = PERSON) -> Actor:
    """The claimant."""
    return actor("commissioner", person=person)


def manager(unit: str = UNIT) -> Actor:
    """Who approves and pays."""
    return actor("dispatching_manager", unit=unit)


def record(id: str = RECORD, **changes: Any) -> KnownRecord:
    """A confirmed service inside the agreement's term."""
    known = KnownRecord(id, SHIJIAZHUANG, AGREEMENT, FILING, PERSON, UNIT, HOST, "130102", DAY, 4.0)
    return replace(known, **changes)


def agreement(**changes: Any) -> KnownAgreement:
    """An agreement in force from 2025 to the end of 2026."""
    since, until = date(2025, 1, 1), date(2026, 12, 31)
    return replace(KnownAgreement(AGREEMENT, SHIJIAZHUANG, FILING, UNIT, HOST, since, until), **changes)


def filing(**changes: Any) -> KnownFiling:
    """An industrial-enterprise commissioner, filed at the beginning of 2025."""
    since = date(2025, 1, 1)
    known = KnownFiling(FILING, SHIJIAZHUANG, "commissioner", "industrial", "city", PERSON, "account-p", since=since)
    return replace(known, **changes)


def account(received: int = 10_000_000, rate: int | None = 60_000, **changes: Any) -> FundAccount:
    """The unit's account of 2025 with 100,000 yuan and a rate of 600 yuan a trip."""
    rates = (Rate("trip", rate, date(2025, 1, 1), "account-m"),) if rate else ()
    id = account_id("special", DAY.year, UNIT)
    return replace(FundAccount(id, SHIJIAZHUANG, "special", DAY.year, UNIT, received, 0, rates), **changes)


def budget(amount: int = 50_000_000, city: str = SHIJIAZHUANG, fund: str = "special", **changes: Any) -> Budget:
    """A year's budget of 500,000 yuan."""
    made = Budget(budget_id(fund, DAY.year, city), city, fund, DAY.year, amount, (Source("own", amount),), set_on=DAY)
    return replace(made, **changes)


def result(**changes: Any) -> KnownResult:
    """An excellent result of a Baotou commissioner."""
    then = ("commend", "reward")
    known = KnownResult(
        "cycle-1-filing-1", BAOTOU, "cycle-1", 2024, "commissioner", FILING, PERSON, UNIT, "excellent", 95.0, then
    )
    return replace(known, **changes)


def claim(id: str = RECORD, amount: int = 60_000) -> Claim:
    """A claim as it stands after submission."""
    return submit(
        rules(), "trip", record(id), agreement(), filing(), account(rate=amount), None, (), commissioner(), DAY
    )


def filing_made(**changes: Any) -> dict[str, Any]:
    """As registry announces a commissioner's filing."""
    told = {
        "filing": FILING, "subject": "commissioner", "kind": "industrial", "level": "city", "person": PERSON,
        "account": "account-p", "unit": None, "sender_unit": UNIT, "name": "特派员", "since": "2025-01-01",
        "provincial": False,
    }  # fmt: skip
    return {**told, **changes}


def agreement_filed(**changes: Any) -> dict[str, Any]:
    """As dispatch announces a filed agreement."""
    told = {
        "agreement": AGREEMENT, "filing": FILING, "person": PERSON, "sender_unit": UNIT, "host_unit": HOST,
        "since": "2025-01-01", "until": "2026-12-31",
    }  # fmt: skip
    return {**told, **changes}


def agreement_ended(ground: str, **changes: Any) -> dict[str, Any]:
    """As dispatch announces an agreement's end."""
    return {**agreement_filed(), "ended_on": "2025-06-03", "ground": ground, **changes}


def record_confirmed(**changes: Any) -> dict[str, Any]:
    """As records announces a confirmed service."""
    told = {
        "record": RECORD, "agreement": AGREEMENT, "filing": FILING, "person": PERSON, "sender_unit": UNIT,
        "host_unit": HOST, "host_county": "130102", "on": DAY.isoformat(), "hours": 4,
    }  # fmt: skip
    return {**told, **changes}


def result_published(**changes: Any) -> dict[str, Any]:
    """As appraisal announces a commended result."""
    told = {
        "result": "cycle-1-filing-1", "cycle": "cycle-1", "year": 2024, "subject": "commissioner", "filing": FILING,
        "person": PERSON, "unit": None, "grade": "excellent", "score": 95, "rank": 1,
        "consequences": [{"then": "commend", "rule": "r", "article": "第二十六条"}],
    }  # fmt: skip
    return {**told, **changes}
