"""The records service over a real MongoDB: calls and events handed to it as the bus would, no broker needed."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from services.records.service import RecordsService
from shared.actor import Actor, sign
from shared.errors import Problem
from shared.hosting import Parts as ServiceParts
from shared.settings import Settings
from tests.factories import records as make
from tests.parts import Parts

SECRET = "an actor secret that only these tests know"


class Hosted:
    """A service to be asked. `on` is the day at which everything happens until `day` is set."""

    def __init__(self, service: type[Any], parts: Parts, namespace: str) -> None:
        environment = {"rulebooks": str(make.ROOT / "shared" / "rulebooks"), "namespace": namespace}
        secret = {"actor_secret": SECRET, "field_secret": SECRET, "token_secret": SECRET, "clock_secret": SECRET}
        uris = {"amqp_uri": parts.amqp_uri, "mongo_uri": parts.mongo_uri}
        given = {name: value for name, value in {**environment, **secret, **uris}.items()}
        defaults = {"log_level": "INFO", "batch_size": 50, "crash_at": "", "argon2_memory_kib": 8192, "argon2_time": 1}
        self.service = ServiceParts(service, Settings(**given, **defaults, hearing_retry_seconds=(1.0,)))
        self.day = make.DAY

    def call(self, name: str, args: dict[str, Any], by: Actor, **more: Any) -> dict[str, Any]:
        """One call as the bus carries it."""
        as_of = datetime.combine(self.day, time(10), tzinfo=UTC)
        actor = Actor(**{**by.__dict__, "as_of": as_of})
        made = {"id": secrets.token_hex(8), "name": name, "args": args, "actor": sign(actor, SECRET), "key": None}
        return {**made, "version": None, "deadline": datetime.now(UTC).timestamp() + 30, **more}

    def command(self, name: str, args: dict[str, Any], by: Actor, **more: Any) -> Any:
        """The result of a command; its Problem is raised."""
        return self._result(self.service.calls.carry_out([self.call(name, args, by, **more)])[0])

    def question(self, name: str, args: dict[str, Any], by: Actor) -> Any:
        """The answer of a question; its Problem is raised."""
        return self._result(self.service.calls.answer(self.call(name, args, by)))

    def hear(self, type: str, data: dict[str, Any], city: str = make.BAOTOU, version: int = 1, id: str = "") -> None:
        """An announcement of another service arrives ("dispatch.agreement_filed")."""
        source, _, name = type.partition(".")
        at = datetime.combine(self.day, time(9), tzinfo=UTC).isoformat()
        event = {"id": id or secrets.token_hex(8), "type": name, "source": source, "city": city, "time": at}
        subject = {"subject": f"x:{secrets.token_hex(4)}", "subjectversion": version, "actor": {}, "data": data}
        self.service.hearing.take_in([{**event, **subject}])
        assert self.aside() == []

    def told(self, type: str) -> list[dict[str, Any]]:
        """What the service has announced of a type."""
        return list(self.service.store.database["announcements"].find({"type": type}).sort("_id", 1))

    def aside(self) -> list[str]:
        """Events that could not be taken in, with their traces."""
        return [row["trace"] for row in self.service.store.database["set_aside"].find()]

    def receipt(self, by: Actor, **more: Any) -> dict[str, Any]:
        """Evidence to cite, uploaded by that account."""
        return {"receipt": make.receipt(by, SECRET, **more)}

    def on(self, day: date) -> Hosted:
        """From now on it is that day."""
        self.day = day
        return self

    @staticmethod
    def _result(answer: dict[str, Any]) -> Any:
        if "problem" in answer:
            raise Problem.from_dict(answer["problem"])
        return answer["result"]


@pytest.fixture
def service(parts: Parts, namespace: str) -> Iterator[Hosted]:
    """The service with one agreement and one workstation known."""
    hosted = Hosted(RecordsService, parts, namespace)
    hosted.hear("dispatch.agreement_filed", make.agreement_filed())
    hosted.hear("registry.filing_made", make.filing_made())
    yield hosted
    hosted.service.store.client.close()
