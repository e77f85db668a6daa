"""Two records turn out to be one person, or one unit: caps count what both took; a unit's money goes along."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from shared.errors import Conflict, NotFound, Refused
from tests.factories import funding as make
from tests.factories.announced import announced
from tests.parts import Parts
from tests.service.funding.conftest import Funding

CAP = """    caps:
      - cite: 六（三）
        per: year
        whom: {whom}
        of: times
        at_most: {{cite: 六（三）, value: 3}}
        otherwise: 每年不超过3次
    stops:
"""
OTHER = "person-2"


@pytest.fixture
def capped(parts: Parts, namespace: str, tmp_path: Path, request: Any, monkeypatch: Any) -> Iterator[Funding]:
    """The service where a trip is paid at most three times a year, to one person or by one unit."""
    books = tmp_path / "shared" / "rulebooks"
    shutil.copytree(make.ROOT / "shared" / "rulebooks", books)
    file = books / make.FOLDERS[make.SHIJIAZHUANG] / "funding.yml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("    stops:\n", CAP.format(whom=request.param), 1), "utf-8")
    monkeypatch.setattr(make, "ROOT", tmp_path)
    funding = Funding(parts, namespace)
    for unit in (make.UNIT, "unit-2"):
        funding.hear("registry.unit_registered", {"unit": unit, "name": unit, "unit_kind": "university"})
    funding.hear("registry.filing_made", make.filing_made())
    funding.hear("dispatch.agreement_filed", make.agreement_filed())
    yield funding
    funding.service.store.client.close()


def merged(funding: Funding, noun: str, winner: str, loser: str, undone: bool = False) -> None:
    type = f"registry.{noun}_{'un' if undone else ''}merged"
    funding.hear(type, announced(type, {"winner": winner, "loser": loser}))


def trips(funding: Funding, person: str, *numbers: int, **more: Any) -> list[Any]:
    """Services confirmed and claimed; the claims, or what refused them."""
    answers = []
    for number in numbers:
        record = make.record_confirmed(record=f"record-{number}", person=person, on=f"2025-05-{number:02}", **more)
        funding.hear("records.record_confirmed", record)
        try:
            answers.append(funding.command("submit_claim", {"record": f"record-{number}"}, make.commissioner(person)))
        except Refused as refused:
            answers.append(refused.article)
    return answers


def taken(funding: Funding, whom: str) -> int:
    kept = funding.service.store.database["tallies"].find_one({"_id": f"trip-{make.SHIJIAZHUANG}-{whom}"})
    return len(kept["taken"]) if kept else 0


@pytest.mark.parametrize("capped", ["person"], indirect=True)
def test_a_cap_counts_what_both_took_and_each_their_own_again(capped: Funding) -> None:
    capped.budgeted()
    trips(capped, make.PERSON, 1)
    (theirs, _) = trips(capped, OTHER, 2, 3)
    merged(capped, "person", make.PERSON, OTHER)
    assert (taken(capped, make.PERSON), taken(capped, OTHER)) == (3, 0)
    assert trips(capped, make.PERSON, 4) == ["六（三）"]
    assert trips(capped, OTHER, 5) == ["六（三）"]  # a record told with the person of before
    seen = capped.question("claims", {}, make.commissioner())["items"]
    assert len(seen) == 3
    assert capped.question("claim", {"claim_id": theirs["id"]}, make.commissioner())["person"] == make.PERSON
    merged(capped, "person", make.PERSON, OTHER, undone=True)
    assert (taken(capped, make.PERSON), taken(capped, OTHER)) == (1, 2)
    assert [one["person"] for one in trips(capped, make.PERSON, 6, 7)] == [make.PERSON] * 2
    with pytest.raises(NotFound):
        capped.question("claim", {"claim_id": theirs["id"]}, make.commissioner())


@pytest.mark.parametrize("capped", ["unit"], indirect=True)
def test_a_units_cap_counts_both_and_its_money_goes_along(capped: Funding) -> None:
    account = capped.budgeted()
    (claim,) = trips(capped, make.PERSON, 1)
    merged(capped, "unit", "unit-2", make.UNIT)
    assert (taken(capped, "unit-2"), taken(capped, make.UNIT)) == (1, 0)
    assert trips(capped, make.PERSON, 2)[0]["fund_account"] == account  # served under it, claimed from it
    both = make.manager(make.UNIT)  # whoever manages the winner holds the role at both
    capped.command("approve_claim", {"claim_id": claim["id"]}, both)
    assert capped.command("pay_claim", {"claim_id": claim["id"]}, both)["status"] == "paid"
    budget = capped.question("budgets", {}, make.actor("city_officer"))["items"][0]["id"]
    given = {"budget": budget, "unit": make.UNIT, "amount": "1000"}
    assert capped.command("make_allocation", given, make.actor("city_officer"))["unit"] == "unit-2"
    trips(capped, make.PERSON, 3)
    assert trips(capped, make.PERSON, 4) == ["六（三）"]
    merged(capped, "unit", "unit-2", make.UNIT, undone=True)
    assert (taken(capped, "unit-2"), taken(capped, make.UNIT)) == (0, 3)


def test_a_reward_is_the_winners_and_is_paid_once(funding: Funding) -> None:
    told = make.result_published(person=OTHER)
    funding.hear("appraisal.result_published", told, make.BAOTOU)
    type = "registry.person_merged"
    funding.hear(type, announced(type, {"winner": make.PERSON, "loser": OTHER}), make.BAOTOU)
    officer = make.actor("city_officer", make.BAOTOU)
    found = funding.question("reward_candidates", {"year": 2024}, officer)["items"]
    assert [one["person"] for one in found] == [make.PERSON]


def test_what_is_claimed_twice_for_one_service_is_refused_across_a_merger(funding: Funding) -> None:
    funding.budgeted()
    trips(funding, OTHER, 1)
    merged(funding, "person", make.PERSON, OTHER)
    with pytest.raises((Conflict, Refused)):
        funding.command("submit_claim", {"record": "record-1"}, make.commissioner())


OFFICER, MANAGER = make.actor("city_officer"), make.manager()


def money(funding: Funding, account: str) -> tuple[str, str]:
    """What an account shows: its balance, and what of it lies with whoever stands for its unit."""
    found = funding.question("fund_account", {"account_id": account}, OFFICER)
    ledger = funding.ledger()
    assert ledger.get(account, 0) == round(float(found["balance"]) * 100)
    assert sum(ledger.values()) == 0
    return found["balance"], found["carried"]


@pytest.fixture
def two(funding: Funding) -> tuple[str, str, str]:
    """Two units on file, of which one has money and a claim to pay: its account, the other's to be, the claim."""
    for unit in (make.UNIT, "unit-2"):
        funding.hear("registry.unit_registered", {"unit": unit, "name": unit, "unit_kind": "university"})
    account = funding.budgeted()
    (claim,) = trips(funding, make.PERSON, 1)
    funding.command("approve_claim", {"claim_id": claim["id"]}, MANAGER)
    return account, account.replace(make.UNIT, "unit-2"), claim["id"]


def test_a_merged_units_money_goes_to_the_winner_pays_what_it_owes_and_comes_back(
    funding: Funding, two: tuple[str, str, str]
) -> None:
    account, theirs, claim = two
    (had, _) = money(funding, account)
    merged(funding, "unit", "unit-2", make.UNIT)
    assert (money(funding, account), money(funding, theirs)) == (("0.00", had), (had, "0.00"))
    told = funding.told("fund_account_carried")[-1]["data"]
    assert (told["account"], told["into"], told["back"]) == (account, theirs, False)

    paying = funding.question("claim", {"claim_id": claim}, MANAGER)["actions"]
    assert [one["open"] for one in paying if one["action"] == "pay"] == [True]
    paid = funding.command("pay_claim", {"claim_id": claim}, MANAGER)
    rest = f"{float(had) - float(paid['amount']):.2f}"
    assert (money(funding, account), money(funding, theirs)) == (("0.00", rest), (rest, "0.00"))
    funding.command("reverse_claim", {"claim_id": claim, "reason": "付错"}, MANAGER)
    assert (money(funding, account), money(funding, theirs)) == (("0.00", had), (had, "0.00"))

    merged(funding, "unit", "unit-2", make.UNIT, undone=True)
    assert (money(funding, account), money(funding, theirs)) == ((had, "0.00"), ("0.00", "0.00"))
    assert [one["data"]["back"] for one in funding.told("fund_account_carried")] == [False, True, False, True]


def test_an_allocation_to_a_merged_unit_is_taken_back_through_the_winner(
    funding: Funding, two: tuple[str, str, str]
) -> None:
    account, theirs, _ = two
    merged(funding, "unit", "unit-2", make.UNIT)
    (given,) = funding.question("allocations", {"unit": make.UNIT}, OFFICER)["items"]
    funding.command("reverse_allocation", {"allocation_id": given["id"], "reason": "收回"}, OFFICER)
    assert (money(funding, account), money(funding, theirs)) == (("0.00", "0.00"), ("0.00", "0.00"))


def test_a_unit_merged_twice_over_is_paid_through_both_and_each_gets_back_its_own(
    funding: Funding, two: tuple[str, str, str]
) -> None:
    account, theirs, claim = two
    third = account.replace(make.UNIT, "unit-3")
    funding.hear("registry.unit_registered", {"unit": "unit-3", "name": "unit-3", "unit_kind": "university"})
    merged(funding, "unit", "unit-2", make.UNIT)
    merged(funding, "unit", "unit-3", "unit-2")
    (had, _) = money(funding, third)
    paid = funding.command("pay_claim", {"claim_id": claim}, MANAGER)
    rest = f"{float(had) - float(paid['amount']):.2f}"
    assert [money(funding, one)[0] for one in (account, theirs, third)] == ["0.00", "0.00", rest]
    merged(funding, "unit", "unit-3", "unit-2", undone=True)
    assert [money(funding, one)[0] for one in (account, theirs, third)] == ["0.00", rest, "0.00"]
    merged(funding, "unit", "unit-2", make.UNIT, undone=True)
    assert [money(funding, one)[0] for one in (account, theirs, third)] == [rest, "0.00", "0.00"]


def test_nobody_pays_more_than_both_have(funding: Funding, two: tuple[str, str, str]) -> None:
    account, theirs, claim = two
    merged(funding, "unit", "unit-2", make.UNIT)
    (given,) = funding.question("allocations", {"unit": make.UNIT}, OFFICER)["items"]
    funding.command("reverse_allocation", {"allocation_id": given["id"], "reason": "收回"}, OFFICER)
    with pytest.raises(Conflict) as short:
        funding.command("pay_claim", {"claim_id": claim}, MANAGER)
    assert short.value.details["code"] == "balance"
    assert (money(funding, account), money(funding, theirs)) == (("0.00", "0.00"), ("0.00", "0.00"))
