"""The cast of the journeys, over the running platform."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.journeys.people import People
from tests.parts import Platform


@pytest.fixture(scope="session")
def people(platform: Platform) -> People:
    """Everybody who acts, in both cities; made once, over HTTP only."""
    return People(platform.base_url, platform.environment)


@pytest.fixture(autouse=True)
def officers_are_back(people: People) -> Iterator[None]:
    """Officers are shared: whoever took them to another practice day leaves them on the usual one."""
    yield
    people.back()
