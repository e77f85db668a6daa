"""Who serves whom: suggestions and a counter-proposal in Baotou; one optimal round with a waiver in Shijiazhuang."""

from __future__ import annotations

import time

from tests.journeys.people import BAOTOU, SHIJIAZHUANG, Answer, People, Someone, Unit, eventually


def published(people: People, host: Unit, **said: object) -> Answer:
    """A demand reported by the host, gathered by its county, shown in a round of the city's."""
    city = host.city
    told = {"host_unit": host.id, "fields": ["新材料"], **said}
    demand = eventually(lambda: host.manager.post("/demands", told))
    people.county(city).post(f"/demands/{demand['id']}/steps", {"action": "pass"})
    round = people.officer(city).post("/publication-rounds", {"title": "对接", "shown_until": "2024-06-30"})
    people.officer(city).post(f"/publication-rounds/{round['id']}/publication")
    return demand


def job(officer: Someone, path: str) -> Answer:
    """A job that was begun, once it has ended well."""
    begun, until = officer.post(path), time.monotonic() + 60
    while (now := officer.get(f"/jobs/{begun['id']}"))["status"] in ("queued", "running"):
        assert time.monotonic() < until, now
        time.sleep(0.1)
    assert now["status"] == "done", now
    return now


def test_a_suggestion_becomes_an_agreement_by_a_counter_proposal(people: People) -> None:
    station, host = people.station(BAOTOU), people.host(BAOTOU)
    teacher = people.commissioner(station, fields=["新材料"])
    title = "钕铁硼磁体晶界扩散"
    demand = published(people, host, title=title, content="钕铁硼磁体晶界扩散渗镝，矫顽力一致性差")

    def suggested() -> Answer:
        found = [one for one in teacher.get("/suggestions", limit=200)["items"] if one["demand"] == demand["id"]]
        assert found, "not suggested yet"
        return found[0]

    mine = eventually(suggested)
    assert (mine["title"], mine["host_unit"]) == (title, host.id)
    fits = host.manager.get(f"/suggestions/demands/{demand['id']}", limit=50)
    assert teacher.filing in [one["filing"] for one in fits["best"]]
    assert fits["weights"]["set_by"].startswith("市科技局")

    said = {"filing": teacher.filing, "host_unit": host.id, "demand": demand["id"], "message": "愿承接"}
    intent = teacher.post("/intents", {**said, "content": "远程会诊", "form": "remote", "since": "2024-06-10"})
    assert "phone" not in str(intent)
    counter = {"note": "须到厂", "content": "到厂做扩散试验", "form": "on_site", "until": "2024-12-31"}
    host.manager.post(f"/intents/{intent['id']}/counter-proposals", counter)
    countered = teacher.get(f"/intents/{intent['id']}")
    assert (countered["waits_on"], countered["proposal"]["form"]) == ("sending", "on_site")
    host.manager.refused(f"/intents/{intent['id']}/acceptance", {})
    teacher.post(f"/intents/{intent['id']}/notes", {"text": "每周三可到厂"})
    teacher.post(f"/intents/{intent['id']}/acceptance", {"reply": "同意"})
    seen = people.county(BAOTOU).get(f"/intents/{intent['id']}")
    assert [entry["text"] for entry in seen["thread"]] == ["须到厂", "每周三可到厂"]
    drafted = station.manager.post(f"/intents/{intent['id']}/agreement")
    terms = drafted["terms"]
    assert (terms["content"], terms["form"], terms["since"], terms["until"]) == (
        "到厂做扩散试验", "on_site", "2024-06-10", "2024-12-31",
    )  # fmt: skip


def test_a_round_names_the_smallest_waiver_and_is_appointed_with_it(people: People) -> None:
    sender, host, officer = people.station(SHIJIAZHUANG), people.host(SHIJIAZHUANG), people.officer(SHIJIAZHUANG)
    teachers = [people.commissioner(sender) for _ in range(6)]
    demand = published(people, host, title="产线改造", content="焊接产线改造", people_wanted=6)
    for teacher in teachers:  # dispatch has heard of each
        eventually(lambda teacher=teacher: officer.get(f"/suggestions/filings/{teacher.filing}"))
    said = {"title": "重点企业", "reason": "重点产业链", "due": "2024-06-28", "demands": [demand["id"]]}
    terms = {"way": "appointed", "form": "on_site", "since": "2024-06-10"}
    pool = {"filings": [teacher.filing for teacher in teachers]}
    round = officer.post("/directed-rounds", {**said, **terms, **pool})
    path = f"/directed-rounds/{round['id']}"
    assert job(officer, f"{path}/plan")["result"]["gaps"] == 1
    plan = officer.get(path)["plan"]
    assert [(one["article"], one["strictness"]) for one in plan["waivers"]] == [("四（一）", "in_principle")]
    assert (len(plan["pairs"]), plan["fills"]) == (5, 1)
    officer.post(f"{path}/edits", {"waive": plan["waivers"][0]["rule"], "reason": "重点产业链集中攻关"})
    assert job(officer, f"{path}/plan")["result"] | {"total": 0, "examined": 0} == {
        "round": round["id"], "pairs": 6, "gaps": 0, "total": 0, "examined": 0,
    }  # fmt: skip
    assert job(officer, f"{path}/confirmation")["result"]["ordered"] == 6
    settled = officer.get(path)["settled"]
    assert {pair["filing"] for pair in settled} == {teacher.filing for teacher in teachers}
    first = next(pair for pair in settled if pair["filing"] == teachers[0].filing)
    order = teachers[0].get(f"/assignments/{first['assignment']}")
    assert (order["status"], order["way"], order["demand"]) == ("serving", "appointed", demand["id"])
    live = teachers[0].get(f"/agreements/{order['agreement']}")
    assert (live["status"], live["terms"]["until"]) == ("filed", "2025-12-31")
