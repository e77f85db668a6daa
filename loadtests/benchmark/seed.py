"""What the benchmark needs beforehand: live agreements, signed-in commissioners, an uploaded photo's receipt.

The agreements are told to the records service as dispatch would announce them. People here are numbers, not persons.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
from pymongo import MongoClient

from gateway.auth import Caller, Callers
from infra.local.environment import platform_environment
from infra.local.ports import ports_of
from infra.local.processes import remembered
from infra.local.secrets import secrets_of
from loadtests.benchmark.processes import Rival, family
from shared import settings
from shared.actor import Actor, Grant
from shared.attachments import Announced, File, sign_receipt
from shared.hosting import Parts as ServiceParts
from shared.hosting import service_class
from shared.work import BEIJING
from tests.parts import Parts

CITY = "150200"
PEOPLE = 200
COLLECTION = "records"


def environment(parts: Parts) -> dict[str, str]:
    """The variables of every rival's processes."""
    folder = parts.folder
    return platform_environment(parts.environment(), ports_of(folder), secrets_of(folder), practice=False, env={})


def store_pids(parts: Parts) -> dict[str, list[int]]:
    """The processes of the broker and the database, which every rival shares."""
    found = {name: remembered(parts.folder, name) for name in ("rabbitmq", "mongodb")}
    return {name: family(process.pid) for name, process in found.items() if process}


def requests(rival: Rival) -> Iterator[tuple[str, bytes]]:
    """Endless (tag, request): one daily record each, of people in turn, each under a key of its own."""
    os.environ["NAMESPACE"] = rival.namespace
    configured = settings.from_environment()
    service = ServiceParts(service_class("records"), configured)
    service.hearing.take_in(_told())
    callers = Callers(configured.token_secret, "", 4 * 3600)
    people = [_person(number, callers, configured) for number in range(PEOPLE)]
    dice = random.Random(rival.name)
    return _endless(people, dice)


def tokens(rival: Rival) -> dict[str, str]:
    """Person -> access token, for everybody."""
    os.environ["NAMESPACE"] = rival.namespace
    configured = settings.from_environment()
    callers = Callers(configured.token_secret, "", 4 * 3600)
    return {f"person-{number:04d}": _person(number, callers, configured)[1] for number in range(PEOPLE)}


def _endless(people: list[tuple[str, str, str]], dice: random.Random) -> Iterator[tuple[str, bytes]]:
    today = datetime.now(BEIJING).date()
    for number in itertools.count():
        agreement, token, receipt = people[number % len(people)]
        tag = f"{number:08d}-{dice.getrandbits(64):016x}"
        on = today - timedelta(days=number % 3)
        body = orjson.dumps(
            {
                "agreement_id": agreement,
                "on": on.isoformat(),
                "hours": 4,
                "duties": ["research"],
                "place": "一号车间",
                "content": f"现场诊断并调整工艺参数，培训操作人员三名。{tag}",
                "outcomes": {"people_trained": 3},
                "evidence": [{"receipt": receipt, "taken_on": on.isoformat()}],
            }
        )
        head = (
            f"POST /api/records HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n"
            f"Idempotency-Key: {tag}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        yield tag, head.encode() + body


def settle(rival: Rival, seconds: float = 60.0) -> None:
    """Waits until everything committed is announced: a rival's unpaid work must not fall on the next."""
    database = _database(rival)
    until = time.monotonic() + seconds
    while time.monotonic() < until and database["announcements"].find_one({"sent": False}) is not None:
        time.sleep(0.05)


def forget(rival: Rival) -> None:
    """Drops what the warm-up kept; indexes stay."""
    settle(rival)
    database = _database(rival)
    for name in (COLLECTION, "announcements", "calls"):
        database[name].delete_many({})


def kept(rival: Rival) -> tuple[list[str], list[str]]:
    """The tags of the records stored, and of those announced and sent."""
    settle(rival)
    database = _database(rival)
    stored = {row["_id"]: row["content"].rpartition("。")[2] for row in database[COLLECTION].find({}, {"content": 1})}
    sent = database["announcements"].find({"sent": True, "type": "record_submitted"}, {"data.record": 1})
    return list(stored.values()), [stored.get(row["data"]["record"], "") for row in sent]


def _database(rival: Rival) -> Any:
    return MongoClient(os.environ["MONGO_URI"])[f"{rival.namespace}_records"]


def _told() -> list[dict[str, Any]]:
    """What dispatch and registry announced: one filed commissioner, host and agreement a person."""
    today = datetime.now(BEIJING).date()
    since, until = today - timedelta(days=60), today + timedelta(days=300)
    events = []
    for number in range(PEOPLE):
        who = f"{number:04d}"
        agreement = {
            "agreement": f"agreement-{who}", "number": f"A{who}", "filing": f"filing-{who}", "person": f"person-{who}",
            "name": f"特派员{who}", "kind": "technical_service", "members": [], "sender_unit": "unit-station",
            "host_unit": f"unit-host-{who}", "host_county": "150203", "fields": ["新材料"], "content": "工艺改进",
            "form": "现场服务", "since": since.isoformat(), "until": until.isoformat(), "way": "mutual",
            "status": "filed", "account": f"account-{who}", "sender_name": "某工作站", "host_name": f"派驻单位{who}",
            "competent": {"level": "city", "unit": "", "county": ""}, "targets": [], "days_a_year": 0, "renews": "",
            "continues": "", "code": f"bench-{who}",
        }  # fmt: skip
        events.append(_event("dispatch", "agreement_filed", f"agreement:agreement-{who}", agreement))
    return events


def _event(source: str, type_: str, subject: str, data: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": hashlib.sha256(f"{type_}{subject}".encode()).hexdigest()[:32], "source": source, "type": type_,
        "time": (datetime.now(UTC) - timedelta(days=60)).isoformat(), "subject": subject, "subjectversion": 1,
        "city": CITY, "actor": {"account": "bench", "name": "bench"}, "data": data,
    }  # fmt: skip


def _person(number: int, callers: Callers, configured: settings.Settings) -> tuple[str, str, str]:
    who = f"{number:04d}"
    grants = (Grant("commissioner", unit="unit-station"),)
    actor = Actor(
        f"account-{who}", f"特派员{who}", CITY, person=f"person-{who}", grants=grants, session=f"session-{who}"
    )
    photo = File(f"{int(who):032x}", "现场.jpg", hashlib.sha256(who.encode()).hexdigest(), 184_320, "image/jpeg")
    receipt = sign_receipt(Announced(photo, CITY, actor.account), datetime.now(UTC), configured.actor_secret)
    return f"agreement-{who}", callers.token(Caller(actor, 0.0, cities=(CITY,))), receipt
