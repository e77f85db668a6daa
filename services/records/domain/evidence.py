"""Evidence: a kept file that a record cites, and the day it is said to have been made."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Evidence:
    """`taken_on`: the ISO day the photo was taken by the recorder's word, or ""; `size` in bytes.

    `given_by`: "" by the recorder, else the party whose word it came with (a host's stamped sheet).
    """

    id: str
    name: str
    sha256: str
    size: int
    content_type: str
    taken_on: str = ""
    given_by: str = ""

    @property
    def is_photo(self) -> bool:
        """Whether it is a picture."""
        return self.content_type.startswith("image/")
