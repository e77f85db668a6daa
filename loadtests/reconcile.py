"""After a run: is what was acknowledged stored, announced and heard, each once? `lost` and `doubled` must be 0.

The client keeps a `Ledger` of what it sent and what was acknowledged; the rest is read from the services' databases,
where every announcement names its cause (the account and key of the call) and every listener what it has heard.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pymongo import MongoClient
from pymongo.errors import PyMongoError


@dataclass(frozen=True)
class Step:
    """One command of a run, by the event that tells of it, and the services that hear the event."""

    event: str
    heard_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Trail:
    """Where the effects of a run are found: the service and collection that keep the record, and the steps in turn.

    `stored` and `told` are the filters by which the run's own records and announcements are told from others'.
    """

    service: str
    collection: str
    steps: tuple[Step, ...]
    stored: Mapping[str, Any] = field(default_factory=dict)
    told: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class Ledger:
    """What a client knows. One entry of `sent` and `acknowledged` is an idempotency key; steps in the trail's order."""

    sent: list[set[str]]
    acknowledged: list[dict[str, str]]  # key -> the record's id in the answer
    changed_answers: list[str] = field(default_factory=list)  # keys whose repeat was answered otherwise

    @classmethod
    def of(cls, trail: Trail) -> Ledger:
        """An empty ledger."""
        return cls([set() for _ in trail.steps], [{} for _ in trail.steps])

    def acknowledge(self, step: int, key: str, record: str) -> None:
        """Notes an answer, and whether it is the same as an earlier one."""
        if self.acknowledged[step].setdefault(key, record) != record:
            self.changed_answers.append(key)


@dataclass
class Reconciliation:
    """The figures of a run, and a sentence for each record that is lost or doubled."""

    sent: int = 0
    acknowledged: int = 0
    stored: int = 0
    announced: int = 0
    heard: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether nothing is lost and nothing doubled."""
        return not self.lost and not self.doubled


def reconcile(client: MongoClient[dict[str, Any]], namespace: str, trail: Trail, ledger: Ledger) -> Reconciliation:
    """Compares the client's ledger with the databases of a namespace; call it when `settled`."""
    home = client[f"{namespace}_{trail.service}"]
    found = Reconciliation(
        sent=sum(map(len, ledger.sent)),
        acknowledged=sum(map(len, ledger.acknowledged)),
        doubled=[f"key {key}: a repeat got another answer" for key in ledger.changed_answers],
    )
    stored = {row["_id"] for row in home[trail.collection].find(dict(trail.stored), {"_id": 1})}
    found.stored = len(stored)
    for number, step in enumerate(trail.steps):
        fields = {"subject": 1, "cause": 1, "sent": 1}
        told = list(home["announcements"].find({"type": step.event, **trail.told}, fields))
        found.announced += len(told)
        _compare(found, step, told, stored, ledger.sent[number], ledger.acknowledged[number])
        if number == 0:
            _same_records(found, stored, told)
        for service in step.heard_by:
            found.heard += _heard(found, client[f"{namespace}_{service}"], service, step, told)
    return found


def settled(
    client: MongoClient[dict[str, Any]], namespace: str, services: Iterable[str], seconds: float = 120.0
) -> bool:
    """Waits until everything committed is announced and heard, and nothing waits to be tried again."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if all(_is_settled(client[f"{namespace}_{service}"]) for service in services):
                return True
        except PyMongoError:  # the database itself may have been killed a moment ago
            time.sleep(0.5)
        time.sleep(0.2)
    return False


def wait_heard(client: MongoClient[dict[str, Any]], namespace: str, trail: Trail, seconds: float = 120.0) -> bool:
    """Waits until every listener has heard every event of the trail."""
    home = client[f"{namespace}_{trail.service}"]
    until = time.monotonic() + seconds
    while True:
        missing = 0
        for step in trail.steps:
            ids = [row["_id"] for row in home["announcements"].find({"type": step.event, **trail.told}, {"_id": 1})]
            for service in step.heard_by:
                heard = client[f"{namespace}_{service}"]["heard"]
                missing += len(ids) - heard.count_documents({"_id": {"$in": ids}, "aside": False})
        if not missing:
            return True
        if time.monotonic() > until:
            return False
        time.sleep(0.2)


def _compare(
    found: Reconciliation,
    step: Step,
    told: list[dict[str, Any]],
    stored: set[str],
    sent: set[str],
    acknowledged: Mapping[str, str],
) -> None:
    subjects = Counter(_record(row) for row in told)
    causes = Counter(row["cause"] for row in told)
    keys = {cause.rpartition("|")[2] for cause in causes}
    for key, record in acknowledged.items():
        if record not in stored:
            found.lost.append(f"{step.event} {key}: record {record} was acknowledged and is not stored")
        if key not in keys:
            found.lost.append(f"{step.event} {key}: acknowledged and not announced")
    found.lost += [f"{step.event} of {_record(row)}: committed and never sent" for row in told if not row["sent"]]
    found.lost += [f"{step.event} of {record}: announced and not stored" for record in subjects if record not in stored]
    found.doubled += [f"{step.event} of {record}: announced {n} times" for record, n in subjects.items() if n > 1]
    found.doubled += [f"{step.event} {cause}: took effect {n} times" for cause, n in causes.items() if n > 1]
    found.doubled += [f"{step.event} {key}: nobody sent it" for key in keys - sent]


def _same_records(found: Reconciliation, stored: set[str], told: list[dict[str, Any]]) -> None:
    announced = {_record(row) for row in told}
    found.lost += [f"record {record}: stored and not announced" for record in stored - announced]


def _heard(found: Reconciliation, database: Any, service: str, step: Step, told: list[dict[str, Any]]) -> int:
    rows = {row["_id"]: row for row in database["heard"].find({"_id": {"$in": [row["_id"] for row in told]}})}
    aside = {row["_id"] for row in database["set_aside"].find({}, {"_id": 1})}
    for row in told:
        if row["_id"] not in rows:
            found.lost.append(f"{step.event} of {_record(row)}: {service} has not heard of it")
        elif row["_id"] in aside:
            found.lost.append(f"{step.event} of {_record(row)}: {service} could not take it in")
    return len(rows)


def _is_settled(database: Any) -> bool:
    return (
        database["announcements"].find_one({"sent": False}) is None
        and database["set_aside"].find_one({"state": "waiting"}) is None
    )


def _record(row: dict[str, Any]) -> str:
    return str(row["subject"]).partition(":")[2]
