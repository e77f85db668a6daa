"""Natural batching and its corners, over a broker that is a list: what left together, and who got which answer."""

import queue
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import orjson
import pytest

from gateway import bus as module
from gateway.bus import AT_ONCE, UNDER_WAY, Bus
from shared.actor import Actor
from shared.errors import Invalid, Late, Refused, Unavailable

SOMEBODY = Actor("a1", "某人", "150200")
CONFIGURED = SimpleNamespace(amqp_uri="amqp://nowhere", namespace="t", actor_secret="s" * 40)


class Broker:
    """Takes messages and keeps them until told to answer. `echo`: answers each at once with its calls' arguments."""

    def __init__(self):
        self.messages = queue.Queue()
        self.connections = []
        self.echo = False

    def connect(self, *_, **__):
        self.connections.append(Line(self))
        return self.connections[-1]

    def next(self):
        """The next message that left: (line, id, queue, calls)."""
        return self.messages.get(timeout=10)

    def silent(self):
        """Whether no message has left that was not yet looked at."""
        return self.messages.empty()


class Line:
    """One connection and its one channel."""

    def __init__(self, broker):
        self._broker = broker
        self._incoming = queue.Queue()
        self.sock, self._far = socket.socketpair()
        self.connection = self
        self.client_properties = {"capabilities": {"connection.blocked": True}}
        self.events = {"basic_return": set()}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.sock.close()
        self._far.close()

    def connect(self):
        return self

    def channel(self):
        return self

    def heartbeat_check(self):
        return None

    def basic_consume(self, queue, callback, no_ack):
        self._callback = callback

    def prepare_message(self, body, content_type, properties):
        return SimpleNamespace(body=body, properties=properties)

    def basic_publish(self, message, exchange, routing_key, mandatory):
        calls = orjson.loads(message.body)
        id = message.properties["correlation_id"]
        self._broker.messages.put((self, id, routing_key, calls))
        if self._broker.echo:
            self.answer(id, [{"id": call["id"], "result": call["args"]} for call in calls])

    def answer(self, id, answers):
        arrived = SimpleNamespace(body=orjson.dumps(answers), properties={"correlation_id": id})
        self._arrive(lambda: self._callback(arrived))

    def give_back(self, id):
        returned = SimpleNamespace(properties={"correlation_id": id})
        self._arrive(lambda: [listener(None, returned) for listener in self.events["basic_return"]])

    def break_off(self):
        def broken():
            raise ConnectionResetError

        self._arrive(broken)

    def drain_events(self, timeout):
        try:
            step = self._incoming.get_nowait()
        except queue.Empty:
            raise TimeoutError from None
        self.sock.recv(1)
        step()

    def _arrive(self, step):
        self._incoming.put(step)
        self._far.send(b"!")


@pytest.fixture
def broker(monkeypatch):
    made = Broker()
    monkeypatch.setattr(module, "Connection", made.connect)
    return made


@pytest.fixture
def bus(broker):
    made = Bus(CONFIGURED)
    yield made
    made.close()


@pytest.fixture
def people():
    with ThreadPoolExecutor(64) as pool:
        yield pool


def ask(people, bus, **args):
    deadline = args.pop("deadline", 10)
    return people.submit(
        bus.command, args.pop("service", "records"), "submit_record", args, SOMEBODY, deadline=deadline
    )


def waiting(bus, count, service="records"):
    """Returns once so many calls wait for a message."""
    lane = bus._lanes[f"t.{service}.commands"]
    done = threading.Event()
    while not done.wait(0.002):
        if len(lane.waiting) == count:
            done.set()


def answer_all(line, id, calls):
    line.answer(id, [{"id": call["id"], "result": call["args"]} for call in calls])


def fill(people, bus, broker):
    """As many messages under way as may be; returns them with their askers."""
    askers, messages = [], []
    for number in range(UNDER_WAY):
        askers.append(ask(people, bus, first=number))
        messages.append(broker.next())
    return askers, messages


def test_with_nothing_waiting_a_call_leaves_at_once_and_alone(people, bus, broker):
    for number in range(UNDER_WAY):
        ask(people, bus, number=number)
        _, _, destination, calls = broker.next()
        assert destination == "t.records.commands"
        assert [call["args"] for call in calls] == [{"number": number}]


def test_calls_that_wait_while_messages_are_under_way_leave_together(people, bus, broker):
    first, messages = fill(people, bus, broker)
    later = [ask(people, bus, number=number) for number in range(20)]
    waiting(bus, 20)
    assert broker.silent(), "enough messages are under way"
    line, id, _, calls = messages[0]
    answer_all(line, id, calls)
    line, id, _, calls = broker.next()
    assert sorted(call["args"]["number"] for call in calls) == list(range(20))
    answer_all(line, id, calls)
    assert [asker.result()["number"] for asker in later] == list(range(20))
    assert first[0].result() == {"first": 0}
    assert broker.silent()


def test_no_message_carries_more_calls_than_one_batch_holds(people, bus, broker):
    _, messages = fill(people, bus, broker)
    with ThreadPoolExecutor(AT_ONCE + 20) as crowd:
        askers = [ask(crowd, bus, number=number) for number in range(AT_ONCE + 10)]
        waiting(bus, AT_ONCE + 10)
        broker.echo = True
        for line, id, _, calls in messages:
            answer_all(line, id, calls)
        assert {asker.result()["number"] for asker in askers} == set(range(AT_ONCE + 10))
    assert [len(broker.next()[3]) for _ in range(2)] == [AT_ONCE, 10]


def test_a_service_that_is_slow_holds_no_other_up(people, bus, broker):
    fill(people, bus, broker)
    ask(people, bus, number=1)
    waiting(bus, 1)
    ask(people, bus, service="funding", number=2)
    assert broker.next()[2] == "t.funding.commands"


def test_any_number_of_threads_get_each_their_own_answer(bus, broker):
    broker.echo = True

    def person(number):
        return [
            bus.command("records", "submit_record", {"by": number, "turn": turn}, SOMEBODY)
            == {"by": number, "turn": turn}
            and bus.question("records", "record", {"by": number}, SOMEBODY) == {"by": number}
            for turn in range(25)
        ]

    with ThreadPoolExecutor(64) as crowd:
        assert all(all(mine) for mine in crowd.map(person, range(64)))
    left = [call["id"] for message in list(broker.messages.queue) for call in message[3]]
    assert len(left) == len(set(left)) == 64 * 25 * 2


def test_a_refusal_is_raised_where_it_was_asked_for(people, bus, broker):
    asker = ask(people, bus)
    line, id, _, calls = broker.next()
    line.answer(id, [{"id": calls[0]["id"], "problem": Refused("r", "第一条", "已满").as_dict()}])
    with pytest.raises(Refused, match="已满"):
        asker.result()


def test_a_call_without_an_answer_in_the_reply_is_told_to_be_sent_again(people, bus, broker):
    asker = ask(people, bus)
    line, id, _, _ = broker.next()
    line.answer(id, [])
    with pytest.raises(Unavailable):
        asker.result()


def test_a_service_that_is_not_there_is_told_at_once(people, bus, broker):
    asker = ask(people, bus)
    line, id, _, _ = broker.next()
    line.give_back(id)
    with pytest.raises(Unavailable, match="尚未启动"):
        asker.result()


def test_a_call_without_an_answer_ends_at_its_deadline(bus, broker):
    with pytest.raises(Late):
        bus.command("records", "submit_record", {}, SOMEBODY, deadline=0.05)


def test_a_call_whose_deadline_passed_while_it_waited_does_not_leave(people, bus, broker):
    _, messages = fill(people, bus, broker)
    with pytest.raises(Late):
        bus.command("records", "submit_record", {"number": "late"}, SOMEBODY, deadline=0.05)
    ask(people, bus, number="in time")
    waiting(bus, 2)
    line, id, _, calls = messages[0]
    answer_all(line, id, calls)
    assert [call["args"]["number"] for call in broker.next()[3]] == ["in time"]


def test_messages_that_nobody_waits_for_any_more_make_room_for_others(people, bus, broker):
    short = [ask(people, bus, number=number, deadline=0.05) for number in range(UNDER_WAY)]
    for asker in short:
        with pytest.raises(Late):
            asker.result()
    while not broker.silent():
        broker.next()
    ask(people, bus, number="after them")
    assert broker.next()[3][0]["args"] == {"number": "after them"}


def test_calls_that_wait_when_the_process_ends_are_told_to_try_again(people, bus, broker):
    askers, _ = fill(people, bus, broker)
    askers.append(ask(people, bus))
    waiting(bus, 1)
    bus.close()
    for asker in askers:
        with pytest.raises(Unavailable):
            asker.result()


def test_what_was_under_way_leaves_again_when_the_connection_breaks(people, bus, broker):
    asker = ask(people, bus, number=1)
    line, id, _, calls = broker.next()
    line.break_off()
    new_line, same_id, _, same_calls = broker.next()
    assert new_line is not line
    assert (same_id, same_calls) == (id, calls), "the same key: a service that has carried it out answers again"
    answer_all(new_line, same_id, same_calls)
    answer_all(new_line, same_id, same_calls)
    assert asker.result() == {"number": 1}
    ask(people, bus, number=2)
    assert broker.next()[3][0]["args"] == {"number": 2}, "a second answer to the same message harms nobody"


def test_a_message_that_stays_unanswered_for_long_is_asked_again(people, bus, broker, monkeypatch):
    monkeypatch.setattr(module, "ASK_AGAIN_AFTER", 0.0)
    ask(people, bus, number=1)
    first, second = broker.next(), broker.next()
    assert first[1:] == second[1:]


@pytest.mark.parametrize("unspeakable", ["\ud800", 2**70, object()], ids=["half a letter", "a huge number", "no JSON"])
def test_what_json_cannot_carry_is_invalid_and_stops_nobody_else(people, bus, broker, unspeakable):
    with pytest.raises(Invalid):
        bus.command("records", "submit_record", {"note": unspeakable}, SOMEBODY)
    broker.echo = True
    assert bus.command("records", "submit_record", {"note": "后来的"}, SOMEBODY) == {"note": "后来的"}


def test_every_command_has_a_key_and_every_call_a_deadline_and_a_signature(people, bus, broker):
    ask(people, bus)
    call = broker.next()[3][0]
    assert call["key"]
    assert call["deadline"] > 0
    assert "." in call["actor"]
    people.submit(bus.question, "records", "record", {}, SOMEBODY)
    assert broker.next()[3][0]["key"] is None
