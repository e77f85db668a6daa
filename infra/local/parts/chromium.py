"""Debian's Chromium, in which the portal's browser tests run: found, or installed as RabbitMQ is."""

from __future__ import annotations

import os
import shutil

from infra.local import debian
from infra.local.parts.part import PartFailed, Tell


def program() -> str | None:
    """The browser of this machine; CHROMIUM names another one."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


def get(tell: Tell) -> str:
    """The browser, installed where it is missing. Raises PartFailed with the line to run where we may not."""
    here = program()
    if here is None:
        debian.install(["chromium"], tell)
        here = program()
    if here is None:
        raise PartFailed("chromium", "it was installed and is not there", debian.install_line(["chromium"]))
    return here
