"""Fixtures for all tests, and a marker per folder: `pytest -m unit` runs what lies in tests/unit."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from pymongo import monitoring

from tests.scoped import Unscoped

pytest_plugins = ["tests.parts", "tests.cast"]

_MARKERS = {
    "unit": "unit",
    "policy": "policy",
    "rulebooks": "policy",
    "architecture": "architecture",
    "contracts": "contract",
    "service": "service",
    "journeys": "journey",
    "fuzz": "journey",
    "faults": "fault",
    "browser": "browser",
}
_HERE = Path(__file__).parent
# what is decided matters, not how busy the machine is
settings.register_profile("tepai", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tepai")
UNSCOPED = Unscoped()
monitoring.register(UNSCOPED)  # for every client that is made from here on


def pytest_configure(config: pytest.Config) -> None:
    """SIGTERM ends a test run as Ctrl-C does: fixtures still clear up behind them."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def every_query_names_its_city() -> Iterator[None]:
    """No service asks for a city's records without the city, whatever the tests let it do in their own process."""
    yield
    assert not UNSCOPED.found, "\n".join(sorted(set(UNSCOPED.found))[:20])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks by folder; the browser comes last, when the platform has stood up to everything else."""
    items.sort(key=lambda item: item.path.is_relative_to(_HERE / "browser"))
    for item in items:
        inside = item.path.relative_to(_HERE).parts if item.path.is_relative_to(_HERE) else ()
        if inside and inside[0] in _MARKERS:
            item.add_marker(_MARKERS[inside[0]])
