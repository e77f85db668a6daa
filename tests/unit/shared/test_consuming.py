"""Consuming a queue: what is there is handled together, and what cannot be handled now is kept in hand."""

import socket
from types import SimpleNamespace

import orjson
import pytest

from shared import consuming
from shared.consuming import Again, Consumer, calls_queue, events_queue, questions_queue


class Line:
    """A connection whose broker sends what it was given, one delivery a drain; then it breaks off."""

    def __init__(self, bodies):
        self._bodies = list(enumerate(bodies, 1))
        self.connection = self
        self.client_properties = {"capabilities": {"connection.blocked": True}}
        self.sock, self._far = socket.socketpair()
        self._far.send(b"!" * len(bodies))  # as many bytes as deliveries: the consumer looks whether any are there
        self.rejected, self.acknowledged, self.published, self.declared = [], [], [], []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None  # it is the next connection, too

    def close(self):
        self.sock.close()
        self._far.close()

    def connect(self):
        return self

    def channel(self):
        return self

    def queue_declare(self, name, **how):
        self.declared.append((name, how["arguments"]["x-queue-type"]))

    def queue_bind(self, *binding):
        self.declared.append(binding)

    def exchange_declare(self, *args, **kwargs):
        return None

    def basic_qos(self, *_):
        return None

    def basic_consume(self, queue, callback):
        self._callback = callback

    def basic_ack(self, tag, multiple=False):
        self.acknowledged.append((tag, multiple))

    def basic_reject(self, tag, requeue):
        self.rejected.append((tag, requeue))

    def prepare_message(self, body, content_type, properties):
        return (body, properties)

    def basic_publish(self, message, exchange, routing_key):
        self.published.append((message, exchange, routing_key))

    def heartbeat_check(self):
        return None

    def drain_events(self, timeout):
        if not self._bodies:
            raise TimeoutError
        self.sock.recv(1)
        tag, body = self._bodies.pop(0)
        properties = {"reply_to": "asker", "correlation_id": f"m{tag}"}
        self._callback(SimpleNamespace(body=body, properties=properties, delivery_info={"delivery_tag": tag}))


@pytest.fixture
def serve(monkeypatch):
    """Runs a consumer over such bodies until `handle` says stop; returns its one connection."""

    def run(bodies, handle, at_once=50):
        line = Line(bodies)
        monkeypatch.setattr(consuming, "Connection", lambda *_, **__: line)
        queue = calls_queue("t", "garden")
        consumer = Consumer("amqp://nowhere", queue, lambda batch: handle(batch, consumer), at_once)
        consumer.run()
        line.close()
        return line

    return run


def body(*calls):
    return orjson.dumps([{"id": call} for call in calls])


def test_what_is_there_is_handled_together(serve):
    seen = []

    def handle(batch, consumer):
        seen.append([call["id"] for message in batch for call in message.body])
        batch[-1].acknowledge_all()
        consumer.stop()

    line = serve([body("a"), body("b", "c"), body("d")], handle)
    assert seen == [["a", "b", "c", "d"]]
    assert line.acknowledged == [(3, True)]


def test_no_more_is_taken_than_a_batch_holds(serve):
    seen = []

    def handle(batch, consumer):
        seen.append([call["id"] for message in batch for call in message.body])
        if len(seen) == 2:
            consumer.stop()

    serve([body("a", "b"), body("c"), body("d")], handle, at_once=3)
    assert seen == [["a", "b", "c"], ["d"]]


def test_messages_that_cannot_be_handled_now_stay_in_hand_and_keep_their_order(serve):
    seen = []

    def handle(batch, consumer):
        seen.append([call["id"] for message in batch for call in message.body])
        if len(seen) < 4:
            raise Again("the database is away")
        consumer.stop()

    line = serve([body("a"), body("b"), body("c")], handle)
    assert seen == [["a", "b", "c"]] * 4
    assert not line.rejected, "the broker counts what is given back, and would end with calling it poison"


def test_a_message_that_is_no_json_is_put_aside_and_the_others_are_handled(serve):
    seen = []

    def handle(batch, consumer):
        seen.extend(call["id"] for message in batch for call in message.body)
        consumer.stop()

    line = serve([b"\x00\xff", body("a")], handle)
    assert seen == ["a"]
    assert line.rejected == [(1, False)]


def test_a_connection_that_breaks_is_opened_again(serve, monkeypatch):
    monkeypatch.setattr(consuming.time, "sleep", lambda _: None)
    seen = []

    def handle(batch, consumer):
        seen.append(batch[0].body[0]["id"])
        if seen == ["a"]:
            raise ConnectionResetError
        consumer.stop()

    line = serve([body("a"), body("b")], lambda batch, consumer: handle(batch[:1], consumer), at_once=1)
    assert seen == ["a", "b"]
    assert len([name for name, _ in line.declared if name == "t.garden.commands"]) == 2


def test_an_answer_goes_where_the_message_came_from(serve):
    def handle(batch, consumer):
        batch[0].reply([{"id": "a", "result": 1}])
        batch[0].acknowledge()
        consumer.stop()

    line = serve([body("a")], handle)
    ((sent, properties), exchange, routing_key) = line.published[0]
    assert orjson.loads(sent) == [{"id": "a", "result": 1}]
    assert (exchange, routing_key, properties) == ("", "asker", {"correlation_id": "m1"})
    assert line.acknowledged == [(1, False)]


def test_commands_and_events_wait_in_queues_that_outlive_the_broker_s_crash():
    line = Line([])
    calls_queue("t", "garden").declare(line)
    events_queue("t", "garden", ["shed.opened", "garden.planted"]).declare(line)
    questions_queue("t", "garden").declare(line)
    assert line.declared == [
        ("t.garden.commands.dead", "quorum"),
        ("t.garden.commands", "quorum"),
        ("t.garden.heard.dead", "quorum"),
        ("t.garden.heard", "quorum"),
        ("t.garden.heard", "t.announcements", "garden.planted"),
        ("t.garden.heard", "t.announcements", "shed.opened"),
        ("t.garden.questions", "classic"),
    ]


def test_a_reply_takes_in_nothing_that_the_reader_would_then_wait_for(serve):
    """Set, py-amqp reads before each publishing, and what it reads lies in hand until the reader's time-out."""
    line = serve([body("a")], lambda batch, consumer: consumer.stop())
    assert line.client_properties["capabilities"]["connection.blocked"] is False
