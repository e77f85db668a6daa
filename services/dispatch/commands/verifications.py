"""Codes of agreements, and the looks at them: the gateway gathers these for some seconds and sends them together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from services.dispatch.domain import verification as verifications
from services.dispatch.domain.verification import Verification
from services.dispatch.store import DispatchWork
from shared.work import BEIJING

AT_ONCE = 500
FILED = ("filed", "ended")


def give_codes(work: DispatchWork) -> int:
    """At intervals: agreements filed before there were codes get one, so that they can be verified; how many.

    A code is the paper's, not one of the terms: nothing is announced.
    """
    found = work.agreements.some({"code": {"$in": ["", None]}, "status": {"$in": list(FILED)}}, limit=AT_ONCE)
    for one in found:
        coded = replace(one, code=work.new_code(26))
        work.agreements.save(coded)
        work.verifications.add(Verification(coded.code, "", coded.city, coded.id))
    return len(found)


def note_looks(work: DispatchWork, looks: Sequence[dict[str, Any]]) -> None:
    """So many looks at each code of this city; a code that is nobody's, or another city's, is passed over."""
    for one in looks:
        last: datetime = one["last"]
        known = work.verifications.find(one["code"])
        if known is None or known.made_in != work.city:
            continue
        begun = verifications.looks_of(one["code"], last.astimezone(BEIJING).date())
        work.looks.save(verifications.looked(work.looks.get_or(begun.id, begun), one["count"], last))
