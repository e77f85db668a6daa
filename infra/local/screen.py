"""The progress screen: a line per part, changing in place on a terminal; elsewhere each change is printed once."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from rich.console import Console, RenderableType
from rich.live import Live
from rich.table import Table
from rich.text import Text

_STYLES = {"waiting": "dim", "ready": "green", "failed": "bold red", "absent": "yellow"}


class Board:
    """Lines by name, in the order in which they were announced. Threads may call `say` at any time."""

    def __init__(self, names: Sequence[str], console: Console | None = None) -> None:
        self._console = console or Console(stderr=False, highlight=False)
        self._lines: dict[str, tuple[str, str]] = dict.fromkeys(names, ("waiting", "等待 waiting"))
        self._began: dict[str, float] = {}
        self._lock = threading.Lock()
        self._live = (
            Live(get_renderable=self._render, console=self._console, refresh_per_second=8)
            if self._console.is_terminal
            else None
        )
        self._printed: dict[str, tuple[str, float]] = {}

    def __enter__(self) -> Board:
        if self._live:
            self._live.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live:
            self._live.refresh()
            self._live.__exit__(kind, problem, trace)

    def say(self, name: str, what: str) -> None:
        """What a part does now, e.g. `building 43 %`."""
        self._set(name, "busy", what)

    def ready(self, name: str, note: str = "") -> None:
        took = time.monotonic() - self._began.get(name, time.monotonic())
        self._set(name, "ready", f"就绪 ready {took:.1f} s{'  ' + note if note else ''}")

    def absent(self, name: str, note: str) -> None:
        self._set(name, "absent", note)

    def failed(self, name: str, reason: str, repair: str = "", log: Path | None = None) -> None:
        """Red, with the repair and the last five lines of the part's log."""
        lines = [f"失败 failed: {reason}"]
        if repair:
            lines.append(f"修复 repair: {repair}")
        if log is not None and log.exists():
            lines += [f"  {line[:160]}" for line in last_lines(log, 5)]
            lines.append(f"  {log}")
        self._set(name, "failed", "\n".join(lines))

    def _set(self, name: str, state: str, text: str) -> None:
        with self._lock:
            self._began.setdefault(name, time.monotonic())
            self._lines[name] = (state, text)
            if not self._live:
                self._print_once(name, state, text)

    def _print_once(self, name: str, state: str, text: str) -> None:
        """A build says its percentage hundreds of times: a plain log gets it every ten seconds."""
        before, when = self._printed.get(name, ("", 0.0))
        kind = text.split(" ")[0]
        now = time.monotonic()
        if state == "busy" and kind == before and now - when < 10:
            return
        self._printed[name] = (kind, now)
        self._console.print(Text(f"{name:<12} {text}", style=_STYLES.get(state, "")), soft_wrap=True)
        sys.stdout.flush()

    def _render(self) -> RenderableType:
        table = Table.grid(padding=(0, 2))
        with self._lock:
            for name, (state, text) in self._lines.items():
                table.add_row(Text(name), Text(text, style=_STYLES.get(state, "cyan")))
        return table


def last_lines(log: Path, count: int) -> list[str]:
    """The last lines of a text file that may be large or half written."""
    try:
        with open(log, "rb") as file:
            file.seek(0, 2)
            file.seek(max(0, file.tell() - 16_384))
            text = file.read().decode("utf-8", "replace")
    except FileNotFoundError:
        return []
    return [line.rstrip() for line in text.splitlines() if line.strip()][-count:]
