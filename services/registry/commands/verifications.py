"""Codes of certificates, and the looks at them: the gateway gathers these for some seconds and sends them together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from services.registry.domain import filing as filings
from services.registry.domain import verification
from services.registry.domain.verification import Looks
from services.registry.store import RegistryWork
from shared.work import BEIJING

AT_ONCE = 500


def give_codes(work: RegistryWork) -> int:
    """At intervals: filings of before there were codes get one, so that their certificates can be verified; how many.

    A code is the paper's, not a fact of the filing: nothing is announced.
    """
    found = work.filings.some({"code": None}, limit=AT_ONCE)
    for one in found:
        coded = filings.coded(one, work.new_code(26))
        work.filings.save(coded)
        work.verifications.add(verification.of(coded))
    return len(found)


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
