"""Training over a real database: planned by whom the document names, published, attended by code and by list, held."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from shared.actor import Actor, Grant
from shared.errors import Conflict, Forbidden, Invalid, NotFound, Refused
from tests.factories.hosted import Hosted

BAOTOU, SHIJIAZHUANG = "150200", "130100"
DAY = date(2024, 6, 3)
START = "2024-06-03T09:00:00+08:00"


def somebody(role: str, city: str = BAOTOU, name: str = "", unit: str = "", county: str = "") -> Actor:
    account = f"account-{name or role}"
    return Actor(account, name or role, city, f"person-{name or role}", (Grant(role, unit or None, county or None),))


CITY = somebody("city_officer")
TRAINER = somebody("trainer")
STATION = somebody("dispatching_manager", unit="station-1")
COUNTY = somebody("county_officer", county="150203")
ME = somebody("commissioner", name="me")


def plan(**changes: Any) -> dict[str, Any]:
    body = {"title": "研发费用加计扣除", "way": "on_site", "place": "市科技大厦", "starts_at": START, "hours": 3}
    return {**body, "holder": "city", "trainer": TRAINER.account, **changes}


def published(service: Hosted, **changes: Any) -> dict[str, Any]:
    planned = service.command("plan_training", plan(**changes), CITY)
    opened: dict[str, Any] = service.command("publish_training", {"training_id": planned["id"]}, CITY)
    return opened


def test_the_city_plans_a_training_run_by_a_commissioned_third_party(service: Hosted) -> None:
    planned = service.command("plan_training", plan(), CITY)
    assert planned["status"] == "planned"
    assert planned["articles"] == ["第十八条"]
    assert planned["audience"] == [
        "commissioner",
        "dispatching_manager",
        "liaison",
        "county_officer",
        "competent_officer",
    ]
    with pytest.raises(Refused) as refused:
        service.command("plan_training", plan(trainer=""), CITY)
    assert (refused.value.rule, refused.value.article) == ("training.holders.city.conditions.commissioned", "第十八条")


def test_a_commissioned_trainer_plans_and_publishes_in_the_citys_name(service: Hosted) -> None:
    planned = service.command("plan_training", plan(trainer=""), TRAINER)
    opened = service.command("publish_training", {"training_id": planned["id"]}, TRAINER)
    assert len(opened["code"]) == 6
    with pytest.raises(NotFound):
        service.command("publish_training", {"training_id": planned["id"]}, somebody("trainer", name="another"))


def test_counties_and_workstations_plan_their_own_and_nobody_elses(service: Hosted) -> None:
    own = service.command("plan_training", plan(holder="workstation", unit="station-1", trainer=""), STATION)
    assert own["articles"] == ["第二十条"]
    county = service.command("plan_training", plan(holder="county", county="150203", trainer=""), COUNTY)
    assert county["holder"] == "county"
    with pytest.raises(Forbidden):
        service.command("plan_training", plan(holder="workstation", unit="station-2", trainer=""), STATION)
    with pytest.raises(Forbidden):
        service.command("plan_training", plan(), STATION)
    with pytest.raises(Forbidden):
        service.command("plan_training", plan(), ME)
    with pytest.raises(Refused):
        service.command("plan_training", plan(holder="dispatching_unit", unit="station-1", trainer=""), STATION)


def test_shijiazhuang_is_silent_but_its_bureau_may_hold_training_by_its_own_setting(service: Hosted) -> None:
    officer = somebody("city_officer", SHIJIAZHUANG)
    planned = service.command("plan_training", plan(trainer=""), officer)
    assert planned["articles"] == ["市科技局设定（2021-01-01）"]
    unit = somebody("dispatching_manager", SHIJIAZHUANG, unit="university-1")
    brokers = service.command("plan_training", plan(holder="dispatching_unit", unit="university-1", trainer=""), unit)
    assert (brokers["articles"], brokers["audience"]) == (["一（三）"], ["commissioner"])
    assert service.question("training_standing", {"year": 2024}, unit)["note"] == "本办法未作规定"


def test_a_plan_is_seen_by_its_holder_only_and_its_code_by_nobody_else(service: Hosted) -> None:
    planned = service.command("plan_training", plan(), CITY)
    with pytest.raises(NotFound):
        service.question("training", {"training_id": planned["id"]}, ME)
    assert service.question("trainings", {}, ME)["items"] == []
    assert len(service.question("trainings", {}, CITY)["items"]) == 1
    service.command("publish_training", {"training_id": planned["id"]}, CITY)
    assert "code" not in service.question("training", {"training_id": planned["id"]}, ME)
    assert service.question("training", {"training_id": planned["id"]}, CITY)["code"]
    assert len(service.question("trainings", {}, ME)["items"]) == 1
    assert service.question("trainings", {}, somebody("commissioner", SHIJIAZHUANG))["items"] == []


def test_the_last_place_goes_to_one_of_two(service: Hosted) -> None:
    opened = published(service, places=2)
    takers = [somebody("commissioner", name=f"c{number}") for number in range(3)]
    answers = service.commands([("enrol", {"training_id": opened["id"]}, taker) for taker in takers])
    assert ["result" in answer for answer in answers] == [True, True, False]
    assert answers[2]["problem"]["code"] == "full"
    again = service.command("enrol", {"training_id": opened["id"]}, takers[0])
    assert again["id"] == answers[0]["result"]["id"]
    assert service.question("training", {"training_id": opened["id"]}, CITY)["enrolled"] == 2


def test_a_participant_signs_in_with_the_code_in_the_room_and_only_then(service: Hosted) -> None:
    opened = published(service)
    code = {"code": opened["code"].lower()}
    service.on(DAY, time(0, 0)).command("attend", code, ME)  # 08:00 in Baotou, an hour before: just open
    service.on(date(2024, 6, 2), time(23, 59))
    with pytest.raises(Refused) as early:
        service.command("attend", code, somebody("commissioner", name="early"))
    assert early.value.rule == "training.attendance.minutes_before"
    with pytest.raises(NotFound):
        service.on(DAY, time(1)).command("attend", {"code": "NOSUCH"}, ME)
    with pytest.raises(Refused) as late:
        service.on(DAY, time(13, 1)).command("attend", code, somebody("commissioner", name="late"))
    assert late.value.rule == "training.attendance.hours_after"
    (told,) = service.told("attendance_recorded")
    assert told["data"] == {
        "session": opened["id"],
        "person": "person-me",
        "account": "account-me",
        "role": "commissioner",
        "hours": 3.0,
        "on": "2024-06-03",
        "way": "code",
    }


def test_signing_in_twice_counts_once_even_in_one_message(service: Hosted) -> None:
    opened = published(service)
    service.on(DAY, time(1))
    answers = service.commands([("attend", {"code": opened["code"]}, ME)] * 3)
    assert len({answer["result"]["id"] for answer in answers}) == 1
    assert len(service.told("attendance_recorded")) == 1


def test_the_trainers_list_records_a_room_in_one_command(service: Hosted) -> None:
    opened = published(service)
    for number in range(120):
        data = {"account": f"a-{number}", "person": f"p-{number}", "name": f"甲{number}"}
        service.hear("registry.account_opened", data, BAOTOU)
    service.hear("registry.grant_given", {"account": "a-0", "person": "p-0", "role": "liaison", "unit": "h-1"}, BAOTOU)
    service.on(DAY, time(1)).command("attend", {"code": opened["code"]}, somebody("liaison", name="x"))
    attendees = [{"account": f"a-{number}"} for number in range(120)] + [{"account": "nobody"}]
    body = {"training_id": opened["id"], "attendees": attendees}
    assert service.command("record_attendances", body, TRAINER) == {
        "recorded": 120,
        "already": 0,
        "unknown_accounts": ["nobody"],
    }
    assert service.command("record_attendances", body, TRAINER)["already"] == 120
    assert len(service.told("attendance_recorded")) == 121
    roles = {told["data"]["account"]: told["data"]["role"] for told in service.told("attendance_recorded")}
    assert (roles["a-0"], roles["a-1"]) == ("liaison", "applicant")
    with pytest.raises(NotFound):
        service.command("record_attendances", body, somebody("trainer", name="another"))
    with pytest.raises(Refused):
        service.on(date(2024, 6, 11)).command("record_attendances", body, TRAINER)


def test_a_list_gives_nobody_more_hours_than_there_were(service: Hosted) -> None:
    opened = published(service)
    service.hear("registry.account_opened", {"account": "a", "person": "p", "name": "甲"}, BAOTOU)
    body = {"training_id": opened["id"], "attendees": [{"account": "a", "hours": 3.5}]}
    with pytest.raises(Invalid):
        service.on(DAY).command("record_attendances", body, TRAINER)
    assert service.told("attendance_recorded") == []


def test_a_session_is_held_from_its_day_on_and_that_is_announced(service: Hosted) -> None:
    opened = published(service)
    with pytest.raises(Conflict):
        service.command("hold_training", {"training_id": opened["id"]}, CITY)
    service.on(DAY, time(2)).command("attend", {"code": opened["code"]}, ME)
    held = service.command("hold_training", {"training_id": opened["id"]}, TRAINER)
    assert held["status"] == "held"
    (told,) = service.told("session_held")
    assert (told["data"]["attended"], told["data"]["holder"]) == (1, "city")
    with pytest.raises(Conflict):
        service.command("cancel_training", {"training_id": opened["id"], "reason": "x"}, CITY)


def test_a_cancelled_session_takes_nobody(service: Hosted) -> None:
    opened = published(service)
    service.command("cancel_training", {"training_id": opened["id"], "reason": "场地停电"}, CITY)
    with pytest.raises(Conflict):
        service.command("enrol", {"training_id": opened["id"]}, ME)
    with pytest.raises(NotFound):
        service.on(DAY, time(1)).command("attend", {"code": opened["code"]}, ME)
    assert service.told("session_cancelled")[0]["data"]["reason"] == "场地停电"


def test_a_year_of_training_is_held_against_the_duties_of_ones_roles(service: Hosted) -> None:
    before = service.question("training_standing", {"year": 2024}, ME)
    assert [(duty["article"], duty["met"]) for duty in before["duties"]] == [("第十九条", False)]
    opened = published(service)
    service.on(DAY, time(1)).command("attend", {"code": opened["code"]}, ME)
    after = service.question("training_standing", {"year": 2024}, ME)
    assert (after["sessions"], after["hours"], after["duties"][0]["met"]) == (1, 3.0, True)
    assert service.question("training_standing", {"year": 2025}, ME)["duties"][0]["met"] is False
    with pytest.raises(NotFound):
        service.question("training_standing", {"year": 2024, "account": ME.account}, STATION)
    assert service.question("training_standing", {"year": 2024}, CITY)["duties"] == []


def test_attendance_is_seen_by_oneself_the_holder_and_the_city(service: Hosted) -> None:
    opened = published(service)
    service.on(DAY, time(1)).command("attend", {"code": opened["code"]}, ME)
    assert len(service.question("attendances", {}, ME)["items"]) == 1
    assert len(service.question("attendances", {"year": 2023}, ME)["items"]) == 0
    assert len(service.question("attendances", {"account": ME.account}, STATION)["items"]) == 0
    assert len(service.question("attendances", {"training": opened["id"]}, TRAINER)["items"]) == 1
    assert len(service.question("attendances", {}, CITY)["items"]) == 1


def test_the_roll_names_who_came_and_then_who_only_enrolled(service: Hosted) -> None:
    opened = published(service, places=5)
    absent = somebody("commissioner", name="absent")
    for taker in (ME, absent):
        service.command("enrol", {"training_id": opened["id"]}, taker)
    service.on(DAY, time(1)).command("attend", {"code": opened["code"]}, ME)
    first = service.question("training_roll", {"training_id": opened["id"]}, TRAINER)
    second = service.question("training_roll", {"training_id": opened["id"], "after": first["next"]}, TRAINER)
    lines = [(line["name"], line["enrolled"], line["attended"]) for page in (first, second) for line in page["items"]]
    assert lines == [("me", True, True), ("absent", True, False)]
    assert second["next"] is None
    with pytest.raises(NotFound):
        service.question("training_roll", {"training_id": opened["id"]}, STATION)
