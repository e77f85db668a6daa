"""Who takes part in a fault run: commissioners with a live agreement each, and the managers of their hosts.

The agreements are announced as dispatch would announce them; the sessions are signed with the run's own secrets.
People here are numbers, not persons.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from pymongo import MongoClient

from gateway.auth import Caller, Callers
from loadtests.demo.photos import photo
from loadtests.reconcile import Step, Trail
from shared.actor import Actor, Grant
from shared.attachments import Announced, File, ObjectStore, sign_receipt
from shared.hosting import HeardEntrypoint, entrypoints, service_class, service_names
from shared.store import stamp
from shared.work import BEIJING

CITY = "150200"
STATION = "unit-station"


@dataclass(frozen=True)
class Scene:
    """One run's people and agreements; `run` tells them from those of other runs."""

    run: str
    count: int

    @property
    def agreements(self) -> list[str]:
        """The identifiers of the agreements."""
        return [f"agreement-{self.run}-{number}" for number in range(self.count)]


@dataclass(frozen=True)
class Pair:
    """A commissioner and a host under one agreement: their bearer tokens, and the receipt of one photo."""

    agreement: str
    commissioner: str
    host: str
    receipt: str


def trail(scene: Scene) -> Trail:
    """Where the effects of the run are found: a record is submitted by one person and confirmed by another."""
    steps = [Step(event, listeners(f"records.{event}")) for event in ("record_submitted", "record_confirmed")]
    ours = {"$in": scene.agreements}
    return Trail("records", "records", tuple(steps), stored={"agreement": ours}, told={"data.agreement": ours})


def listeners(event: str) -> tuple[str, ...]:
    """The services that hear an event ("service.type")."""
    return tuple(name for name in service_names() if event in hears(service_class(name)))


def hears(service: type[Any]) -> set[str]:
    """The events that a service hears."""
    return {extension.hears for _, extension in entrypoints(service) if isinstance(extension, HeardEntrypoint)}


def set_up(scene: Scene, environment: Mapping[str, str], seconds: float = 60.0) -> list[Pair]:
    """Has dispatch announce the agreements and waits until records knows them; the pairs that may act under them.

    They are put among dispatch's own announcements, so that a copy rebuilt later finds them there as well; each pair's
    photo is kept in the store, so that whoever opens one of their records sees it.
    """
    client: MongoClient[dict[str, Any]] = MongoClient(environment["MONGO_URI"])
    told = client[f"{environment['NAMESPACE']}_dispatch"]["announcements"]
    told.insert_many([_agreement(agreement, number) for number, agreement in enumerate(scene.agreements)])
    known = client[f"{environment['NAMESPACE']}_records"]["agreements"]
    until = time.monotonic() + seconds
    while known.count_documents({"_id": {"$in": scene.agreements}}) < scene.count:
        if time.monotonic() > until:
            raise TimeoutError("the records service has not heard of the agreements")
        time.sleep(0.1)
    client.close()
    callers = Callers(environment["TOKEN_SECRET"], "", 4 * 3600)
    photos = _photos(environment, scene.count)
    return [
        _pair(agreement, number, photo, callers, environment["ACTOR_SECRET"])
        for number, (agreement, photo) in enumerate(zip(scene.agreements, photos, strict=True))
    ]


def today() -> date:
    """The day of the city."""
    return datetime.now(BEIJING).date()


def _agreement(id: str, number: int) -> dict[str, Any]:
    since, until = today() - timedelta(days=60), today() + timedelta(days=300)
    return {
        "_id": stamp(), "type": "agreement_filed", "city": CITY, "subject": f"agreement:{id}", "subject_version": 1,
        "at": (datetime.now(UTC) - timedelta(days=60)).isoformat(), "actor": {"account": "faults", "name": "faults"},
        "rules": [], "cause": None, "sent": False,
        "data": {
            "agreement": id, "number": id, "filing": f"filing-{number}", "person": f"person-{number}",
            "name": f"特派员{number}", "kind": "technical_service", "members": [], "sender_unit": STATION,
            "host_unit": f"unit-host-{number}", "host_county": "150203", "fields": ["新材料"], "content": "工艺改进",
            "form": "现场服务", "since": since.isoformat(), "until": until.isoformat(), "way": "mutual",
            "status": "filed", "account": f"account-{number}", "sender_name": "某工作站",
            "host_name": f"派驻单位{number}", "competent": {"level": "city", "unit": "", "county": ""},
            "targets": [], "days_a_year": 0, "renews": "", "continues": "", "code": f"faults-{number}",
        },
    }  # fmt: skip


def _photos(environment: Mapping[str, str], count: int) -> list[File]:
    """One photo for each pair, kept in the store that the platform uses."""
    store = ObjectStore(
        environment["S3_ENDPOINT"], environment["S3_ACCESS_KEY"], environment["S3_SECRET_KEY"],
        environment["S3_BUCKET"], secure=environment.get("S3_SECURE") == "1",
    )  # fmt: skip
    kept = []
    for number in range(count):
        id = f"{number:032x}"
        size, sha256 = store.put(CITY, id, "image/jpeg", photo(number, f"faults {number}"))
        kept.append(File(id, "现场.jpg", sha256, size, "image/jpeg"))
    return kept


def _pair(agreement: str, number: int, photo: File, callers: Callers, secret: str) -> Pair:
    commissioner = Actor(
        f"commissioner-{number}", f"特派员{number}", CITY, person=f"person-{number}", session=f"session-c{number}",
        grants=(Grant("commissioner", unit=STATION),),
    )  # fmt: skip
    host = Actor(
        f"host-{number}", f"派驻单位{number}", CITY, session=f"session-h{number}",
        grants=(Grant("host_manager", unit=f"unit-host-{number}"),),
    )  # fmt: skip
    receipt = sign_receipt(Announced(photo, CITY, commissioner.account), datetime.now(UTC), secret)
    tokens = [callers.token(Caller(actor, 0.0, cities=(CITY,))) for actor in (commissioner, host)]
    return Pair(agreement, tokens[0], tokens[1], receipt)
