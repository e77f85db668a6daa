"""Looks at certificates, counted: the gateway gathers them for some seconds and sends them together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from services.registry.domain import verification
from services.registry.domain.verification import Looks
from services.registry.store import RegistryWork
from shared.work import BEIJING


def note_looks(work: RegistryWork, *, looks: Sequence[dict[str, Any]]) -> None:
    """So many looks at each code of this city; a code that is nobody's, or another city's, is passed over."""
    for one in looks:
        last: datetime = one["last"]
        known = work.verifications.find(one["code"])
        if known is None or known.made_in != work.city:
            continue
        on = last.astimezone(BEIJING).date()
        id = verification.looks_id(one["code"], on)
        begun = work.looks.get_or(id, Looks(id, work.city, one["code"], on))
        work.looks.save(verification.looked(begun, one["count"], last))
