"""Named crash points, for fault tests: a process started with CRASH_AT=<point>[:n] kills itself at the n-th passing.

Without that variable `crash_point` is an empty function.
"""

from __future__ import annotations

import os
import signal

POINTS = ("after_receiving", "inside_transaction", "after_commit", "in_announcer", "after_publishing")
_wanted, _, _count = os.environ.get("CRASH_AT", "").partition(":")
_left = int(_count or 1)


def _die(point: str) -> None:
    global _left
    if point == _wanted:
        _left -= 1
        if _left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)


def _pass(point: str) -> None:
    return None


crash_point = _die if _wanted else _pass
