"""Work that keeps a processor busy for milliseconds, done beside a service's greenlets instead of before them.

Under the host, `offload` hands a function to a native thread and lets other greenlets go on; elsewhere (tests, the
command line) it simply calls it. What is offloaded must release Python's lock by itself to be of use, and must touch
neither the store nor the bus: their sockets belong to greenlets.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

R = TypeVar("R")
Runner = Callable[..., Any]


def _here(function: Callable[..., R], *args: Any) -> R:
    return function(*args)


_runner: Runner = _here


def offload(function: Callable[..., R], *args: Any) -> R:
    """The function's value, worked out in a native thread where there are greenlets; raises what it raises."""
    return cast(R, _runner(function, *args))


def through(runner: Runner) -> None:
    """Says how work is handed to threads; the host does, once, at its start."""
    global _runner
    _runner = runner
