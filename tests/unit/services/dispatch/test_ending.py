"""Cases to end an agreement: who may open one, whose turn it is, and what follows."""

from __future__ import annotations

from datetime import date

import pytest

from services.dispatch.domain import ending as endings
from services.dispatch.domain.agreement import Agreement
from services.dispatch.domain.ending import Ending
from shared.actor import Actor
from shared.errors import Conflict, Invalid, Refused
from tests.factories import dispatch as make


def opened(
    actor: Actor, ground: str = "consent", circumstance: str = "force_majeure", agreement: Agreement | None = None
) -> tuple[Ending, Agreement]:
    return endings.open_case(
        "e", agreement or make.filed(), ground, circumstance, "停产", (), False, make.rules(), actor, make.DAY
    )


def step(ending: Ending, actor: Actor, action: str) -> Ending:
    return endings.step(ending, make.rules(), actor, action, make.DAY, "意见", (), None)


def test_an_agreement_has_one_open_case_at_a_time() -> None:
    _, marked = opened(make.commissioner())
    with pytest.raises(Conflict) as refused:
        opened(make.host_manager(), "commissioner_default", "refuses", marked)
    assert refused.value.details["case"] == "e"


def test_only_what_is_in_force_can_be_ended() -> None:
    with pytest.raises(Conflict):
        opened(make.commissioner(), agreement=make.reported())


def test_a_circumstance_must_be_of_the_ground() -> None:
    with pytest.raises(Invalid):
        opened(make.commissioner(), circumstance="walked_out")


def test_an_unknown_ground_is_not_stated() -> None:
    with pytest.raises(Refused, match="未作规定"):
        opened(make.commissioner(), "boredom")


def test_whoever_proposes_has_consented() -> None:
    ending, _ = opened(make.host_manager())
    assert ending.state.passed_by == ("host_unit",)
    with pytest.raises(Conflict):
        step(ending, make.host_manager(), "pass")


@pytest.mark.parametrize("stranger", [make.host_manager(number=2), make.commissioner(number=2), make.city_officer()])
def test_others_do_not_consent_for_them(stranger: Actor) -> None:
    ending, _ = opened(make.commissioner())
    with pytest.raises(Conflict):
        step(ending, stranger, "pass")


def test_another_county_gives_no_opinion() -> None:
    ending, _ = opened(make.host_manager(), "commissioner_default", "refuses")
    with pytest.raises(Conflict):
        step(ending, make.county_officer(county="150204"), "recommend")


def test_a_returned_case_is_reported_again_by_who_opened_it() -> None:
    ending, _ = opened(make.host_manager(), "commissioner_default", "refuses")
    returned = step(ending, make.county_officer(), "return")
    with pytest.raises(Conflict):
        endings.resubmit(returned, "补充", (), make.rules(), make.commissioner(), make.DAY)
    again = endings.resubmit(returned, "补充", (), make.rules(), make.host_manager(), make.DAY)
    assert (again.state.status, again.state.step, again.reason) == ("pending", "opinion", "补充")


def test_the_city_may_send_it_back_to_the_county() -> None:
    ending, _ = opened(make.host_manager(), "commissioner_default", "refuses")
    recommended = step(ending, make.county_officer(), "recommend")
    back = endings.step(recommended, make.rules(), make.city_officer(), "return", make.DAY, "再核实", (), "opinion")
    assert (back.state.status, back.state.step) == ("pending", "opinion")


def test_a_case_taken_back_leaves_the_agreement_running() -> None:
    ending, _ = opened(make.commissioner())
    withdrawn = endings.withdraw(ending, "继续合作", make.rules(), make.commissioner(), make.DAY)
    assert (withdrawn.state.status, withdrawn.consequences) == ("withdrawn", ())


def test_a_case_lapses_when_the_agreement_ends_otherwise() -> None:
    ending, _ = opened(make.commissioner())
    lapsed = endings.lapse(ending, "filing_cancelled", make.city_officer(), date(2024, 7, 1))
    assert (lapsed.state.status, lapsed.state.history[-1].action) == ("withdrawn", "lapse")
    assert endings.lapse(lapsed, "again", make.city_officer(), date(2024, 7, 2)) == lapsed


def test_a_decision_keeps_the_rules_it_rests_on() -> None:
    ending, _ = opened(make.host_manager(), "commissioner_default", "refuses")
    decided = step(step(ending, make.county_officer(), "recommend"), make.city_officer(), "approve")
    assert decided.rules == (
        "dispatch.endings.cases.commissioner_default.chain",
        "dispatch.endings.cases.commissioner_default.consequences.where.cancel_filing",
    )
    assert decided.rulebook_version == make.rules().version
