"""Needs and offers in Shijiazhuang, where counties survey them and the plan says little more (三（一）、三（二）)."""

from __future__ import annotations

from datetime import date

from tests.journeys.asking import fed, listed, nobody, reported, shown, status
from tests.journeys.people import SHIJIAZHUANG, People

TEXT = "阿莫西林结晶母液中有机溶剂含量高，需开发渗透汽化膜脱溶剂工艺，溶剂回收率不低于百分之九十五，连续运行三个月。"
SAID = {"title": "抗生素结晶母液溶剂回收", "content": TEXT, "fields": ["膜分离制药"]}


def test_two_counties_ask_the_same_and_the_city_makes_it_one(people: People) -> None:
    first, second = people.host(SHIJIAZHUANG), people.host(SHIJIAZHUANG, county="130104")
    here, there = people.county(SHIJIAZHUANG), people.county(SHIJIAZHUANG, "130104")
    city = people.officer(SHIJIAZHUANG)
    one = reported(first.manager, host_unit=first.id, **SAID)
    almost = {**SAID, "content": TEXT.replace("三个月", "3个月"), "confidentiality": "officers"}
    two = reported(second.manager, host_unit=second.id, **almost)
    path, twin = f"/demands/{one['id']}", f"/demands/{two['id']}"
    defects = {"fields": "请按所属领域填写"}
    there.post(f"{twin}/steps", {"action": "return", "by_field": defects})
    assert second.manager.get(twin)["defects"] == defects
    second.manager.post(f"{twin}/resubmission", {"fields": ["膜分离制药"]})
    silent = there.refused(f"{twin}/forwarding", {"desk": "130102", "reason": "两地相同"})
    assert "未作规定" in silent.body["detail"]

    merging = {"into": one["id"], "reason": "同一技术问题"}
    here.refused(f"{twin}/merging", merging, 404)
    assert [each["id"] for each in city.get(twin)["similar"]] == [one["id"]]
    merged = city.post(f"{twin}/merging", merging)
    assert (merged["confidentiality"], len(merged["co_owners"])) == ("officers", 1)
    here.post(f"{path}/steps", {"action": "pass"})
    shown(people, SHIJIAZHUANG)
    public = nobody(people, SHIJIAZHUANG)
    assert listed(public, field="膜分离制药") == {}, "the stricter wish of the two holds for what both own"
    assert SAID["title"] not in fed(public)
    city.post(f"{twin}/splitting", {"reason": "运行时间不同"})
    assert list(listed(public, field="膜分离制药")) == [one["id"]]
    assert fed(public)[SAID["title"]] == TEXT
    assert status(second.manager, path) == 404
    second.manager.post(f"{twin}/withdrawal", {"reason": "已自行解决"})


def test_needs_and_offers_are_shown_together_and_commented_on(people: People) -> None:
    station, host = people.station(SHIJIAZHUANG), people.host(SHIJIAZHUANG)
    city, owner = people.officer(SHIJIAZHUANG), host.manager
    demand = reported(owner, host_unit=host.id, title="设施番茄水肥一体化", content="节水方案", fields=["设施农业"])
    people.county(SHIJIAZHUANG).post(f"/demands/{demand['id']}/steps", {"action": "pass"})
    offer = {"unit": station.id, "title": "水肥决策模型", "content": "模型已在两县应用", "fields": ["设施农业"]}
    offered = station.manager.post("/achievements", {**offer, "stage": "industrial", "confidentiality": "titles"})
    round, public = shown(people, SHIJIAZHUANG), nobody(people, SHIJIAZHUANG)
    assert round["demands"] >= 1
    assert round["achievements"] >= 1
    seen = public.get(f"/achievements/published/{offered['id']}")
    assert (seen["title"], seen["content"], seen["unit_name"]) == (offer["title"], "", "")

    opened = {"confidentiality": "public", "reason": "专利已授权"}
    station.manager.post(f"/achievements/{offered['id']}/confidentiality", opened)
    seen = public.get(f"/achievements/published/{offered['id']}")
    assert (seen["content"], bool(seen["unit_name"])) == (offer["content"], True)

    comment = {"kind": "comment", "text": "建议写明面积", "demand": demand["id"]}
    said = station.manager.post(f"/publication-rounds/{round['id']}/comments", comment)
    city.refused(f"/notice-comments/{said['id']}/answer", {"outcome": "upheld", "reply": "意见予以记录"})
    city.post(f"/notice-comments/{said['id']}/answer", {"outcome": "noted", "reply": "已转告"})
    assert station.manager.get("/notice-comments")["items"][0]["outcome"] == "noted"
    assert status(owner, f"/notice-comments/{said['id']}") == 404

    taken = {"achievement": offered["id"], "reason": "应单位请求"}
    assert city.post(f"/publication-rounds/{round['id']}/removals", taken)["taken_out"] == 1
    assert status(public, f"/achievements/published/{offered['id']}") == 404
    station.manager.post(f"/achievements/{offered['id']}/resubmission", {"content": "模型已在三县应用"})
    station.manager.post(f"/achievements/{offered['id']}/withdrawal", {"reason": "已转让"})
    bounty = {
        "demand_id": demand["id"],
        "criteria": [{"code": "effect", "label": "效果", "weight": 100}],
        "reward": "100000.00",
        "deadline": "2024-07-31",
        "terms": "完成示范",
    }
    assert "未作规定" in owner.refused("/bounties", bounty).body["detail"]
    renewed = owner.post(f"/demands/{demand['id']}/renewal", {"until": "2024-12-31"})
    assert renewed["expires_on"] == "2024-12-31"
    unanswered = nobody(people, SHIJIAZHUANG, date(2024, 7, 4)).get("/public/demand-map")["cells"]
    assert [cell["unanswered"] for cell in unanswered if cell["field"] == "设施农业"] == [1]
    owner.post(f"/demands/{demand['id']}/solution", {"how": "已采用他方方案"})
    assert demand["id"] not in listed(public)
