"""The faults: each kills something by SIGKILL, at a named point or at any moment, and returns when it is back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from shared.crash import POINTS
from tests.parts import Platform


@dataclass(frozen=True)
class Fault:
    """One way to break the platform under load. `strike` returns how many processes it killed."""

    name: str
    strike: Callable[[Platform], int]


def at_point(service: str, point: str, passing: int = 3) -> Fault:
    """The service kills itself when it passes the point the n-th time; the supervisor starts a healthy one."""

    def strike(platform: Platform) -> int:
        doomed = platform.restart(service, once={"CRASH_AT": f"{point}:{passing}"})
        platform.wait_restarted(service, doomed, seconds=60)
        return 1

    return Fault(f"{service}, {point}", strike)


def at_any_moment(service: str) -> Fault:
    """The service is killed wherever it happens to be."""

    def strike(platform: Platform) -> int:
        platform.wait_restarted(service, platform.kill(service), seconds=60)
        return 1

    return Fault(f"{service}, at any moment", strike)


def of_part(part: str) -> Fault:
    """The broker or the database is killed, and started again."""

    def strike(platform: Platform) -> int:
        platform.parts.kill(part)
        platform.parts.start(part)
        return 1

    return Fault(part, strike)


ALL = (
    *(at_point("records", point) for point in POINTS),
    at_any_moment("records"),
    at_point("funding", "inside_transaction"),
    at_point("appraisal", "after_commit"),
    at_any_moment("gateway"),
    of_part("rabbitmq"),
    of_part("mongodb"),
)
SHORT = (
    at_point("records", "after_commit"),
    at_point("records", "in_announcer"),
    at_point("funding", "inside_transaction"),
    of_part("rabbitmq"),
    of_part("mongodb"),
)
