"""Where a local platform keeps data, logs, process ids, ports and secrets: the checkout's ignored `.run`."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class RunFolder:
    """Paths under one root. Nothing is created before `make()`."""

    root: Path

    @classmethod
    def of_checkout(cls) -> RunFolder:
        """The folder of this checkout, or the one that RUN_FOLDER names."""
        return cls(Path(os.environ.get("RUN_FOLDER") or CHECKOUT / ".run").resolve())

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def pids(self) -> Path:
        return self.root / "pids"

    @property
    def secrets(self) -> Path:
        return self.root / "secrets.env"

    @property
    def ports(self) -> Path:
        return self.root / "ports.json"

    @property
    def environment(self) -> Path:
        """What the platform's processes were last started with; mode 600, because it holds secrets."""
        return self.root / "platform.env"

    @property
    def prepared(self) -> Path:
        """For which state of the services' code queues and indexes were last declared."""
        return self.root / "prepared.json"

    @property
    def wanted(self) -> Path:
        """What the supervisor shall run; written by `up`, read by the supervisor."""
        return self.root / "wanted.json"

    @property
    def state(self) -> Path:
        """What the supervisor runs; written by the supervisor only."""
        return self.root / "state.json"

    def log(self, name: str) -> Path:
        return self.logs / f"{name}.log"

    def make(self) -> None:
        """Creates the folders, readable by their owner only."""
        for folder in (self.root, self.data, self.logs, self.pids):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    @contextlib.contextmanager
    def locked(self, patience: float = 1800.0) -> Iterator[None]:
        """Holds the folder for one `up` or `down` at a time. Raises TimeoutError after `patience` seconds."""
        self.make()
        until = time.monotonic() + patience
        with open(self.root / "lock", "w") as lock:
            while True:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() > until:
                        raise TimeoutError(f"{self.root} is held by another make up or make down") from None
                    time.sleep(0.2)
            yield


def write_private(path: Path, text: str) -> None:
    """Replaces a file in one step, mode 600: a reader sees the old or the new text, never a half."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


def write_json(path: Path, value: Any) -> None:
    write_private(path, json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def read_json(path: Path, otherwise: Any = None) -> Any:
    """The file's value, or `otherwise` where the file is missing or not JSON."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError, json.JSONDecodeError):
        return otherwise


def read_env(path: Path) -> dict[str, str]:
    """The `NAME=value` lines of a file; empty where the file is missing."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    return dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))


def write_env(path: Path, values: dict[str, str]) -> None:
    write_private(path, "".join(f"{name}={value}\n" for name, value in values.items()))
