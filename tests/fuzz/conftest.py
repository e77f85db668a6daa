"""A platform apart: generated input changes whatever it reaches, and no journey shall depend on what it left."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.cast import all_was_told
from tests.journeys.people import People
from tests.parts import Parts, Platform, platform_apart


@pytest.fixture(scope="module")
def platform(parts: Parts) -> Iterator[Platform]:
    """Six services and a gateway of this module's own."""
    with platform_apart(parts) as running:
        yield running


@pytest.fixture(scope="module")
def people(platform: Platform) -> Iterator[People]:
    """Everybody who acts; whatever they were made to say, the services told it properly."""
    found = People(platform.base_url, platform.environment)
    yield found
    all_was_told(found, platform)
