"""Consuming a queue: gather what is there, handle it together, reply, acknowledge. Survives the loss of the broker.

Queues of commands and events are quorum queues: what is in them outlives a broker's crash. A message that kills its
consumer again and again ends in the queue `<name>.dead` instead of looping.
"""

from __future__ import annotations

import fcntl
import termios
import threading
import time
from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import orjson
from kombu import Connection

from shared.announcer import exchange_name
from shared.log import logger

DELIVERIES = 20  # of one message, before it counts as poison
HEARTBEAT = 60
GATHER_MESSAGES = 16


class Again(Exception):
    """The messages cannot be handled now, through no fault of theirs: they are kept in hand and handled again."""


@dataclass(frozen=True)
class Queue:
    """A queue and how it is declared; `bindings` are routing keys of the announcements' exchange."""

    name: str
    quorum: bool
    exchange: str = ""
    bindings: tuple[str, ...] = ()

    def declare(self, channel: Any) -> None:
        """Declares the queue, its dead end and its bindings; safe to repeat."""
        arguments: dict[str, Any] = {"x-queue-type": "classic", "x-message-ttl": 60_000}
        if self.quorum:
            dead = f"{self.name}.dead"
            channel.queue_declare(dead, durable=True, auto_delete=False, arguments={"x-queue-type": "quorum"})
            arguments = {
                "x-queue-type": "quorum",
                "x-delivery-limit": DELIVERIES,
                "x-dead-letter-exchange": "",
                "x-dead-letter-routing-key": dead,
                "x-dead-letter-strategy": "at-least-once",
                "x-overflow": "reject-publish",
            }
        channel.queue_declare(self.name, durable=True, auto_delete=False, arguments=arguments)
        if self.bindings:
            channel.exchange_declare(self.exchange, "topic", durable=True, auto_delete=False)
            for key in self.bindings:
                channel.queue_bind(self.name, self.exchange, key)


def calls_queue(namespace: str, service: str) -> Queue:
    """Where a service's commands arrive."""
    return Queue(f"{namespace}.{service}.commands", quorum=True)


def questions_queue(namespace: str, service: str) -> Queue:
    """Where its questions arrive: asked again when lost, so they need no disk."""
    return Queue(f"{namespace}.{service}.questions", quorum=False)


def events_queue(namespace: str, service: str, heard: Iterable[str], line: str = "") -> Queue:
    """Where the announcements it hears arrive ("service.type", "#": all); each `line` has a queue of its own."""
    name = f"{namespace}.{service}.{line or 'heard'}"
    return Queue(name, True, exchange_name(namespace), tuple(sorted(heard)))


@dataclass
class Message:
    """One delivery, its body read."""

    body: list[dict[str, Any]]
    tag: int
    reply_to: str
    correlation: str
    channel: Any
    lock: Any = field(repr=False)

    def reply(self, answers: list[dict[str, Any]]) -> None:
        """Answers where the message came from: direct reply-to, neither persistent nor confirmed."""
        if not self.reply_to:
            return
        message = self.channel.prepare_message(
            orjson.dumps(answers), content_type="application/json", properties={"correlation_id": self.correlation}
        )
        with self.lock:
            self.channel.basic_publish(message, exchange="", routing_key=self.reply_to)

    def acknowledge(self) -> None:
        """This message is done with."""
        with self.lock:
            self.channel.basic_ack(self.tag)

    def acknowledge_all(self) -> None:
        """This message and every earlier one of the consumer are done with."""
        with self.lock:
            self.channel.basic_ack(self.tag, multiple=True)


class Consumer:
    """Consumes one queue on a connection of its own."""

    def __init__(
        self, uri: str, queue: Queue, handle: Callable[[list[Message]], None], at_once: int, prefetch: int = 32
    ) -> None:
        self.queue = queue
        self._uri = uri
        self._handle = handle
        self._at_once = at_once
        self._prefetch = prefetch
        self._going = True
        self._log = logger(queue.name)

    def declare_once(self) -> None:
        """Declares the queue and leaves."""
        with Connection(self._uri) as connection:
            self.queue.declare(connection.channel())

    def run(self) -> None:
        """Consumes until stopped."""
        pause = 0.1
        while self._going:
            try:
                with Connection(self._uri, heartbeat=HEARTBEAT, connect_timeout=3) as connection:
                    publishing_reads_nothing(connection.connect())
                    pause = 0.1
                    self._consume(connection)
            except Exception as problem:
                self._log.warning("consumer reconnects", cause=repr(problem)[:200])
                time.sleep(pause)
                pause = min(pause * 2, 1.0)

    def stop(self) -> None:
        """Takes no further message; what is in hand is finished."""
        self._going = False

    def _consume(self, connection: Any) -> None:
        channel = connection.channel()
        self.queue.declare(channel)
        channel.basic_qos(0, self._prefetch, False)
        waiting: list[Message] = []
        lock = threading.Lock()

        def received(delivery: Any) -> None:
            tag, properties = delivery.delivery_info["delivery_tag"], delivery.properties
            try:
                body = orjson.loads(delivery.body)
            except orjson.JSONDecodeError:
                self._log.error("unreadable message put aside", tag=tag)
                channel.basic_reject(tag, requeue=False)
                return
            reply_to, correlation = properties.get("reply_to", ""), properties.get("correlation_id", "")
            waiting.append(Message(body, tag, reply_to, correlation, channel, lock))

        channel.basic_consume(self.queue.name, callback=received)
        checked = time.monotonic()
        while self._going:
            self._gather(connection, waiting)
            if waiting:
                batch, waiting[:] = list(waiting), []
                try:
                    self._handle(batch)
                except (
                    Again
                ) as reason:  # not given back to the broker: it counts deliveries, and would call them poison
                    self._log.warning("messages wait", count=len(batch), cause=str(reason)[:200])
                    waiting[:0] = batch
                    self._listen(connection, 0.5)
            if time.monotonic() - checked > HEARTBEAT / 4:
                checked = time.monotonic()
                connection.heartbeat_check()

    def _gather(self, connection: Any, waiting: list[Message]) -> None:
        """Waits for one message, then takes what else is already there, up to the size of a batch."""
        while sum(len(message.body) for message in waiting) < self._at_once and len(waiting) < GATHER_MESSAGES:
            if not self._listen(connection, 1.0) or not arrived(connection):
                return

    def _listen(self, connection: Any, seconds: float) -> bool:
        """Takes what the broker sends next; whether it sent anything in that time."""
        try:
            connection.drain_events(timeout=seconds)
        except (TimeoutError, BlockingIOError):
            return False
        return True


def publishing_reads_nothing(connection: Any) -> None:
    """Keeps py-amqp from looking for a "connection.blocked" before each publishing.

    That look takes in whatever has arrived: a message that a reply has read lay in hand until the reader's time-out,
    up to a second. A broker short of memory blocks the socket itself, so the notice is not needed.
    """
    connection.client_properties["capabilities"]["connection.blocked"] = False


def arrived(connection: Any) -> bool:
    """Whether bytes from the broker are there. Asks the kernel: a socket's time-outs round up to 1 ms."""
    sock = connection.connection.sock
    held = getattr(sock, "pending", None)  # TLS keeps decrypted bytes of its own
    if held is not None and held():
        return True
    count = array("i", [0])
    fcntl.ioctl(sock.fileno(), termios.FIONREAD, count)
    return count[0] > 0
