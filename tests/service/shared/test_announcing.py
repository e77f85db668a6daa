"""What was committed is announced: after a crash too, in order, and by one process at a time."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from shared import announcer
from shared.announcer import Announcer
from tests.service.shared.grounds import GARDENER, eventually


def about(events, name):
    return [event for event in events if event["data"].get("name") == name]


def die_while_planting(grounds, point):
    """Starts a garden that dies at the point, plants a rose through it, and returns the answer of its successor."""
    dying = grounds.start(CRASH_AT=point)
    grounds.ready()
    with ThreadPoolExecutor(1) as client:
        asked = client.submit(grounds.plant, "rose", key="k", deadline=60)
        dying.wait(30)
        grounds.start()
        return asked.result()


def test_a_service_killed_between_commit_and_announcement_announces_once_after_restart(grounds, ear):
    dying = grounds.start(CRASH_AT="after_commit")
    grounds.ready()
    with ThreadPoolExecutor(1) as client:
        asked = client.submit(grounds.plant, "rose", deadline=60)
        dying.wait(30)
        assert grounds.database["plants"].count_documents({}) == 1
        assert grounds.database["announcements"].count_documents({"sent": False}) == 1
        grounds.start()
        asked.result()
    ear.heard("rose")
    grounds.plant("marker")
    assert len(about(ear.heard("marker"), "rose")) == 1
    eventually(lambda: grounds.tally() == 2)
    eventually(grounds.quiet)


@pytest.mark.parametrize("point", ["in_announcer", "after_publishing"])
def test_what_was_published_by_an_announcer_that_was_killed_is_heard_once(grounds, ear, point):
    die_while_planting(grounds, point)
    ear.heard("rose")
    grounds.plant("marker")
    told = about(ear.heard("marker"), "rose")
    assert len(told) == (2 if point == "in_announcer" else 1), "published and not yet marked: it goes out once more"
    assert len({event["id"] for event in told}) == 1
    eventually(lambda: grounds.tally() == 2)
    eventually(grounds.quiet)
    assert grounds.database["announcements"].count_documents({}) == 2


def test_a_listener_killed_inside_its_transaction_takes_the_event_in_once(grounds):
    die_while_planting(grounds, "inside_transaction:2")  # the first was the planting, the second is hearing of it
    eventually(lambda: grounds.tally() == 1)
    grounds.plant("marker")
    eventually(lambda: grounds.tally() == 2)
    eventually(grounds.quiet)


def test_what_nobody_listens_to_yet_is_kept_and_told_to_whoever_asks_later(garden):
    garden.plant("forget-me-not")
    eventually(garden.quiet)
    kept = garden.database["announcements"].find_one({"data.name": "forget-me-not"})
    assert kept["sent"]
    assert kept["rules"] == []
    assert kept["actor"]["account"] == GARDENER.account


def test_an_announcer_with_nothing_to_tell_keeps_its_connection(grounds, ear, monkeypatch):
    monkeypatch.setattr(announcer, "HEARTBEAT", 1)  # the broker drops who is silent for some three seconds
    idle = Announcer("garden", grounds.in_process().store, grounds.parts.amqp_uri, grounds.namespace)
    over = threading.Event()
    thread = threading.Thread(target=idle.run, args=(lambda: not over.is_set(),), daemon=True)
    thread.start()

    def told(name):
        row = {"subject": f"plant:{name}", "subject_version": 1, "data": {"name": name}, "actor": {}, "city": ""}
        row |= {"_id": name, "type": "planted", "at": datetime.now(UTC).isoformat(), "sent": False}
        grounds.database["announcements"].insert_one(row)
        idle.wake()
        ear.heard(name)
        return idle._connection

    try:
        first = told("before")
        time.sleep(4.5)
        assert told("after") is first, "a connection that was reset would have been replaced by another"
    finally:
        over.set()
        idle.wake()
        thread.join(5)


def test_two_processes_announce_every_change_once_and_each_subject_in_its_order(grounds, ear):
    for _ in range(2):
        grounds.start()
    grounds.serving(2)
    plants = [grounds.plant(f"plant {n}") for n in range(6)]

    def rename(plant):
        for turn in range(5):
            args = {"plant_id": plant["id"], "name": f"{plant['name']}, {turn}"}
            grounds.bus.command("garden", "rename", args, GARDENER)

    with ThreadPoolExecutor(6) as crowd:
        list(crowd.map(rename, plants))
    eventually(grounds.quiet)
    grounds.plant("marker")
    events = ear.heard("marker")
    ids = [event["id"] for event in events]
    assert len(ids) == len(set(ids)) == 6 + 30 + 1
    for plant in plants:
        versions = [event["subjectversion"] for event in events if event["subject"] == f"plant:{plant['id']}"]
        assert versions == [1, 2, 3, 4, 5, 6]
    eventually(lambda: {copy["name"] for copy in grounds.known()} == {f"plant {n}, 4" for n in range(6)} | {"marker"})
