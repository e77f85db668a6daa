"""The funding service over a real MongoDB: calls and events handed to it as the bus would, no broker needed."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from services.funding.service import FundingService
from shared.actor import Actor, sign
from shared.errors import Problem
from shared.hosting import Parts as ServiceParts
from shared.settings import Settings
from tests.factories import funding as make
from tests.parts import Parts

SECRET = "an actor secret that only these tests know"


class Funding:
    """The service, to be asked. Everything happens on `day`."""

    def __init__(self, parts: Parts, namespace: str) -> None:
        environment = {"rulebooks": str(make.ROOT / "shared" / "rulebooks"), "namespace": namespace}
        secret = dict.fromkeys(("actor_secret", "field_secret", "token_secret", "clock_secret"), SECRET)
        uris = {"amqp_uri": parts.amqp_uri, "mongo_uri": parts.mongo_uri}
        rest = {"log_level": "INFO", "batch_size": 50, "crash_at": "", "argon2_memory_kib": 8192, "argon2_time": 1}
        self.settings = Settings(**environment, **secret, **uris, **rest, hearing_retry_seconds=(1.0,))
        self.service = ServiceParts(FundingService, self.settings)
        self.day = make.DAY

    def another_process(self) -> ServiceParts:
        """The same service as another process over the same database would run it."""
        return ServiceParts(FundingService, self.settings)

    def call(self, name: str, args: dict[str, Any], by: Actor, **more: Any) -> dict[str, Any]:
        """One call as the bus carries it."""
        as_of = datetime.combine(self.day, time(2), tzinfo=UTC)
        actor = Actor(**{**by.__dict__, "as_of": as_of})
        made = {"id": secrets.token_hex(8), "name": name, "args": args, "actor": sign(actor, SECRET), "key": None}
        return {**made, "version": None, "deadline": datetime.now(UTC).timestamp() + 60, **more}

    def command(self, name: str, args: dict[str, Any], by: Actor, **more: Any) -> Any:
        """The result of a command; its Problem is raised."""
        return self._result(self.service.calls.carry_out([self.call(name, args, by, **more)])[0])

    def commands(self, calls: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """The answers of many commands that travelled in one message."""
        return self.service.calls.carry_out(calls)

    def question(self, name: str, args: dict[str, Any], by: Actor) -> Any:
        """The answer of a question; its Problem is raised."""
        return self._result(self.service.calls.answer(self.call(name, args, by)))

    def hear(
        self, type: str, data: dict[str, Any], city: str = make.SHIJIAZHUANG, id: str = "", version: int = 1
    ) -> None:
        """An announcement of another service arrives ("dispatch.agreement_filed")."""
        source, _, name = type.partition(".")
        at = datetime.combine(self.day, time(1), tzinfo=UTC).isoformat()
        event = {"id": id or secrets.token_hex(8), "type": name, "source": source, "city": city, "time": at}
        subject = {"subject": f"x:{secrets.token_hex(4)}", "subjectversion": version, "actor": {}, "data": data}
        self.service.hearing.take_in([{**event, **subject}])
        assert [row["trace"] for row in self.service.store.database["set_aside"].find()] == []

    def told(self, type: str) -> list[dict[str, Any]]:
        """What the service has announced of a type."""
        return list(self.service.store.database["announcements"].find({"type": type}).sort("_id", 1))

    def ledger(self) -> dict[str, int]:
        """Every account's balance in fen, added up from all postings."""
        held: dict[str, int] = {}
        for posting in self.service.store.database["postings"].find():
            for entry in posting["entries"]:
                held[entry["account"]] = held.get(entry["account"], 0) + entry["amount"]
        return held

    def on(self, day: date) -> Funding:
        """From now on it is that day."""
        self.day = day
        return self

    def budgeted(self, budget: str = "100000", allocated: str = "50000", rate: str = "600") -> str:
        """A budget, an allocation to the unit, its rate; returns the account's id."""
        given = {"fund": "special", "year": 2025, "amount": budget}
        made = self.command("open_budget", given, make.actor("finance_officer"))
        to = {"budget": made["id"], "unit": make.UNIT, "amount": allocated}
        account = self.command("make_allocation", to, make.actor("city_officer"))["fund_account"]
        rated = {"account_id": account, "subsidy": "trip", "amount": rate, "since": "2025-01-01"}
        self.command("set_rate", rated, make.manager())
        return str(account)

    def claimed(self, number: int = 1) -> list[str]:
        """So many records confirmed and claimed; the claims' ids."""
        claims = []
        for n in range(number):
            self.hear("records.record_confirmed", make.record_confirmed(record=f"record-{n}"))
        calls = [self.call("submit_claim", {"record": f"record-{n}"}, make.commissioner()) for n in range(number)]
        for answer in self.commands(calls):
            claims.append(self._result(answer)["id"])
        return claims

    @staticmethod
    def _result(answer: dict[str, Any]) -> Any:
        if "problem" in answer:
            raise Problem.from_dict(answer["problem"])
        return answer["result"]


@pytest.fixture
def funding(parts: Parts, namespace: str) -> Iterator[Funding]:
    """The service with one unit, one filing and one agreement known."""
    hosted = Funding(parts, namespace)
    hosted.hear("registry.unit_registered", {"unit": make.UNIT, "name": "派出单位", "unit_kind": "university"})
    hosted.hear("registry.filing_made", make.filing_made())
    hosted.hear("dispatch.agreement_filed", make.agreement_filed())
    yield hosted
    hosted.service.store.client.close()
