"""The home of every role over HTTP: done, started, followed; new messages live; complaints; the operator's page."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import orjson
import pytest
from pymongo import MongoClient

from tests.journeys.people import BAOTOU, SHIJIAZHUANG, Answer, People, Problem, Someone, eventually
from tests.parts import Platform

HOME = {"name": "热心人", "phone": "13912345678", "consent": True}


def subjects(someone: Someone, **asked: Any) -> list[tuple[str, str]]:
    """(object, type) of what somebody has done, page by page."""
    found: list[tuple[str, str]] = []
    page = someone.get("/deeds", limit=2, **asked)
    while True:
        found += [(one["object"], one["type"]) for one in page["items"]]
        if page["next"] is None:
            return found
        page = someone.get("/deeds", limit=2, after=page["next"], **asked)


def test_what_one_has_begun_and_done_is_found_again_with_what_became_of_it(people: People) -> None:
    station = people.station(BAOTOU)
    person = people.person(BAOTOU)
    sent = people.apply(person, "commissioner", "technical_service", sender_unit=station.id)
    station.manager.post(f"/applications/{sent['id']}/pass")
    begun = person.get("/deeds", started=True, noun="applications")
    assert begun["silent"] == []
    (own,) = begun["items"]
    assert (own["object"], own["number"], own["type"]) == (
        sent["id"], sent["number"], "registry.application_submitted",
    )  # fmt: skip
    assert own["latest"]["type"] == "registry.application_passed"
    assert person.get(f"/{own['noun']}/{own['object']}")["id"] == sent["id"]
    assert (sent["id"], "registry.application_passed") in subjects(station.manager)
    assert sent["id"] not in {object for object, _ in subjects(station.manager, started=True)}
    assert subjects(person, q=sent["number"]) == [(sent["id"], "registry.application_submitted")]
    assert subjects(person, q="nothing of that name") == []
    assert subjects(people.person(BAOTOU), noun="applications") == [], "one's own acts and nobody else's"


def test_the_audit_log_tells_officers_of_a_city_who_did_what(people: People) -> None:
    station, officer = people.station(BAOTOU), people.officer(BAOTOU)
    person = people.person(BAOTOU)
    sent = people.apply(person, "commissioner", "technical_service", sender_unit=station.id)
    station.manager.post(f"/applications/{sent['id']}/pass", {"note": "材料齐全"})
    filed = officer.post(f"/applications/{sent['id']}/filing")
    record = f"application:{sent['id']}"
    log = officer.get("/audit-log", record=record)
    assert log["silent"] == []
    assert [one["type"] for one in log["items"]] == [
        "registry.application_filed", "registry.application_passed", "registry.application_submitted",
    ]  # fmt: skip
    assert [one["account"] for one in log["items"]] == [officer.account, station.manager.account, person.account]
    assert log["items"][1]["reason"] == "材料齐全"
    assert {one["opens"] for one in log["items"]} == {"applications"}
    assert all(one["articles"] for one in log["items"]), "each by its article"
    assert officer.get("/audit-log", record=f"applications:{sent['id']}")["items"] == log["items"]
    assert filed["id"] == log["items"][0]["object"]
    first = officer.get("/audit-log", record=record, limit=2)
    rest = officer.get("/audit-log", record=record, after=first["next"])
    assert [one["id"] for one in (*first["items"], *rest["items"])] == [one["id"] for one in log["items"]]
    day = log["items"][0]["at"][:10]
    on_that_day = officer.get("/audit-log", **{"account": officer.account, "from": day, "to": day, "limit": 200})
    assert log["items"][0]["id"] in [one["id"] for one in on_that_day["items"]]
    assert {one["account"] for one in on_that_day["items"]} == {officer.account}
    assert people.officer(SHIJIAZHUANG).get("/audit-log", record=record)["items"] == []
    for other in (person, station.manager):
        with pytest.raises(Problem) as closed:
            other.get("/audit-log", record=record)
        assert closed.value.status == 403


def test_a_record_is_followed_by_who_may_read_it_and_its_news_reach_them(people: People) -> None:
    station = people.station(BAOTOU)
    person = people.person(BAOTOU)
    sent = people.apply(person, "commissioner", "technical_service", sender_unit=station.id)
    said = {"noun": "applications", "object": sent["id"]}
    assert people.person(BAOTOU).refused("/follows", said, status=404)
    assert people.officer(SHIJIAZHUANG).refused("/follows", said, status=404)
    officer = people.officer(BAOTOU)
    followed = officer.post("/follows", said)
    assert officer.post("/follows", said)["id"] == followed["id"], "who follows twice follows once"
    station.manager.post(f"/applications/{sent['id']}/pass")

    def heard() -> Answer:
        (one,) = officer.get("/follows", noun="applications", object=sent["id"])["items"]
        return one if one["latest"] else {}

    assert eventually(heard)["latest"]["type"] == "registry.application_passed"
    opens = {"noun": "applications", "id": sent["id"]}
    assert eventually(lambda: [one for one in officer.get("/messages", limit=200)["items"] if one["opens"] == opens]), (
        "a follower is told, by the turn or as a follower"
    )
    with pytest.raises(Problem, match="404"):
        person.post(f"/follows/{followed['id']}/ending")
    officer.post(f"/follows/{followed['id']}/ending")
    assert officer.get("/follows", object=sent["id"])["items"] == []


def heard(someone: Someone, events: list[tuple[float, dict[str, int]]], opened: threading.Event) -> None:
    """What the live answer says, each with when it came."""
    with httpx.stream(
        "GET", f"{someone.people.http.base_url}/api/messages/events", headers=someone.headers(), timeout=30
    ) as answer:
        opened.set()
        for line in answer.iter_lines():
            if line.startswith("data: "):
                events.append((time.monotonic(), orjson.loads(line[6:])))
            if len(events) > 1:
                return


def test_a_new_message_is_told_live_within_five_seconds(people: People) -> None:
    station = people.station(BAOTOU)
    person = people.person(BAOTOU)
    eventually(lambda: station.manager.get("/messages/unread"))
    events: list[tuple[float, dict[str, int]]] = []
    opened = threading.Event()
    listening = threading.Thread(target=heard, args=(station.manager, events, opened), daemon=True)
    listening.start()
    assert opened.wait(10)
    eventually(lambda: events)
    began = time.monotonic()
    people.apply(person, "commissioner", "technical_service", sender_unit=station.id)
    listening.join(20)
    assert len(events) == 2, "once at the start, once for the application"
    assert events[1][1]["unread"] > events[0][1]["unread"]
    assert events[1][0] - began < 5


def test_fifty_listeners_slow_nobody(people: People) -> None:
    person = people.person(BAOTOU)

    def took() -> float:
        began = time.perf_counter()
        person.get("/messages/unread")
        return time.perf_counter() - began

    alone = sorted(took() for _ in range(100))
    url, everybody = f"{people.http.base_url}/api/messages/events", httpx.Limits(max_connections=50)
    with httpx.Client(limits=everybody, timeout=30) as client, ExitStack() as open_ones:
        lines = [open_ones.enter_context(client.stream("GET", url, headers=person.headers())) for _ in range(50)]
        assert {one.status_code for one in lines} == {200}
        among = sorted(took() for _ in range(100))
        print(f"unread: alone {alone[50] * 1000:.1f} ms, p95 {alone[95] * 1000:.1f}; "
              f"among fifty listeners {among[50] * 1000:.1f} ms, p95 {among[95] * 1000:.1f}")  # fmt: skip
    assert among[50] < 2 * alone[50] + 0.02, "a listener holds no request's place"


def test_anybody_complains_follows_by_number_and_reads_the_answer(people: People) -> None:
    nobody = Someone(people, BAOTOU, "nobody", "")
    rules = nobody.get("/public/complaints/rules")
    assert rules["answer_within"]["article"] == rules["contact"]["article"] == "本办法未作规定"
    said = {**HOME, "kind": "complaint", "about": "备案办理", "text": "三个月未答复"}
    with pytest.raises(Problem, match="422"):
        nobody.post("/public/complaints", {**said, "consent": False})
    filed = nobody.post("/public/complaints", said)
    assert (filed["due"], filed["article"]) == (None, "本办法未作规定"), "no clock is invented"
    asked = {"number": filed["number"], "phone_tail": "5678"}
    assert nobody.get("/public/complaints/progress", **asked)["status"] == "open"
    with pytest.raises(Problem, match="404"):
        nobody.get("/public/complaints/progress", **{**asked, "phone_tail": "5679"})
    officer = people.officer(BAOTOU)
    shown = officer.get(f"/complaints/{filed['complaint']}")
    assert shown["contact_mask"] == "139****5678"
    assert "13912345678" not in str(shown)
    with pytest.raises(Problem, match="404"):
        people.officer(SHIJIAZHUANG).get(f"/complaints/{filed['complaint']}")
    county = people.county(BAOTOU)
    county.refused(f"/complaints/{filed['complaint']}/answer", {"answer": "已办"}, status=404)
    officer.post(f"/complaints/{filed['complaint']}/forwarding", {"county": "150203", "note": "属地事项"})
    assert nobody.get("/public/complaints/progress", **asked)["waits_on"]["label"].startswith("昆都仑区")
    county.post(f"/complaints/{filed['complaint']}/taking-back", {"note": "由市局统一答复"})
    officer.post(f"/complaints/{filed['complaint']}/answer", {"answer": "已核实并办结"})
    assert nobody.get("/public/complaints/progress", **asked)["answer"] == "已核实并办结"
    assert officer.refused(f"/complaints/{filed['complaint']}/answer", {"answer": "再答"}).status == 409


def test_a_complaint_with_an_account_is_in_ones_own_list_and_is_answered_by_message(people: People) -> None:
    person = people.person(BAOTOU)
    filed = person.post("/complaints", {**HOME, "kind": "suggestion", "text": "希望增加培训场次"})
    assert [one["id"] for one in person.get("/complaints")["items"]] == [filed["complaint"]]
    with pytest.raises(Problem, match="404"):
        people.person(BAOTOU).get(f"/complaints/{filed['complaint']}")
    officer = people.officer(BAOTOU)
    assert filed["complaint"] in {one["id"] for one in officer.get("/complaints", status="open", limit=200)["items"]}
    officer.post(f"/complaints/{filed['complaint']}/answer", {"answer": "已列入计划"})
    opens = {"noun": "complaints", "id": filed["complaint"]}
    assert eventually(
        lambda: [one for one in person.get("/messages", topic="complaint")["items"] if one["opens"] == opens]
    )
    other = person.post("/complaints", {**HOME, "kind": "complaint", "text": "误提交"})
    person.post(f"/complaints/{other['complaint']}/withdrawal")
    assert officer.refused(f"/complaints/{other['complaint']}/answer", {"answer": "x"}).status == 409


@pytest.fixture
def aside(platform: Platform) -> Iterator[tuple[str, Any]]:
    """An event that the records service has parked: kept as its hearing keeps one."""
    environment = platform.environment
    client: MongoClient[dict[str, Any]] = MongoClient(environment["MONGO_URI"])
    rows = client[f"{environment['NAMESPACE']}_records"]["set_aside"]
    event = {
        "id": f"{time.time_ns():016x}{secrets.token_hex(8)}", "type": "unit_merged", "source": "registry",
        "city": BAOTOU,
        "time": "2024-06-03T01:00:00.000Z", "subject": "unit:u1", "subjectversion": 1, "data": {},
        "actor": {"account": "x", "name": "某人"},
    }  # fmt: skip
    row = {"_id": event["id"], "event": event, "line": None, "attempts": 5, "state": "parked", "due": None, "trace": "",
           "reason": {"reason": "KeyError('loser')"}}  # fmt: skip
    rows.insert_one(row)
    yield event["id"], rows
    rows.delete_one({"_id": event["id"]})
    client.close()


def test_the_operator_sees_queues_parked_events_and_jobs_and_has_an_event_taken_in_again(
    people: People, aside: tuple[str, Any]
) -> None:
    id, rows = aside
    operator = people.operator()
    queues = {one["name"].partition(".")[2]: one for one in operator.get("/platform/queues")["items"]}
    assert queues["records.commands"]["consumers"] >= 1
    assert queues["records.commands.dead"]["kind"] == "dead"
    assert {"registry.overhear", "dispatch.heard", "funding.questions"} <= set(queues)
    shown = {one["id"]: one for one in operator.get("/platform/parked", limit=200)["items"]}[f"records-{id}"]
    assert (shown["type"], shown["reason"], shown["attempts"]) == ("registry.unit_merged", "KeyError('loser')", 5)
    assert "data" not in shown
    for other in (people.officer(BAOTOU), people.person(BAOTOU)):
        assert other.refused(f"/platform/parked/records-{id}/replay", status=403)
        for page in ("queues", "parked", "jobs"):
            with pytest.raises(Problem, match="403"):
                other.get(f"/platform/{page}")
    assert operator.post(f"/platform/parked/records-{id}/replay")["state"] == "waiting"
    assert eventually(lambda: (rows.find_one({"_id": id}) or {"attempts": 1})["attempts"] > 0), "it was tried again"
    assert operator.refused("/platform/parked/records-none/replay", status=404)
    assert operator.refused("/platform/parked/nowhere-x/replay", status=404)
    job = people.officer(BAOTOU).post("/exports/registry", {"list": "units"})
    everybody = eventually(lambda: [one for one in operator.get("/platform/jobs")["items"] if one["id"] == job["id"]])
    assert everybody[0]["city"] == BAOTOU
    assert "result" not in everybody[0]
