"""A platform whose parts may be killed: the session's where its parts are ours, else one of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.parts import Parts, Platform, random_namespace, started_platform


@pytest.fixture(scope="session")
def mortal_platform(request: pytest.FixtureRequest, parts: Parts, mortal_parts: Parts) -> Iterator[Platform]:
    """Six services and the gateway over parts that may be killed."""
    if mortal_parts is parts:
        yield request.getfixturevalue("platform")
        return
    with started_platform(mortal_parts, random_namespace()) as running:
        yield running
