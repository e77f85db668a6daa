"""The records service over a real MongoDB; no broker needed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from services.records.service import RecordsService
from shared.actor import Actor
from tests.factories import hosted
from tests.factories import records as make
from tests.parts import Parts, drop_namespace, random_namespace


class Hosted(hosted.Hosted):
    """The records service, asked on a day of June 2024 until a test says otherwise."""

    def hear(self, type: str, data: dict[str, Any], city: str = make.BAOTOU, version: int = 1, id: str = "") -> None:
        super().hear(type, data, city, version, id)

    def receipt(self, by: Actor, **more: Any) -> dict[str, Any]:
        """Evidence to cite, uploaded by that account."""
        return {"receipt": make.receipt(by, hosted.SECRET, **more)}


@pytest.fixture(scope="module")
def running(parts: Parts) -> Iterator[Hosted]:
    """The service, once for a file of tests."""
    namespace = random_namespace()
    hosted = Hosted(RecordsService, parts, namespace, make.DAY)
    yield hosted
    hosted.close()
    drop_namespace(parts, namespace)


@pytest.fixture
def service(running: Hosted) -> Hosted:
    """The service with one agreement and one workstation known, and nothing else."""
    running.anew(make.DAY)
    running.hear("dispatch.agreement_filed", make.agreement_filed())
    running.hear("registry.filing_made", make.filing_made())
    return running
