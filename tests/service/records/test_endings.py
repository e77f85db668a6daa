"""What may be recorded after an agreement has ended, ground by ground, in both cities; and again when it is undone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from shared.errors import Refused
from tests.factories import records as make
from tests.factories.announced import announced
from tests.factories.endings import SHIJIAZHUANG, TABLE, Follows, ended
from tests.service.records.conftest import Hosted

LAST = "2024-06-10"  # the day it ended on
KIND = {make.BAOTOU: "technical_service", SHIJIAZHUANG: "student"}
DUTY = {make.BAOTOU: "research", SHIJIAZHUANG: "rd_service"}


def begun(service: Hosted, follows: Follows) -> None:
    """An agreement of the city is in force, or ran out on its last day."""
    until = LAST if follows.ground == "expired" else "2025-12-31"
    told = make.agreement_filed(agreement="a", filing="f", kind=KIND[follows.city], until=until)
    service.hear("dispatch.agreement_filed", told, follows.city)


def submit(service: Hosted, follows: Follows, on: str) -> Any:
    by = make.commissioner(city=follows.city)
    said = make.submission(agreement_id="a", on=on, duties=[DUTY[follows.city]], outcomes={})
    return service.command("submit_record", {**said, "evidence": [service.receipt(by)]}, by)


def refused(service: Hosted, follows: Follows, on: str) -> str:
    with pytest.raises(Refused) as why:
        submit(service, follows, on)
    assert why.value.article
    return why.value.rule.rpartition(".")[2]


@pytest.mark.parametrize("follows", TABLE, ids=lambda one: one.named)
def test_nothing_new_is_recorded_after_the_end_and_what_was_before_as_the_ground_says(
    service: Hosted, follows: Follows
) -> None:
    begun(service, follows)
    assert submit(service, follows, "2024-06-03")["status"] == "submitted"
    told = ended(follows, agreement="a", filing="f", ended_on=LAST, person=make.PERSON)
    service.hear("dispatch.agreement_ended", announced("dispatch.agreement_ended", told), follows.city, version=2)
    service.on(date(2024, 6, 14))
    after = refused(service, follows, "2024-06-12")
    assert after == ("within_term" if follows.ground == "expired" else "live_agreement")
    if follows.recorded_before:
        assert submit(service, follows, "2024-06-07")["status"] == "submitted"
    else:
        assert refused(service, follows, "2024-06-07") == "ended_for_cause"


DECIDED = [one for one in TABLE if one.ground not in ("expired", "consent")]


@pytest.mark.parametrize("follows", DECIDED, ids=lambda one: one.named)
def test_an_overturned_ending_lets_services_be_recorded_again(service: Hosted, follows: Follows) -> None:
    begun(service, follows)
    of = {"agreement": "a", "filing": "f", "person": make.PERSON}
    told = announced("dispatch.agreement_ended", ended(follows, **of, ended_on=LAST))
    service.hear("dispatch.agreement_ended", told, follows.city, version=2)
    service.on(date(2024, 6, 20))
    refused(service, follows, "2024-06-17")
    back = announced("dispatch.agreement_restored", {**of, "ended_on": None, "status": "filed"})
    service.hear("dispatch.agreement_restored", back, follows.city, version=3)
    service.hear("dispatch.agreement_ended", told, follows.city, version=2, id="late")
    assert submit(service, follows, "2024-06-17")["status"] == "submitted"


def test_a_term_that_ran_out_meanwhile_stays_over(service: Hosted) -> None:
    follows = next(one for one in TABLE if one.ground == "sham")
    begun(service, follows)
    of = {"agreement": "a", "filing": "f", "person": make.PERSON}
    told = announced("dispatch.agreement_ended", ended(follows, **of, ended_on=LAST))
    service.hear("dispatch.agreement_ended", told, follows.city, version=2)
    service.on(date(2026, 1, 8))
    back = announced("dispatch.agreement_restored", {**of, "ended_on": "2025-12-31", "status": "ended"})
    service.hear("dispatch.agreement_restored", back, follows.city, version=3)
    assert refused(service, follows, "2026-01-05") == "within_term"
    assert submit(service, follows, "2025-12-30")["status"] == "submitted"
