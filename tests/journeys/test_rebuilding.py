"""A service's copies of others' facts, dropped and rebuilt from what was announced: equal to what they were."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from typing import Any

import pytest
from pymongo import MongoClient

from shared.hosting import service_class
from tests.journeys.people import BAOTOU, SHIJIAZHUANG, People, eventually, reached
from tests.journeys.serving import served
from tests.parts import Platform

DAY = date(2024, 6, 12)
OWN = ("version",)  # how often a copy was written is its own affair


def copies(platform: Platform, service: str) -> dict[str, dict[Any, dict[str, Any]]]:
    """Everything a service keeps of others' facts, by collection and id."""
    names = [name for name, collection in service_class(service).work.collections().items() if collection.copy]
    client: MongoClient[dict[str, Any]] = MongoClient(platform.environment["MONGO_URI"])
    kept = client[f"{platform.environment['NAMESPACE']}_{service}"]
    try:
        return {
            name: {one["_id"]: {key: one[key] for key in one if key not in OWN} for one in kept[name].find()}
            for name in names
        }
    finally:
        client.close()


def rebuild(platform: Platform, service: str) -> str:
    """The operator's command."""
    command = [sys.executable, "-m", "infra.operations", "rebuild", service]
    environment = {**os.environ, **platform.environment}
    return subprocess.run(command, env=environment, capture_output=True, check=True, text=True, timeout=120).stdout


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
    def settled() -> dict[str, dict[Any, dict[str, Any]]]:
        first = copies(platform, service)
        return first if first == copies(platform, service) else {}

    before = eventually(settled)
    assert before and any(before.values())
    assert "rebuilt" in rebuild(platform, service)
    assert copies(platform, service) == before
