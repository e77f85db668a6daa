"""The platform as `make up` runs it: processes that come back, and a gateway that says when all are there."""

from __future__ import annotations

import pytest

from tests.parts import Platform

pytestmark = pytest.mark.slow


def test_the_whole_platform_becomes_ready(platform: Platform) -> None:
    assert platform.wait_ready()["ready"]


def test_a_killed_service_is_back_and_the_platform_ready_again(platform: Platform) -> None:
    old = platform.kill("training")
    assert platform.wait_restarted("training", old) != old
    assert platform.wait_ready()["ready"]


def test_a_service_can_be_given_a_second_process_and_lose_it_again(platform: Platform) -> None:
    platform.scale("training", 2)
    assert len({one["pid"] for one in platform.processes("training")}) == 2
    platform.scale("training", 1)
    assert platform.wait_ready()["ready"]
