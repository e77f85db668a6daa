"""What a city's registry.yml can say about publicity (公示): before or after filing, how long, what it stops."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Publicity:
    """`subjects` (): of every subject. `objection_blocks`: nothing is filed while an objection to it is open."""

    stage: Literal["before_filing", "after_filing"]
    working_days: int
    subjects: tuple[str, ...] = ()
    objection_blocks: bool = True

    def covers(self, subject: str) -> bool:
        """Whether a subject is made public."""
        return not self.subjects or subject in self.subjects
