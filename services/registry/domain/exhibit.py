"""Exhibit (证据材料): a file that a paper of a proceeding rests on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Exhibit:
    """An uploaded file as its receipt named it; `sha256` is of the bytes that were checked."""

    id: str
    name: str
    sha256: str
