"""What every part can do, so that `up`, `down`, `doctor` and the tests treat them alike."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

from infra.local import processes
from infra.local.folder import RunFolder

Tell = Callable[[str], None]
"""Receives what a part does at the moment, in a few words, e.g. `building 43 %`."""


class PartFailed(Exception):
    """A part did not become ready. `repair` says what to do, `log` names the part's log in the run folder."""

    def __init__(self, part: str, reason: str, repair: str = "", log: str | None = None) -> None:
        super().__init__(f"{part}: {reason}")
        self.part, self.reason, self.repair, self.log = part, reason, repair, log


class Part(Protocol):
    """A server the platform needs. `given`: the environment names one, which is used, never started or stopped."""

    name: str
    title: str
    given: bool

    def environment(self) -> dict[str, str]:
        """The variables by which the platform's processes find this part."""

    def prepare(self, tell: Tell) -> None:
        """Finds or gets the program. Raises PartFailed."""

    def start(self) -> None:
        """Starts it where it does not run. Raises PartFailed."""

    def probe(self) -> None:
        """One real call there and back; raises any exception while the part is not ready."""

    def stop(self) -> bool:
        """Stops what `start` started; whether there was something to stop."""

    def kill(self) -> None:
        """Ends it as a power cut would (for fault tests)."""


def become_ready(part: Part, folder: RunFolder, seconds: float) -> float:
    """Probes until the part answers; returns the seconds it took. Raises PartFailed when it dies or is too late."""
    began = time.monotonic()
    while True:
        try:
            part.probe()
            return time.monotonic() - began
        except Exception as problem:  # whatever the client library raises: it is not ready
            reason = f"{type(problem).__name__}: {problem}".splitlines()[0][:200]
        waited = time.monotonic() - began
        if not part.given and processes.remembered(folder, part.name) is None:
            raise PartFailed(part.name, "ended while starting", log=part.name)
        if waited > (10.0 if part.given else seconds):
            raise PartFailed(
                part.name, f"not ready after {waited:.0f} s ({reason})", log=None if part.given else part.name
            )
        time.sleep(0.1)
