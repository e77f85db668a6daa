"""Where gardens are tried out: processes of the garden service over real parts, a client, an ear at the exchange."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar
from unittest import mock

import orjson
from kombu import Connection
from pymongo import MongoClient

from gateway.bus import Bus
from infra.local.environment import process_environment
from infra.local.folder import CHECKOUT
from shared import settings
from shared.actor import Actor, Grant
from shared.announcer import exchange_name
from shared.errors import Late, Problem, Unavailable
from shared.hosting import Parts as ServiceParts
from tests.parts import Parts
from tests.service.shared.garden import GardenService

MODULE = "tests.service.shared.garden"
CITY = "150200"
GARDENER = Actor("a1", "某人", CITY, grants=(Grant("gardener"),))
SECRETS = {name: name.lower() * 4 for name in ("ACTOR_SECRET", "FIELD_SECRET", "TOKEN_SECRET")}
Found = TypeVar("Found")


def eventually(look: Callable[[], Found], seconds: float = 30.0) -> Found:
    """The first true answer of `look`. Raises AssertionError when there is none in time."""
    until = time.monotonic() + seconds
    while True:
        found = look()
        if found:
            return found
        assert time.monotonic() < until, f"still {found!r} after {seconds} s"
        time.sleep(0.02)


def configured(environment: Mapping[str, str]) -> settings.Settings:
    """The settings that a process with this environment would read."""
    with mock.patch.dict(os.environ, environment, clear=True):
        return settings.from_environment()


class Ear:
    """Everything that is announced, as it passes the exchange."""

    def __init__(self, uri: str, namespace: str) -> None:
        self.events: list[dict[str, Any]] = []
        self._connection = Connection(uri)
        channel = self._connection.channel()
        channel.exchange_declare(exchange_name(namespace), "topic", durable=True, auto_delete=False)
        self._queue = channel.queue_declare("", exclusive=True).queue
        channel.queue_bind(self._queue, exchange_name(namespace), "#")
        self._channel = channel

    def heard(self, name: str, seconds: float = 30.0) -> list[dict[str, Any]]:
        """All events so far, once one about the plant of this name is among them."""

        def look() -> bool:
            while (message := self._channel.basic_get(self._queue, no_ack=True)) is not None:
                self.events += orjson.loads(message.body)
            return any(event["data"].get("name") == name for event in self.events)

        eventually(look, seconds)
        return self.events

    def close(self) -> None:
        self._connection.close()


class Grounds:
    """Gardens in one namespace. Every process that `start` started is ended by `close`."""

    gardener = GARDENER

    def __init__(self, parts: Parts, namespace: str, logs: Path) -> None:
        self.parts = parts
        self.namespace = namespace
        self.environment = {
            **SECRETS,
            "AMQP_URI": parts.amqp_uri,
            "MONGO_URI": parts.mongo_uri,
            "NAMESPACE": namespace,
            "RULEBOOKS": str(logs / "no-rulebooks"),
            "HEARING_RETRY_SECONDS": "0.1,0.1",
        }
        self.settings = configured(self.environment)
        self.bus = Bus(self.settings)
        self.client: MongoClient[dict[str, Any]] = MongoClient(parts.mongo_uri)
        self.database = self.client[f"{namespace}_garden"]
        self._logs = logs
        self._processes: list[subprocess.Popen[bytes]] = []
        for consumer in self.in_process().consumers():
            consumer.declare_once()  # as `python -m shared.hosting --prepare` does for the services

    def start(self, **more: str) -> subprocess.Popen[bytes]:
        """One more process of the garden, e.g. with CRASH_AT="after_commit"."""
        log = open(self._logs / f"garden-{len(self._processes)}.log", "wb")  # noqa: SIM115 - the process writes to it
        process = subprocess.Popen(
            [sys.executable, "-m", "shared.hosting", MODULE],
            env=process_environment({**self.environment, **more}),
            cwd=CHECKOUT,
            stdout=log,
            stderr=log,
        )
        log.close()
        self._processes.append(process)
        return process

    def ready(self) -> None:
        """Returns when a garden answers."""

        def answers() -> bool:
            with contextlib.suppress(Unavailable):
                self.bus.question("garden", "ping", {}, GARDENER, deadline=1.0)
                return True
            return False

        eventually(answers)

    def serving(self, count: int) -> None:
        """Returns when so many processes have begun to serve."""
        eventually(lambda: self.log().count('"serving"') >= count)

    def log(self) -> str:
        """What all processes wrote."""
        return "\n".join(path.read_text("utf-8", "replace") for path in sorted(self._logs.glob("garden-*.log")))

    def plant(self, name: str, bed: str | None = None, **how: Any) -> dict[str, Any]:
        """Plants one; in a bed of its own where none is named. `hold`, `key`, `deadline`, `actor` as they say."""
        args = {"bed": bed or f"bed of {name}", "name": name}
        if "hold" in how:
            args["hold"] = how.pop("hold")
        how.setdefault("deadline", 60.0)  # a process that has just been started takes its time on a busy machine
        answer: dict[str, Any] = self.bus.command("garden", "plant", args, how.pop("actor", GARDENER), **how)
        return answer

    def plant_until_acknowledged(
        self, name: str, key: str, going: Callable[[], bool] = lambda: True
    ) -> dict[str, Any] | None:
        """As a client does: the same key again and again until an answer comes; None when `going` says stop."""
        while going():
            try:
                return self.plant(name, key=key, deadline=5.0)
            except (Unavailable, Late):
                time.sleep(0.1)
        return None

    def tally(self) -> int:
        """How many plantings the garden has heard of, by its counting effect."""
        found = self.database["tally"].find_one({"_id": "tally"})
        return int(found["times"]) if found else 0

    def known(self) -> list[dict[str, Any]]:
        """The copies, without the versions under which they are kept."""
        return [{**doc, "version": 0} for doc in self.database["known"].find().sort("_id", 1)]

    def quiet(self) -> bool:
        """Whether everything that was announced has been told and heard."""
        if self.database["announcements"].count_documents({"sent": False}):
            return False  # asked first: what is sent between two looks would be in neither
        told = [row["_id"] for row in self.database["announcements"].find({"sent": True}, {"_id": 1})]
        return bool(self.database["heard"].count_documents({"_id": {"$in": told}}) == len(told))

    def in_process(self) -> ServiceParts:
        """The garden's machinery without a process: commands are carried out, events taken in by calling it."""
        return ServiceParts(GardenService, self.settings)

    def end(self, process: subprocess.Popen[bytes], how: int = signal.SIGTERM) -> int:
        """Ends a process that `start` started; returns its exit code."""
        if process.poll() is None:
            process.send_signal(how)
        try:
            return process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait(5)

    def close(self) -> None:
        self.bus.close()
        for process in self._processes:
            if process.poll() is None:
                process.kill()
            process.wait(10)
        self.client.close()


@contextlib.contextmanager
def grounds_over(parts: Parts, namespace: str, logs: Path, sweep: bool = True) -> Iterator[Grounds]:
    """Grounds, and nothing of them left afterwards but the database of the namespace.

    `sweep` False leaves the queues to the end of the parts: a queue deleted while its broker has only just started
    takes RabbitMQ's dead-letter workers with it (infra/decisions/0012), and no queue can be declared any more.
    """
    made = Grounds(parts, namespace, logs)
    try:
        yield made
    finally:
        made.close()
        if sweep:
            with Connection(parts.amqp_uri) as connection:
                channel = connection.channel()
                for queue in ("commands", "questions", "heard", "commands.dead", "heard.dead"):
                    channel.queue_delete(f"{namespace}.garden.{queue}")
                channel.exchange_delete(exchange_name(namespace))


class Crowd:
    """Clients that plant one after another, each with a key of its own and until it is acknowledged."""

    def __init__(self, grounds: Grounds, clients: int, each: int) -> None:
        self.sent: list[str] = []
        self.acknowledged: dict[str, str] = {}
        self._grounds, self._each = grounds, each
        self._lock = threading.Lock()
        self._going = True
        self._threads = [threading.Thread(target=self._work, args=(n,), daemon=True) for n in range(clients)]

    def __enter__(self) -> Crowd:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._going = kind is None  # somebody failed already: do not wait for the rest
        for thread in self._threads:
            thread.join(120)

    def _work(self, client: int) -> None:
        for turn in range(self._each):
            key = f"{client}-{turn}"
            with self._lock:
                self.sent.append(key)
            answer = self._grounds.plant_until_acknowledged(f"rose {key}", key, lambda: self._going)
            if answer is None:
                return
            with self._lock:
                self.acknowledged[key] = answer["id"]

    def half_way(self) -> None:
        """Returns when half of the plants are acknowledged."""
        eventually(lambda: len(self.acknowledged) >= len(self._threads) * self._each // 2, 60)


def problem_of(call: Callable[[], Any]) -> Problem:
    """The problem that a call raises."""
    try:
        answer = call()
    except Problem as problem:
        return problem
    raise AssertionError(f"no problem but {answer!r}")
