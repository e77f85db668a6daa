"""The cast of the journeys and of the browser tests, over the running platform."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from pymongo import MongoClient
from typer.testing import CliRunner

from tests.architecture.source import SERVICES
from tests.parts import Platform

if TYPE_CHECKING:  # imported where it is used: the unit tests of a service run beside no gateway, no journeys, no other
    from tests.journeys.people import People


@pytest.fixture(scope="session")
def people(platform: Platform) -> Iterator[People]:
    """Everybody who acts, in both cities; made once, over HTTP only."""
    from tests.journeys.people import People

    people = People(platform.base_url, platform.environment)
    yield people
    all_was_told(people, platform)


def all_was_told(people: People, platform: Platform) -> None:
    """In the end no event has been set aside, and each event and each answer fits its published description."""
    assert not people.undescribed, "\n".join(people.undescribed)

    from infra.operations import app as operations
    from tests.journeys.people import eventually

    def nothing_parked() -> bool:
        shown = CliRunner().invoke(operations, ["parked"], env=platform.environment, catch_exceptions=False).output
        assert "nothing is parked" in shown, shown
        return True

    eventually(nothing_parked)
    assert unpublished(platform) == [], "what was told differs from what is published"


def unpublished(platform: Platform) -> list[str]:
    """What the journeys made the six services announce, and does not fit the published description."""
    from tests.factories.contracts import mistakes

    client: MongoClient[dict[str, Any]] = MongoClient(platform.environment["MONGO_URI"])
    found: dict[str, None] = {}
    for service in SERVICES:
        announcements = client[f"{platform.environment['NAMESPACE']}_{service}"]["announcements"]
        for row in announcements.find({}, {"type": 1, "data": 1}):
            found |= dict.fromkeys(mistakes(service, row["type"], row["data"]))
    client.close()
    return list(found)
