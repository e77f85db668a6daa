"""Starting a rival's processes, and what they cost: CPU from /proc, so that nothing runs uncounted."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from infra.local.folder import CHECKOUT
from infra.local.ports import any_free

TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Rival:
    """One way to serve the same requests: its processes, its port, its own databases and queues."""

    name: str
    port: int
    namespace: str
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def pids(self) -> list[int]:
        """Its processes and all their children."""
        return sorted({pid for process in self.processes for pid in family(process.pid)})

    def stop(self) -> None:
        """Ends its processes."""
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def start(name: str, application: str, workers: int, host: list[str], env: Mapping[str, str], log: Path) -> Rival:
    """Serves `application` ("module:factory") and the service process behind it, if any; waits until it answers."""
    port = any_free(set())
    rival = Rival(name, port, f"bench_{name}")
    values = {
        **os.environ, **env, "NAMESPACE": rival.namespace, "GATEWAY_PORT": str(port), "GATEWAY_WORKERS": str(workers),
        "PYTHONPATH": str(CHECKOUT), "LOG_LEVEL": "ERROR",
    }  # fmt: skip
    commands = [host] if host else []
    commands.append([sys.executable, "-m", "loadtests.benchmark.serve", application])
    for command in commands:
        with open(log / f"{name}.log", "ab") as output:
            rival.processes.append(
                subprocess.Popen(
                    command, env=values, cwd=CHECKOUT, stdout=output, stderr=output, start_new_session=True
                )
            )
    _wait(port)
    return rival


def cpu_ms(pids: Iterable[int]) -> float:
    """User and system CPU of the processes so far, in milliseconds."""
    total = 0
    for pid in pids:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        total += int(fields[11]) + int(fields[12])
    return total * 1000 / TICK


def family(pid: int) -> list[int]:
    """A process and its descendants."""
    found = [pid]
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            for child in children.read_text().split():
                found += family(int(child))
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


def _wait(port: int, seconds: float = 40.0) -> None:
    until = time.monotonic() + seconds
    while True:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health/live", timeout=2).read()
            return
        except (urllib.error.URLError, OSError):
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
