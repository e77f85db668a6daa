"""The appraisal service over a real MongoDB: calls and events handed to it as the bus would, no broker needed."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from services.appraisal.service import AppraisalService
from shared.actor import Actor, Grant, sign
from shared.errors import Problem
from shared.hosting import Parts as ServiceParts
from shared.settings import Settings
from tests.parts import Parts

SECRET = "an actor secret that only these tests know"
ROOT = Path(__file__).parents[3]
BAOTOU, SHIJIAZHUANG = "150200", "130100"


class Appraisal:
    """The service, to be asked, in one city. Everything happens on `day`."""

    def __init__(self, parts: Parts, namespace: str) -> None:
        environment = {"rulebooks": str(ROOT / "shared" / "rulebooks"), "namespace": namespace}
        secret = dict.fromkeys(("actor_secret", "field_secret", "token_secret", "clock_secret"), SECRET)
        uris = {"amqp_uri": parts.amqp_uri, "mongo_uri": parts.mongo_uri}
        rest = {"log_level": "INFO", "batch_size": 50, "crash_at": "", "argon2_memory_kib": 8192, "argon2_time": 1}
        self.service = ServiceParts(
            AppraisalService, Settings(**environment, **secret, **uris, **rest, hearing_retry_seconds=(1.0,))
        )
        self.city, self.day = BAOTOU, date(2024, 12, 31)

    def actor(self, role: str = "city_officer", **fields: Any) -> Actor:
        """Somebody with one role in the city; `unit`, `county` belong to the grant."""
        grant = Grant(role, fields.pop("unit", None), fields.pop("county", None))
        return Actor(f"{role}-{grant.unit or ''}", "甲", fields.pop("city", self.city), grants=(grant,), **fields)

    def call(self, name: str, by: Actor | None = None, **args: Any) -> dict[str, Any]:
        """One call as the bus carries it."""
        as_of = datetime.combine(self.day, time(2), tzinfo=UTC)
        actor = Actor(**{**(by or self.actor()).__dict__, "as_of": as_of})
        made = {"id": secrets.token_hex(8), "name": name, "args": args, "actor": sign(actor, SECRET), "key": None}
        return {**made, "version": None, "deadline": datetime.now(UTC).timestamp() + 60}

    def command(self, name: str, by: Actor | None = None, **args: Any) -> Any:
        """The result of a command; its Problem is raised."""
        return self._result(self.service.calls.carry_out([self.call(name, by, **args)])[0])

    def question(self, name: str, by: Actor | None = None, **args: Any) -> Any:
        """The answer of a question; its Problem is raised."""
        return self._result(self.service.calls.answer(self.call(name, by, **args)))

    def hear(self, type: str, rows: Sequence[dict[str, Any]], on: date | None = None) -> None:
        """Announcements of another service arrive ("dispatch.agreement_filed")."""
        source, _, name = type.partition(".")
        at = datetime.combine(on or self.day, time(1), tzinfo=UTC).isoformat()
        made = {"type": name, "source": source, "city": self.city, "time": at, "subjectversion": 1, "actor": {}}
        events = [{**made, "id": secrets.token_hex(8), "subject": f"x:{secrets.token_hex(4)}", "data": d} for d in rows]
        self.service.hearing.take_in(events)
        assert [row["trace"] for row in self.service.store.database["set_aside"].find()] == []

    def told(self, type: str) -> list[dict[str, Any]]:
        """What the service has announced of a type."""
        return list(self.service.store.database["announcements"].find({"type": type}).sort("_id", 1))

    def files(self, *names: str, subject: str = "commissioner", since: str = "2023-04-01") -> None:
        """The registry files these: a commissioner is a person of unit u1, a workstation a unit."""
        person = subject in ("commissioner", "team")
        self.hear(
            "registry.filing_made",
            [
                {
                    "filing": f"f-{name}",
                    "number": f"N-{name}",
                    "subject": subject,
                    "kind": "technical_service" if person else "city_level",
                    "person": f"p-{name}" if person else None,
                    "account": f"a-{name}" if person else None,
                    "unit": None if person else name,
                    "sender_unit": "u1" if person else None,
                    "name": name,
                    "fields": [],
                    "county": "150203",
                    "since": since,
                }
                for name in names
            ],
        )

    def serves(self, name: str, year: int, times: int, **more: Any) -> None:
        """So many confirmed services of a commissioner in a year, one a month and then again."""
        self.hear(
            "records.record_confirmed",
            [
                {
                    "record": f"r-{name}-{year}-{number}",
                    "agreement": "g1",
                    "filing": f"f-{name}",
                    "person": f"p-{name}",
                    "sender_unit": "u1",
                    "host_unit": "h1",
                    "host_county": "150203",
                    "on": date(year, number % 12 + 1, number // 12 + 1).isoformat(),
                    "hours": 4.0,
                    "duties": ["research", "transfer", "planning"],
                    "outcomes": {"technology_contracts": 1},
                    "files": 1,
                    **more,
                }
                for number in range(times)
            ],
        )

    def appraise(self, year: int, limit: int = 200) -> list[dict[str, Any]]:
        """Opens, grades and publishes a year; what was announced of each result."""
        self.day = date(year, 12, 31)
        cycle = self.command("open_cycle", year=year)
        while cycle["status"] == "freezing":
            cycle = self.command("freeze_subjects", cycle_id=cycle["id"], limit=limit)
        self.command("grade_cycle", cycle_id=cycle["id"])
        while cycle["status"] != "published":
            cycle = self.command("publish_results", cycle_id=cycle["id"], limit=limit)
        return [told["data"] for told in self.told("result_published") if told["data"]["year"] == year]

    @staticmethod
    def _result(answer: dict[str, Any]) -> Any:
        if "problem" in answer:
            raise Problem.from_dict(answer["problem"])
        return answer["result"]


@pytest.fixture
def appraisal(parts: Parts, namespace: str) -> Iterator[Appraisal]:
    """The service, in Baotou at the end of 2024."""
    hosted = Appraisal(parts, namespace)
    yield hosted
    hosted.service.store.client.close()
