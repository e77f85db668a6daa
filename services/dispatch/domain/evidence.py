"""Evidence: a file that was uploaded, checked and cited by its receipt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Evidence:
    """A file that was checked on upload; `sha256` is of its bytes."""

    id: str
    name: str
    sha256: str
    size: int
    content_type: str


def kept(files: Iterable[Any]) -> tuple[Evidence, ...]:
    """Cited files as a record keeps them."""
    return tuple(Evidence(file.id, file.name, file.sha256, file.size, file.content_type) for file in files)
