"""Reports over a real database: drafted from confirmed records, handed in, accepted or returned; missing ones found."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from shared.errors import Conflict, Forbidden, Invalid, NotFound, Outdated, Refused
from tests.factories import records as make
from tests.service.records.conftest import Hosted

ME = make.commissioner()
HOST = make.host_manager()
STATION = make.actor("dispatching_manager", unit=make.STATION)
COMPETENT = make.actor("competent_officer", unit="institution-1")
CITY = make.actor("city_officer")
COUNTY = make.actor("county_officer", county=make.COUNTY)
MAY = {"kind": "monthly", "reporter": "workstation", "period": "2024-05", "unit": make.STATION}


def serve(service: Hosted, on: str, confirmed: bool = True, **changes: Any) -> str:
    body = make.submission(on=on, evidence=[service.receipt(ME)], **changes)
    id: str = service.command("submit_record", body, ME)["id"]
    if confirmed:
        service.command("confirm_record", {"record_id": id}, HOST)
    return id


def test_a_draft_is_drawn_from_the_months_confirmed_records_and_names_each(service: Hosted) -> None:
    kept = [serve(service, "2024-05-31", hours=2), serve(service, "2024-05-06", duties=["transfer"])]
    serve(service, "2024-05-20", confirmed=False)
    serve(service, "2024-06-01")
    drawn = service.question("draft_report", MAY, STATION)
    assert (drawn["figures"]["services"], drawn["figures"]["hours"], drawn["figures"]["hosts"]) == (2, 6.0, 1)
    assert drawn["figures"]["duties"] == {"research": 1, "transfer": 1}
    assert drawn["figures"]["outcomes"] == {"problems_solved": 2}
    assert drawn["records"] == list(reversed(kept))
    assert [line["on"] for line in drawn["lines"]] == ["2024-05-06", "2024-05-31"]
    assert (drawn["due"], drawn["late"], drawn["article"]) == ("2024-06-05", False, "第十二条第4项")
    assert "服务2次" in drawn["text"]


def test_a_monthly_report_goes_to_the_competent_unit_which_accepts_it(service: Hosted) -> None:
    record = serve(service, "2024-05-06")
    report = service.command("submit_report", {**MAY, "text": "本月服务一次"}, STATION)
    assert (report["status"], report["late"], report["to_unit"]) == ("submitted", False, "institution-1")
    assert report["records"] == [record]
    (told,) = service.told("report_submitted")
    assert {"kind": "monthly", "reporter": "workstation", "period": "2024-05", "late": False}.items() <= told[
        "data"
    ].items()
    assert told["rules"] == [{"rule": "records.monthly.by.workstation.owed", "article": "第十二条第4项"}]
    for other in (CITY, make.actor("competent_officer", unit="institution-2"), COUNTY):
        with pytest.raises((NotFound, Conflict)):
            service.command("accept_report", {"report_id": report["id"]}, other)
    accepted = service.command("accept_report", {"report_id": report["id"], "note": "收悉"}, COMPETENT)
    assert accepted["status"] == "accepted"
    assert service.told("report_accepted")[0]["data"]["accepted_by"] == COMPETENT.account


def test_a_county_level_stations_report_goes_to_its_county(service: Hosted) -> None:
    told = make.filing_made(filing="f-2", unit="station-2", level="county",
                            competent={"level": "county", "unit": None, "county": make.COUNTY})  # fmt: skip
    service.hear("registry.filing_made", told)
    manager = make.actor("dispatching_manager", unit="station-2")
    report = service.command("submit_report", {**MAY, "unit": "station-2", "text": "无"}, manager)
    assert report["to_county"] == make.COUNTY
    assert service.command("accept_report", {"report_id": report["id"]}, COUNTY)["status"] == "accepted"


def test_a_returned_report_is_handed_in_again_with_figures_drawn_anew_and_stays_late(service: Hosted) -> None:
    service.on(date(2024, 6, 6))
    report = service.command("submit_report", {**MAY, "text": "无"}, STATION)
    assert (report["late"], report["figures"]["services"]) == (True, 0)
    back = {"report_id": report["id"], "reason": "漏报服务", "defects": [{"field": "figures", "reason": "应有一次"}]}
    returned = service.command("return_report", back, COMPETENT)
    assert returned["status"] == "returned"
    serve(service, "2024-05-30")
    again = {"report_id": report["id"], "text": "补报一次"}
    with pytest.raises(Outdated):
        service.command("resubmit_report", again, STATION, version=1)
    done = service.command("resubmit_report", again, STATION, version=2)
    assert (done["status"], done["figures"]["services"], done["late"], done["version"]) == ("submitted", 1, True, 3)
    assert service.told("report_returned")[0]["data"]["defects"] == ["figures：应有一次"]


def test_a_period_is_reported_once(service: Hosted) -> None:
    service.command("submit_report", {**MAY, "text": "无"}, STATION)
    with pytest.raises(Conflict):
        service.command("submit_report", {**MAY, "text": "又一份"}, STATION)
    assert len(service.told("report_submitted")) == 1


def test_two_at_once_report_a_period_once(service: Hosted) -> None:
    call = ("submit_report", {**MAY, "text": "无"}, STATION)
    answers = service.commands([call, call])
    assert sorted("result" in answer for answer in answers) == [False, True]


def test_a_report_before_its_time_is_refused_with_the_rule(service: Hosted) -> None:
    with pytest.raises(Refused) as refused:
        service.command("submit_report", {**MAY, "period": "2024-06", "text": "无"}, STATION)
    assert refused.value.rule == "records.monthly.by.workstation.opens_days"
    for period in ("2024-13", "2024", "24-05"):
        with pytest.raises(Invalid):
            service.command("submit_report", {**MAY, "period": period, "text": "无"}, STATION)


def test_only_the_reporter_hands_in_its_report(service: Hosted) -> None:
    liaison = make.actor("liaison", unit=make.STATION)
    for other in (liaison, make.actor("dispatching_manager", unit="station-9"), ME):
        with pytest.raises((Forbidden, NotFound)):
            service.command("submit_report", {**MAY, "text": "无"}, other)


def test_a_commissioners_annual_summary_goes_to_the_workstation(service: Hosted) -> None:
    mine = make.filing_made(filing="filing-1", subject="commissioner", kind="technical_service", person=make.PERSON,
                            unit=None, sender_unit=make.STATION, name="特派员甲", competent=None)  # fmt: skip
    service.hear("registry.filing_made", mine)
    serve(service, "2024-05-30")
    service.on(date(2024, 12, 20))
    asked = {"kind": "annual", "reporter": "commissioner", "period": "2024", "filing": "filing-1"}
    drawn = service.question("draft_report", asked, ME)
    assert (drawn["figures"]["services"], drawn["due"]) == (1, "2025-01-15")
    report = service.command("submit_report", {**asked, "text": drawn["text"]}, ME)
    assert (report["to"], report["to_unit"], report["person"]) == ("workstation", make.STATION, make.PERSON)
    assert service.command("accept_report", {"report_id": report["id"]}, STATION)["status"] == "accepted"
    with pytest.raises(NotFound):
        service.question("draft_report", asked, make.commissioner("person-2"))


def test_shijiazhuang_owes_no_reports_and_says_so(service: Hosted) -> None:
    unit = make.actor("dispatching_manager", make.SHIJIAZHUANG, unit="university-1")
    told = make.filing_made(filing="f-u", subject="dispatching_unit", unit="university-1", competent={"level": "none"})
    service.hear("registry.filing_made", told, make.SHIJIAZHUANG)
    for kind, period in (("monthly", "2024-05"), ("annual", "2023")):
        asked = {"kind": kind, "reporter": "workstation", "period": period, "unit": "university-1"}
        with pytest.raises(Refused) as refused:
            service.command("submit_report", {**asked, "text": "x"}, unit)
        assert refused.value.rule == f"records.{kind}.basis"
        assert "未作规定" in str(refused.value)
        with pytest.raises(Refused):
            service.question("draft_report", asked, unit)


def test_stations_that_have_not_reported_are_named_to_those_they_answer_to(service: Hosted) -> None:
    for number in range(3):
        county = {"level": "county", "unit": None, "county": make.COUNTY}
        told = make.filing_made(filing=f"f-{number}", unit=f"s-{number}", name=f"站{number}", competent=county)
        service.hear("registry.filing_made", told)
    service.command(
        "submit_report", {**MAY, "unit": "s-1", "text": "无"}, make.actor("dispatching_manager", unit="s-1")
    )
    service.hear("registry.filing_cancelled", {"filing": "f-2", "subject": "workstation", "ground": "x"}, version=2)
    asked = {"kind": "monthly", "reporter": "workstation", "period": "2024-05"}
    of_city = service.on(date(2024, 6, 8)).question("missing_reports", asked, CITY)
    assert sorted(item["unit"] for item in of_city["items"]) == ["s-0", make.STATION]
    assert {item["days_late"] for item in of_city["items"]} == {3}
    assert [item["unit"] for item in service.question("missing_reports", asked, COUNTY)["items"]] == ["s-0"]
    assert [item["unit"] for item in service.question("missing_reports", asked, COMPETENT)["items"]] == [make.STATION]


def test_a_cancelled_station_reports_no_more_and_a_restored_one_does(service: Hosted) -> None:
    cancelled = {"filing": "filing-station", "subject": "workstation", "ground": "x", "article": "第二十六条"}
    service.hear("registry.filing_cancelled", cancelled, version=2)
    with pytest.raises(NotFound):
        service.command("submit_report", {**MAY, "text": "无"}, STATION)
    named = {"kind": "monthly", "reporter": "workstation", "period": "2024-05", "filing": "filing-station"}
    with pytest.raises(Refused):
        service.command("submit_report", {**named, "text": "无"}, STATION)
    service.hear("registry.filing_restored", {"filing": "filing-station"}, version=3)
    assert service.command("submit_report", {**MAY, "text": "无"}, STATION)["status"] == "submitted"


def test_lists_of_reports_show_each_their_own(service: Hosted) -> None:
    service.command("submit_report", {**MAY, "text": "无"}, STATION)
    for who, seen in ((STATION, 1), (COMPETENT, 1), (CITY, 1), (COUNTY, 0), (make.actor("liaison", unit="h"), 0)):
        assert len(service.question("reports", {"period": "2024-05"}, who)["items"]) == seen
    assert service.question("reports", {"late": "true"}, CITY)["items"] == []


def test_a_case_goes_up_to_the_city_which_accepts_or_returns_it(service: Hosted) -> None:
    case = service.command("report_case", {"title": "一技救一厂", "text": "……", "unit": make.STATION}, STATION)
    assert (case["party"], case["article"]) == ("workstation", "第二十三条")
    assert service.told("case_reported")[0]["data"]["unit"] == make.STATION
    with pytest.raises(Forbidden):
        service.command("accept_case", {"case_id": case["id"]}, STATION)
    service.command("return_case", {"case_id": case["id"], "reason": "请补充数据"}, CITY)
    again = {"case_id": case["id"], "title": "一技救一厂", "text": "增收二百万元"}
    assert service.command("tell_case_again", again, STATION)["status"] == "reported"
    assert service.command("accept_case", {"case_id": case["id"]}, CITY)["status"] == "accepted"
    assert len(service.question("cases", {}, CITY)["items"]) == 1
    assert service.question("cases", {}, ME)["items"] == []
    mine = service.command("report_case", {"title": "先进事迹", "text": "……", "kind": "deed"}, ME)
    assert mine["party"] == "commissioner"
    with pytest.raises(Forbidden):
        service.command("report_case", {"title": "x", "text": "x", "unit": "station-9"}, STATION)


def test_a_problem_is_answered_by_the_city(service: Hosted) -> None:
    problem = service.command("report_problem", {"title": "检测设备不足", "text": "……", "unit": make.HOST}, HOST)
    assert problem["status"] == "reported"
    detail = service.question("problem", {"problem_id": problem["id"]}, CITY)
    told = {"action": "answer_problem", "open": True, "reason": "", "reason_en": "", "article": "第二十三条"}
    assert detail["actions"][0] == told
    answered = service.command("answer_problem", {"problem_id": problem["id"], "answer": "可用共享平台"}, CITY)
    assert (answered["status"], answered["answer"]) == ("answered", "可用共享平台")
    with pytest.raises(NotFound):
        service.question("problem", {"problem_id": problem["id"]}, make.host_manager("host-2"))


def test_copies_dropped_and_rebuilt_from_what_was_announced_are_equal(
    service: Hosted, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = {"agreement": "agreement-1", "ended_on": "2024-06-01", "ground": "consent"}
    events: list[dict[str, Any]] = []
    take_in = service.service.hearing.take_in
    monkeypatch.setattr(service.service.hearing, "take_in", lambda group: (events.extend(group), take_in(group)))
    service.hear("dispatch.agreement_filed", make.agreement_filed())
    service.hear("registry.filing_made", make.filing_made())
    service.hear("dispatch.agreement_ended", ended, version=2)
    before = {name: list(service.database[name].find().sort("_id", 1)) for name in ("agreements", "filings")}
    for name in before:
        service.database[name].delete_many({})
    service.service.hearing.rebuild(events)
    assert {name: list(service.database[name].find().sort("_id", 1)) for name in before} == before
    for name in before:
        service.database[name].delete_many({})
    service.service.hearing.rebuild(list(reversed(events)))
    assert {name: list(service.database[name].find().sort("_id", 1)) for name in before} == before
