"""Two records turn out to be one person, or one station: a year and its history are those of both."""

from __future__ import annotations

from typing import Any

from tests.factories.announced import announced
from tests.service.appraisal.conftest import Appraisal


def merged(appraisal: Appraisal, noun: str, winner: str, loser: str, undone: bool = False) -> None:
    type = f"registry.{noun}_{'un' if undone else ''}merged"
    appraisal.hear(type, [announced(type, {"winner": winner, "loser": loser})])


def effects(result: dict[str, Any]) -> set[str]:
    return {one["then"] for one in result["consequences"]}


def test_failing_once_under_each_record_is_failing_twice_running(appraisal: Appraisal) -> None:
    appraisal.files("idler")
    assert appraisal.appraise(2023)[0]["grade"] == "failed"
    appraisal.files("again", since="2024-01-02")
    merged(appraisal, "person", "p-again", "p-idler")
    second = {one["name"]: one for one in appraisal.appraise(2024)}
    assert second["again"]["failed_in_a_row"] == 2
    assert "cancel_filing" in effects(second["again"])
    stored = appraisal.service.store.database["results"].find_one({"_id": "150200-2023-f-idler"})
    assert (stored["person"], stored["holder"]) == ("p-again", "p-again")
    own = appraisal.question("results", appraisal.actor("commissioner", person="p-again"))["items"]
    assert {one["year"] for one in own} == {2023, 2024}
    assert appraisal.question("recompute", result_id="150200-2023-f-idler")["same"]  # the frozen facts are untouched


def test_two_persons_again_have_each_their_own_history(appraisal: Appraisal) -> None:
    appraisal.files("idler")
    appraisal.appraise(2023)
    appraisal.files("again", since="2024-01-02")
    merged(appraisal, "person", "p-again", "p-idler")
    merged(appraisal, "person", "p-again", "p-idler", undone=True)
    second = {one["name"]: one for one in appraisal.appraise(2024)}
    assert {name: one["failed_in_a_row"] for name, one in second.items()} == {"idler": 2, "again": 1}


def test_a_stations_year_counts_what_was_sent_and_served_under_both_records(appraisal: Appraisal) -> None:
    appraisal.files("u1", "u2", subject="workstation")
    appraisal.files("worker", "other")
    appraisal.serves("worker", 2024, 3)
    appraisal.serves("other", 2024, 2, sender_unit="u2")
    merged(appraisal, "unit", "u1", "u2")
    appraisal.serves("other", 2025, 1, sender_unit="u2")
    appraisal.appraise(2024)
    facts = appraisal.service.store.database["results"].find_one({"_id": "150200-2024-f-u1"})["facts"]
    assert len(facts["visits"]) == 5


def test_a_session_attended_under_both_records_counts_once(appraisal: Appraisal) -> None:
    appraisal.files("worker")
    for person, session in (("p-worker", "s1"), ("p-lost", "s1"), ("p-lost", "s2")):
        told = {"session": session, "person": person, "hours": 3, "on": "2024-05-20"}
        appraisal.hear("training.attendance_recorded", [announced("training.attendance_recorded", told)])
    merged(appraisal, "person", "p-worker", "p-lost")
    appraisal.appraise(2024)
    facts = appraisal.service.store.database["results"].find_one({"_id": "150200-2024-f-worker"})["facts"]
    assert (facts["trainings"], facts["training_hours"]) == (2, 6.0)
