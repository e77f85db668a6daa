"""Records in Baotou (包科发〔2023〕19号): a service with its photo, the host's word, the reports."""

from __future__ import annotations

from datetime import date

import httpx
import pytest

from tests.journeys.people import BAOTOU, People, Problem, eventually
from tests.journeys.serving import Service, served, uploaded

JUNE = date(2024, 6, 12)


@pytest.fixture(scope="module")
def work(people: People) -> Service:
    """A technical-service commissioner of a city-level station at a host, in 2024."""
    return served(people, BAOTOU)


def test_a_service_is_recorded_with_a_photo_returned_corrected_and_confirmed(work: Service, people: People) -> None:
    made = work.record(JUNE, duties=["research"], hours=6)
    host, me = work.host.manager.on(JUNE), work.commissioner.on(JUNE)
    assert made["status"] == "submitted"
    seen = host.get("/records", status="submitted")["items"]
    assert made["id"] in [one["id"] for one in seen]
    detail = host.get(f"/records/{made['id']}")
    assert detail["evidence"][0]["content_type"] == "image/jpeg"
    assert {action["action"] for action in detail["actions"] if action["open"]} == {"confirm_record", "return_record"}

    file, cited = detail["evidence"][0]["id"], f"/api/records/{made['id']}"
    link = host.get(f"/attachments/{file}", record=cited)
    assert (link["content_type"], httpx.get(link["url"]).content[:3]) == ("image/jpeg", b"\xff\xd8\xff")
    for somebody, record in ((people.station(BAOTOU).manager, cited), (host, "/api/session"), (host, "/api/nothing/x")):
        with pytest.raises(Problem) as unseen:
            somebody.get(f"/attachments/{file}", record=record)
        assert unseen.value.status == 404

    back = {"reason": "时长不符", "defects": [{"field": "hours", "reason": "实为四小时"}]}
    host.post(f"/records/{made['id']}/return", back)
    returned = me.get(f"/records/{made['id']}")
    assert returned["reviews"][-1]["defects"] == ["hours：实为四小时"]
    content = {name: returned[name] for name in ("on", "duties", "place", "content", "outcomes")}
    corrected = me.change(
        "PUT", f"/records/{made['id']}", {**content, "hours": 4, "reason": "更正"}, returned["version"]
    )
    assert (corrected["status"], corrected["hours"], corrected["earlier"][0]["content"]["hours"]) == ("submitted", 4, 6)
    with pytest.raises(Problem) as stale:
        me.change("PUT", f"/records/{made['id']}", {**content, "hours": 4}, returned["version"])
    assert stale.value.status == 412
    assert host.post(f"/records/{made['id']}/confirmation")["status"] == "confirmed"
    assert host.refused(f"/records/{made['id']}/confirmation").status == 409


def test_a_refused_service_names_every_rule_and_article(work: Service) -> None:
    me = work.commissioner.on(date(2024, 9, 1))
    said = {
        "agreement_id": work.agreement,
        "on": "2024-06-01",
        "hours": 4,
        "duties": ["other"],
        "place": "车间",
        "content": "补记",
    }
    refused = me.refused("/records", said)
    assert refused.rules == ["within_term", "days_back", "files_at_least", "photos_at_least"]
    assert refused.articles[0] == "第十一条"
    assert me.refused("/records", {**said, "on": "2024-09-02"}, status=422).body["errors"][0]["pointer"] == "/on"


def test_nobody_else_records_sees_or_confirms_it(work: Service, people: People) -> None:
    made = work.record(JUNE)
    other = served(people, BAOTOU)
    for stranger in (other.commissioner, other.host.manager):
        with pytest.raises(Problem) as hidden:
            stranger.on(JUNE).get(f"/records/{made['id']}")
        assert hidden.value.status == 404
    other.host.manager.on(JUNE).refused(f"/records/{made['id']}/confirmation", status=404)
    body = {"agreement_id": work.agreement, "on": "2024-06-12", "hours": 1, "duties": ["other"], "place": "x"}
    evidence = [uploaded(other.commissioner.on(JUNE))]
    other.commissioner.refused("/records", {**body, "content": "x", "evidence": evidence}, status=404)
    foreign = {**body, "content": "x", "evidence": evidence}
    assert work.commissioner.on(JUNE).refused("/records", foreign, status=422)


def test_the_months_report_is_drafted_from_the_records_and_accepted_by_the_competent_unit(people: People) -> None:
    work = served(people, BAOTOU)
    kept = [work.confirmed(date(2024, 6, day), duties=["transfer"]) for day in (5, 19)]
    work.record(date(2024, 6, 20))
    station = work.station.manager.on(date(2024, 7, 3))
    asked = {"kind": "monthly", "reporter": "workstation", "period": "2024-06", "unit": work.station.id}
    drawn = eventually(lambda: station.get("/reports/draft", **asked))
    assert (drawn["figures"]["services"], drawn["figures"]["hours"]) == (2, 8)
    assert drawn["records"] == [one["id"] for one in kept]
    competent = people.invited(BAOTOU, "competent_officer", unit=work.station.id).on(date(2024, 7, 3))
    waiting = {"kind": "monthly", "reporter": "workstation", "period": "2024-06"}
    assert work.station.id in [one["unit"] for one in competent.get("/reports/missing", **waiting)["items"]]

    report = station.post("/reports", {**asked, "text": drawn["text"] + "\n下月计划：中试。"})
    assert (report["late"], report["article"], report["records"]) == (False, "第十二条第4项", drawn["records"])
    assert station.refused("/reports", {**asked, "text": "又一份"}).status == 409
    competent.post(f"/reports/{report['id']}/return", {"reason": "请补充问题"})
    returned = station.get(f"/reports/{report['id']}")
    again = station.change("PUT", f"/reports/{report['id']}", {"text": "已补充"}, returned["version"])
    assert again["status"] == "submitted"
    assert competent.post(f"/reports/{report['id']}/acceptance", {"note": "收悉"})["status"] == "accepted"
    assert competent.get("/reports/missing", **waiting)["items"] == []


def test_a_county_level_stations_late_report_goes_to_its_county_and_is_marked_late(people: People) -> None:
    station = people.station(BAOTOU, "service")
    manager, county = station.manager.on(date(2024, 7, 6)), people.county(BAOTOU).on(date(2024, 7, 6))
    said = {
        "kind": "monthly",
        "reporter": "workstation",
        "period": "2024-06",
        "filing": station.filing,
        "text": "无服务",
    }
    report = eventually(lambda: manager.post("/reports", said))
    assert (report["late"], report["due"], report["to"]) == (True, "2024-07-05", "competent_unit")
    assert county.post(f"/reports/{report['id']}/acceptance")["status"] == "accepted"


def test_the_year_is_summed_up_for_the_workstation_and_for_the_city(people: People) -> None:
    work = served(people, BAOTOU)
    for month in (6, 7):
        work.confirmed(date(2024, month, 15))
    me, station = work.commissioner.on(date(2024, 12, 20)), work.station.manager.on(date(2024, 12, 28))
    mine = {"kind": "annual", "reporter": "commissioner", "period": "2024", "filing": me.filing}
    drawn = me.get("/reports/draft", **mine)
    assert drawn["figures"]["services"] == 2
    summary = me.post("/reports", {**mine, "text": drawn["text"]})
    assert station.post(f"/reports/{summary['id']}/acceptance")["status"] == "accepted"
    year = me.get("/records/year", filing=me.filing, year=2024)
    assert [month["month"] for month in year["by_month"]] == ["2024-06", "2024-07"]
    assert year["least_service"]["source"] == "silent"
    own = {"kind": "annual", "reporter": "workstation", "period": "2024", "unit": work.station.id}
    whole = station.post("/reports", {**own, "text": "全年服务两次"})
    city = people.officer(BAOTOU).on(date(2025, 1, 5))
    assert city.post(f"/reports/{whole['id']}/acceptance")["status"] == "accepted"


def test_a_case_and_a_problem_go_up_to_the_city(work: Service, people: People) -> None:
    host, city = work.host.manager.on(JUNE), people.officer(BAOTOU).on(JUNE)
    case = host.post("/cases", {"title": "一技救一厂", "text": "……", "unit": work.host.id})
    assert case["article"] == "第二十三条"
    assert city.post(f"/cases/{case['id']}/acceptance")["status"] == "accepted"
    problem = work.commissioner.on(JUNE).post("/problems", {"title": "检测设备不足", "text": "……"})
    answered = city.post(f"/problems/{problem['id']}/answer", {"answer": "可用共享平台"})
    assert (answered["status"], answered["answer"]) == ("answered", "可用共享平台")


def test_after_a_walk_out_nothing_more_is_recorded(people: People) -> None:
    work = served(people, BAOTOU)
    work.confirmed(date(2024, 6, 10))
    said = {
        "agreement": work.agreement,
        "ground": "commissioner_default",
        "circumstance": "walked_out",
        "reason": "失联",
    }
    ending = work.host.manager.on(JUNE).post("/endings", said)
    step = {"action": "recommend", "note": "属实"}
    people.county(BAOTOU).on(JUNE).post(f"/endings/{ending['id']}/steps", step)
    people.officer(BAOTOU).on(JUNE).post(f"/endings/{ending['id']}/steps", {"action": "approve", "note": "终止"})
    me = work.commissioner.on(date(2024, 6, 13))
    body = {"agreement_id": work.agreement, "hours": 4, "duties": ["other"], "place": "x", "content": "x"}
    evidence = [uploaded(me)]

    def refused() -> bool:
        on = {"on": "2024-06-11", "evidence": evidence}
        return me.stopped("/records", {**body, **on}, "ended_for_cause")

    assert eventually(refused)
