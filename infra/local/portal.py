"""The portal (gateway/portal): built where `dist` is missing or older than what it is made of, and checked.

It looks before it acts. Three things decide, each known by a hash: the list of packages (→ npm ci), the Python that
states the API (→ types and operations anew), and the portal's own sources together with these (→ the build).
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from infra.local.folder import CHECKOUT, read_json, write_json
from infra.local.parts import node_program
from infra.local.parts.node_program import Node
from infra.local.parts.part import PartFailed, Tell
from infra.local.screen import last_lines

NAME = "portal"
PORTAL = CHECKOUT / "gateway" / "portal"
_OWN = (
    "src",
    "pictures",
    "public",
    "scripts",
    "desk.html",
    "m.html",
    "package.json",
    "vite.config.ts",
    "tsconfig.json",
)
_STATED = ("gateway", "services", "shared")  # what the description of the API is made of


class Portal:
    """The portal of a checkout. `log` receives what npm and the build say."""

    def __init__(self, log: Path, home: Path = PORTAL) -> None:
        self._home, self._log = home, log
        self._stamp, self._packages = home / "dist" / ".built.json", home / "node_modules" / ".installed.json"

    def is_fresh(self) -> bool:
        """Whether `dist` was made of what is here now."""
        made = read_json(self._stamp, {})
        return (
            (self._home / "dist" / "desk.html").is_file()
            and made.get("own") == self._own()
            and made.get("stated") == self._stated()
        )

    def prepare(self, tell: Tell) -> None:
        """Builds what is missing or stale; does nothing otherwise. Raises PartFailed."""
        with self._alone():
            if self.is_fresh():
                return
            node = node_program.get(tell)
            self._install(node, tell)
            own, stated = self._own(), self._stated()
            generated = self._home / "src" / "api" / "generated"
            made = read_json(self._stamp, {})
            if made.get("stated") != stated or not (generated / "operations.ts").is_file():
                tell("接口类型 types of the API")
                self._npm(node, "run", "--silent", "api")
            shapes = _digest(generated, ["."])
            if made.get("own") != own or made.get("shapes") != shapes or not self.is_built():
                tell("构建 building")
                self._npm(node, "run", "--silent", "build")
            write_json(self._stamp, {"own": own, "stated": stated, "shapes": shapes})

    def check(self, tell: Tell, *, tests: bool) -> None:
        """Types, and with `tests` those that need no browser; shows what they say. Raises PartFailed."""
        node = node_program.get(tell)
        with self._alone():
            self._install(node, tell)
        for name, script in (("类型 types", "check"), *((("测试 tests", "test"),) if tests else ())):
            tell(name)
            argv = [*node.npm, "run", "--silent", script]
            if subprocess.run(argv, cwd=self._home, env=node.environment(), check=False).returncode != 0:
                raise PartFailed(NAME, f"npm run {script}", f"cd {self._home} && npm run {script}")

    def is_built(self) -> bool:
        """Whether there is something to serve."""
        return all((self._home / "dist" / name).is_file() for name in ("desk.html", "m.html", "sw.js"))

    def _own(self) -> str:
        return _digest(self._home, _OWN, without="generated")

    def _stated(self) -> str:
        """What types and operations are made of: the API, and the scripts that make them."""
        return stated_digest() + _digest(self._home, ["scripts", "package-lock.json"])

    def _install(self, node: Node, tell: Tell) -> None:
        """The packages as they are locked."""
        lock = hashlib.sha256((self._home / "package-lock.json").read_bytes()).hexdigest()
        if read_json(self._packages) == lock:
            return
        tell("安装依赖 installing packages")
        self._npm(node, "ci", "--no-audit", "--no-fund", "--loglevel=error")
        write_json(self._packages, lock)

    def _npm(self, node: Node, *words: str) -> None:
        self._log.parent.mkdir(parents=True, exist_ok=True)
        env = {**node.environment(), "PYTHON": sys.executable, "CI": "1", "NO_COLOR": "1"}
        with open(self._log, "ab") as log:
            argv = [*node.npm, *words]
            done = subprocess.run(argv, cwd=self._home, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        if done.returncode != 0:
            said = " / ".join(last_lines(self._log, 3))
            raise PartFailed(NAME, f"npm {' '.join(words)}: {said[:300]}", "make portal", log=NAME)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """One build of a checkout at a time; a second caller waits, and then finds it done."""
        with open(self._home / "package.json", encoding="utf-8") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            yield


def stated_digest() -> str:
    """Changes with the Python that the description of the API is made of."""
    return _digest(CHECKOUT, _STATED, only=".py", without="portal")


def _digest(root: Path, names: Iterable[str], *, only: str = "", without: str = "") -> str:
    digest = hashlib.sha256()
    for path in sorted(path for name in names for path in _files(root / name)):
        within = path.relative_to(root)
        if (not only or path.suffix == only) and without not in within.parts:
            digest.update(str(within).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    elif path.is_dir() and path.name not in ("__pycache__", "node_modules", "dist"):
        for one in path.iterdir():
            yield from _files(one)
