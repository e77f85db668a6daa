"""Reports' decisions, without any part: periods, figures, drafts, due days, receivers."""

from __future__ import annotations

from datetime import date

import pytest

from services.records.domain import report as reports
from services.records.domain.figures import add_up
from services.records.domain.filing import Competent
from services.records.domain.period import Period
from shared.errors import Conflict, Forbidden, Invalid, Refused
from tests.factories import records as make

STATION = make.actor("dispatching_manager", unit=make.STATION)
COMPETENT = make.actor("competent_officer", unit="institution-1")
MAY = Period.of("monthly", "2024-05")


def submitted(on: date = make.DAY, **filing: object) -> reports.Report:
    drawn = reports.draft(make.rules(), "monthly", "workstation", MAY, [make.confirmed()])
    named = make.filing(**{"competent": Competent("unit", "institution-1", ""), **filing})
    return reports.submit("report-1", drawn, named, "本月服务一次", "", make.rules(), STATION, on)


@pytest.mark.parametrize(
    ("kind", "name", "first", "last"),
    [
        ("monthly", "2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("monthly", "2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("monthly", "2024-12", date(2024, 12, 1), date(2024, 12, 31)),
        ("annual", "2024", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_a_period_knows_its_first_and_last_day(kind: str, name: str, first: date, last: date) -> None:
    period = Period.of(kind, name)  # type: ignore[arg-type]
    assert (period.first, period.last) == (first, last)


@pytest.mark.parametrize(
    ("kind", "name"),
    [("monthly", "2024"), ("monthly", "2024-00"), ("monthly", "2024-1"), ("annual", "2024-05"), ("annual", "0000")],
)
def test_a_period_of_another_shape_is_invalid(kind: str, name: str) -> None:
    with pytest.raises(Invalid):
        Period.of(kind, name)  # type: ignore[arg-type]


def test_figures_count_days_per_filing_and_hosts_and_people_once() -> None:
    day = make.confirmed
    figures = add_up(
        [
            day(hours=2.0),
            day(hours=1.5, host_unit="host-2"),
            day(filing="filing-2", person="person-2"),
            day(on=date(2024, 6, 4), outcomes={"patents": 2, "lectures": 0}),
        ]
    )
    assert (figures.services, figures.days, figures.hosts, figures.people) == (4, 3, 2, 2)
    assert figures.hours == 11.5
    assert figures.outcomes == {"patents": 2, "problems_solved": 3}
    assert figures.duties == {"research": 4}


def test_a_draft_speaks_of_its_figures_in_the_citys_words() -> None:
    service = make.confirmed(outcomes={"contract_amount_fen": 1_234_500, "people_trained": 30})
    drawn = reports.draft(make.rules(), "monthly", "workstation", MAY, [service])
    assert "服务1次" in drawn.text
    assert "技术合同成交额12345.00元" in drawn.text
    assert "培训人次30人次" in drawn.text
    assert drawn.records == ("record-1",)


def test_a_report_is_late_from_the_day_after_it_is_due() -> None:
    assert submitted(date(2024, 6, 5)).late is False
    assert submitted(date(2024, 6, 6)).late is True


def test_a_report_needs_a_competent_unit_and_a_good_filing() -> None:
    with pytest.raises(Refused):
        submitted(competent=Competent())
    with pytest.raises(Refused):
        submitted(cancelled_on="2024-05-01")


def test_only_the_receiver_accepts_and_only_once() -> None:
    report, rules = submitted(), make.rules()
    with pytest.raises(Forbidden):
        reports.accept(report, rules, STATION, make.DAY)
    with pytest.raises(Conflict):
        reports.accept(report, rules, make.actor("city_officer"), make.DAY)
    accepted = reports.accept(report, rules, COMPETENT, make.DAY)
    assert (accepted.status, accepted.step) == ("accepted", None)
    with pytest.raises(Conflict):
        reports.accept(accepted, rules, COMPETENT, make.DAY)


def test_a_returned_report_comes_back_and_is_never_lost() -> None:
    rules = make.rules()
    returned = reports.give_back(submitted(), rules, COMPETENT, make.DAY, "漏报")
    assert {action["action"] for action in reports.open_to(returned, rules, STATION, make.DAY) if action["open"]} == {
        "resubmit_report"
    }
    drawn = reports.draft(rules, "monthly", "workstation", MAY, [make.confirmed(), make.confirmed(id="r-2")])
    again = reports.resubmit(returned, drawn, "补报", "", rules, STATION, make.DAY)
    assert (again.status, again.step, again.figures.services) == ("submitted", "supervision", 2)


def test_the_reporter_must_be_who_the_filing_is_about() -> None:
    reports.owes(make.filing(), "workstation", STATION)
    for actor in (make.actor("liaison", unit=make.STATION), make.actor("dispatching_manager", unit="other"), COMPETENT):
        with pytest.raises(Forbidden):
            reports.owes(make.filing(), "workstation", actor)
    with pytest.raises(Invalid):
        reports.owes(make.filing(), "commissioner", STATION)


def test_a_report_may_not_rest_on_more_services_than_can_be_read() -> None:
    with pytest.raises(Conflict):
        reports.draft(make.rules(), "monthly", "workstation", MAY, [make.confirmed()] * (reports.LARGEST + 1))


def test_where_the_document_is_silent_the_refusal_says_so() -> None:
    rules = make.rules(make.SHIJIAZHUANG)
    for kind in ("monthly", "annual"):
        with pytest.raises(Refused) as refused:
            reports.duty(rules, kind, "workstation")  # type: ignore[arg-type]
        assert "未作规定" in str(refused.value)
