"""Somebody had two accounts: what the one attended counts for the other, a session once."""

from __future__ import annotations

from datetime import UTC, datetime

from services.training.service import TrainingService
from shared.actor import platform
from shared.upkeep import run_timer
from tests.factories.announced import announced
from tests.factories.hosted import Hosted
from tests.service.training.test_trainings import BAOTOU, CITY, DAY, STATION, plan, published, somebody

ME, LOST = somebody("commissioner", name="me"), somebody("commissioner", name="lost")


def merged(service: Hosted, undone: bool = False) -> None:
    type = f"registry.person_{'un' if undone else ''}merged"
    accounts = {"account": ME.account, "loser_account": LOST.account}
    service.hear(type, announced(type, {"winner": ME.person, "loser": LOST.person, **accounts}), BAOTOU)
    for _ in range(2):  # a timer's work, one noun at a time
        service.database["leases"].delete_many({})
        actor, books, now = platform("training", BAOTOU), service.service.rulebooks, datetime.now(UTC)
        run_timer(
            service.service.store, service.service.calls.work, "follow_mergers", 60, actor, now,
            TrainingService().follow_mergers, books,
        )  # fmt: skip


def test_what_the_other_account_attended_counts_and_a_session_counts_once(service: Hosted) -> None:
    one, other = published(service), published(service, title="技术合同登记")
    service.on(DAY)
    for session, who in ((one, LOST), (other, LOST), (one, ME)):
        service.command("enrol", {"training_id": session["id"]}, who)
        service.command("attend", {"code": session["code"]}, who)
    assert service.question("training_standing", {"year": 2024}, ME)["sessions"] == 1
    merged(service)
    standing = service.question("training_standing", {"year": 2024}, ME)
    assert (standing["sessions"], standing["hours"]) == (2, 6.0)
    held = service.question("attendances", {}, ME)["items"]
    assert {line["training"] for line in held} == {one["id"], other["id"]}
    again = service.command("attend", {"code": other["code"]}, ME)
    assert again["training"] == other["id"]
    assert service.database["attendances"].count_documents({"training": other["id"]}) == 1
    assert service.command("enrol", {"training_id": other["id"]}, ME)["account"] == ME.account
    assert service.database["enrolments"].count_documents({"training": other["id"]}) == 1
    merged(service, undone=True)
    assert service.question("training_standing", {"year": 2024}, ME)["sessions"] == 1
    assert service.question("training_standing", {"year": 2024}, LOST)["sessions"] == 2


def test_a_list_names_nobody_twice_by_two_accounts(service: Hosted) -> None:
    session = published(service)
    for who in (ME, LOST):
        told = {"account": who.account, "person": who.person, "name": who.name}
        service.hear("registry.account_opened", announced("registry.account_opened", told), BAOTOU)
    service.on(DAY)
    service.command("attend", {"code": session["code"]}, LOST)
    merged(service)
    listed = {"training_id": session["id"], "attendees": [{"account": ME.account}]}
    assert service.command("record_attendances", listed, CITY)["already"] == 1
    assert service.database["attendances"].count_documents({}) == 1


def test_a_merged_stations_trainings_are_the_winners(service: Hosted) -> None:
    own = service.command("plan_training", plan(holder="workstation", unit="station-1", trainer=""), STATION)
    type = "registry.unit_merged"
    service.hear(type, announced(type, {"winner": "station-2", "loser": "station-1"}), BAOTOU)
    winner = somebody("dispatching_manager", unit="station-2", name="winner")
    service.command("publish_training", {"training_id": own["id"]}, winner)
    assert service.question("training", {"training_id": own["id"]}, winner)["unit"] == "station-2"
