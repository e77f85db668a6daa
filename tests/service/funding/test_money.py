"""Money over a real database: budgets, allocations, claims, payments, reversals; exact, whoever pays at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from shared.errors import Conflict, Forbidden, Invalid, NotFound, Outdated, Refused
from tests.factories import funding as make
from tests.service.funding.conftest import Funding

CITY = make.actor("city_officer")
FINANCE = make.actor("finance_officer")
MANAGER = make.manager()
ME = make.commissioner()
SET_BY_THE_BUREAU = "石家庄市科学技术局设定（2021-01-01）"


def test_money_goes_from_the_budget_to_the_unit_to_the_person_and_the_ledger_sums_to_zero(funding: Funding) -> None:
    account = funding.budgeted("100000", "50000", "650")
    (claim,) = funding.claimed()
    funding.command("approve_claim", {"claim_id": claim}, MANAGER)
    paid = funding.command("pay_claim", {"claim_id": claim}, MANAGER)
    assert (paid["status"], paid["amount"], paid["version"]) == ("paid", "650.00", 3)
    assert funding.question("fund_account", {"account_id": account}, MANAGER)["balance"] == "49350.00"
    assert funding.ledger() == {
        "treasury": -10_000_000,
        "special-2025-130100": 5_000_000,
        account: 4_935_000,
        f"payee:{make.PERSON}": 65_000,
    }
    (told,) = funding.told("claim_paid")
    assert told["data"]["amount"] == 65_000
    assert {"rule": "funding.subsidies.trip.amount"} in told["rules"]


def test_a_years_budget_is_opened_once_and_supplemented(funding: Funding) -> None:
    given = {"fund": "special", "year": 2025, "amount": "1000"}
    opened = funding.command("open_budget", given, FINANCE)
    with pytest.raises(Conflict):
        funding.command("open_budget", given, CITY)
    added = {"budget_id": opened["id"], "amount": "500.50"}
    assert funding.command("supplement_budget", added, CITY, version=1)["amount"] == "1500.50"
    with pytest.raises(Outdated):
        funding.command("supplement_budget", added, CITY, version=1)
    assert funding.ledger()["treasury"] == -150_050


def test_no_more_is_allocated_than_there_is_and_only_to_units_that_exist(funding: Funding) -> None:
    budget = funding.command("open_budget", {"fund": "special", "year": 2025, "amount": "1000"}, FINANCE)["id"]
    with pytest.raises(NotFound):
        funding.command("make_allocation", {"budget": budget, "unit": "nobody", "amount": "1"}, CITY)
    with pytest.raises(Conflict, match=r"1000\.00"):
        funding.command("make_allocation", {"budget": budget, "unit": make.UNIT, "amount": "1000.01"}, CITY)
    made = funding.command("make_allocation", {"budget": budget, "unit": make.UNIT, "amount": "1000"}, CITY)
    back = funding.command("reverse_allocation", {"allocation_id": made["id"], "reason": "单位有误"}, FINANCE)
    assert back["status"] == "reversed"
    assert funding.ledger() == {"treasury": -100_000, budget: 100_000, made["fund_account"]: 0}


def test_what_a_unit_has_spent_is_not_taken_back(funding: Funding) -> None:
    funding.budgeted("1000", "600", "600")
    (claim,) = funding.claimed()
    funding.command("approve_claim", {"claim_id": claim}, MANAGER)
    funding.command("pay_claim", {"claim_id": claim}, MANAGER)
    allocation = funding.question("allocations", {}, CITY)["items"][0]["id"]
    with pytest.raises(Conflict, match="单位账户余额不足"):
        funding.command("reverse_allocation", {"allocation_id": allocation, "reason": "收回"}, CITY)


def test_a_rate_outside_500_to_800_yuan_is_refused_with_the_article(funding: Funding) -> None:
    account = funding.budgeted()
    for amount in ("499.99", "800.01"):
        with pytest.raises(Refused) as refused:
            funding.command("set_rate", {"account_id": account, "subsidy": "trip", "amount": amount}, MANAGER)
        assert refused.value.article == "六（二）"
    other = make.manager("unit-2")
    with pytest.raises(NotFound):
        funding.command("set_rate", {"account_id": account, "subsidy": "trip", "amount": "600"}, other)


def test_a_record_is_claimed_once_by_its_own_person(funding: Funding) -> None:
    funding.budgeted()
    with pytest.raises(NotFound):
        funding.command("submit_claim", {"record": "record-0"}, ME)
    funding.claimed()
    with pytest.raises(Refused) as refused:
        funding.command("submit_claim", {"record": "record-0"}, ME)
    assert refused.value.rule.endswith("one_claim_per_trip")
    with pytest.raises(NotFound):
        funding.command("submit_claim", {"record": "record-0"}, make.commissioner("person-2"))
    with pytest.raises(Forbidden):
        funding.command("submit_claim", {"record": "record-0"}, MANAGER)
    assert len(funding.told("claim_submitted")) == 1


def test_what_a_trip_would_be_paid_is_told_before_it_is_claimed(funding: Funding) -> None:
    funding.budgeted(rate="650")

    def told(by: Any = ME) -> tuple[Any, ...]:
        said = funding.question("claim_prospect", {"record": "record-0"}, by)
        [claiming] = said["actions"]
        return said["amount"], said["claim"], said["status"], claiming["open"], claiming["article"]

    assert told() == (None, None, None, False, ""), "not heard of yet"
    funding.hear("records.record_confirmed", make.record_confirmed(record="record-0"))
    assert told() == ("650.00", None, None, True, "")
    assert told(make.commissioner("person-2")) == (None, None, None, False, ""), "as if there were none"
    assert funding.told("claim_submitted") == []
    claim = funding.command("submit_claim", {"record": "record-0"}, ME)["id"]
    amount, made, status, open_now, article = told()
    assert (amount, made, status, open_now) == ("650.00", claim, "submitted", False)
    assert article
    assert told(make.commissioner("person-2"))[1] is None


def test_nothing_is_claimed_under_a_suspended_filing_until_it_is_resumed(funding: Funding) -> None:
    funding.budgeted()
    funding.hear("records.record_confirmed", make.record_confirmed())
    told = {"filing": make.FILING, "subject": "commissioner", "article": "五", "on": "2025-07-01"}
    funding.hear("registry.filing_suspended", told, version=2)
    with pytest.raises(Refused) as refused:
        funding.command("submit_claim", {"record": make.RECORD}, ME)
    assert (refused.value.rule, refused.value.article) == ("registry.suspensions", "五")
    funding.hear("registry.filing_resumed", told, version=3)
    funding.hear("registry.filing_suspended", told, version=2)  # again, late: it changes nothing
    assert funding.command("submit_claim", {"record": make.RECORD}, ME)["status"] == "submitted"


def test_of_twenty_claims_of_one_trip_at_once_one_is_made(funding: Funding) -> None:
    funding.budgeted()
    funding.hear("records.record_confirmed", make.record_confirmed())
    workers = [funding.service, funding.another_process()]
    calls = [funding.call("submit_claim", {"record": make.RECORD}, ME) for _ in range(20)]

    def one(number: int) -> dict[str, Any]:
        return workers[number % 2].calls.carry_out([calls[number]])[0]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(one, range(20)))
    kinds = sorted(answer["problem"]["kind"] if "problem" in answer else "made" for answer in answers)
    assert kinds == ["made"] + ["refused"] * 19


def test_200_claims_at_once_on_one_balance_are_exact(funding: Funding) -> None:
    account = funding.budgeted("100000", "90000", "600")  # for 150 of the 200
    claims = funding.claimed(200)
    approved = funding.command("approve_claims", {"account_id": account, "claims": claims}, MANAGER)
    assert {item["status"] for item in approved["items"]} == {"approved"}
    workers = [funding.service, funding.another_process(), funding.another_process(), funding.another_process()]
    calls = [funding.call("pay_claim", {"claim_id": claim}, MANAGER) for claim in claims]
    messages = [calls[start : start + 10] for start in range(0, 200, 10)]

    def carry_out(number: int) -> list[dict[str, Any]]:
        return workers[number % 4].calls.carry_out(messages[number])

    with ThreadPoolExecutor(8) as pool:
        answers = [answer for group in pool.map(carry_out, range(len(messages))) for answer in group]
    paid = [answer for answer in answers if "result" in answer]
    assert len(paid) == 150
    assert {answer["problem"].get("code") for answer in answers if "problem" in answer} == {"balance"}
    held = funding.ledger()
    assert (held[account], held[f"payee:{make.PERSON}"], sum(held.values())) == (0, 9_000_000, 0)
    assert funding.question("fund_account", {"account_id": account}, MANAGER)["balance"] == "0.00"
    assert len(funding.told("claim_paid")) == 150


def test_a_list_of_trips_is_claimed_in_one_call_each_judged_by_itself(funding: Funding) -> None:
    funding.budgeted()
    for record, day in (("r1", "2025-06-01"), ("r2", "2025-06-02"), ("r3", "2024-12-31")):
        funding.hear("records.record_confirmed", make.record_confirmed(record=record, on=day))
    funding.hear("records.record_confirmed", make.record_confirmed(record="other", person="person-2"))
    listed = {"records": ["unknown", "r1", "r2", "r1", "r3", "other"]}
    items = funding.command("submit_claims", listed, ME)["items"]
    assert [item["record"] for item in items] == ["unknown", "r1", "r2", "r3", "other"]
    assert [item["claim"] and item["claim"]["status"] for item in items] == [None, "submitted", "submitted", None, None]
    assert [item["refused"] and item["refused"]["kind"] for item in items] == [
        "not_found", None, None, "refused", "not_found",
    ]  # fmt: skip
    assert next(item["refused"] for item in items if item["record"] == "r3")["article"]
    again = funding.command("submit_claims", {"records": ["r1", "r2"]}, ME)["items"]
    assert {item["refused"]["rule"].rpartition(".")[2] for item in again} == {"one_claim_per_trip"}
    assert len(funding.told("claim_submitted")) == 2
    with pytest.raises(NotFound):
        funding.command("submit_claims", {"records": ["unknown"]}, ME)
    with pytest.raises(NotFound):
        funding.command("submit_claims", {"records": ["r1"]}, make.commissioner("person-9"))


def test_a_months_list_is_judged_one_by_one(funding: Funding) -> None:
    account = funding.budgeted("100000", "1200", "600")  # for two of the three
    claims = funding.claimed(3)
    listed = {"account_id": account, "claims": [*claims, "no-such"]}
    outcome = funding.command("approve_claims", listed, MANAGER)["items"]
    assert [item["status"] for item in outcome] == ["approved", "approved", "approved", None]
    assert outcome[3]["refused"]["kind"] == "not_found"
    outcome = funding.command("pay_claims", listed, MANAGER)["items"]
    assert [item["status"] for item in outcome[:3]] == ["paid", "paid", "approved"]
    assert outcome[2]["refused"]["code"] == "balance"
    assert funding.ledger()[account] == 0


def test_a_payment_is_reversed_exactly_and_the_trip_stays_claimed(funding: Funding) -> None:
    account = funding.budgeted()
    (claim,) = funding.claimed()
    funding.command("approve_claim", {"claim_id": claim}, MANAGER)
    before = funding.ledger()
    funding.command("pay_claim", {"claim_id": claim}, MANAGER)
    undone = funding.command("reverse_claim", {"claim_id": claim, "reason": "重复发放"}, FINANCE)
    assert undone["status"] == "reversed"
    assert funding.ledger() == {**before, f"payee:{make.PERSON}": 0}
    kinds = [
        posting["kind"] for posting in funding.question("account_postings", {"account_id": account}, MANAGER)["items"]
    ]
    assert sorted(kinds) == ["allocation", "payment", "payment_reversal"]
    with pytest.raises(Conflict):
        funding.command("reverse_claim", {"claim_id": claim, "reason": "再来一次"}, FINANCE)
    with pytest.raises(Refused):
        funding.command("submit_claim", {"record": "record-0"}, ME)


def test_a_unit_refuses_a_claim_with_its_reason(funding: Funding) -> None:
    funding.budgeted()
    (claim,) = funding.claimed()
    refused = funding.command("refuse_claim", {"claim_id": claim, "reason": "当日未出差"}, MANAGER)
    assert (refused["status"], refused["stop"]["reason"]) == ("refused", "当日未出差")
    with pytest.raises(Conflict):
        funding.command("approve_claim", {"claim_id": claim}, MANAGER)


@pytest.mark.parametrize(
    ("event", "data", "status"),
    [
        ("dispatch.agreement_ended", make.agreement_ended("filing_cancelled"), "stopped"),
        ("dispatch.agreement_ended", make.agreement_ended("expired"), "submitted"),
        ("registry.filing_cancelled", {"filing": make.FILING, "ground": "appraisal"}, "stopped"),
    ],
)
def test_unpaid_claims_stop_when_what_they_rest_on_ends(
    funding: Funding, event: str, data: dict[str, Any], status: str
) -> None:
    funding.budgeted()
    paid, unpaid = funding.claimed(2)
    funding.command("approve_claim", {"claim_id": paid}, MANAGER)
    funding.command("pay_claim", {"claim_id": paid}, MANAGER)
    funding.hear(event, data)
    states = [funding.question("claim", {"claim_id": id}, ME)["status"] for id in (paid, unpaid)]
    assert states == ["paid", status]
    assert len(funding.told("claim_stopped")) == (status == "stopped")


def test_no_claim_slips_past_the_ending_that_stops_it(funding: Funding) -> None:
    funding.budgeted()
    other = funding.another_process()
    for n in range(12):
        funding.hear("dispatch.agreement_filed", make.agreement_filed(agreement=f"a{n}"))
        funding.hear("records.record_confirmed", make.record_confirmed(record=f"r{n}", agreement=f"a{n}"))
        call = funding.call("submit_claim", {"record": f"r{n}"}, ME)
        with ThreadPoolExecutor(2) as pool:
            claimed = pool.submit(other.calls.carry_out, [call])
            ended = pool.submit(
                funding.hear, "dispatch.agreement_ended", make.agreement_ended("sham", agreement=f"a{n}")
            )
            ended.result()
            answer = claimed.result()[0]
        if "result" in answer:
            assert funding.question("claim", {"claim_id": answer["result"]["id"]}, ME)["status"] == "stopped"


@pytest.mark.parametrize("step", ["approve", "pay"])
def test_a_claim_that_slipped_past_the_ending_is_not_approved_nor_paid(funding: Funding, step: str) -> None:
    account = funding.budgeted()
    (claim,) = funding.claimed()
    if step == "pay":
        funding.command("approve_claim", {"claim_id": claim}, MANAGER)
    told = {"ended_on": "2025-06-03", "ground": "sham"}  # as if the stop had read its snapshot an instant too early
    funding.service.store.database["known_agreements"].update_one({"_id": make.AGREEMENT}, {"$set": told})
    with pytest.raises(Refused) as refused:
        funding.command(f"{step}_claim", {"claim_id": claim}, MANAGER)
    assert refused.value.article == SET_BY_THE_BUREAU
    (item,) = funding.command(f"{step}_claims", {"account_id": account, "claims": [claim]}, MANAGER)["items"]
    assert item["refused"]["article"] == SET_BY_THE_BUREAU
    actions = {one["action"]: one for one in funding.question("claim", {"claim_id": claim}, MANAGER)["actions"]}
    assert (actions[step]["open"], actions[step]["article"]) == (False, SET_BY_THE_BUREAU)


def test_an_event_heard_twice_stops_a_claim_once(funding: Funding) -> None:
    funding.budgeted()
    funding.claimed()
    for _ in range(2):
        funding.hear("dispatch.agreement_ended", make.agreement_ended("sham"), id="event-1")
    assert len(funding.told("claim_stopped")) == 1


def test_an_end_heard_before_its_beginning_is_kept(funding: Funding) -> None:
    funding.budgeted()
    funding.hear("dispatch.agreement_ended", make.agreement_ended("sham", agreement="agreement-2"))
    funding.hear("dispatch.agreement_filed", make.agreement_filed(agreement="agreement-2"))
    funding.hear("records.record_confirmed", make.record_confirmed(record="r2", agreement="agreement-2"))
    with pytest.raises(Refused) as refused:
        funding.command("submit_claim", {"record": "r2"}, ME)
    assert refused.value.rule.endswith("agreement_broken")


def test_an_answer_says_what_is_open_to_the_asker_and_why_the_rest_is_not(funding: Funding) -> None:
    funding.budgeted()
    (claim,) = funding.claimed()

    def actions(by: Any) -> dict[str, Any]:
        return {one["action"]: one for one in funding.question("claim", {"claim_id": claim}, by)["actions"]}

    assert [name for name, one in actions(MANAGER).items() if one["open"]] == ["approve", "refuse"]
    assert "待支付" in actions(MANAGER)["pay"]["reason"]
    assert not any(one["open"] for one in actions(ME).values())


def test_everyone_sees_their_own(funding: Funding) -> None:
    funding.budgeted()
    funding.claimed(2)
    assert len(funding.question("claims", {}, ME)["items"]) == 2
    assert len(funding.question("claims", {"status": "submitted"}, MANAGER)["items"]) == 2
    assert len(funding.question("claims", {}, CITY)["items"]) == 2
    for stranger in (make.commissioner("person-2"), make.manager("unit-2"), make.actor("city_officer", make.BAOTOU)):
        assert funding.question("claims", {}, stranger)["items"] == []
    with pytest.raises(Forbidden):
        funding.question("claims", {}, make.actor("host_manager"))


def test_a_negative_or_fractional_fen_is_not_an_amount(funding: Funding) -> None:
    for amount in ("-1", "0", "1.001", "1e3", "", "٣"):
        with pytest.raises(Invalid):
            funding.command("open_budget", {"fund": "special", "year": 2025, "amount": amount}, FINANCE)
