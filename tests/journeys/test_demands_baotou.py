"""A need in Baotou from its first draft to what came of it (第十一条第1项、第十五条（一）), over HTTP."""

from __future__ import annotations

from datetime import date

from tests.journeys.asking import fed, listed, nobody, reported, shown, status
from tests.journeys.people import BAOTOU, People

TEXT = "稀土钢连铸坯表面横裂纹发生率高，需查明成因并优化二冷制度，使裂纹发生率低于千分之五，连续生产一百炉次验证。"
CAST = {"title": "稀土钢连铸坯表面横裂纹控制", "content": TEXT, "fields": ["稀土钢连铸"]}
POLISH = {"title": "稀土抛光粉粒度分级", "content": "氧化铈抛光粉粒度分布过宽，需分级工艺", "fields": ["稀土抛光"]}


def test_from_a_draft_to_the_notice_and_out_of_it_again_by_an_objection(people: People) -> None:
    host, other = people.host(BAOTOU), people.host(BAOTOU)
    liaison, county, city = people.liaison(host), people.county(BAOTOU), people.officer(BAOTOU)
    draft = liaison.post("/demand-drafts", {"host_unit": host.id, "title": POLISH["title"]})
    written = {"content": POLISH["content"], "fields": POLISH["fields"]}
    draft = liaison.change("PATCH", f"/demand-drafts/{draft['id']}", written, draft["version"])
    assert status(other.manager, f"/demand-drafts/{draft['id']}") == 404
    demand = reported(liaison, host_unit=host.id, draft=draft["id"], **POLISH)
    path = f"/demands/{demand['id']}"
    assert liaison.get("/demand-drafts")["items"] == []

    defects = {"content": "缺少粒度指标", "title": "请写明用途"}
    assert county.get("/demands", waits_on="me", field="稀土抛光")["items"][0]["id"] == demand["id"]
    by_clock = [one["id"] for one in county.get("/demands", sort="due", limit=200)["items"]]
    assert demand["id"] in by_clock, "where the city gives no clock, what lies at the desk is listed as it came"
    county.post(f"{path}/steps", {"action": "return", "by_field": defects})
    assert liaison.get("/demands", waits_on="me")["items"][0]["defects"] == defects
    title = "光学玻璃用稀土抛光粉粒度分级"
    mended = {"title": title, "content": f"{POLISH['content']}，D50为1.2微米"}
    assert liaison.post(f"{path}/resubmission", mended)["defects"] == {}
    silent = county.refused(f"{path}/forwarding", {"desk": "150204", "reason": "生产地在该区"})
    assert "本办法未作规定" in silent.body["detail"]
    county.post(f"{path}/steps", {"action": "pass"})

    city.refused("/publication-rounds", {"title": "未写公示期"}, 422)
    round = shown(people, BAOTOU)
    public = nobody(people, BAOTOU)
    assert public.get(f"/publication-rounds/{round['id']}")["shown_until"] == "2024-06-20"
    assert listed(public)[demand["id"]]["content"] == mended["content"]
    assert fed(public)[title] == mended["content"]
    nowhere = [people.http.get(f"/api/public/{path}").status_code for path in ("feeds/demands.atom", "demand-map")]
    assert nowhere == [422, 422], "of which city?"
    described = people.http.get("/api/openapi.json").json()["paths"]["/api/public/feeds/demands.atom"]["get"]
    assert list(described["responses"]["200"]["content"]) == ["application/atom+xml"]

    objection = {"kind": "objection", "text": "该技术本单位已公开转让", "demand": demand["id"]}
    said = other.manager.post(f"/publication-rounds/{round['id']}/comments", objection)
    answer = f"/notice-comments/{said['id']}/answer"
    other.manager.refused(answer, {"outcome": "upheld", "reply": "x"}, 403)
    city.refused(answer, {"outcome": "noted", "reply": "异议须采纳或不予采纳"})
    city.post(answer, {"outcome": "upheld", "reply": "属实，撤下更正"})
    assert other.manager.get(f"/notice-comments/{said['id']}")["reply"] == "属实，撤下更正"
    city.post(f"/publication-rounds/{round['id']}/removals", {"demand": demand["id"], "reason": "异议成立"})
    assert liaison.get(path)["status"] == "returned"
    assert demand["id"] not in listed(public)
    assert title not in fed(public)
    assert status(other.manager, path) == 404
    late = other.manager.on(date(2024, 6, 21)).refused(f"/publication-rounds/{round['id']}/comments", objection)
    assert "公示期已于" in late.body["detail"]


def test_what_is_hidden_stays_hidden_and_two_that_are_one_are_merged_and_split(people: People) -> None:
    first, second, stranger = people.host(BAOTOU), people.host(BAOTOU), people.host(BAOTOU)
    county = people.county(BAOTOU)
    one = reported(first.manager, host_unit=first.id, confidentiality="titles", **CAST)
    almost = {**CAST, "title": "稀土钢连铸坯表面横裂纹的控制", "content": TEXT.replace("一百炉次", "100炉次")}
    two = reported(second.manager, host_unit=second.id, confidentiality="parties", **almost)
    path, twin = f"/demands/{one['id']}", f"/demands/{two['id']}"
    assert "similar" not in two, "what others ask in confidence is the desk's to know"
    assert [each["id"] for each in county.get(twin)["similar"]] == [one["id"]]
    merged = county.post(f"{twin}/merging", {"into": one["id"], "reason": "同一技术问题"})
    assert (merged["owner_units"], merged["confidentiality"]) == ([first.id, second.id], "parties")
    assert second.manager.get(path)["id"] == one["id"]
    assert second.manager.get(twin)["merged_into"] == one["id"]
    back = county.post(f"{twin}/splitting", {"reason": "验证炉次不同"})
    assert (back["status"], status(second.manager, path)) == ("reported", 404)
    assert county.get(path)["confidentiality"] == "titles"

    for each in (path, twin):
        county.post(f"{each}/steps", {"action": "pass"})
    shown(people, BAOTOU)
    public, later = nobody(people, BAOTOU), nobody(people, BAOTOU, date(2024, 7, 4))
    found = listed(public, field="稀土钢连铸")
    assert {id: (each["content"], each["host_name"]) for id, each in found.items()} == {one["id"]: ("", "")}
    assert listed(public, q="二冷制度") == {}, "a word of the hidden text finds nothing"
    assert fed(public)[CAST["title"]] == ""
    assert almost["title"] not in fed(public)
    refused = [status(public, f"/demands/published/{two['id']}"), status(stranger.manager, twin), status(public, twin)]
    assert refused == [404, 404, 401]

    def unanswered() -> list[tuple[int, int]]:
        cells = later.get("/public/demand-map")["cells"]
        return [(cell["unanswered"], cell["confidential"]) for cell in cells if cell["field"] == "稀土钢连铸"]

    assert unanswered() == [(1, 0)], "one hidden demand alone would be known by being counted"
    opened = {"confidentiality": "public", "reason": "已申请专利"}
    second.manager.post(f"{twin}/confidentiality", opened)
    assert unanswered() == [(2, 0)]
    assert listed(public, q="二冷制度")[two["id"]]["content"] == almost["content"]


def test_it_runs_out_is_renewed_closed_as_solved_and_asked_about(people: People) -> None:
    host, county = people.host(BAOTOU), people.county(BAOTOU)
    said = {"title": "矿用卡车轮毂再制造", "content": "轮毂激光熔覆再制造工艺", "fields": ["再制造"]}
    demand = reported(host.manager, host_unit=host.id, until="2024-09-30", **said)
    path, id, owner = f"/demands/{demand['id']}", demand["id"], host.manager
    county.post(f"{path}/steps", {"action": "pass"})
    shown(people, BAOTOU)
    day = date(2024, 10, 8)
    public = nobody(people, BAOTOU, day)
    assert id in listed(nobody(people, BAOTOU, date(2024, 9, 30)))
    assert id not in listed(public), "over is over, whether anybody closed it or not"
    assert people.officer(BAOTOU).on(day).post("/demands/expiry")["expired"] >= 1
    assert owner.on(day).get(path)["status"] == "expired"
    owner.refused(f"{path}/renewal", {"note": "仍需解决"}, 422)  # the document states no term: the host names the day
    renewed = owner.post(f"{path}/renewal", {"until": "2025-06-30", "note": "仍需解决"})
    assert (renewed["status"], renewed["expires_on"]) == ("published", "2025-06-30")
    assert id in listed(public)

    solved = owner.post(f"{path}/solution", {"how": "与高校合作完成样件"})
    assert (solved["status"], id in listed(public)) == ("solved", False)
    owner.refused(f"{path}/solution", {"how": "再次"})
    assert [one["due"] for one in solved["followups"]] == ["2025-01-08", "2025-04-08", "2025-10-08"]
    told = {"months": 3, "result": "solved", "contract_amount": "120000.50", "patents": 1}
    owner.refused(f"{path}/followups", told)
    answered = owner.on(date(2025, 1, 8)).post(f"{path}/followups", told)
    assert (answered["followups"][0]["contract_amount"], answered["followups_waiting"]) == ("120000.50", [])
