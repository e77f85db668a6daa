"""What hosts need and units offer: gathered, returned with defects, published in a round."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from services.dispatch.domain import achievement as achievements
from services.dispatch.domain import demand as demands
from services.dispatch.domain import publication_round as rounds
from services.dispatch.domain.achievement import Achievement
from services.dispatch.domain.demand import Demand
from services.dispatch.domain.publication_round import PublicationRound
from shared.actor import Actor
from shared.errors import Conflict, Invalid, Refused
from tests.factories import dispatch as make

SAID: dict[str, Any] = {"title": "中试", "content": "中试线工艺", "fields": ("新材料",)}


def reported(actor: Actor | None = None) -> Demand:
    host = make.filing("host_unit")
    return demands.report("d", make.BAOTOU, host, host.unit, SAID, make.rules(), actor or make.liaison(), make.DAY)


def step(demand: Demand, action: str, actor: Actor | None = None) -> Demand:
    county = actor or make.county_officer()
    return demands.step(demand, make.rules(), county, action, make.DAY, "说明", ("缺少指标",))


def test_a_returned_demand_is_corrected_and_passes() -> None:
    returned = step(reported(), "return")
    again = demands.resubmit(
        returned, {"title": "中试线", "fields": ["新材料"]}, make.rules(), make.liaison(), make.DAY
    )
    assert (again.status, again.title, again.fields) == ("reported", "中试线", ("新材料",))
    assert step(again, "pass").status == "collected"


def test_another_county_does_not_gather_it() -> None:
    with pytest.raises(Conflict):
        step(reported(), "pass", make.county_officer(county="150204"))


def test_only_what_was_gathered_is_published() -> None:
    with pytest.raises(Conflict):
        demands.publish(reported(), "r", make.DAY)
    assert demands.publish(step(reported(), "pass"), "r", make.DAY).round == "r"


def test_a_withdrawn_demand_is_closed() -> None:
    withdrawn = demands.withdraw(reported(), "已解决", make.DAY)
    with pytest.raises(Conflict):
        demands.withdraw(withdrawn, "已解决", make.DAY)
    with pytest.raises(Conflict):
        step(withdrawn, "pass")


def report(actor: Actor, unit: str, **over: Any) -> Achievement:
    own, of_unit = over.get("own"), over.get("of_unit", make.sender())
    return achievements.report("a", make.BAOTOU, unit, own, of_unit, SAID, make.rules(), actor, make.DAY)


def test_a_station_a_host_and_a_commissioner_report_achievements() -> None:
    station, host = f"{make.BAOTOU}-sender-1", f"{make.BAOTOU}-host-1"
    assert report(make.sender_manager(), station).reporter == "workstation"
    assert report(make.host_manager(), host, of_unit=make.filing("host_unit")).reporter == "host_unit"
    own = report(make.commissioner(), station, own=make.filing("commissioner"))
    assert (own.reporter, own.person) == ("commissioner", "person-1")


def test_nobody_reports_achievements_of_another_unit() -> None:
    with pytest.raises(Refused):
        report(make.sender_manager(number=2), f"{make.BAOTOU}-sender-1")
    with pytest.raises(Refused):
        report(make.commissioner(), f"{make.BAOTOU}-sender-2", own=None)


def test_an_achievement_is_published_once() -> None:
    published = achievements.publish(report(make.sender_manager(), f"{make.BAOTOU}-sender-1"), "r", make.DAY)
    with pytest.raises(Conflict):
        achievements.publish(published, "r", make.DAY)
    assert achievements.withdraw(published, "转让", make.DAY).status == "withdrawn"


def opened(shown_until: date | None) -> PublicationRound:
    return rounds.open_round("r", make.BAOTOU, "第一期", shown_until, make.rules(), make.city_officer(), make.DAY)


def test_a_round_names_how_long_it_is_shown_where_the_document_does_not() -> None:
    with pytest.raises(Invalid):
        opened(None)
    with pytest.raises(Invalid):
        opened(date(2024, 6, 2))
    assert opened(date(2024, 6, 20)).status == "open"


def test_a_round_too_large_for_one_call_is_published_again_for_the_rest() -> None:
    first = rounds.publish(opened(date(2024, 6, 20)), 1_000, 5, 7, make.DAY)
    rest = rounds.publish(first, 7, 0, 0, make.DAY)
    assert (rest.demands, rest.achievements, rest.left) == (1_007, 5, 0)
    with pytest.raises(Conflict):
        rounds.publish(rest, 0, 0, 0, make.DAY)
