"""Baotou: no trip subsidy, a reward fund, and the inspection of the use of funds."""

from __future__ import annotations

from typing import Any

import pytest

from shared.errors import Conflict, Forbidden, Refused
from tests.factories import funding as make
from tests.service.funding.conftest import Funding

CITY = make.actor("city_officer", make.BAOTOU)
INSPECTOR = make.actor("inspector", make.BAOTOU)


@pytest.fixture
def baotou(funding: Funding) -> Funding:
    """One filed commissioner whose result was commended."""
    funding.hear("registry.filing_made", make.filing_made(kind="technical_service"), make.BAOTOU)
    funding.hear("appraisal.result_published", make.result_published(), make.BAOTOU)
    return funding


def opened(funding: Funding) -> Any:
    return funding.command("open_budget", {"fund": "reward", "year": 2025, "amount": "5000"}, CITY)


def test_a_trip_claim_is_answered_with_the_documents_silence(funding: Funding) -> None:
    funding.hear("records.record_confirmed", make.record_confirmed(record="b1"), make.BAOTOU)
    me = make.actor("commissioner", make.BAOTOU, person=make.PERSON)
    with pytest.raises(Refused, match="本办法未作规定") as refused:
        funding.command("submit_claim", {"record": "b1"}, me)
    assert refused.value.article == "第三十一条"


def test_a_commended_result_is_rewarded_from_the_fund(baotou: Funding) -> None:
    with pytest.raises(Conflict):
        baotou.command("pay_reward", {"result": "cycle-1-filing-1", "amount": "3000"}, CITY)
    opened(baotou)
    (candidate,) = baotou.question("reward_candidates", {"year": "2024"}, CITY)["items"]
    assert (candidate["grade"], candidate["rewarded"]) == ("excellent", False)
    paid = baotou.command("pay_reward", {"result": candidate["id"], "amount": "3000"}, CITY)
    assert (paid["amount"], paid["named"], paid["subsidy"]) == ("3000.00", True, "reward_commissioner")
    with pytest.raises(Conflict, match="已奖励"):
        baotou.command("pay_reward", {"result": candidate["id"], "amount": "1"}, CITY)
    assert baotou.ledger() == {"treasury": -500_000, "reward-2025-150200": 200_000, f"payee:{make.PERSON}": 300_000}
    undone = baotou.command("reverse_reward", {"reward_id": paid["id"], "reason": "账号有误"}, CITY)
    assert undone["status"] == "reversed"
    assert baotou.ledger()["reward-2025-150200"] == 500_000


def test_the_reward_fund_is_not_allocated_to_units(baotou: Funding) -> None:
    budget = opened(baotou)["id"]
    baotou.hear("registry.unit_registered", {"unit": "unit-b", "name": "工作站"}, make.BAOTOU)
    with pytest.raises(Refused) as refused:
        baotou.command("make_allocation", {"budget": budget, "unit": "unit-b", "amount": "1"}, CITY)
    assert refused.value.article == "第二十七条"


def test_a_finding_is_reported_by_the_inspector_and_decided_by_the_city(baotou: Funding) -> None:
    given = {"filing": make.FILING, "ground": "subsidy_fraud", "note": "虚报"}
    with pytest.raises(Forbidden):
        baotou.command("report_misuse", given, make.actor("county_officer", make.BAOTOU))
    found = baotou.command("report_misuse", given, INSPECTOR)
    with pytest.raises(Forbidden):
        baotou.command("confirm_misuse", {"inspection_id": found["id"]}, INSPECTOR)
    assert baotou.told("misuse_found") == []
    decided = baotou.command("confirm_misuse", {"inspection_id": found["id"], "suspected": True}, CITY)
    assert decided["consequences"] == ["misconduct_record", "hand_over"]
    (told,) = baotou.told("misuse_found")
    assert told["data"]["consequences"][0] == {
        "then": "misconduct_record", "rule": "funding.misuse.subsidy_fraud", "article": "第三十一条",
    }  # fmt: skip
    assert told["data"]["person"] == make.PERSON


def test_a_dismissed_finding_announces_no_misuse(baotou: Funding) -> None:
    given = {"filing": make.FILING, "ground": "serious_misuse", "note": "票据不全"}
    found = baotou.command("report_misuse", given, INSPECTOR)
    decided = baotou.command("dismiss_misuse", {"inspection_id": found["id"], "reason": "已补齐"}, CITY)
    assert (decided["status"], baotou.told("misuse_found")) == ("dismissed", [])


def test_shijiazhuang_states_no_reward_fund(funding: Funding) -> None:
    funding.hear("appraisal.result_published", make.result_published())
    given = {"result": "cycle-1-filing-1", "amount": "3000"}
    with pytest.raises(Refused, match="本办法未作规定") as refused:
        funding.command("pay_reward", given, make.actor("city_officer"))
    assert refused.value.article == "五（二）"
