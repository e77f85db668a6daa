"""What becomes of claims when an agreement ends, ground by ground, in both cities; and when the ending is undone."""

from __future__ import annotations

from typing import Any

import pytest

from shared.errors import Refused
from tests.factories import funding as make
from tests.factories.announced import announced
from tests.factories.endings import SHIJIAZHUANG, TABLE, Follows, ended
from tests.service.funding.conftest import Funding

ME, MANAGER = make.commissioner(), make.manager()
OF = {"agreement": make.AGREEMENT, "filing": make.FILING, "person": make.PERSON, "sender_unit": make.UNIT}
PAID = [one for one in TABLE if one.city == SHIJIAZHUANG]
SILENT = [one for one in TABLE if one.city != SHIJIAZHUANG]


def end(funding: Funding, follows: Follows, city: str = SHIJIAZHUANG, version: int = 2) -> None:
    told = ended(follows, **OF, ended_on="2025-06-03")
    funding.hear("dispatch.agreement_ended", announced("dispatch.agreement_ended", told), city, version=version)


def restored(funding: Funding, version: int = 3) -> None:
    told = {**OF, "ended_on": None, "status": "filed"}
    funding.hear("dispatch.agreement_restored", announced("dispatch.agreement_restored", told), version=version)


def filing(funding: Funding, action: str, version: int, **more: Any) -> None:
    told = {"filing": make.FILING, "subject": "commissioner", "person": make.PERSON, **more}
    type = f"registry.filing_{action}"
    funding.hear(type, announced(type, told), version=version)


def states(funding: Funding, *claims: str) -> list[str]:
    return [funding.question("claim", {"claim_id": one}, ME)["status"] for one in claims]


@pytest.mark.parametrize("follows", PAID, ids=lambda one: one.named)
def test_unpaid_claims_stop_as_the_ground_says_and_paid_ones_stay(funding: Funding, follows: Follows) -> None:
    funding.budgeted()
    paid, approved, submitted = funding.claimed(3)
    for claim in (paid, approved):
        funding.command("approve_claim", {"claim_id": claim}, MANAGER)
    funding.command("pay_claim", {"claim_id": paid}, MANAGER)
    end(funding, follows)
    if follows.stops:
        assert states(funding, paid, approved, submitted) == ["paid", "stopped", "stopped"]
        found = funding.question("claim", {"claim_id": approved}, ME)
        assert found["stop"]["article"] == follows.stops
        assert {rule["article"] for told in funding.told("claim_stopped") for rule in told["rules"]} == {follows.stops}
    else:
        assert states(funding, paid, approved, submitted) == ["paid", "approved", "submitted"]
        assert funding.command("pay_claim", {"claim_id": approved}, MANAGER)["status"] == "paid"
    funding.hear("records.record_confirmed", make.record_confirmed(record="late", on="2025-06-01"))
    if follows.stops:
        with pytest.raises(Refused) as refused:
            funding.command("submit_claim", {"record": "late"}, ME)
        assert follows.stops in {one["article"] for one in refused.value.details["findings"]}
    else:
        assert funding.command("submit_claim", {"record": "late"}, ME)["status"] == "submitted"


@pytest.mark.parametrize("follows", SILENT, ids=lambda one: one.named)
def test_where_the_document_pays_no_trips_there_is_nothing_to_stop(funding: Funding, follows: Follows) -> None:
    city = follows.city
    funding.hear("registry.filing_made", make.filing_made(filing="f"), city)
    funding.hear("dispatch.agreement_filed", make.agreement_filed(agreement="a", filing="f"), city)
    funding.hear("records.record_confirmed", make.record_confirmed(record="r", agreement="a", filing="f"), city)
    end(funding, follows, city)
    with pytest.raises(Refused) as refused:
        funding.command("submit_claim", {"record": "r"}, make.actor("commissioner", city, person=make.PERSON))
    assert "未作规定" in refused.value.reason
    assert funding.told("claim_stopped") == []


STOPPING = next(one for one in PAID if one.stops)


def test_claims_go_on_where_they_were_once_agreement_and_filing_are_both_back(funding: Funding) -> None:
    funding.budgeted()
    approved, submitted = funding.claimed(2)
    funding.command("approve_claim", {"claim_id": approved}, MANAGER)
    filing(funding, "cancelled", 2, ground="appraisal")
    end(funding, STOPPING)
    assert states(funding, approved, submitted) == ["stopped", "stopped"]
    restored(funding)
    assert states(funding, approved, submitted) == ["stopped", "stopped"]  # the filing still is not
    filing(funding, "restored", 3)
    assert states(funding, approved, submitted) == ["approved", "submitted"]
    told = funding.told("claim_resumed")
    assert {one["data"]["claim"] for one in told} == {approved, submitted}
    assert funding.question("claim", {"claim_id": approved}, ME)["stop"] is None
    assert funding.command("pay_claim", {"claim_id": approved}, MANAGER)["status"] == "paid"
    assert funding.command("approve_claim", {"claim_id": submitted}, MANAGER)["status"] == "approved"


def test_the_other_order_comes_to_the_same_and_a_refused_claim_stays_refused(funding: Funding) -> None:
    funding.budgeted()
    stopped, refused = funding.claimed(2)
    funding.command("refuse_claim", {"claim_id": refused, "reason": "当日未出差"}, MANAGER)
    end(funding, STOPPING)
    filing(funding, "cancelled", 2, ground="appraisal")
    filing(funding, "restored", 3)
    assert states(funding, stopped, refused) == ["stopped", "refused"]
    restored(funding)
    assert states(funding, stopped, refused) == ["submitted", "refused"]
    end(funding, STOPPING)  # the overturned ending again, heard late
    assert states(funding, stopped) == ["submitted"]
    end(funding, STOPPING, version=4)  # another one
    assert states(funding, stopped) == ["stopped"]
