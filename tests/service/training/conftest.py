"""The training service over a real MongoDB; no broker needed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from services.training.service import TrainingService
from tests.factories.hosted import Hosted
from tests.parts import Parts


@pytest.fixture
def service(parts: Parts, namespace: str) -> Iterator[Hosted]:
    """The service on a day of May 2024."""
    running = Hosted(TrainingService, parts, namespace, date(2024, 5, 20))
    yield running
    running.close()
