"""Dispatch in Baotou (包科发〔2023〕19号): published needs, mutual selection, an order, and the endings of 28–31."""

from __future__ import annotations

from typing import Any

from tests.journeys.people import BAOTOU, Answer, People, Someone, Unit, eventually
from tests.journeys.serving import uploaded

TERMS: Answer = {"content": "中试线工艺诊断与改进", "form": "on_site", "since": "2024-06-03", "until": "2024-12-31"}


def known(someone: Someone, manager: Someone, host: Unit) -> None:
    """Dispatch has heard of everybody's filing: an offer goes through (and is taken back)."""
    said = {"filing": someone.filing, "host_unit": host.id, "message": "在吗"}
    offered = eventually(lambda: manager.post("/intents", said))
    manager.post(f"/intents/{offered['id']}/withdrawal")


def signed(drafted: Answer, *signers: Someone) -> None:
    for signer in signers:
        shown = signer.get(f"/agreements/{drafted['id']}")
        signer.post(f"/agreements/{drafted['id']}/signatures", {"hash": shown["content_hash"]})


def agreement(people: People, station: Unit, someone: Someone, host: Unit, **over: Any) -> Answer:
    """Drafted, signed by three, reported by the workstation, filed by the city."""
    known(someone, station.manager, host)
    said = {"filing": someone.filing, "host_unit": host.id, **TERMS, **over}
    drafted = station.manager.post("/agreements", said)
    signed(drafted, host.manager, someone, station.manager)
    station.manager.post("/agreements/reports", {"agreements": [drafted["id"]]})
    return people.officer(BAOTOU).post(f"/agreements/{drafted['id']}/steps", {"action": "file"})


def test_a_need_is_reported_gathered_published_and_met_by_mutual_selection(people: People) -> None:
    station, host = people.station(BAOTOU), people.host(BAOTOU)
    teacher, liaison, city = people.commissioner(station), people.liaison(host), people.officer(BAOTOU)
    said = {"host_unit": host.id, "title": "镁合金涂层", "content": "耐蚀涂层中试", "fields": ["新材料"]}
    demand = eventually(lambda: liaison.post("/demands", said))
    county = people.county(BAOTOU)
    county.post(f"/demands/{demand['id']}/steps", {"action": "return", "defects": ["缺少技术指标"]})
    liaison.post(f"/demands/{demand['id']}/resubmission", {"content": "耐蚀涂层中试，中性盐雾 1000 小时"})
    county.post(f"/demands/{demand['id']}/steps", {"action": "pass"})
    offer = {
        "unit": station.id,
        "title": "微弧氧化",
        "content": "镁合金微弧氧化工艺",
        "fields": ["新材料"],
        "stage": "pilot",
    }
    eventually(lambda: station.manager.post("/achievements", offer))
    round = city.post("/publication-rounds", {"title": "2024年第一期", "shown_until": "2024-06-30"})
    assert city.post(f"/publication-rounds/{round['id']}/publication")["demands"] >= 1

    public = Someone(people, BAOTOU, "nobody", "")
    shown = public.get("/demands/published", field="新材料", limit=200)["items"]
    assert demand["id"] in [one["id"] for one in shown]
    assert all("account" not in one and "reporter_name" not in one for one in shown)

    known(teacher, station.manager, host)
    asked = {"filing": teacher.filing, "host_unit": host.id, "demand": demand["id"], "message": "愿承接"}
    intent = teacher.post("/intents", asked)
    host.manager.post(f"/intents/{intent['id']}/acceptance", {"reply": "欢迎"})
    said = {"filing": teacher.filing, "host_unit": host.id, "intent": intent["id"], "demand": demand["id"], **TERMS}
    drafted = station.manager.post("/agreements", said)
    signed(drafted, teacher, station.manager)
    assert teacher.get(f"/agreements/{drafted['id']}")["awaits"] == ["host_unit"]
    early = station.manager.refused("/agreements/reports", {"agreements": [drafted["id"]]})
    assert [error["pointer"] for error in early.body["errors"]] == ["/agreements/0"]
    signed(drafted, host.manager)
    sent = station.manager.post("/agreements/reports", {"agreements": [drafted["id"]]})
    assert sent["batch"]

    city.post(f"/agreements/{drafted['id']}/steps", {"action": "return", "defects": ["期限请写到月底"]})
    returned = station.manager.get(f"/agreements/{drafted['id']}")
    assert returned["state"]["history"][-1]["defects"] == ["期限请写到月底"]
    revised = station.manager.change(
        "PATCH", f"/agreements/{drafted['id']}", {"until": "2024-11-30"}, returned["version"]
    )
    assert revised["signatures"] == []
    signed(revised, host.manager, teacher, station.manager)
    station.manager.post("/agreements/reports", {"agreements": [drafted["id"]]})
    filed = city.post(f"/agreements/{drafted['id']}/steps", {"action": "file"})
    assert (filed["status"], filed["terms"]["until"], len(filed["signatures"])) == ("filed", "2024-11-30", 3)
    assert teacher.get("/agreements", status="filed")["items"][0]["number"] == filed["number"]


def test_an_agreement_outside_the_own_field_is_refused_with_the_article(people: People) -> None:
    station, host = people.station(BAOTOU), people.host(BAOTOU)
    teacher = people.commissioner(station)
    known(teacher, station.manager, host)
    said = {"filing": teacher.filing, "host_unit": host.id, **TERMS, "fields": ["现代农业"]}
    refused = station.manager.refused("/agreements", said)
    assert (refused.rules, refused.articles) == (["own_field"], ["第三十一条"])


def test_the_county_orders_a_dispatch_and_the_station_reports_progress(people: People) -> None:
    station, host = people.station(BAOTOU, "service"), people.host(BAOTOU)
    teacher, county = people.commissioner(station), people.county(BAOTOU)
    known(teacher, station.manager, host)
    order = {"sender_unit": station.id, "host_unit": host.id, "reason": "链主企业急需", "due": "2024-06-20"}
    ordered = county.post("/assignments", order)
    naming = {"filing": teacher.filing, **TERMS}
    serving = station.manager.post(f"/assignments/{ordered['id']}/naming", naming)
    assert (serving["status"], serving["reports_to"]) == ("serving", "city")
    station.manager.post(f"/assignments/{ordered['id']}/progress", {"text": "已完成首次诊断"})
    assert people.officer(BAOTOU).get(f"/assignments/{ordered['id']}")["progress"][0]["text"] == "已完成首次诊断"
    live = teacher.get(f"/agreements/{serving['agreement']}")
    assert (live["status"], live["way"], live["signers"]) == ("filed", "directed", [])
    officer = people.officer(BAOTOU)
    appointing = {"filing": teacher.filing, "host_unit": host.id, "reason": "x", **TERMS}
    assert "未作规定" in officer.refused("/assignments/appointments", appointing).body["detail"]


def opened(by: Someone, found: Answer, ground: str, circumstance: str, **over: Any) -> Answer:
    said = {"agreement": found["id"], "ground": ground, "circumstance": circumstance, "reason": "情况说明", **over}
    return by.post("/endings", said)


def step(by: Someone, case: Answer, action: str) -> Answer:
    return by.post(f"/endings/{case['id']}/steps", {"action": action, "note": "意见"})


def test_article_28_three_parties_dissolve_it_and_nobody_is_punished(people: People) -> None:
    station, host = people.station(BAOTOU), people.host(BAOTOU)
    teacher = people.commissioner(station)
    found = agreement(people, station, teacher, host)
    case = opened(teacher, found, "consent", "force_majeure")
    assert teacher.get(f"/endings/{case['id']}")["state"]["passed_by"] == ["commissioner"]
    step(station.manager, case, "pass")
    step(host.manager, case, "pass")
    step(teacher, case, "pass")
    competent = people.invited(BAOTOU, "competent_officer", unit=station.id)
    assert step(competent, case, "pass")["state"]["status"] == "approved"
    ended = teacher.get(f"/agreements/{found['id']}")
    assert (ended["status"], ended["ground"], ended["ending_article"]) == ("ended", "consent", "第二十八条")
    assert teacher.get(f"/filings/{teacher.filing}")["status"] == "filed"
    again = agreement(people, station, teacher, host)
    assert again["status"] == "filed"


def test_article_29_who_walks_out_loses_the_filing(people: People) -> None:
    station, host, other = people.station(BAOTOU), people.host(BAOTOU), people.host(BAOTOU)
    teacher = people.commissioner(station)
    found, second = agreement(people, station, teacher, host), agreement(people, station, teacher, other)
    not_theirs = {
        "agreement": found["id"],
        "ground": "commissioner_default",
        "reason": "x",
        "circumstance": "walked_out",
    }
    assert station.manager.refused("/endings", not_theirs).articles == ["第二十九条"]
    case = opened(host.manager, found, "commissioner_default", "walked_out")
    city = people.officer(BAOTOU)
    city.refused(f"/endings/{case['id']}/steps", {"action": "approve"})
    step(people.county(BAOTOU), case, "recommend")
    assert step(city, case, "approve")["consequences"] == ["cancel_filing"]
    eventually(lambda: city.get(f"/filings/{teacher.filing}")["status"] == "cancelled")
    eventually(lambda: city.get(f"/agreements/{second['id']}")["ground"] == "filing_cancelled")
    refused = station.manager.refused("/agreements", {"filing": teacher.filing, "host_unit": host.id, **TERMS})
    assert "commissioner_filed" in refused.rules


def test_article_30_a_failing_host_ends_the_service_only(people: People) -> None:
    station, host = people.station(BAOTOU), people.host(BAOTOU)
    teacher = people.commissioner(station)
    found = agreement(people, station, teacher, host)
    case = opened(teacher, found, "party_default", "host_fails")
    step(people.county(BAOTOU), case, "recommend")
    decided = step(people.officer(BAOTOU), case, "approve")
    assert (decided["consequences"], decided["article"]) == ([], "第三十条")
    assert teacher.get(f"/filings/{teacher.filing}")["status"] == "filed"


def test_article_31_a_sham_agreement_costs_the_filing_and_is_recorded(people: People) -> None:
    station, host = people.station(BAOTOU), people.host(BAOTOU)
    teacher, city = people.commissioner(station), people.officer(BAOTOU)
    found = agreement(people, station, teacher, host)
    inspector = people.invited(BAOTOU, "inspector")
    case = opened(inspector, found, "sham", "no_substance", funds_obtained=True)
    decided = step(city, case, "approve")
    assert decided["consequences"] == ["cancel_filing", "misconduct_record"]
    eventually(lambda: city.get(f"/filings/{teacher.filing}")["status"] == "cancelled")
    eventually(lambda: city.get("/credit-entries", register="misconduct", person=teacher.person)["items"])


def test_a_case_has_its_file_and_its_papers_and_the_commissioner_a_say(people: People) -> None:
    station, host = people.station(BAOTOU), people.host(BAOTOU)
    teacher, city = people.commissioner(station), people.officer(BAOTOU)
    found = agreement(people, station, teacher, host)
    case = opened(host.manager, found, "commissioner_default", "refuses")
    county = people.county(BAOTOU)
    assert county.get(f"/endings/{case['id']}")["awaits"] == ["county"]
    opinion = {"action": "recommend", "note": "走访属实", "receipts": [uploaded(county)["receipt"]]}
    recommended = county.post(f"/endings/{case['id']}/steps", opinion)
    assert [one["name"] for one in recommended["evidence"]] == ["现场.jpg"]
    assert city.get(f"/endings/{case['id']}")["awaits"] == ["city"]
    notice = {"what": "notice", "to": "commissioner", "how": "paper", "text": "拟终止选派任务并取消备案"}
    city.post(f"/endings/{case['id']}/notices", notice)
    teacher.post(f"/endings/{case['id']}/statements", {"text": "因病请假，有证明"})
    heard = {"party": "commissioner", "text": "当面听取意见，仍拒绝到岗"}
    city.post(f"/endings/{case['id']}/hearings", heard)
    decided = step(city, case, "approve")
    assert [one["kind"] for one in decided["statements"]] == ["written", "hearing"]
    path = f"/api/endings/{case['id']}/papers/decision/document.pdf"
    assert people.http.get(path, headers=teacher.headers()).content.startswith(b"%PDF-")
    eventually(lambda: not teacher.renew().has("commissioner"))  # the filing went with the decision, the say did not
    unstated = teacher.refused(f"/endings/{case['id']}/appeal", {"reason": "不服"})
    assert "未作规定" in unstated.body["detail"]
    shown = Someone(people, BAOTOU, "nobody", "").get(f"/public/agreements/{found['code']}")
    assert shown["standing"] == "ended"
