"""Rewards out of the reward fund, and findings of misuse."""

from dataclasses import replace

import pytest

from services.funding.domain import budget as budgets
from services.funding.domain import inspection as inspections
from services.funding.domain import reward as rewards
from services.funding.domain.budget import Source
from shared.errors import Conflict, Forbidden, Invalid, Refused
from tests.factories import funding as make

RULES = make.rules(make.BAOTOU)
POOL = make.budget(1_000_000, make.BAOTOU, "reward")
OFFICER = make.actor("city_officer", make.BAOTOU)


def grant(asked=300_000, pool=POOL, result=None, **changes):
    result = result or make.result(**changes)
    facts = rewards.facts_of(result, None, asked, make.DAY)
    name, subsidy = rewards.reward_for(RULES, facts)
    return rewards.grant(RULES, name, subsidy, facts, result, None, pool, "p1", "", OFFICER, make.DAY)


def test_a_reward_is_paid_from_the_fund_and_reversed_exactly():
    reward, left, posting = grant()
    assert (reward.amount, reward.named, left.free) == (300_000, True, 700_000)
    undone, restored, opposite = rewards.reverse(reward, left, posting, "p2", OFFICER, make.DAY, "重复发放")
    assert (undone.status, restored, opposite.reverses) == ("reversed", POOL, "p1")


def test_the_fund_is_not_overdrawn():
    with pytest.raises(Conflict, match=r"10000\.00"):
        grant(1_000_001)


def test_an_officer_names_the_amount_that_the_document_does_not_give():
    with pytest.raises(Invalid):
        grant(0)


def test_a_year_without_a_fund_pays_nothing():
    with pytest.raises(Conflict):
        grant(pool=None)


def test_only_a_commended_result_is_rewarded_and_only_what_is_nearest_is_told():
    with pytest.raises(Refused) as refused:
        grant(consequences=())
    assert [finding["rule"] for finding in refused.value.details["findings"]] == [
        "funding.subsidies.reward_commissioner.conditions.outstanding"
    ]


def test_a_workstation_is_paid_as_a_unit():
    reward, _, posting = grant(subject="workstation", person=None)
    assert reward.subsidy == "reward_workstation"
    assert posting.entries[1].account == f"payee:{make.UNIT}"


def test_a_reward_is_not_reversed_twice():
    reward, left, posting = grant()
    with pytest.raises(Conflict):
        rewards.reverse(replace(reward, status="reversed"), left, posting, "p2", OFFICER, make.DAY, "x")


def test_sources_add_up_to_the_budget():
    with pytest.raises(Invalid, match=""):
        budgets.open_budget(RULES, "reward", 2025, 100, (Source("own", 99),), "", OFFICER, make.DAY)


def test_a_source_that_the_document_does_not_name_is_refused():
    with pytest.raises(Invalid):
        budgets.open_budget(RULES, "reward", 2025, 100, (Source("matched", 100),), "", OFFICER, make.DAY)


def test_a_commissioner_does_not_budget():
    with pytest.raises(Forbidden):
        budgets.open_budget(make.rules(), "special", 2025, 100, (), "", make.commissioner(), make.DAY)


def report(role="inspector"):
    who = make.actor(role, make.BAOTOU)
    filing = make.filing(city=make.BAOTOU)
    return inspections.report(RULES, "i1", filing, "subsidy_fraud", (), "虚报出差", (), who, make.DAY)


def test_an_inspector_finds_and_the_city_decides():
    decided = inspections.decide(report(), RULES, True, True, "属实", OFFICER, make.DAY)
    assert (decided.status, decided.consequences) == ("confirmed", ("misconduct_record", "hand_over"))


def test_a_dismissed_finding_has_no_consequences():
    assert inspections.decide(report(), RULES, False, False, "不实", OFFICER, make.DAY).consequences == ()


def test_a_finding_is_decided_once():
    decided = inspections.decide(report(), RULES, True, False, "", OFFICER, make.DAY)
    with pytest.raises(Conflict):
        inspections.decide(decided, RULES, False, False, "", OFFICER, make.DAY)


def test_whoever_the_document_does_not_name_finds_nothing():
    with pytest.raises(Forbidden):
        report("county_officer")


def test_the_finder_does_not_decide():
    found = replace(report(), reported_by=OFFICER.account)
    with pytest.raises(Forbidden):
        inspections.decide(found, RULES, True, False, "", OFFICER, make.DAY)
