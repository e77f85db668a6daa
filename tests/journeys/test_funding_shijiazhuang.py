"""The special fund of Shijiazhuang (S-6(1)–(3)) over HTTP: budget, allocation, rate, lists of trips, reversal."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.journeys.people import SHIJIAZHUANG, Answer, People, Someone, eventually
from tests.journeys.serving import Service, served

DAY = date(2025, 3, 31)
YEAR = 2025


@pytest.fixture(scope="module")
def work(people: People) -> Service:
    """An industrial commissioner under an agreement from June 2024 to the end of 2025."""
    return served(people, SHIJIAZHUANG)


@pytest.fixture(scope="module")
def finance(people: People) -> Someone:
    """The finance bureau's officer, who budgets and supervises."""
    return people.invited(SHIJIAZHUANG, "finance_officer").on(DAY)


@pytest.fixture(scope="module")
def account(work: Service, finance: Someone) -> str:
    """The university's account of the year: 2,000 yuan at 700 a trip, for two trips and no third."""
    made = finance.on(DAY).post("/budgets", {"fund": "special", "year": YEAR, "amount": "300000"})
    assert (made["free"], made["sources"]) == ("300000.00", [{"kind": "own", "amount": "300000.00"}])
    given = {"budget": made["id"], "unit": work.station.id, "amount": "2000.00"}
    opened: str = eventually(lambda: finance.post("/allocations", given))["fund_account"]
    manager = work.station.manager.on(DAY)
    for wrong in ("499.99", "800.01"):
        said = {"subsidy": "trip", "amount": wrong, "since": f"{YEAR}-01-01"}
        assert manager.refused(f"/fund-accounts/{opened}/rate", said, version=1).articles == ["六（二）"]
    manager.post(
        f"/fund-accounts/{opened}/rate", {"subsidy": "trip", "amount": "700", "since": f"{YEAR}-01-01"}, version=1
    )
    return opened


@pytest.fixture(scope="module")
def claims(work: Service, account: str) -> list[Answer]:
    """Three trips of March, claimed in one call."""
    records = [work.confirmed(date(YEAR, 3, day))["id"] for day in (4, 11, 18)]
    me, made = work.commissioner.on(DAY), dict[str, Any]()

    def all_claimed() -> bool:
        left = [record for record in records if record not in made]
        for item in me.post("/claims/lists", {"records": left})["items"]:
            made.update({item["record"]: item["claim"]} if item["claim"] else {})
        return len(made) == len(records)

    eventually(all_claimed)
    return [made[record] for record in records]


def test_trips_claimed_by_list_are_approved_and_paid_as_far_as_the_account_goes(
    work: Service, account: str, claims: list[Answer], finance: Someone
) -> None:
    assert {claim["amount"] for claim in claims} == {"700.00"}
    manager = work.station.manager.on(DAY)
    ids = [claim["id"] for claim in claims]
    manager.post(f"/fund-accounts/{account}/approvals", {"claims": ids})
    paid = manager.post(f"/fund-accounts/{account}/payments", {"claims": ids})["items"]
    assert [item["status"] for item in paid] == ["paid", "paid", "approved"]
    assert paid[2]["refused"]["code"] == "balance"
    assert finance.get(f"/fund-accounts/{account}")["balance"] == "600.00"
    again = work.commissioner.post("/claims/lists", {"records": [claims[0]["record"]]})["items"]
    assert again[0]["refused"]["rule"].endswith("one_claim_per_trip")

    shown = manager.get(f"/claims/{ids[2]}")
    pay = next(one for one in shown["actions"] if one["action"] == "pay")
    assert (pay["open"], "600.00" in pay["reason"]) == (False, True)
    finance.post("/allocations", {"budget": f"special-{YEAR}-{SHIJIAZHUANG}", "unit": work.station.id, "amount": "100"})
    assert manager.post(f"/claims/{ids[2]}/payment", version=shown["version"])["status"] == "paid"

    ledger = finance.get(f"/fund-accounts/{account}/postings")["items"]
    assert sum(float(entry["amount"]) for posting in ledger for entry in posting["entries"]) == 0
    assert sorted(posting["kind"] for posting in ledger) == [
        "allocation",
        "allocation",
        "payment",
        "payment",
        "payment",
    ]


def test_a_wrong_payment_is_reversed_and_the_trip_stays_claimed(
    work: Service, account: str, claims: list[Answer], finance: Someone
) -> None:
    paid = finance.get(f"/claims/{claims[0]['id']}")
    undone = finance.post(f"/claims/{paid['id']}/reversal", {"reason": "录入有误"}, version=paid["version"])
    assert undone["status"] == "reversed"
    assert finance.get(f"/fund-accounts/{account}")["balance"] == "700.00"
    assert work.commissioner.on(DAY).refused("/claims", {"record": paid["record"]}).articles == ["六（二）"]


def test_a_unit_refuses_a_trip_that_was_none(work: Service, account: str) -> None:
    record = work.confirmed(date(YEAR, 3, 25))["id"]
    claim = eventually(lambda: work.commissioner.on(DAY).post("/claims", {"record": record}))
    manager = work.station.manager.on(DAY)
    refused = manager.post(f"/claims/{claim['id']}/refusal", {"reason": "企业派车接送"}, version=claim["version"])
    assert (refused["status"], refused["stop"]["article"]) == ("refused", "六（二）")


def test_each_sees_what_is_theirs(work: Service, account: str, people: People) -> None:
    other = served(people, SHIJIAZHUANG)
    assert other.commissioner.get("/claims")["items"] == []
    assert other.station.manager.get("/fund-accounts", year=YEAR)["items"] == []
    other.station.manager.refused(f"/fund-accounts/{account}/payments", {"claims": ["x"]}, status=404)
    work.commissioner.refused("/budgets", {"fund": "special", "year": 2030, "amount": "1"}, status=403)
    assert people.invited(SHIJIAZHUANG, "inspector").get("/fund-accounts", year=YEAR)["items"] != []


def test_what_the_plan_does_not_say_is_not_made_up(people: People) -> None:
    city = people.officer(SHIJIAZHUANG)
    silent = city.refused("/budgets", {"fund": "reward", "year": 2031, "amount": "1000"})
    assert "未设立" in silent.body["detail"]
