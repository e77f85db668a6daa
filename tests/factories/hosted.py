"""A service over a real MongoDB, asked in the test's own process: calls and events as the bus would bring them."""

from __future__ import annotations

import secrets
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from shared.actor import Actor, sign
from shared.errors import Problem
from shared.hosting import Command, Question, entrypoints
from shared.hosting import Parts as ServiceParts
from shared.settings import Settings
from tests.parts import Parts

SECRET = "an actor secret that only these tests know"
ROOT = Path(__file__).parents[2]


class Hosted:
    """One service. Everything happens at `at` (default 10:00 UTC) on `day`."""

    def __init__(self, service: type[Any], parts: Parts, namespace: str, day: date) -> None:
        secret: dict[str, Any] = {
            "actor_secret": SECRET,
            "field_secret": SECRET,
            "token_secret": SECRET,
            "clock_secret": SECRET,
        }
        given: dict[str, Any] = {"rulebooks": str(ROOT / "shared" / "rulebooks"), "namespace": namespace}
        uris: dict[str, Any] = {"amqp_uri": parts.amqp_uri, "mongo_uri": parts.mongo_uri}
        defaults: dict[str, Any] = {
            "log_level": "INFO",
            "batch_size": 50,
            "crash_at": "",
            "argon2_memory_kib": 8192,
            "argon2_time": 1,
        }
        self.service = ServiceParts(
            service, Settings(**uris, **secret, **given, **defaults, hearing_retry_seconds=(1.0,))
        )
        self.database = self.service.store.database
        self.day = day
        self.at = time(10)

    def call(self, name: str, args: dict[str, Any], by: Actor, **more: Any) -> dict[str, Any]:
        """One call as the bus carries it."""
        actor = Actor(**{**by.__dict__, "as_of": datetime.combine(self.day, self.at, tzinfo=UTC)})
        made = {"id": secrets.token_hex(8), "name": name, "args": args, "actor": sign(actor, SECRET), "key": None}
        return {**made, "version": None, "deadline": datetime.now(UTC).timestamp() + 30, **more}

    def command(self, name: str, args: dict[str, Any], by: Actor, **more: Any) -> Any:
        """The result of a command; its Problem is raised."""
        return self._result(self.service.calls.carry_out([self.call(name, args, by, **more)])[0])

    def commands(self, calls: list[tuple[str, dict[str, Any], Actor]]) -> list[dict[str, Any]]:
        """The answers of several commands that arrive as one message."""
        return self.service.calls.carry_out([self.call(*call) for call in calls])

    def question(self, name: str, args: dict[str, Any], by: Actor) -> Any:
        """The answer of a question; its Problem is raised."""
        return self._result(self.service.calls.answer(self.call(name, args, by)))

    def hear(self, type: str, data: dict[str, Any], city: str, version: int = 1, id: str = "") -> None:
        """An announcement of another service arrives ("dispatch.agreement_filed")."""
        source, _, name = type.partition(".")
        at = datetime.combine(self.day, time(9), tzinfo=UTC).isoformat()
        event = {"id": id or secrets.token_hex(8), "type": name, "source": source, "city": city, "time": at}
        subject = {"subject": f"x:{secrets.token_hex(4)}", "subjectversion": version, "actor": {}, "data": data}
        self.service.hearing.take_in([{**event, **subject}])
        assert self.aside() == []

    def told(self, type: str) -> list[dict[str, Any]]:
        """What the service has announced of a type."""
        return list(self.database["announcements"].find({"type": type}).sort("_id", 1))

    def aside(self) -> list[str]:
        """Events that could not be taken in, with their traces."""
        return [row["trace"] for row in self.database["set_aside"].find()]

    def on(self, day: date, at: time | None = None) -> Hosted:
        """From now on it is that day (and moment, UTC)."""
        self.day, self.at = day, at or self.at
        return self

    def anew(self, day: date) -> Hosted:
        """Forgets everything but collections and indexes, which take longer to make than most tests run."""
        for name in self.database.list_collection_names():
            self.database[name].delete_many({})
        return self.on(day, time(10))

    def close(self) -> None:
        """Lets go of the database."""
        self.service.store.client.close()

    @staticmethod
    def _result(answer: dict[str, Any]) -> Any:
        if "problem" in answer:
            raise Problem.from_dict(answer["problem"])
        return answer["result"]


def offered(service: type[Any]) -> set[str]:
    """The names of a service's commands and questions."""
    return {name for name, extension in entrypoints(service) if isinstance(extension, Command | Question)}
