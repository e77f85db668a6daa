"""A service's copies of others' facts, dropped and rebuilt from what was announced: equal to what they were.

Last of the journeys: all that the others lived through is in the copies by then.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from pymongo import MongoClient
from pymongo.database import Database
from typer.testing import CliRunner

from infra.operations import app
from shared.hosting import service_class
from tests.journeys.people import BAOTOU, SHIJIAZHUANG, People, eventually, reached
from tests.journeys.serving import served
from tests.parts import Platform

DAY = date(2024, 6, 12)
OWN = ("version",)  # how often a copy was written is its own affair


@contextmanager
def database(platform: Platform, service: str) -> Iterator[Database[dict[str, Any]]]:
    """What the service keeps."""
    client: MongoClient[dict[str, Any]] = MongoClient(platform.environment["MONGO_URI"])
    try:
        yield client[f"{platform.environment['NAMESPACE']}_{service}"]
    finally:
        client.close()


def names(service: str) -> list[str]:
    """Its collections of others' facts."""
    return [name for name, collection in service_class(service).work.collections().items() if collection.copy]


def copies(kept: Database[dict[str, Any]], service: str) -> dict[str, dict[Any, dict[str, Any]]]:
    """Everything a service keeps of others' facts, by collection and id. A merger undone says nothing any more: it
    only waits for its sweep, which comes after a rebuild as it came the first time."""
    said = {"undone": {"$ne": True}}
    return {
        name: {one["_id"]: {key: one[key] for key in one if key not in OWN} for one in kept[name].find(said)}
        for name in names(service)
    }


@pytest.fixture(scope="module")
def lived(people: People) -> None:
    """Something of everything announced: services, a confirmed record, a walk-out and the filing it costs."""
    work = served(people, BAOTOU, since=DAY)
    work.confirmed(DAY)
    said = {"agreement": work.agreement, "ground": "commissioner_default", "circumstance": "walked_out"}
    case = work.host.manager.on(DAY).post("/endings", {**said, "reason": "失联"})
    people.county(BAOTOU).on(DAY).post(f"/endings/{case['id']}/steps", {"action": "recommend", "note": "属实"})
    officer = people.officer(BAOTOU).on(DAY)
    officer.post(f"/endings/{case['id']}/steps", {"action": "approve", "note": "终止"})
    reached(officer, f"/filings/{work.commissioner.filing}", "cancelled")
    served(people, SHIJIAZHUANG, since=DAY).confirmed(DAY)


@pytest.mark.parametrize("service", ["dispatch", "records", "appraisal", "funding", "training"])
def test_copies_rebuilt_are_the_copies_there_were(platform: Platform, lived: None, service: str) -> None:
    with database(platform, service) as kept:

        def settled() -> dict[str, dict[Any, dict[str, Any]]]:
            first = copies(kept, service)
            return first if first == copies(kept, service) else {}

        before = eventually(settled)
        assert any(before.values())
        for name in names(service):
            kept[name].delete_many({})
        done = CliRunner().invoke(app, ["rebuild", service], env=platform.environment, catch_exceptions=False)
        assert "rebuilt" in done.output
        assert copies(kept, service) == before
