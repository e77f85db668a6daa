"""Looking up what stands behind the code of an agreement; a command, because every look is counted."""

from __future__ import annotations

from typing import Any

from services.dispatch.domain import verification as verifications
from services.dispatch.store import DispatchWork
from shared.errors import NotFound


def verify_agreement(work: DispatchWork, code: str) -> dict[str, Any]:
    """Anybody with the code sees whether the agreement stands. Raises NotFound for a code of none."""
    known = work.verifications.get(code)
    own = {"_id": known.agreement, "city": known.made_in}  # whoever looks is in no city: the code says in which
    found = work.agreements.some(own, limit=1, everywhere=True)
    if not found:
        raise NotFound("agreement")
    looks = verifications.looks_of(code, work.today)
    work.looks.save(verifications.looked(work.looks.get_or(looks.id, looks)))
    return verifications.shown(found[0], work.today)
