"""Gardens over real parts: one shared by the tests that harm nobody, fresh ones for those that kill."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.parts import Parts, drop_namespace, random_namespace
from tests.service.shared.grounds import Ear, Grounds, grounds_over


@pytest.fixture(scope="session")
def garden(parts: Parts, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grounds]:
    """One running process of the garden. Tests tell their plants apart by name."""
    namespace = random_namespace()
    with grounds_over(parts, namespace, tmp_path_factory.mktemp("garden")) as made:
        made.start()
        made.ready()
        yield made
    drop_namespace(parts, namespace)


@pytest.fixture
def grounds(parts: Parts, namespace: str, tmp_path) -> Iterator[Grounds]:
    """Empty grounds of the test's own: it starts, kills and restarts processes as it likes."""
    with grounds_over(parts, namespace, tmp_path) as made:
        yield made


@pytest.fixture
def ear(grounds: Grounds) -> Iterator[Ear]:
    """What is announced on the test's own grounds."""
    listening = Ear(grounds.parts.amqp_uri, grounds.namespace)
    yield listening
    listening.close()


@pytest.fixture
def mortal_grounds(mortal_parts: Parts, tmp_path) -> Iterator[Grounds]:
    """Empty grounds over parts that may be killed."""
    with grounds_over(mortal_parts, random_namespace(), tmp_path, sweep=False) as made:
        yield made
