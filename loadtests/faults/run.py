"""One fault run: load, one fault after another, and the reconciliation at the end."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pymongo import MongoClient

from loadtests.faults import scene
from loadtests.faults.clients import Clients
from loadtests.faults.kills import Fault
from loadtests.faults.scene import Scene
from loadtests.reconcile import Reconciliation, reconcile, settled, wait_heard
from shared.hosting import service_names
from tests.parts import Platform

CALM = 20  # acknowledgements between one fault and the next: every fault strikes a platform at work


@dataclass
class Struck:
    """What one fault did: processes killed, requests acknowledged meanwhile, the longest time without any (seconds)."""

    fault: str
    kills: int
    acknowledged: int
    gap: float


@dataclass
class Outcome:
    """A run's figures; it is `ok` when nothing was lost or doubled and nobody was refused what was right."""

    struck: list[Struck] = field(default_factory=list)
    found: Reconciliation = field(default_factory=Reconciliation)
    repeats: int = 0
    seconds: float = 0.0

    @property
    def kills(self) -> int:
        """Processes killed in all."""
        return sum(one.kills for one in self.struck)

    @property
    def ok(self) -> bool:
        """Whether the run proves what it should: kills, work done, nothing lost, nothing doubled."""
        return self.found.ok and self.kills > 0 and self.found.acknowledged == self.found.sent > 0


def run(
    platform: Platform,
    faults: Sequence[Fault],
    clients: int = 8,
    most: int = 20_000,
    tell: Callable[[Struck], None] = lambda struck: None,
) -> Outcome:
    """Strikes with each fault in turn while `clients` people work; at most `most` records."""
    began = time.monotonic()
    stage = Scene(secrets.token_hex(3), clients)
    trail = scene.trail(stage)
    people = Clients(platform.base_url, scene.set_up(stage, platform.environment), trail, most)
    outcome = Outcome()
    people.start()
    try:
        for fault in faults:
            _calm(people)
            outcome.struck.append(_strike(platform, fault, people))
            tell(outcome.struck[-1])
        _calm(people)
    finally:
        people.stop()
    client: MongoClient[dict[str, Any]] = MongoClient(platform.environment["MONGO_URI"])
    namespace = platform.environment["NAMESPACE"]
    wait_heard(client, namespace, trail)
    settled(client, namespace, service_names())
    outcome.found = reconcile(client, namespace, trail, people.ledger)
    outcome.found.lost += [f"refused: {refused}" for refused in people.seen.refused]
    client.close()
    outcome.repeats = people.seen.repeats
    outcome.seconds = time.monotonic() - began
    return outcome


def _strike(platform: Platform, fault: Fault, people: Clients) -> Struck:
    before, since = people.count(), time.monotonic()
    kills = fault.strike(platform)
    _calm(people)
    return Struck(fault.name, kills, people.count() - before, people.seen.longest_gap(since, time.monotonic()))


def _calm(people: Clients, seconds: float = 60.0) -> None:
    """Returns when the people have got some work done again. Raises TimeoutError where they cannot."""
    enough, until = people.count() + CALM, time.monotonic() + seconds
    while people.count() < enough:
        if not people.running():
            raise RuntimeError(f"the clients have ended: {people.seen.refused[-3:]}")
        if time.monotonic() > until:
            raise TimeoutError(f"no work done for {seconds:.0f} s; {people.seen.repeats} repeats")
        time.sleep(0.05)
