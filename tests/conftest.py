"""Fixtures for all tests, and a marker per folder: `pytest -m unit` runs what lies in tests/unit."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

pytest_plugins = ["tests.parts"]

_MARKERS = {
    "unit": "unit",
    "policy": "policy",
    "rulebooks": "policy",
    "architecture": "architecture",
    "contracts": "contract",
    "service": "service",
    "journeys": "journey",
    "faults": "fault",
    "browser": "browser",
}
_HERE = Path(__file__).parent


def pytest_configure(config: pytest.Config) -> None:
    """SIGTERM ends a test run as Ctrl-C does: fixtures still clear up behind them."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        inside = item.path.relative_to(_HERE).parts if item.path.is_relative_to(_HERE) else ()
        if inside and inside[0] in _MARKERS:
            item.add_marker(_MARKERS[inside[0]])
