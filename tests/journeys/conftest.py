"""What holds for every journey."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.journeys.people import People


@pytest.fixture(autouse=True)
def officers_are_back(people: People) -> Iterator[None]:
    """Officers are shared: whoever took them to another practice day leaves them on the usual one."""
    yield
    people.back()
