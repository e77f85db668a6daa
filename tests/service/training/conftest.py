"""The training service over a real MongoDB; no broker needed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from services.training.service import TrainingService
from tests.factories.hosted import Hosted
from tests.parts import Parts, drop_namespace, random_namespace

DAY = date(2024, 5, 20)


@pytest.fixture(scope="module")
def running(parts: Parts) -> Iterator[Hosted]:
    """The service, once for a file of tests."""
    namespace = random_namespace()
    hosted = Hosted(TrainingService, parts, namespace, DAY)
    yield hosted
    hosted.close()
    drop_namespace(parts, namespace)


@pytest.fixture
def service(running: Hosted) -> Hosted:
    """The service on a day of May 2024, with nothing in it."""
    return running.anew(DAY)
