"""Steers the supervisor from outside: what shall run, what runs, and how to start and stop the supervisor itself."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from infra.local import processes
from infra.local.environment import process_environment
from infra.local.folder import CHECKOUT, RunFolder, read_json, write_json
from infra.local.processes import Started
from infra.local.services import Wanted

SUPERVISOR = "supervisor"


def wanted_processes(folder: RunFolder) -> list[Wanted]:
    return [Wanted(**entry) for entry in (read_json(folder.wanted) or {}).get("processes", [])]


def scaled(now: list[Wanted], counts: Mapping[str, int]) -> list[Wanted]:
    """`now` with so many processes of each named service; services that are not named stay as they are."""
    kept = [one for one in now if one.service not in counts or one.number <= counts[one.service]]
    have = {one.name for one in kept}
    new = [Wanted(name, number) for name, count in counts.items() for number in range(1, count + 1)]
    return kept + [one for one in new if one.name not in have]


def apply(folder: RunFolder, environment: Mapping[str, str], wanted: list[Wanted]) -> int:
    """Tells the supervisor what shall run, starting one if need be; returns the revision it will report back."""
    revision = int((read_json(folder.wanted) or {}).get("revision", 0)) + 1
    document = {
        "revision": revision,
        "environment": dict(environment),
        "processes": [one.as_dict() for one in wanted],
    }
    write_json(folder.wanted, document)
    running = processes.remembered(folder, SUPERVISOR)
    if running:
        os.kill(running.pid, signal.SIGHUP)
    else:
        end_orphans(folder)
        folder.state.unlink(missing_ok=True)
        argv = [sys.executable, "-m", "infra.local", "supervise"]
        env = process_environment({"RUN_FOLDER": str(folder.root)})
        processes.start(folder, SUPERVISOR, argv, env, CHECKOUT)
    return revision


def once_more(folder: RunFolder, name: str, *, env: Mapping[str, str] | None, once: Mapping[str, str] | None) -> int:
    """Restarts one process: `env` stays until changed (None: as it was), `once` holds for the next start only."""
    document = read_json(folder.wanted) or {}
    wanted = wanted_processes(folder)
    if name not in {one.name for one in wanted}:
        raise KeyError(f"no process named {name}")
    changed = [
        replace(one, env=one.env if env is None else dict(env), once=dict(once or {}), turn=one.turn + 1)
        if one.name == name
        else replace(one, once={})
        for one in wanted
    ]
    return apply(folder, document["environment"], changed)


def state(folder: RunFolder) -> dict[str, Any]:
    """The supervisor's last word: {"revision", "stopping", "processes": [{"name", "state", "pid", ...}]}."""
    return read_json(folder.state) or {"revision": 0, "stopping": False, "processes": []}


def wait_for(folder: RunFolder, holds: Callable[[dict[str, Any]], bool], seconds: float = 60.0) -> dict[str, Any]:
    """The first state for which `holds`. Raises TimeoutError, or RuntimeError where there is no supervisor any more."""
    until = time.monotonic() + seconds
    while True:
        now = state(folder)
        if holds(now):
            return now
        if time.monotonic() > until:
            raise TimeoutError(f"after {seconds:.0f} s the processes are {now['processes']}")
        if processes.remembered(folder, SUPERVISOR) is None:
            raise RuntimeError(f"the supervisor ended; see {folder.log(SUPERVISOR)}")
        time.sleep(0.05)


def wait_heard(folder: RunFolder, revision: int, seconds: float = 60.0) -> dict[str, Any]:
    return wait_for(folder, lambda now: now["revision"] >= revision, seconds)


def stop(folder: RunFolder) -> bool:
    """Stops the supervisor and with it all platform processes; whether any ran."""
    stopped = processes.stop_remembered(folder, SUPERVISOR, grace=30.0)
    orphans = end_orphans(folder)
    folder.state.unlink(missing_ok=True)
    folder.wanted.unlink(missing_ok=True)
    return stopped or orphans > 0


def end_orphans(folder: RunFolder) -> int:
    """Ends processes of a supervisor that was killed; how many there were."""
    left = [Started(one["pid"], one["began"]) for one in state(folder)["processes"] if one["pid"]]
    alive = [process for process in left if processes.is_alive(process)]
    for process in alive:
        processes.stop(process, grace=15.0)
    return len(alive)
