"""The cast of the journeys, over the running platform."""

from __future__ import annotations

import pytest

from tests.journeys.people import People
from tests.parts import Platform


@pytest.fixture(scope="session")
def people(platform: Platform) -> People:
    """Everybody who acts, in both cities; made once, over HTTP only."""
    return People(platform.base_url, platform.environment)
