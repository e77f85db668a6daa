"""Calls of one message: each gets its own answer, and a bad one is nobody else's trouble."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest
from bson.errors import InvalidDocument
from marshmallow import Schema, ValidationError, fields, validates
from pymongo.errors import AutoReconnect

from shared.access import by_role, may, on
from shared.actor import Actor, Grant, sign
from shared.batches import Calls, Endpoint
from shared.errors import Refused
from shared.rulebook import Rulebooks
from shared.sheaf import Sheaf
from shared.store import Store
from shared.work import Announcement, Shelf, Work, kept
from tests.unit.shared.memory import Database

NOW = datetime(2024, 5, 1, 4, 0, tzinfo=UTC)
SECRET = "s" * 40
GARDENER = Actor("a1", "某人", "150200", grants=(Grant("gardener"),))


@dataclass(frozen=True)
class Bed:
    id: str
    city: str = "150200"
    taken: int = 0
    version: int = 0


class Garden(Work):
    beds: Shelf[Bed] = kept()


class Take(Schema):
    bed = fields.String(required=True)
    times = fields.Integer(load_default=1)

    @validates("bed")
    def _known(self, value: str, **_: object) -> None:
        if value == "odd":
            raise ValidationError("不认识的苗床")
        if value == "broken schema":
            raise KeyError("a fault in the schema's code")


def take(call):
    if call.args["bed"] == "broken code":
        raise ZeroDivisionError
    bed = call.work.beds.get_or(call.args["bed"], Bed(call.args["bed"]))
    call.work.beds.save(replace(bed, taken=bed.taken + call.args["times"]))
    call.work.announce(Announcement("taken", f"bed:{bed.id}", {}))
    if bed.taken + call.args["times"] > 3:
        raise Refused("places", "第一条", "已满")
    return {"taken": bed.taken + call.args["times"]}


class MemoryStore(Store):
    """Transactions in memory: what a failing one wrote is put back. `fails` may stop one, as a database would."""

    def __init__(self):
        self.database, self.transactions, self.fails = Database(), 0, lambda sheaf: None

    def _once(self, items, body):
        before = {name: dict(collection.docs) for name, collection in self.database.items()}
        sheaf = Sheaf(self.database, None)
        try:
            body(sheaf, items)
            if (failure := self.fails(sheaf)) is not None:
                raise failure
            sheaf.flush()
            sheaf.publish(iter(map(str, range(len(self.database["announcements"].docs), 999))).__next__)
        except BaseException:
            for name, collection in self.database.items():
                collection.docs = before.get(name, {})
            raise
        self.transactions += 1


@pytest.fixture
def store():
    return MemoryStore()


@pytest.fixture
def clock():
    return {"now": NOW}


@pytest.fixture
def calls(store, clock):
    endpoints = {
        "take": Endpoint("take", Take(), take, loads=(("beds", "bed"),)),
        "look": Endpoint("look", Take(), lambda call: call.work.beds.get(call.args["bed"]), question=True),
        "forget_to_load": Endpoint("forget_to_load", Take(), lambda call: {"done": True}),
        "rules": Endpoint("rules", Take(), lambda call: call.rulebook, question=True),
        "show": Endpoint(
            "show", Take(), lambda call: {"rows": [{"secret": "a", "name": "n"}], "secret": 1}, question=True
        ),
    }
    endpoints["tell"] = replace(endpoints["show"], name="tell", whole=True)
    access = {name: by_role("gardener") for name in ("take", "look", "rules", "show", "tell")}
    access["forget_to_load"] = on("beds", may("gardener"))
    return Calls(
        "garden", endpoints, Garden, access, store, Rulebooks({}), SECRET, clock=lambda: clock["now"],
        hidden=frozenset({"secret"}),
    )  # fmt: skip


def call(number, name="take", actor=GARDENER, key=None, seconds=10.0, version=None, **args):
    signed = actor if isinstance(actor, str) else sign(actor, SECRET)
    return {
        "id": f"c{number}", "name": name, "args": args, "actor": signed, "key": key, "digest": None,
        "version": version, "deadline": NOW.timestamp() + seconds,
    }  # fmt: skip


def kinds(answers):
    return [answer["problem"]["kind"] if "problem" in answer else "ok" for answer in answers]


def test_a_batch_is_one_transaction_over_the_same_loaded_records(calls, store):
    answers = calls.carry_out([call(n, bed="b1") for n in range(3)])
    assert [answer["result"]["taken"] for answer in answers] == [1, 2, 3]
    assert store.transactions == 1
    assert len(store.database["beds"].queries) == 1


def test_a_refused_call_refuses_alone(calls, store):
    answers = calls.carry_out([call(n, bed="b1") for n in range(5)])
    assert kinds(answers) == ["ok", "ok", "ok", "refused", "refused"]
    assert answers[3]["problem"]["article"] == "第一条"
    assert store.transactions == 1
    assert store.database["beds"].docs["b1"]["taken"] == 3
    assert len(store.database["announcements"].docs) == 3


def test_answers_come_in_the_order_of_the_calls(calls):
    batch = [call(0, bed="odd"), call(1, bed="b1"), call(2, "no_such_command"), call(3, bed="b2")]
    answers = calls.carry_out(batch)
    assert [answer["id"] for answer in answers] == ["c0", "c1", "c2", "c3"]
    assert kinds(answers) == ["invalid", "ok", "not_found", "ok"]


@pytest.mark.parametrize(
    ("bad", "kind"),
    [
        (call(9, bed="odd"), "invalid"),
        (call(9, bed="b1", extra=1), "invalid"),
        (call(9, bed=None), "invalid"),
        (call(9, bed="broken schema"), "unavailable"),
        (call(9, bed="broken code"), "unavailable"),
        (call(9, "no_such_command", bed="b1"), "not_found"),
        (call(9, "forget_to_load", bed="b1"), "unavailable"),
        (call(9, actor=Actor("a1", "n", "150200"), bed="b1"), "forbidden"),
        (call(9, actor="forged.signature", bed="b1"), "forbidden"),
        (call(9, seconds=-1, bed="b1"), "late"),
    ],
    ids=lambda case: case if isinstance(case, str) else None,
)
def test_a_bad_call_gets_its_own_answer_and_its_neighbours_theirs(calls, store, bad, kind):
    answers = calls.carry_out([call(1, bed="b1"), bad, call(2, bed="b1")])
    assert kinds(answers) == ["ok", kind, "ok"]
    assert store.database["beds"].docs["b1"]["taken"] == 2


def test_what_cannot_be_stored_is_answered_and_its_neighbours_are_kept(calls, store):
    store.fails = lambda sheaf: InvalidDocument("no") if ("beds", "huge") in sheaf.changes else None
    answers = calls.carry_out([call(1, bed="b1"), call(2, bed="huge"), call(3, bed="b1")])
    assert kinds(answers) == ["ok", "unavailable", "ok"]
    assert set(store.database["beds"].docs) == {"b1"}


def test_a_call_past_its_deadline_is_not_executed(calls, store):
    assert kinds(calls.carry_out([call(1, bed="b1", seconds=-0.001)])) == ["late"]
    assert store.transactions == 0


def test_a_call_whose_deadline_passes_while_the_database_is_away_is_not_executed(calls, store, clock):
    def away_until_too_late(sheaf):
        failing = clock["now"] == NOW
        clock["now"] = datetime(2024, 5, 1, 4, 0, 5, tzinfo=UTC)
        return InvalidDocument("stands for any failure that makes the group run again") if failing else None

    store.fails = away_until_too_late
    answers = calls.carry_out([call(1, bed="b1", seconds=3), call(2, bed="b1", seconds=30)])
    assert kinds(answers) == ["late", "ok"]
    assert store.database["beds"].docs["b1"]["taken"] == 1
    assert len(store.database["calls"].docs) == 1, "being late is no answer to keep"


def test_a_repeated_key_gets_its_first_answer_without_effect(calls, store):
    first = calls.carry_out([call(1, bed="b1", key="k")])[0]
    again = calls.carry_out([call(2, bed="b1", key="k"), call(3, bed="b1", key="other")])
    assert again[0]["result"] == first["result"] == {"taken": 1}
    assert again[0]["id"] == "c2"
    assert again[1]["result"] == {"taken": 2}


def test_a_key_repeated_within_one_message_takes_effect_once(calls, store):
    answers = calls.carry_out([call(n, bed="b1", key="k") for n in range(4)])
    assert [answer["result"] for answer in answers] == [{"taken": 1}] * 4
    assert store.database["beds"].docs["b1"]["taken"] == 1


def test_a_refusal_is_repeated_too(calls):
    calls.carry_out([call(1, bed="b1", times=3)])
    for number in (2, 3):
        assert kinds(calls.carry_out([call(number, bed="b1", key="k")])) == ["refused"]


def test_another_body_under_the_same_key_is_refused(calls, store):
    calls.carry_out([call(1, bed="b1", key="k")])
    answer = calls.carry_out([call(2, bed="b2", key="k")])[0]
    assert answer["problem"]["kind"] == "invalid"
    assert answer["problem"]["errors"][0]["code"] == "key_reused"
    assert set(store.database["beds"].docs) == {"b1"}


def test_another_command_under_the_same_key_is_refused(calls):
    calls.carry_out([call(1, bed="b1", key="k")])
    assert kinds(calls.carry_out([call(2, "forget_to_load", bed="b1", key="k")])) == ["invalid"]


def test_the_digest_of_the_client_s_own_body_tells_bodies_apart_where_one_is_given(calls):
    first = {**call(1, bed="b1", key="k"), "digest": "same"}
    again = {**call(2, bed="b1", times=2, key="k"), "digest": "same"}  # as when a password is salted anew
    assert calls.carry_out([first])[0]["result"] == calls.carry_out([again])[0]["result"]


def test_two_people_may_use_the_same_key(calls, store):
    other = Actor("a2", "n", "150200", grants=(Grant("gardener"),))
    calls.carry_out([call(1, bed="b1", key="k"), call(2, bed="b1", key="k", actor=other)])
    assert store.database["beds"].docs["b1"]["taken"] == 2


def test_a_fault_of_ours_is_no_answer_to_keep(calls, store):
    assert kinds(calls.carry_out([call(1, bed="broken code", key="k")])) == ["unavailable"]
    assert not store.database["calls"].docs


def test_a_question_is_answered_without_a_transaction(calls, store):
    calls.carry_out([call(1, bed="b1")])
    before = store.transactions
    answer = calls.answer(call(2, "look", bed="b1"))
    assert answer["result"]["taken"] == 1
    assert store.transactions == before


@pytest.mark.parametrize(
    ("bad", "kind"),
    [
        (call(9, "look", bed="b0"), "not_found"),
        (call(9, "look", bed="odd"), "invalid"),
        (call(9, "look", bed="b0", seconds=-1), "late"),
        (call(9, "look", bed="b0", actor="x.y"), "forbidden"),
        (call(9, "rules", bed="b0"), "not_found"),
    ],
    ids=["no record", "bad shape", "late", "forged", "a city without rulebook"],
)
def test_a_question_that_cannot_be_answered_says_why(calls, bad, kind):
    assert kinds([calls.answer(bad)]) == [kind]


def test_the_practice_clock_is_the_call_s_own_time(calls, store):
    past = datetime(2023, 1, 1, tzinfo=UTC)
    calls.carry_out([call(1, bed="b1", actor=replace(GARDENER, as_of=past))])
    announced = next(iter(store.database["announcements"].docs.values()))
    assert announced["at"].startswith("2023-01-01")
    assert next(iter(store.database["calls"].docs.values()))["at"] == NOW, "but an answer is kept by the real day"


def test_what_a_service_keeps_to_itself_is_in_no_answer_at_any_depth(calls):
    assert calls.answer(call(1, "show", bed="b1"))["result"] == {"rows": [{"name": "n"}]}
    assert calls.carry_out([call(2, "show", bed="b1")])[0]["result"] == {"rows": [{"name": "n"}]}


def test_a_question_whose_connection_breaks_is_asked_once_more_and_then_says_to_try_again(calls):
    broken = [AutoReconnect("gone"), AutoReconnect("gone"), AutoReconnect("gone")]

    def look(call):
        if broken:
            raise broken.pop()
        return {"seen": True}

    calls.endpoints["look"] = replace(calls.endpoints["look"], run=look)
    problem = calls.answer(call(1, "look", bed="b"))["problem"]
    assert problem["kind"] == "unavailable"
    assert "fault" not in str(problem), "a database that was away for a moment is no bug of ours"
    assert calls.answer(call(2, "look", bed="b"))["result"] == {"seen": True}


def test_what_parts_of_the_platform_tell_each_other_is_told_whole(calls):
    assert calls.answer(call(1, "tell", bed="b1"))["result"] == {"rows": [{"secret": "a", "name": "n"}], "secret": 1}
