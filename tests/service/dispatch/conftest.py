"""The dispatch service over a real MongoDB: calls and events handed to it as the bus would, no broker needed."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from services.dispatch.service import DispatchService
from shared.actor import Actor, platform, public, sign
from shared.attachments import Announced, File, sign_receipt
from shared.errors import Problem
from shared.hosting import Parts as ServiceParts
from shared.settings import Settings
from shared.upkeep import run_timer
from tests.factories import dispatch as make
from tests.parts import Parts, drop_namespace, random_namespace

SECRET = "an actor secret that only these tests know"


class Processes:
    """Processes of the service over one database, made once: each test begins by emptying it."""

    def __init__(self, parts: Parts, namespace: str, rulebooks: str = "shared/rulebooks") -> None:
        self.book = rulebooks
        environment = {"rulebooks": rulebooks, "namespace": namespace}
        secret = dict.fromkeys(("actor_secret", "field_secret", "token_secret", "clock_secret"), SECRET)
        uris = {"amqp_uri": parts.amqp_uri, "mongo_uri": parts.mongo_uri}
        rest = {"log_level": "INFO", "batch_size": 50, "crash_at": "", "argon2_memory_kib": 8192, "argon2_time": 1}
        self.settings = Settings(**environment, **secret, **uris, **rest, hearing_retry_seconds=(1.0,))
        self.running = [ServiceParts(DispatchService, self.settings)]

    def so_many(self, count: int) -> list[ServiceParts]:
        """As many processes as asked for."""
        while len(self.running) < count:
            self.running.append(ServiceParts(DispatchService, self.settings))
        return self.running[:count]

    def empty(self) -> None:
        """Nothing is known any more."""
        database = self.running[0].store.database
        for name in database.list_collection_names():
            database[name].delete_many({})


class Dispatch:
    """The service, to be asked in one city. Everything happens on `day`."""

    def __init__(self, processes: Processes, city: str) -> None:
        self.processes = processes
        self.service = processes.running[0]
        self.city = city
        self.day = make.DAY

    def call(self, name: str, args: dict[str, Any], by: Actor, **more: Any) -> dict[str, Any]:
        """One call as the bus carries it."""
        actor = Actor(**{**by.__dict__, "as_of": datetime.combine(self.day, time(2), tzinfo=UTC)})
        made = {"id": secrets.token_hex(8), "name": name, "args": args, "actor": sign(actor, SECRET), "key": None}
        return {**made, "version": None, "deadline": datetime.now(UTC).timestamp() + 60, **more}

    def command(self, name: str, args: dict[str, Any], by: Actor, **more: Any) -> Any:
        """The result of a command; its Problem is raised."""
        return self.result(self.service.calls.carry_out([self.call(name, args, by, **more)])[0])

    def together(self, calls: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """The answers of many commands that travelled in one message."""
        return self.service.calls.carry_out(calls)

    def at_once(self, calls: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """The answers of commands that reach as many processes in the same moment."""
        pairs = list(zip(self.processes.so_many(len(calls)), calls, strict=True))
        with ThreadPoolExecutor(len(calls)) as pool:
            return list(pool.map(lambda pair: pair[0].calls.carry_out([pair[1]])[0], pairs))

    def question(self, name: str, args: dict[str, Any], by: Actor | None = None) -> Any:
        """The answer of a question; its Problem is raised."""
        return self.result(self.service.calls.answer(self.call(name, args, by or public(self.city))))

    def event(self, type: str, data: dict[str, Any], version: int = 1, subject: str = "") -> dict[str, Any]:
        """An announcement of another service ("registry.filing_made")."""
        source, _, name = type.partition(".")
        at = datetime.combine(self.day, time(1), tzinfo=UTC).isoformat()
        about = subject or f"filing:{data['filing']}"
        event = {"id": secrets.token_hex(8), "type": name, "source": source, "city": self.city, "time": at}
        told = {"subject": about, "subjectversion": version, "actor": {"account": "city", "name": "city"}, "data": data}
        return {**event, **told}

    def hear(self, *events: dict[str, Any]) -> None:
        """Announcements arrive."""
        self.service.hearing.take_in(list(events))
        assert [row["trace"] for row in self.service.store.database["set_aside"].find()] == []

    def file(self, subject: str, number: int = 1, **over: Any) -> str:
        """The registry files somebody; the filing's id."""
        data = make.filing_data(subject, self.city, number, **over)
        self.hear(self.event("registry.filing_made", data))
        return str(data["filing"])

    def cancel(self, filing: str, number: int = 1, version: int = 2, subject: str = "commissioner") -> dict[str, Any]:
        """The event of a cancelled filing (not heard yet)."""
        kind = "team" if subject == "team" else make.KINDS[self.city]
        data = {"filing": filing, "subject": subject, "kind": kind, "person": f"person-{number}", "unit": None}
        return self.event(
            "registry.filing_cancelled", {**data, "ground": "failed_appraisal", "article": "", "reason": ""}, version
        )

    def tick(self, name: str) -> None:
        """One run of a timer's method, in this city on this day, whether it is due or not."""
        now = datetime.combine(self.day, time(2), tzinfo=UTC)
        method, store = getattr(DispatchService(), name), self.service.store
        store.database["leases"].delete_many({"_id": f"timer:{name}"})
        actor, books = platform("dispatch", self.city), self.service.rulebooks
        run_timer(store, self.service.calls.work, name, 60, actor, now, method, books)

    def told(self, type: str) -> list[dict[str, Any]]:
        """What the service has announced of a type."""
        return list(self.service.store.database["announcements"].find({"type": type}).sort("_id", 1))

    def receipt(self, by: Actor, kind: str = "application/pdf", name: str = "扫描件.pdf") -> str:
        """The receipt of a file that somebody uploaded."""
        file = File(secrets.token_hex(8), name, "ab" * 32, 1_000, kind)
        return sign_receipt(Announced(file, self.city, by.account), datetime.now(UTC), SECRET)

    def draft(self, filing: str = "", host: int = 1, **over: Any) -> dict[str, Any]:
        """An agreement drafted by the sending unit."""
        said = {
            "filing": filing or f"{self.city}-commissioner-1",
            "host_unit": f"{self.city}-host-{host}",
            "content": "新材料中试线工艺改进",
            "form": "on_site",
            "since": self.day.isoformat(),
            "until": date(self.day.year + 1, 12, 31).isoformat(),
        }
        made: dict[str, Any] = self.command("draft_agreement", {**said, **over}, make.sender_manager(self.city))
        return made

    def signed(self, number: int = 1, host: int = 1, subject: str = "commissioner", **over: Any) -> dict[str, Any]:
        """Drafted, and signed by all three."""
        agreement = self.draft(f"{self.city}-{subject}-{number}", host, **over)
        signers = (
            make.host_manager(self.city, host),
            make.commissioner(self.city, number),
            make.sender_manager(self.city),
        )
        for signer in signers:
            said = {"agreement_id": agreement["id"], "hash": agreement["content_hash"]}
            agreement = self.command("sign_agreement", said, signer)
        return agreement

    def reported(self, number: int = 1, host: int = 1, **over: Any) -> dict[str, Any]:
        """Signed, and sent to the city."""
        agreement = self.signed(number, host, **over)
        manager = make.sender_manager(self.city)
        sent = self.command("report_agreements", {"agreements": [agreement["id"]]}, manager)
        found: dict[str, Any] = sent["agreements"][0]
        return found

    def filing_call(self, agreement: dict[str, Any]) -> dict[str, Any]:
        """The call by which the city files a reported agreement."""
        said = {"agreement_id": agreement["id"], "action": "file"}
        return self.call("take_agreement_step", said, make.city_officer(self.city))

    def filed(self, number: int = 1, host: int = 1, **over: Any) -> dict[str, Any]:
        """In force."""
        made: dict[str, Any] = self.result(self.together([self.filing_call(self.reported(number, host, **over))])[0])
        return made

    @staticmethod
    def moment(day: date) -> datetime:
        """Ten in the morning of a day in China."""
        return datetime.combine(day, time(2), tzinfo=UTC)

    def on(self, day: date) -> Dispatch:
        """From now on it is that day."""
        self.day = day
        return self

    def stored(self, collection: str, id: str) -> dict[str, Any]:
        """A record as it is kept."""
        found: dict[str, Any] = self.service.store.database[collection].find_one({"_id": id})
        return found

    @staticmethod
    def result(answer: dict[str, Any]) -> Any:
        """The result, or the problem raised."""
        if "problem" in answer:
            raise Problem.from_dict(answer["problem"])
        return answer["result"]


@pytest.fixture(scope="session")
def dispatch_processes(parts: Parts) -> Iterator[Processes]:
    """The service's processes, and a database that goes with them."""
    namespace = random_namespace()
    processes = Processes(parts, namespace)
    yield processes
    for process in processes.running:
        process.store.client.close()
    drop_namespace(parts, namespace)


def known(processes: Processes, city: str) -> Dispatch:
    """The service, with one commissioner, one sending unit and one host known to it."""
    processes.empty()
    hosted = Dispatch(processes, city)
    hosted.file("commissioner")
    hosted.file("workstation" if city == make.BAOTOU else "dispatching_unit")
    hosted.file("host_unit")
    return hosted


@pytest.fixture
def baotou(dispatch_processes: Processes) -> Dispatch:
    """Dispatch in Baotou."""
    return known(dispatch_processes, make.BAOTOU)


@pytest.fixture
def shijiazhuang(dispatch_processes: Processes) -> Dispatch:
    """Dispatch in Shijiazhuang."""
    return known(dispatch_processes, make.SHIJIAZHUANG)
