"""Transactions on the real database: one a batch, cut in two where another process was faster, never half-done."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pymongo.monitoring
import pytest

from shared.actor import platform, sign
from shared.upkeep import run_timer
from tests.service.shared import garden as module
from tests.service.shared.garden import Bed, GardenWork
from tests.service.shared.grounds import CITY, GARDENER, SECRETS


class Counting(pymongo.monitoring.CommandListener):
    """Counts the commands a client sends."""

    def __init__(self):
        self.counts = {}

    def started(self, event):
        self.counts[event.command_name] = self.counts.get(event.command_name, 0) + 1

    def succeeded(self, event):
        return None

    def failed(self, event):
        return None


def call(name, bed, number=0, **args):
    return {
        "id": f"c{number}-{name}", "name": "plant", "args": {"bed": bed, "name": name, **args}, "key": None,
        "actor": sign(GARDENER, SECRETS["ACTOR_SECRET"]), "digest": None, "version": None, "deadline": time.time() + 60,
    }  # fmt: skip


def kinds(answers):
    return [answer["problem"]["kind"] if "problem" in answer else "ok" for answer in answers]


@pytest.fixture
def counting(monkeypatch):
    listener = Counting()
    monkeypatch.setattr("shared.store.MongoClient", counted := pymongo.MongoClient)
    monkeypatch.setattr("shared.store.MongoClient", lambda *a, **k: counted(*a, event_listeners=[listener], **k))
    return listener.counts


def test_a_batch_costs_one_transaction_and_one_round_trip_a_collection(grounds, counting):
    service = grounds.in_process()
    counting.clear()
    answers = service.calls.carry_out([call(f"plant {n}", f"bed {n % 20}", n) for n in range(50)])
    assert kinds(answers) == ["ok"] * 50
    assert counting["commitTransaction"] == 1
    assert counting["find"] == 2, "the inbox, and the beds fetched ahead; a new plant needs no look"
    assert counting["insert"] == 4, "plants, beds, announcements, inbox"


def test_a_refused_call_costs_its_neighbours_nothing(grounds, counting):
    service = grounds.in_process()
    counting.clear()
    answers = service.calls.carry_out([call(f"plant {n}", "one bed", n) for n in range(8)])
    assert kinds(answers) == ["ok"] * 3 + ["refused"] * 5
    assert counting["commitTransaction"] == 1
    assert "abortTransaction" not in counting


def test_a_name_that_is_taken_is_a_conflict_for_its_own_call_only(grounds):
    service = grounds.in_process()
    names = ["a", "b", "a", "c", "d"]
    answers = service.calls.carry_out([call(name, f"bed {n}", n) for n, name in enumerate(names)])
    assert kinds(answers) == ["ok", "ok", "conflict", "ok", "ok"]
    assert sorted(plant["name"] for plant in grounds.database["plants"].find()) == ["a", "b", "c", "d"]
    assert grounds.database["beds"].count_documents({}) == 4


def test_a_batch_that_meets_another_process_is_cut_in_two_and_every_call_takes_effect_once(
    grounds, counting, monkeypatch
):
    ours, theirs = grounds.in_process(), grounds.in_process()
    ours.calls.carry_out([call(f"early {n}", f"bed {n}", n) for n in range(4)])
    counting.clear()

    def meanwhile(_):
        monkeypatch.setattr(module, "rest", lambda _: None)
        assert kinds(theirs.calls.carry_out([call("theirs", "bed 1")])) == ["ok"]

    monkeypatch.setattr(module, "rest", meanwhile)
    batch = [call(f"late {n}", f"bed {n}", n, hold=1) for n in range(4)]
    assert kinds(ours.calls.carry_out(batch)) == ["ok"] * 4
    assert counting["abortTransaction"] >= 1
    assert counting["commitTransaction"] == 3, "theirs, and our two halves"
    taken = {bed["_id"]: bed["taken"] for bed in grounds.database["beds"].find()}
    assert taken == {f"bed {n}": 3 if n == 1 else 2 for n in range(4)}
    assert grounds.database["announcements"].count_documents({}) == 9


def test_the_last_place_taken_meanwhile_by_another_process_is_refused_with_the_article(grounds, monkeypatch):
    ours, theirs = grounds.in_process(), grounds.in_process()
    ours.calls.carry_out([call("early 1", "bed", 1), call("early 2", "bed", 2)])

    def meanwhile(_):
        monkeypatch.setattr(module, "rest", lambda _: None)
        theirs.calls.carry_out([call("theirs", "bed")])

    monkeypatch.setattr(module, "rest", meanwhile)
    answers = ours.calls.carry_out([call("too late", "bed", 1, hold=1), call("elsewhere", "another bed", 2)])
    assert kinds(answers) == ["refused", "ok"]
    assert answers[0]["problem"]["article"] == "第一条"
    assert grounds.database["beds"].find_one({"_id": "bed"})["taken"] == 3


def test_many_processes_over_one_counter_lose_no_place_and_give_none_twice(grounds):
    services = [grounds.in_process() for _ in range(3)]
    batches = [[call(f"{n}-{k}", f"bed {k % 4}", k) for k in range(8)] for n in range(3)]
    with ThreadPoolExecutor(3) as crowd:
        answers = list(crowd.map(lambda pair: pair[0].calls.carry_out(pair[1]), zip(services, batches, strict=True)))
    all_kinds = [kind for batch in answers for kind in kinds(batch)]
    assert all_kinds.count("ok") == 4 * 3
    assert all_kinds.count("refused") == 24 - 12
    assert {bed["taken"] for bed in grounds.database["beds"].find()} == {3}
    assert grounds.database["plants"].count_documents({}) == 12


def test_a_timer_is_due_once_for_all_processes_and_again_after_its_time(grounds):
    services = [grounds.in_process() for _ in range(2)]
    now = datetime(2024, 5, 1, tzinfo=UTC)

    def grow(tick):
        bed = tick.work.beds.get_or("grown", Bed("grown", CITY))
        tick.work.beds.save(replace(bed, taken=bed.taken + 1))

    def tick(at):
        for service in services:
            run_timer(service.store, GardenWork, "grow", 60, platform("garden", CITY), at, grow, service.rulebooks)
        return grounds.database["beds"].find_one({"_id": "grown"})["taken"]

    assert tick(now) == 1
    assert tick(now + timedelta(seconds=59)) == 1
    assert tick(now + timedelta(seconds=61)) == 2
