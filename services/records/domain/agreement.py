"""An agreement as this service knows it: a copy of what dispatch announced, under which services are recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.records.domain.filing import Pause


@dataclass(frozen=True)
class Agreement:
    """`people` are the persons who may record under it: the commissioner, or a team's lead and members.

    `ended_on` (ISO day) and `ended_by` (the ground) are "" while it is in force. `number` "" means that its filing has
    not been heard of yet: only its end was. `pauses`: when the commissioner's filing was suspended.
    """

    id: str
    city: str
    number: str
    filing: str
    kind: str
    person: str
    people: tuple[str, ...]
    sender_unit: str
    host_unit: str
    host_county: str
    since: date
    until: date
    way: str
    ended_on: str = ""
    ended_by: str = ""
    pauses: tuple[Pause, ...] = ()
    version: int = 0
    source_version: int = 0
