"""Records in Shijiazhuang: duties by kind, the host confirms by the bureau's setting, nobody owes a report."""

from __future__ import annotations

from datetime import date

from tests.journeys.people import SHIJIAZHUANG, People
from tests.journeys.serving import served

JUNE = date(2024, 6, 12)


def test_each_kind_records_its_own_duties_and_no_others(people: People) -> None:
    host = people.host(SHIJIAZHUANG, size_class="above_designated")
    student = served(people, SHIJIAZHUANG, "student", host=host)
    made = student.record(JUNE, duties=["rd_service", "transfer"])
    assert made["kind"] == "student"
    body = {"agreement_id": student.agreement, "on": "2024-06-12", "hours": 2, "place": "x", "content": "x"}
    refused = student.commissioner.refused("/records", {**body, "duties": ["brokerage"]})
    assert (refused.rules, refused.articles) == (["says"], ["二（三）"])
    assert student.commissioner.refused("/records", {**body, "duties": ["dancing"]}, status=422)
    form = student.commissioner.get("/records/form", agreement_id=student.agreement)
    assert "brokerage" not in [duty["id"] for duty in form["duties"]]
    assert form["confirmation"]["source"] == "setting"


def test_a_service_needs_no_evidence_here_and_the_host_confirms(people: People) -> None:
    work = served(people, SHIJIAZHUANG, "industrial")
    done = work.confirmed(JUNE, evidence=[])
    assert done["status"] == "confirmed"
    late = work.commissioner.on(date(2024, 9, 1))
    body = {"agreement_id": work.agreement, "hours": 2, "duties": ["other"], "place": "x", "content": "补记"}
    assert late.post("/records", {**body, "on": "2024-07-03"})["status"] == "submitted"
    assert late.refused("/records", {**body, "on": "2024-07-02"}).rules == ["days_back"]
    assert people.officer(SHIJIAZHUANG).get("/records", agreement=work.agreement)["items"][-1]["id"] == done["id"]


def test_nothing_is_recorded_after_the_end_of_next_year(people: People) -> None:
    work = served(people, SHIJIAZHUANG, "agriculture")
    body = {"agreement_id": work.agreement, "hours": 2, "duties": ["frontline"], "place": "大棚", "content": "指导"}
    work.record(date(2025, 12, 31), duties=["frontline"])
    refused = work.commissioner.on(date(2026, 1, 1)).refused("/records", {**body, "on": "2026-01-01"})
    assert (refused.rules, refused.articles) == (["within_term"], ["四（二）"])


def test_monthly_and_annual_reports_are_not_provided_for(people: People) -> None:
    work = served(people, SHIJIAZHUANG, "industrial")
    unit, me = work.station.manager.on(JUNE), work.commissioner.on(JUNE)
    monthly = {"kind": "monthly", "reporter": "workstation", "period": "2024-05", "unit": work.station.id, "text": "x"}
    refused = unit.refused("/reports", monthly)
    assert "未作规定" in refused.body["detail"]
    annual = {"kind": "annual", "reporter": "commissioner", "period": "2023", "filing": me.filing, "text": "x"}
    assert "未作规定" in me.refused("/reports", annual).body["detail"]


def test_a_case_goes_up_by_the_bureaus_own_setting(people: People) -> None:
    work = served(people, SHIJIAZHUANG, "broker")
    case = work.commissioner.on(JUNE).post("/cases", {"title": "促成一笔技术交易", "text": "……", "kind": "deed"})
    assert "设定" in case["article"]
    back = people.officer(SHIJIAZHUANG).on(JUNE).post(f"/cases/{case['id']}/return", {"reason": "请附合同"})
    assert back["status"] == "returned"
