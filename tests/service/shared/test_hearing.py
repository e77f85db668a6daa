"""Hearing: once each, whatever is delivered how often; what fails is set aside, parked, shown and replayed."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from unittest import mock

import orjson
import pytest
from kombu import Connection
from pymongo.errors import AutoReconnect

from infra.local.environment import process_environment
from infra.local.folder import CHECKOUT
from shared.announcer import exchange_name
from shared.consuming import Again
from tests.service.shared.grounds import CITY, eventually


def event(id, name, type_="planted", version=1, plant=None):
    return {
        "specversion": "1.0", "id": id, "source": "garden", "type": type_, "city": CITY,
        "time": datetime.now(UTC).isoformat(), "subject": f"plant:{plant or id}", "subjectversion": version,
        "actor": {"account": "a1", "name": "某人"}, "data": {"plant": plant or id, "name": name},
    }  # fmt: skip


def tell(grounds, *events):
    """Delivers events as another service's announcer would: each confirmed by the broker."""
    with Connection(grounds.parts.amqp_uri, transport_options={"confirm_publish": True}) as connection:
        channel = connection.channel()
        for one in events:
            message = channel.prepare_message(orjson.dumps([one]), properties={"delivery_mode": 2})
            channel.basic_publish(message, exchange_name(grounds.namespace), f"garden.{one['type']}")


def operate(grounds, *command):
    """What an operator does: `python -m infra.operations ...`."""
    argv = [sys.executable, "-m", "infra.operations", *command]
    env = process_environment({**grounds.environment, "COLUMNS": "200", "PYTHONPATH": str(CHECKOUT)})
    ended = subprocess.run(argv, env=env, cwd=CHECKOUT, capture_output=True, text=True, check=False, timeout=60)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


@pytest.fixture
def heard_from(grounds):
    """Grounds with one garden running."""
    grounds.start()
    grounds.ready()
    return grounds


# -- once each ---------------------------------------------------------------------------------------------------------


def test_the_same_event_delivered_twice_takes_effect_once(heard_from):
    tell(heard_from, event("e1", "rose"), event("e1", "rose"))
    eventually(lambda: heard_from.tally() == 1)
    tell(heard_from, event("e1", "rose"), event("e2", "marker"))
    eventually(lambda: heard_from.database["heard"].find_one({"_id": "e2"}))
    assert heard_from.tally() == 2


def test_the_same_events_delivered_to_two_processes_take_effect_once(grounds):
    for _ in range(2):
        grounds.start()
    grounds.serving(2)
    events = [event(f"e{n}", f"plant {n}") for n in range(20)]
    with ThreadPoolExecutor(3) as network:
        for _ in range(3):
            network.submit(tell, grounds, *events)
    eventually(lambda: grounds.database["heard"].count_documents({}) == 20)
    tell(grounds, *events, event("last", "marker"))
    eventually(lambda: grounds.tally() == 21)
    assert grounds.database["known"].count_documents({}) == 21


def test_an_event_that_nobody_hears_harms_nobody(heard_from):
    with Connection(heard_from.parts.amqp_uri, transport_options={"confirm_publish": True}) as connection:
        channel = connection.channel()
        message = channel.prepare_message(orjson.dumps([event("e0", "?", "no_such_type")]))
        channel.basic_publish(message, "", f"{heard_from.namespace}.garden.heard")
    tell(heard_from, event("e1", "rose"))
    eventually(lambda: heard_from.tally() == 1)


# -- what fails --------------------------------------------------------------------------------------------------------


def test_an_event_whose_handler_always_fails_is_parked_shown_and_replayed_while_the_others_flow_on(heard_from):
    aside = heard_from.database["set_aside"]
    tell(heard_from, event("e1", "thistle"), event("e2", "rose"), event("e3", "lily"))
    eventually(lambda: heard_from.tally() == 2)
    eventually(lambda: aside.find_one({"_id": "e1", "state": "parked"}))
    assert aside.find_one({"_id": "e1"})["reason"]["article"] == "第二条"
    shown = operate(heard_from, "parked")
    assert "e1" in shown
    assert "没有手套不能种蓟" in shown
    assert "e2" not in shown

    operate(heard_from, "parked", "--replay", "e1")  # in vain: there are still no gloves
    eventually(lambda: aside.find_one({"_id": "e1", "state": "parked", "attempts": 3}))
    tell(heard_from, event("e4", "gloves"))
    eventually(lambda: heard_from.database["tally"].find_one({"_id": "gloves"}))
    assert "1" in operate(heard_from, "parked", "--replay", "all")
    eventually(lambda: heard_from.tally() == 3)
    assert aside.count_documents({}) == 0
    assert "nothing is parked" in operate(heard_from, "parked")

    tell(heard_from, event("e1", "thistle"), event("e5", "marker"))
    eventually(lambda: heard_from.tally() == 4)
    assert aside.count_documents({}) == 0, "what was set aside and taken in later counts as heard, too"


def test_an_event_whose_effect_can_never_be_stored_is_parked_as_well(heard_from):
    tell(heard_from, event("e1", "weed"), event("e2", "rose"), event("e3", "weed again"), event("e4", "lily"))
    eventually(lambda: heard_from.tally() == 2)
    parked = eventually(lambda: heard_from.database["set_aside"].find_one({"state": "parked"}), 60)
    assert parked["event"]["data"]["name"].startswith("weed")
    assert parked["reason"]["kind"] == "conflict"
    tell(heard_from, event("e5", "marker"))
    eventually(lambda: heard_from.tally() == 3)


def test_an_event_that_failed_for_a_while_is_taken_in_by_itself(grounds):
    grounds.environment["HEARING_RETRY_SECONDS"] = ",".join(["0.1"] * 50)
    grounds.start()
    grounds.ready()
    tell(grounds, event("e1", "thistle"))
    eventually(lambda: grounds.database["set_aside"].find_one({"_id": "e1", "attempts": {"$gte": 2}}))
    tell(grounds, event("e2", "gloves"))
    eventually(lambda: grounds.tally() == 1)
    eventually(lambda: grounds.database["set_aside"].count_documents({}) == 0)


def test_a_failed_event_keeps_its_copy_and_leaves_nothing_of_its_effect_behind(grounds):
    hearing = grounds.in_process().hearing
    hearing.take_in([event("e1", "thistle"), event("e2", "rose")])
    assert [copy["_id"] for copy in grounds.known()] == ["e1", "e2"], "a rebuild would find both"
    assert grounds.tally() == 1
    assert grounds.database["heard"].find_one({"_id": "e1"})["aside"]


def test_while_the_database_is_away_events_are_neither_set_aside_nor_forgotten(grounds):
    service = grounds.in_process()
    with (
        mock.patch.object(service.store, "_once", side_effect=AutoReconnect("away")),
        mock.patch.object(service.store, "transact", partial(service.store.transact, patience=0.0)),
        pytest.raises(Again),
    ):
        service.hearing.take_in([event("e1", "rose")])
    assert grounds.database["set_aside"].count_documents({}) == 0
    service.hearing.take_in([event("e1", "rose")])
    assert grounds.tally() == 1


# -- copies ------------------------------------------------------------------------------------------------------------


def test_an_earlier_fact_that_arrives_later_does_not_overwrite_the_later_one(grounds):
    hearing = grounds.in_process().hearing
    hearing.take_in([event("e2", "new name", "renamed", version=2, plant="p1")])
    hearing.take_in([event("e1", "old name", "planted", version=1, plant="p1")])
    assert [copy["name"] for copy in grounds.known()] == ["new name"]


def test_a_copy_can_be_dropped_and_rebuilt_from_what_was_announced_with_equal_results(heard_from):
    plants = [heard_from.plant(f"plant {n}") for n in range(7)]
    for plant in plants[::2]:
        args = {"plant_id": plant["id"], "name": f"{plant['name']}, renamed"}
        heard_from.bus.command("garden", "rename", args, heard_from.gardener)
    eventually(heard_from.quiet)
    before, counted = heard_from.known(), heard_from.tally()
    assert len(before) == 7
    heard_from.database["known"].delete_many({"name": {"$regex": "renamed"}})
    heard_from.database["known"].update_many({}, {"$set": {"name": "spoilt"}})
    assert "rebuilt" in operate(heard_from, "rebuild", "tests.service.shared.garden")
    assert heard_from.known() == before
    assert heard_from.tally() == counted, "effects are not repeated"
    heard_from.plant("afterwards")
    eventually(lambda: len(heard_from.known()) == 8)
    assert not [name for name in heard_from.client.list_database_names() if name.endswith("_rebuilt")]
