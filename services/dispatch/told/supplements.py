"""What is told of supplementary agreements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from services.dispatch.domain.agreement import Agreement
from services.dispatch.domain.supplement import Supplement
from services.dispatch.telling import of_agreement, of_signature
from shared.documents import plain
from shared.work import Announcement


def supplement_drafted(supplement: Supplement) -> Announcement:
    """A supplementary agreement was drawn up, or drawn up otherwise."""
    data = {**_supplement(supplement), "content_hash": supplement.content_hash}
    return Announcement("supplement_drafted", f"supplement:{supplement.id}", data)


def supplement_signed(supplement: Supplement) -> Announcement:
    """One party more signed it."""
    data = {**_supplement(supplement), "signature": of_signature(supplement.signatures[-1])}
    return Announcement("supplement_signed", f"supplement:{supplement.id}", data)


def supplement_reported(supplement: Supplement) -> Announcement:
    """Sent to the city."""
    return Announcement("supplement_reported", f"supplement:{supplement.id}", _supplement(supplement))


def supplement_step_taken(supplement: Supplement, action: str, note: str, defects: Sequence[str]) -> Announcement:
    """Passed, returned with defects, or rejected."""
    data = {**_supplement(supplement), "action": action, "note": note, "defects": list(defects)}
    return Announcement("supplement_step_taken", f"supplement:{supplement.id}", data)


def supplement_filed(supplement: Supplement, agreement: Agreement) -> Announcement:
    """The agreement has other terms from today: all of them are told, and which changed."""
    data = {**of_agreement(agreement), **_supplement(supplement), "terms_before": plain(supplement.before)}
    return Announcement("supplement_filed", f"supplement:{supplement.id}", data)


def _supplement(supplement: Supplement) -> dict[str, Any]:
    return {
        "supplement": supplement.id,
        "agreement": supplement.agreement,
        "number": supplement.number,
        "status": supplement.status,
        "changed": list(supplement.changed),
        "reason": supplement.reason,
        "person": supplement.person,
        "sender_unit": supplement.sender_unit,
        "host_unit": supplement.host_unit,
        "host_county": supplement.host_county,
    }
