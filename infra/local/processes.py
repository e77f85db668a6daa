"""Detached processes that are found again by id, and never mistaken for a stranger that was given the same id."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from infra.local.folder import RunFolder, read_json, write_json

_KEPT_LOG = 20 * 1024 * 1024


@dataclass(frozen=True)
class Started:
    """A process of ours: its id, and the clock tick (since boot) at which it began. Both together are unique."""

    pid: int
    began: int


def began_at(pid: int) -> int | None:
    """The clock tick at which a living process began; None where there is none, or only its remains (a zombie)."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return None
    fields = stat.rpartition(")")[2].split()  # the name in brackets may hold blanks: count from behind it
    if fields[0] in "ZX" and not _threads_left(pid):
        return None
    return int(fields[19])


def _threads_left(pid: int) -> bool:
    """Whether other threads of a process are still ending: killed, its first thread may be a zombie before they let go
    of its files and ports."""
    try:
        return len(os.listdir(f"/proc/{pid}/task")) > 1
    except (FileNotFoundError, ProcessLookupError):
        return False


def is_alive(process: Started) -> bool:
    return began_at(process.pid) == process.began


def keep_log_short(log: Path) -> None:
    """Sets a long log aside as `<name>.log.1` before a new process appends to it."""
    with contextlib.suppress(FileNotFoundError):
        if log.stat().st_size > _KEPT_LOG:
            log.replace(log.with_name(log.name + ".1"))


def launch(argv: Sequence[str], env: Mapping[str, str], log: Path, cwd: Path) -> subprocess.Popen[bytes]:
    """Starts a process in a session of its own, its output appended to `log`. Raises OSError where it cannot start."""
    log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    keep_log_short(log)
    with open(log, "ab") as out:
        return subprocess.Popen(
            list(argv),
            env=dict(env),
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C at the terminal is for `make up`, not for the database
            umask=0o077,
        )


def start(
    folder: RunFolder, name: str, argv: Sequence[str], env: Mapping[str, str], cwd: Path | None = None
) -> Started:
    """Launches a process and remembers it in the folder under `name`."""
    child = launch(argv, env, folder.log(name), cwd or folder.root)
    process = Started(child.pid, began_at(child.pid) or 0)
    write_json(folder.pids / f"{name}.json", asdict(process))
    child.returncode = 0  # it outlives us on purpose: no warning about a child nobody waited for
    return process


def remembered(folder: RunFolder, name: str) -> Started | None:
    """The process remembered under `name`, if it still lives."""
    known = read_json(folder.pids / f"{name}.json")
    if not known:
        return None
    process = Started(**known)
    return process if is_alive(process) else None


def all_remembered(folder: RunFolder) -> dict[str, Started]:
    found = {path.stem: remembered(folder, path.stem) for path in sorted(folder.pids.glob("*.json"))}
    return {name: process for name, process in found.items() if process}


def send(process: Started, number: int) -> None:
    """Signals the process and whatever it started in its own session, provided that it is still the same process."""
    if is_alive(process):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, number)


def wait_gone(process: Started, seconds: float) -> bool:
    """Whether the process ended within so many seconds."""
    until = time.monotonic() + seconds
    while is_alive(process):
        with contextlib.suppress(ChildProcessError):
            os.waitpid(process.pid, os.WNOHANG)  # reaps it where it is our own child
        if time.monotonic() > until:
            return False
        time.sleep(0.03)
    with contextlib.suppress(ChildProcessError):
        os.waitpid(process.pid, os.WNOHANG)
    return True


def stop(process: Started, grace: float = 20.0) -> None:
    """Asks politely, then insists after `grace` seconds."""
    if not is_alive(process):
        return
    with contextlib.suppress(ProcessLookupError):
        os.kill(process.pid, signal.SIGTERM)
    if not wait_gone(process, grace):
        send(process, signal.SIGKILL)
        wait_gone(process, 5.0)


def forget(folder: RunFolder, name: str) -> None:
    (folder.pids / f"{name}.json").unlink(missing_ok=True)


def stop_remembered(folder: RunFolder, name: str, grace: float = 20.0) -> bool:
    """Stops and forgets; whether there was something to stop."""
    process = remembered(folder, name)
    if process:
        stop(process, grace)
    forget(folder, name)
    return process is not None
