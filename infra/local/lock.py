"""`make lock`: the three requirement lists -> three lock files that agree with each other, with hashes."""

from __future__ import annotations

import subprocess
import sys

from infra.local.folder import CHECKOUT

_COMPILE = ["-m", "uv", "pip", "compile", "--quiet", "--generate-hashes", "--python-version", "3.11", "--no-annotate"]


def resolve() -> None:
    """Keeps every locked version that the lists still allow. Raises CalledProcessError where they contradict."""
    widest = ["requirements-dev.in", "--output-file", "requirements-dev.lock"]
    _run(widest)
    for name in ("requirements-local", "requirements"):
        # the widest set decides the versions: what is tested is what is run
        _run([f"{name}.in", "--constraint", "requirements-dev.lock", "--output-file", f"{name}.lock"])


def _run(arguments: list[str]) -> None:
    header = ["--custom-compile-command", "make lock"]
    subprocess.run([sys.executable, *_COMPILE, *header, *arguments], cwd=CHECKOUT, check=True)
