"""Keeps the platform's processes running: starts, restarts with back-off, scales and stops them.

One process in the background (`python -m infra.local supervise`). It reads `wanted.json` at the start and
at each SIGHUP, and writes `state.json` after each change; nothing else is shared with the commands that steer it.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from infra.local import processes
from infra.local.environment import process_environment
from infra.local.folder import CHECKOUT, RunFolder, read_json, write_json
from infra.local.services import Wanted, command_of, is_written

FIRST_PAUSE, LONGEST_PAUSE, HEALTHY_AFTER = 0.2, 10.0, 30.0
"""Seconds: the pause before a restart, doubled each time up to the longest, and first again after so long a run."""
_GRACE = 15.0


@dataclass
class _Kept:
    """One wanted process and what became of it."""

    wanted: Wanted
    once: dict[str, str] = field(default_factory=dict)
    child: subprocess.Popen[bytes] | None = None
    began: int = 0
    up_since: float = 0.0
    started_at: str = ""
    pause: float = FIRST_PAUSE
    due: float | None = 0.0
    restarts: int = 0
    last_exit: int | None = None
    kill_at: float | None = None
    leaving: bool = False


class Supervisor:
    """`command_of` and `is_written` are the platform's; unit tests give their own."""

    def __init__(
        self,
        folder: RunFolder,
        command_of: Callable[[str], list[str]] = command_of,
        is_written: Callable[[str], bool] = is_written,
    ) -> None:
        self._folder, self._command_of, self._is_written = folder, command_of, is_written
        self._kept: dict[str, _Kept] = {}
        self._environment: dict[str, str] = {}
        self._revision = 0
        self._stopping = False

    def run(self) -> None:
        """Returns when everything has stopped after SIGTERM or SIGINT."""
        wake_read, wake_write = os.pipe()
        os.set_blocking(wake_write, False)
        os.set_blocking(wake_read, False)
        signal.set_wakeup_fd(wake_write, warn_on_full_buffer=False)
        for number in (signal.SIGCHLD, signal.SIGHUP, signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: None)  # the number arrives through the pipe
        self._read_wanted()
        while True:
            self._reap()
            self._start_due()
            self._insist()
            self._write_state()
            if self._stopping and not self._kept:
                return
            select.select([wake_read], [], [], self._seconds_to_next())
            self._hear(wake_read)

    def _hear(self, wake_read: int) -> None:
        with contextlib.suppress(BlockingIOError):
            numbers = set(os.read(wake_read, 4096))
            if numbers & {signal.SIGTERM, signal.SIGINT}:
                self._stop_all()
            elif signal.SIGHUP in numbers:
                self._read_wanted()

    def _read_wanted(self) -> None:
        document = read_json(self._folder.wanted)
        if document is None or self._stopping:
            return
        environment = document["environment"]
        all_anew = environment != self._environment
        self._environment = environment
        wanted = {one.name: one for one in (Wanted(**entry) for entry in document["processes"])}
        for name, kept in self._kept.items():
            kept.leaving = kept.leaving or name not in wanted
            if kept.leaving:
                self._ask_to_stop(kept)
        for name, one in wanted.items():
            kept_now = self._kept.get(name)
            if kept_now is None:
                self._kept[name] = _Kept(one, once=one.once)
                continue
            before = kept_now.wanted
            kept_now.wanted = one
            kept_now.leaving = False
            if all_anew or one.env != before.env or one.turn != before.turn:
                kept_now.once = one.once
                kept_now.pause = FIRST_PAUSE
                if kept_now.child is None:
                    kept_now.due = 0.0
                self._ask_to_stop(kept_now)
        self._revision = document["revision"]

    def _ask_to_stop(self, kept: _Kept) -> None:
        if kept.child is not None and kept.kill_at is None:
            with contextlib.suppress(ProcessLookupError):
                kept.child.terminate()
            kept.kill_at = time.monotonic() + _GRACE

    def _stop_all(self) -> None:
        self._stopping = True
        for kept in self._kept.values():
            kept.leaving = True
            self._ask_to_stop(kept)

    def _reap(self) -> None:
        now = time.monotonic()
        for name, kept in list(self._kept.items()):
            if kept.child is not None and kept.child.poll() is not None:
                asked = kept.kill_at is not None
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(kept.child.pid, signal.SIGKILL)  # workers that outlived their master
                kept.last_exit, kept.child, kept.kill_at = kept.child.returncode, None, None
                if now - kept.up_since >= HEALTHY_AFTER:
                    kept.pause = FIRST_PAUSE
                kept.due = now if asked else now + kept.pause
                if not asked:
                    kept.restarts += 1
                    kept.pause = min(kept.pause * 2, LONGEST_PAUSE)
            if kept.child is None and kept.leaving:
                del self._kept[name]

    def _start_due(self) -> None:
        for kept in self._kept.values():
            if kept.child is not None or kept.leaving or kept.due is None or kept.due > time.monotonic():
                continue
            if not self._is_written(kept.wanted.service):
                kept.due = None
                continue
            number = {"PROCESS_NUMBER": str(kept.wanted.number)}
            env = process_environment(self._environment | number | kept.wanted.env | kept.once)
            kept.once = {}
            kept.child = processes.launch(
                self._command_of(kept.wanted.service), env, self._folder.log(kept.wanted.name), CHECKOUT
            )
            kept.began = processes.began_at(kept.child.pid) or 0
            kept.up_since, kept.due = time.monotonic(), None
            kept.started_at = datetime.now(UTC).isoformat(timespec="milliseconds")

    def _insist(self) -> None:
        for kept in self._kept.values():
            if kept.child is not None and kept.kill_at is not None and kept.kill_at <= time.monotonic():
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(kept.child.pid, signal.SIGKILL)

    def _seconds_to_next(self) -> float | None:
        moments = [kept.due for kept in self._kept.values() if kept.child is None and kept.due is not None]
        moments += [kept.kill_at for kept in self._kept.values() if kept.kill_at is not None]
        if not moments:
            return None
        return max(0.01, min(moments) - time.monotonic())

    def _write_state(self) -> None:
        write_json(
            self._folder.state,
            {
                "revision": self._revision,
                "stopping": self._stopping,
                "processes": [self._entry(name, kept) for name, kept in sorted(self._kept.items())],
            },
        )

    def _entry(self, name: str, kept: _Kept) -> dict[str, Any]:
        if kept.child is not None:
            state = "running" if kept.kill_at is None else "stopping"
        else:
            state = "absent" if kept.due is None else "waiting"
        return {
            "name": name,
            "service": kept.wanted.service,
            "number": kept.wanted.number,
            "state": state,
            "turn": kept.wanted.turn,
            "pid": kept.child.pid if kept.child else None,
            "began": kept.began if kept.child else None,
            "started_at": kept.started_at,
            "restarts": kept.restarts,
            "last_exit": kept.last_exit,
        }
