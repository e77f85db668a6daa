"""Applying in Baotou over HTTP: filled in bit by bit, previewed, queued, reviewed by the list, asked after."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.factories.registry import found
from tests.journeys.people import BAOTOU, Answer, People, Problem, eventually
from tests.journeys.serving import JPEG, uploaded

AFFIRMED = [
    "integrity", "character", "policy_knowledge", "field_knowledge", "able_to_coordinate", "host_knowledge", "willing",
]  # fmt: skip


def test_a_commissioner_fills_in_bit_by_bit_sees_what_is_ahead_and_asks_after_it(people: People) -> None:
    station, person = people.station(BAOTOU), people.person(BAOTOU)
    kinds = person.get("/eligibility", sender_unit=station.id)["items"]
    assert {one["kind"]: one["outcome"] for one in kinds}["technical_service"] == "not_yet_known"
    draft = person.post("/application-drafts", {"subject": "commissioner", "kind": "technical_service"})
    path = f"/application-drafts/{draft['id']}"
    saved = person.change("PATCH", path, {"values": {"sender_unit": station.id, "fields": ["稀土永磁"]}}, 1)
    with pytest.raises(Problem) as stale:
        person.change("PATCH", path, {"values": {"statement": "另一台设备"}}, 1)
    assert stale.value.status == 412
    photo = uploaded(person, JPEG + b"title" * 100)
    given = {"values": {"declares": AFFIRMED}, "materials": [{"material": "degree_or_title", **photo}]}
    with pytest.raises(Problem) as unknown:
        person.change("PATCH", path, {"materials": [{"material": "passport", **photo}]}, saved["version"])
    assert unknown.value.body["errors"][0]["pointer"] == "/materials/0/material"
    saved = person.change("PATCH", path, given, saved["version"])
    assert {section["section"]: section["state"] for section in saved["sections"]} == dict.fromkeys(
        ("experience", "station", "expertise", "declarations", "materials"), "done"
    )
    assert [step["parties"][0]["party"] for step in saved["chain"]["steps"]] == ["workstation", "city"]
    sent = person.post(f"{path}/submission", version=saved["version"])
    assert sent["files"][0]["material"] == "degree_or_title"
    tail = person.get("/persons/me")["phone_mask"][-4:]
    asked = {"number": sent["number"], "phone_tail": tail, "city": BAOTOU}
    shown = httpx.get(f"{people.http.base_url}/api/application-progress", params=asked)
    assert [one["state"] for one in shown.json()["steps"]] == ["current", "to_come"]
    assert person.name not in shown.text
    wrong = httpx.get(f"{people.http.base_url}/api/application-progress", params={**asked, "phone_tail": "9999"})
    assert wrong.status_code == (404 if tail != "9999" else 200)


def test_a_station_passes_and_the_city_files_by_the_list_each_with_its_own_outcome(people: People) -> None:
    station = people.station(BAOTOU)
    station.manager.on(None)  # today: nothing of it is late, so the timer leaves the versions alone
    persons = [people.person(BAOTOU, day=None) for _ in range(3)]
    for person in persons:
        people.apply(person, "commissioner", "technical_service", sender_unit=station.id)
    queue = station.manager.get("/applications", waits_on="me", sort="due")["items"]
    assert {one["person"] for one in queue} == {person.person for person in persons}
    assert station.manager.get("/applications/counts")["waits_on_me"] == 3
    items = [{"application_id": one["id"], "action": "pass", "version": one["version"]} for one in queue]
    items[2]["version"] += 1
    outcome = station.manager.post("/applications/reviews", {"items": items})
    assert (outcome["done"], outcome["refused"], outcome["items"][2]["problem"]["status"]) == (2, 1, 412)
    filing = [
        {"application_id": one["application_id"], "action": "file", "version": one["version"]}
        for one in outcome["items"]
        if one["ok"]
    ]
    filed = people.officer(BAOTOU).on(None).post("/applications/reviews", {"items": filing})
    assert filed["done"] == 2
    assert sum(person.renew().has("commissioner") for person in persons) == 2


def test_a_list_sent_again_under_its_key_is_done_once_with_the_same_outcomes(people: People) -> None:
    station = people.station(BAOTOU)
    station.manager.on(None)
    persons = [people.person(BAOTOU, day=None) for _ in range(8)]
    sent = [people.apply(one, "commissioner", "technical_service", sender_unit=station.id) for one in persons]
    items = [{"application_id": one["id"], "action": "pass", "version": one["version"]} for one in sent]
    items[-1]["version"] += 1
    headers = {**station.manager.headers(), "Idempotency-Key": "the-same-list"}

    def ask(_: int) -> Answer:
        answer = people.http.post("/api/applications/reviews", json={"items": items}, headers=headers)
        assert answer.status_code == 200, answer.text
        told: Answer = answer.json()
        for one in told["items"]:
            one.get("problem", {}).pop("request_id", None)
        return told

    with ThreadPoolExecutor(4) as pool:  # a client that did not wait, and asked again while the first was under way
        answers = list(pool.map(ask, range(4)))
    assert answers == [answers[0]] * 4
    assert (answers[0]["done"], answers[0]["refused"], answers[0]["unanswered"]) == (7, 1, 0)
    for one in answers[0]["items"][:-1]:
        shown = station.manager.get(f"/applications/{one['application_id']}")
        assert shown["version"] == one["version"], "passed once"
    assert ask(0) == answers[0]


@pytest.mark.parametrize(("kind", "parties"), [("technical", ["city"]), ("service", ["county", "city"])])
def test_both_routes_of_a_workstation_are_applied_for_by_draft(people: People, kind: str, parties: list[str]) -> None:
    manager = people.person(BAOTOU)
    unit = people.unit(manager, service_since=None, unit_kind="service_organisation")
    draft = manager.post("/application-drafts", {"subject": "workstation", "kind": kind, "values": {"unit": unit}})
    path = f"/application-drafts/{draft['id']}"
    problem = manager.refused(f"{path}/submission", version=1)
    assert {one["pointer"] for one in problem.body["findings"]} == {"/unit_service_since"}
    saved = manager.change("PATCH", path, {"values": {"unit_service_since": "2016-01-01"}}, 1)
    ahead = [step["parties"][0]["party"] for step in saved["chain"]["steps"]]
    assert list(dict.fromkeys(ahead)) == parties
    sent = manager.post(f"{path}/submission", version=saved["version"])
    application = f"/applications/{sent['id']}"
    inspector = people.officer(BAOTOU) if kind == "technical" else people.county(BAOTOU)
    form = inspector.get(f"{application}/form")["inspection"]
    assert [one["article"] for one in form["criteria"]] == ["第十三条第2项"] * 3 + ["第十三条第3项"]
    photo = uploaded(inspector)["receipt"]
    visit = {"visited_on": "2024-06-03", "result": "属实", "found": found(), "receipts": [photo]}
    seen = inspector.post(f"{application}/inspection", visit)
    assert len(seen["inspections"][0]["photos"]) == 1
    if kind == "service":
        inspector.post(f"{application}/recommendation")
    filed = people.officer(BAOTOU).post(f"{application}/filing")
    assert manager.renew().has("dispatching_manager")
    assert people.officer(BAOTOU).get(f"/filings/{filed['filing']}")["kind"] == kind


def test_a_return_names_everything_in_its_place_and_the_mended_draft_shows_what_changed(people: People) -> None:
    station, person = people.station(BAOTOU), people.person(BAOTOU)
    sent = people.apply(person, "commissioner", "technical_service", sender_unit=station.id, statement="很好")
    path = f"/applications/{sent['id']}"
    defects = [
        {"pointer": "/statement", "detail": "请写明每月次数", "code": "unclear"},
        {"pointer": "/materials/degree_or_title", "detail": "请附职称证书", "code": "missing"},
    ]
    station.manager.post(f"{path}/return", {"defects": defects})
    draft = person.post(f"{path}/draft")
    marked = {f["field"] for section in draft["sections"] for f in section["fields"] if f["defects"]}
    assert marked == {"statement", "materials"}
    photo = uploaded(person)
    given = {"values": {"statement": "每月两次"}, "materials": [{"material": "degree_or_title", **photo}]}
    saved = person.change("PATCH", f"/application-drafts/{draft['id']}", given, draft["version"])
    person.post(f"/application-drafts/{draft['id']}/submission", version=saved["version"])
    mended = station.manager.get(path)["mendings"][-1]["differences"]
    assert {one["pointer"] for one in mended} == {"/statement", "/materials/degree_or_title"}
    again = station.manager.post(f"{path}/return", {"defects": [{"pointer": "/fields", "detail": "过宽"}]})
    assert again["late_defects"] == 1


def test_a_commissioner_changes_the_station_and_dispatch_knows_of_it(people: People) -> None:
    old, new, host = people.station(BAOTOU), people.station(BAOTOU), people.host(BAOTOU)
    someone = people.commissioner(old)
    asked = someone.post(f"/filings/{someone.filing}/changes", {"reason": "调到新单位", "sender_unit": new.id})
    assert [(one["pointer"], one["after"]) for one in asked["asks"]] == [("/sender_unit", new.id)]
    said = {"filing": someone.filing, "host_unit": host.id, "content": "工艺诊断", "form": "on_site"}
    terms = {**said, "since": "2024-06-03", "until": "2024-12-31"}
    new.manager.refused("/agreements", terms, status=404)
    new.manager.post(f"/applications/{asked['id']}/pass")
    people.officer(BAOTOU).post(f"/applications/{asked['id']}/filing")
    drafted = eventually(lambda: new.manager.post("/agreements", terms))
    assert drafted["sender_unit"] == new.id
