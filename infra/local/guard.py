"""Clears a temporary run folder away once its owner is gone, however the owner went: end, Ctrl-C or SIGKILL.

The owner holds the other end of this process' standard input; when that closes, the owner is gone.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from contextlib import suppress

from infra.local.folder import RunFolder
from infra.local.start import parts_of, stop_all


def watch(folder: RunFolder) -> None:
    """Blocks until the owner is gone; then stops what the folder remembers and removes the folder."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # the terminal's Ctrl-C is meant for the owner
    with suppress(OSError):
        while os.read(sys.stdin.fileno(), 4096):
            pass
    if folder.root.exists():
        if folder.ports.exists():
            stop_all(folder, parts_of(folder, {}))
        shutil.rmtree(folder.root, ignore_errors=True)
