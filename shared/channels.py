"""The port for messages that leave the platform: SMS, WeChat, e-mail.

A channel is anything with `needs_address` and `send`. Which one carries what is a setting:

    CHANNELS="sms=file,wechat=file,email=city_mail.smtp:Mail"

`file` writes one JSON line a message into the folder OUTBOX, with the address masked: for trying out, and for a city
whose own gateway fetches files. `module:name` is called with no arguments and gives the channel of a city's carrier; it
is handed the full address, opened at the moment of sending, and must not keep it.
"""

from __future__ import annotations

import importlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol


@dataclass(frozen=True)
class Posted:
    """One message on its way out. `to`: the address in full where the channel needs it, else masked.

    `id` is the same at every attempt: a carrier that knows it already does not send twice.
    """

    id: str
    channel: str
    city: str
    to: str
    text: str
    text_en: str
    at: datetime


class NotCarried(Exception):
    """The carrier did not take it; it is tried again later. The text says why, without the address."""


class Channel(Protocol):
    """What carries messages out of the platform."""

    needs_address: bool

    def send(self, posted: Posted) -> str:
        """The carrier's receipt. Raises NotCarried."""


class FileChannel:
    """One JSON line a message in `<folder>/<channel>-<day>.jsonl`; the address masked."""

    needs_address = False

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, posted: Posted) -> str:
        """The file and where the line begins. Raises NotCarried where the folder cannot be written."""
        file = self._folder / f"{posted.channel}-{posted.at:%Y%m%d}.jsonl"
        line = json.dumps({**asdict(posted), "at": posted.at.isoformat()}, ensure_ascii=False) + "\n"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                place = os.fstat(handle).st_size
                os.write(handle, line.encode())  # one write: lines of two processes do not mix
            finally:
                os.close(handle)
        except OSError as problem:
            raise NotCarried(type(problem).__name__) from problem
        return f"{file.name}@{place}"


def channels_of(stated: Mapping[str, str], outbox: str) -> dict[str, Channel]:
    """The channels of this installation by name. Raises ValueError, ImportError or AttributeError for a wrong one."""
    return {name: _channel(what, outbox) for name, what in stated.items()}


def _channel(what: str, outbox: str) -> Channel:
    if what == "file":
        if not outbox:
            raise ValueError("a channel that writes files needs OUTBOX, a folder")
        return FileChannel(Path(outbox))
    module, colon, name = what.partition(":")
    if not colon:
        raise ValueError(f"a channel is `file` or `module:name`, not `{what}`")
    made: Any = getattr(importlib.import_module(module), name)()
    if not hasattr(made, "needs_address") or not callable(getattr(made, "send", None)):
        raise ValueError(f"{what} is not a channel: it needs `needs_address` and `send`")
    channel: Channel = made
    return channel
