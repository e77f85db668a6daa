"""The client of the bus: one connection and one I/O thread a process; any number of request threads wait for answers.

Natural batching: a call leaves at once when fewer than `UNDER_WAY` messages to its service are unanswered; otherwise it
waits with its fellows and they leave together as the next message. Idle costs nothing, a peak gets cheaper per call.

A connection that breaks is opened again and what was under way is sent again: every command has a key, so a repeat
finds its first answer. What a broker could not route, or no service answered in time, ends at its deadline.
"""

from __future__ import annotations

import os
import secrets
import selectors
import threading
import time
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NoAnswer
from dataclasses import dataclass, field
from typing import Any

import orjson
from kombu import Connection

from shared import actor as actors
from shared.actor import Actor
from shared.consuming import arrived, calls_queue, publishing_reads_nothing, questions_queue
from shared.errors import Invalid, Late, Problem, Unavailable
from shared.log import logger
from shared.settings import Settings

AT_ONCE = 50  # calls in one message
UNDER_WAY = 2  # messages to one service's commands at a time; answers to more would only be computed later anyway
QUESTIONS_UNDER_WAY = 16
QUESTIONS_AT_ONCE = 8
COMMAND_SECONDS = 10.0
QUESTION_SECONDS = 5.0
REPLY_TO = "amq.rabbitmq.reply-to"
ASK_AGAIN_AFTER = 3.0  # seconds without an answer: the message may have been lost with its consumer


@dataclass
class Pending:
    """One call on its way, encoded, and where its answer is waited for."""

    id: str
    call: bytes
    deadline: float
    future: Future[dict[str, Any]] = field(default_factory=Future)


@dataclass
class Parcel:
    """One message under way: its calls, and when it was (last) sent."""

    calls: list[Pending]
    sent: float


@dataclass
class Lane:
    """Calls to one queue: those waiting, and those under way by message id."""

    queue: str
    at_once: int
    under_way: int
    waiting: deque[Pending] = field(default_factory=deque)
    parcels: dict[str, Parcel] = field(default_factory=dict)


class Bus:
    """Thread-safe. Start one per process, after any fork."""

    def __init__(self, configured: Settings) -> None:
        self._uri = configured.amqp_uri
        self._namespace = configured.namespace
        self._secret = configured.actor_secret
        self._lanes: dict[str, Lane] = {}
        self._lock = threading.Lock()
        self._wake_read, self._wake_write = os.pipe()
        os.set_blocking(self._wake_read, False)
        os.set_blocking(self._wake_write, False)
        self._awake = False
        self._going = True
        self._connected = threading.Event()
        self._channel: Any = None
        self._returned: set[str] = set()
        self._log = logger("bus")
        self._thread = threading.Thread(target=self._run, name="bus", daemon=True)
        self._thread.start()

    def command(
        self,
        service: str,
        name: str,
        args: dict[str, Any],
        actor: Actor,
        key: str | None = None,
        expected_version: int | None = None,
        deadline: float = COMMAND_SECONDS,
        digest: str | None = None,
    ) -> Any:
        """The answer of a command, within `deadline` seconds. Raises the problem it met; Late when none came in time.

        `digest` tells one body from another under the same key; without it the arguments themselves are compared.
        """
        lane = self._lane(calls_queue(self._namespace, service).name, AT_ONCE, UNDER_WAY)
        return self._ask(lane, name, args, actor, deadline, key or secrets.token_hex(12), expected_version, digest)

    def question(
        self, service: str, name: str, args: dict[str, Any], actor: Actor, deadline: float = QUESTION_SECONDS
    ) -> Any:
        """The answer of a question, within `deadline` seconds."""
        lane = self._lane(questions_queue(self._namespace, service).name, QUESTIONS_AT_ONCE, QUESTIONS_UNDER_WAY)
        return self._ask(lane, name, args, actor, deadline)

    def healthy(self) -> bool:
        """Whether the broker is connected."""
        return self._connected.is_set()

    def depths(self, names: Sequence[str]) -> dict[str, tuple[int, int] | None]:
        """(messages that wait, consumers) of each queue, None where there is none; on a connection of its own.

        Raises Unavailable while the broker does not answer.
        """
        found: dict[str, tuple[int, int] | None] = {}
        try:
            with Connection(self._uri, connect_timeout=2) as connection:
                for name in names:
                    channel = connection.channel()  # a queue that is not there closes its channel
                    try:
                        told = channel.queue_declare(name, passive=True)
                        found[name] = (told.message_count, told.consumer_count)
                        channel.close()
                    except connection.channel_errors:
                        found[name] = None
        except OSError as problem:
            raise Unavailable(
                "消息总线暂时无法连接", "The broker does not answer", cause=repr(problem)[:200]
            ) from problem
        return found

    def close(self) -> None:
        """Stops the I/O thread; calls still waiting are told to try again."""
        self._going = False
        self._nudge()
        self._thread.join(timeout=5)
        for lane in list(self._lanes.values()):
            for pending in [*lane.waiting, *(pending for parcel in lane.parcels.values() for pending in parcel.calls)]:
                _settle(pending, {"problem": Unavailable().as_dict()})

    def _lane(self, queue: str, at_once: int, under_way: int) -> Lane:
        lane = self._lanes.get(queue)
        if lane is None:
            with self._lock:
                lane = self._lanes.setdefault(queue, Lane(queue, at_once, under_way))
        return lane

    def _ask(
        self, lane: Lane, name: str, args: dict[str, Any], actor: Actor, deadline: float,
        key: str | None = None, version: int | None = None, digest: str | None = None,
    ) -> Any:  # fmt: skip
        id, until = secrets.token_hex(12), time.time() + deadline
        call = {
            "id": id,
            "name": name,
            "args": args,
            "actor": actors.sign(actor, self._secret),
            "key": key,
            "digest": digest,
            "version": version,
            "deadline": until,
        }
        pending = Pending(id, _encoded(call), until)
        with self._lock:
            lane.waiting.append(pending)
            wake, self._awake = not self._awake, True
        if wake:
            self._nudge()
        try:
            answer = pending.future.result(timeout=deadline)
        except NoAnswer:
            raise Late("处理超时，请用同一幂等键查询结果", "No answer in time; repeat with the same key") from None
        if "problem" in answer:
            raise Problem.from_dict(answer["problem"])
        return answer["result"]

    def _nudge(self) -> None:
        try:
            os.write(self._wake_write, b"!")
        except BlockingIOError:
            return  # it is awake already

    def _run(self) -> None:
        pause = 0.1
        while self._going:
            try:
                with Connection(self._uri, heartbeat=30, connect_timeout=2) as connection:
                    publishing_reads_nothing(connection.connect())
                    self._open(connection)
                    pause = 0.1
                    self._serve(connection)
            except Exception as problem:
                self._log.warning("bus reconnects", cause=repr(problem)[:200])
            self._connected.clear()
            self._channel = None
            if self._going:
                time.sleep(pause)
                pause = min(pause * 2, 1.0)

    def _open(self, connection: Any) -> None:
        channel = connection.channel()
        channel.basic_consume(REPLY_TO, callback=self._answered, no_ack=True)
        channel.events["basic_return"].add(self._unroutable)
        self._channel = channel
        for lane in list(self._lanes.values()):  # what the lost connection carried goes out again
            for id, parcel in lane.parcels.items():
                self._publish(lane, id, parcel)
        self._connected.set()

    def _serve(self, connection: Any) -> None:
        transport = connection.connection
        with selectors.DefaultSelector() as selector:
            selector.register(transport.sock, selectors.EVENT_READ)
            selector.register(self._wake_read, selectors.EVENT_READ)
            looked = checked = time.monotonic()
            while self._going:
                with self._lock:
                    self._awake = False
                self._send()
                ready = {key.fileobj for key, _ in selector.select(timeout=0.5)}
                if self._wake_read in ready:
                    self._drain_wake()
                if transport.sock in ready:
                    self._receive(connection)
                now = time.monotonic()
                if now - looked > 0.5:
                    looked = now
                    self._look_after(now)
                if now - checked > 7:
                    checked = now
                    connection.heartbeat_check()

    def _drain_wake(self) -> None:
        try:
            os.read(self._wake_read, 4096)
        except BlockingIOError:
            return

    def _receive(self, connection: Any) -> None:
        while True:
            try:
                connection.drain_events(timeout=1.0)  # a frame has begun to arrive; its end is under way
            except TimeoutError:
                return
            if not arrived(connection):
                return

    def _send(self) -> None:
        for lane in list(self._lanes.values()):
            while lane.waiting and len(lane.parcels) < lane.under_way:
                now = time.time()
                with self._lock:
                    count = min(len(lane.waiting), lane.at_once)
                    calls = [lane.waiting.popleft() for _ in range(count)]
                calls = [pending for pending in calls if pending.deadline > now]
                if calls:
                    id = calls[0].id
                    lane.parcels[id] = Parcel(calls, time.monotonic())
                    self._publish(lane, id, lane.parcels[id])

    def _publish(self, lane: Lane, id: str, parcel: Parcel) -> None:
        parcel.sent = time.monotonic()
        message = self._channel.prepare_message(
            b"[" + b",".join(pending.call for pending in parcel.calls) + b"]",
            content_type="application/json",
            properties={"reply_to": REPLY_TO, "correlation_id": id, "delivery_mode": 1},
        )
        self._channel.basic_publish(message, exchange="", routing_key=lane.queue, mandatory=True)

    def _answered(self, message: Any) -> None:
        id = message.properties.get("correlation_id", "")
        parcel = self._take(id)
        if parcel is None:
            return  # answered before: the message had been sent twice
        answers = {answer["id"]: answer for answer in orjson.loads(message.body)}
        for pending in parcel.calls:
            _settle(pending, answers.get(pending.id, {"problem": Unavailable().as_dict()}))

    def _unroutable(self, *returned: Any) -> None:
        message = returned[-1]
        parcel = self._take(message.properties.get("correlation_id", ""))
        problem = Unavailable("该功能的服务尚未启动", "The service of this function is not running")
        for pending in parcel.calls if parcel else ():
            _settle(pending, {"problem": problem.as_dict()})

    def _take(self, id: str) -> Parcel | None:
        for lane in list(self._lanes.values()):
            if id in lane.parcels:
                return lane.parcels.pop(id)
        return None

    def _look_after(self, now: float) -> None:
        """Forgets parcels whose calls are all past their deadlines; sends again what stays unanswered for long."""
        wall = time.time()
        for lane in list(self._lanes.values()):
            for id, parcel in list(lane.parcels.items()):
                parcel.calls = [pending for pending in parcel.calls if pending.deadline > wall]
                if not parcel.calls:
                    del lane.parcels[id]
                elif now - parcel.sent > ASK_AGAIN_AFTER:
                    self._publish(lane, id, parcel)


def _settle(pending: Pending, answer: dict[str, Any]) -> None:
    if not pending.future.done():
        pending.future.set_result(answer)


def _encoded(call: dict[str, Any]) -> bytes:
    """The call as JSON. Made by its asker: what JSON cannot carry must not reach the thread that everybody shares."""
    try:
        return orjson.dumps(call)
    except TypeError as problem:
        raise Invalid.field("", f"含有无法传送的文字或数字 · {problem}", "encoding") from problem
