"""Training over HTTP: Baotou obliges (第十八条至第二十条), Shijiazhuang only has brokers brought on (一（三）)."""

from __future__ import annotations

from datetime import date

import pytest

from tests.journeys.people import BAOTOU, SHIJIAZHUANG, Answer, People, Problem, Unit, eventually

PLANNED, HELD = date(2024, 6, 3), date(2024, 6, 12)
SESSION: Answer = {
    "title": "研发费用加计扣除实务",
    "topics": ["政策"],
    "way": "on_site",
    "place": "市科技大厦",
    "starts_at": "2024-06-12T10:00:00+08:00",
    "hours": 3,
}


@pytest.fixture(scope="module")
def station(people: People) -> Unit:
    """A station of Baotou, whose manager is obliged to be trained."""
    return people.station(BAOTOU)


def test_a_third_party_trains_for_the_city_and_everybody_obliged_signs_in(people: People, station: Unit) -> None:
    city, trainer = people.officer(BAOTOU).on(PLANNED), people.invited(BAOTOU, "trainer").on(PLANNED)
    teacher, manager = people.commissioner(station), station.manager
    refused = city.refused("/trainings", {**SESSION, "holder": "city"})
    assert (refused.rules, refused.articles) == (["commissioned"], ["第十八条"])
    planned = city.post("/trainings", {**SESSION, "holder": "city", "trainer": trainer.account, "places": 2})
    with pytest.raises(Problem):
        teacher.get(f"/trainings/{planned['id']}")
    opened = trainer.post(f"/trainings/{planned['id']}/publication")
    assert "code" not in teacher.get(f"/trainings/{planned['id']}")

    for someone in (teacher, manager):
        someone.on(PLANNED).post(f"/trainings/{planned['id']}/enrolments")
    full = people.commissioner(station).on(PLANNED).refused(f"/trainings/{planned['id']}/enrolments")
    assert full.status == 409

    before = teacher.on(HELD).get("/attendances/standing", year=2024)["duties"]
    assert [(duty["role"], duty["article"], duty["met"]) for duty in before] == [("commissioner", "第十九条", False)]
    came = teacher.post("/attendances", {"code": opened["code"]})
    assert (came["role"], came["hours"]) == ("commissioner", 3)
    assert teacher.post("/attendances", {"code": opened["code"]})["id"] == came["id"]
    listed = {"attendees": [{"account": manager.account}, {"account": teacher.account}, {"account": "nobody"}]}

    def taken() -> Answer:
        done = trainer.on(HELD).post(f"/trainings/{planned['id']}/attendances", listed)
        return done if done["unknown_accounts"] == ["nobody"] else {}

    assert eventually(taken)["already"] >= 1
    held = trainer.post(f"/trainings/{planned['id']}/holding")
    assert held["status"] == "held"
    roll = trainer.get(f"/trainings/{planned['id']}/roll")["items"]
    assert {line["account"] for line in roll} == {teacher.account, manager.account}
    assert teacher.get("/attendances/standing", year=2024)["duties"][0]["met"] is True


def test_a_station_holds_its_own_training_by_its_plan(station: Unit) -> None:
    manager = station.manager.on(PLANNED)
    own = manager.post("/trainings", {**SESSION, "holder": "workstation", "unit": station.id})
    assert own["articles"] == ["第二十条"]
    manager.post(f"/trainings/{own['id']}/publication")
    cancelled = manager.post(f"/trainings/{own['id']}/cancellation", {"reason": "场地停电"})
    assert cancelled["status"] == "cancelled"
    manager.refused(f"/trainings/{own['id']}/holding")


def test_the_code_is_taken_only_around_the_session(people: People, station: Unit) -> None:
    city, teacher = people.officer(BAOTOU).on(PLANNED), people.commissioner(station)
    planned = city.post("/trainings", {**SESSION, "holder": "city", "trainer_unit": "third-party"})
    code = {"code": city.post(f"/trainings/{planned['id']}/publication")["code"]}
    assert teacher.on(PLANNED).refused("/attendances", code).rules == ["minutes_before"]
    assert teacher.on(date(2024, 6, 13)).refused("/attendances", code).rules == ["hours_after"]
    assert teacher.on(HELD).refused("/attendances", {"code": "NOSUCH"}, status=404)


def test_shijiazhuang_obliges_nobody_and_says_so_and_may_train_by_its_own_setting(people: People) -> None:
    sender = people.station(SHIJIAZHUANG)
    broker = people.commissioner(sender, "broker")
    own = {**SESSION, "holder": "dispatching_unit", "unit": sender.id}
    planned = sender.manager.on(PLANNED).post("/trainings", own)
    assert (planned["articles"], planned["audience"]) == (["一（三）"], ["commissioner"])
    opened = sender.manager.post(f"/trainings/{planned['id']}/publication")
    broker.on(HELD).post("/attendances", {"code": opened["code"]})
    standing = broker.get("/attendances/standing", year=2024)
    assert (standing["sessions"], standing["duties"], standing["note"]) == (1, [], "本办法未作规定")
    officer = people.officer(SHIJIAZHUANG).on(PLANNED)
    assert officer.post("/trainings", {**SESSION, "holder": "city"})["status"] == "planned"
    refused = sender.manager.on(PLANNED).refused("/trainings", {**SESSION, "holder": "workstation", "unit": sender.id})
    assert refused.status == 409
