"""The platform's own processes: their names, their commands, and how `SERVICES="records=3"` is read."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import Any

from infra.local.folder import CHECKOUT

SERVICES = ("registry", "dispatch", "records", "appraisal", "funding", "training")
JOBS = "jobs"
GATEWAY = "gateway"
ALL = (*SERVICES, JOBS, GATEWAY)
_MOST = 32


@dataclass(frozen=True)
class Wanted:
    """One process that shall run. `env` stays with it; `once` is for its next start only; a new `turn` restarts it."""

    service: str
    number: int
    env: dict[str, str] = field(default_factory=dict)
    once: dict[str, str] = field(default_factory=dict)
    turn: int = 0

    @property
    def name(self) -> str:
        return f"{self.service}-{self.number}"

    def as_dict(self) -> dict[str, Any]:
        return {"service": self.service, "number": self.number, "env": self.env, "once": self.once, "turn": self.turn}


def command_of(service: str) -> list[str]:
    """The command line of one process of a service or of the gateway."""
    if service == GATEWAY:
        return [sys.executable, "-m", "gateway"]
    if service == JOBS:
        return [sys.executable, "-m", "shared.working"]
    return [sys.executable, "-m", "shared.hosting", service]


def is_written(service: str) -> bool:
    """Whether the checkout holds this service: a part of the platform starts without the rest."""
    if service == GATEWAY:
        return (CHECKOUT / "gateway" / "app.py").exists()
    if service == JOBS:
        return (CHECKOUT / "shared" / "working.py").exists()
    return (CHECKOUT / "services" / service / "service.py").exists()


def counts(text: str) -> dict[str, int]:
    """`"records=3,gateway"` or `"records=3 gateway"` -> {"records": 3, "gateway": 1}. Raises ValueError."""
    found: dict[str, int] = {}
    for word in text.replace(",", " ").split():
        name, _, number = word.partition("=")
        if name not in ALL:
            raise ValueError(f"没有这个服务 no such service: {name} ({', '.join(ALL)})")
        if number and not (number.isdigit() and int(number) <= _MOST):
            raise ValueError(f"进程数应为 0–{_MOST}: {word} (a number of processes, 0 to {_MOST})")
        found[name] = int(number) if number else 1
    return found
