"""What of dispatch is held against a draft of the rules: every agreement that was filed, in force or ended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from services.dispatch import force
from services.dispatch.domain import simulation
from services.dispatch.domain.agreement import Agreement
from services.dispatch.store import DispatchWork
from shared.errors import NotFound
from shared.simulation import Case, Past, Views


def judge(work: DispatchWork, page: Sequence[Agreement], before: Views, after: Views) -> Iterable[Case]:
    """A page of agreements by both sets of rules."""
    work.known_filings.some({"id": {"$in": sorted({one.filing for one in page})}}, limit=len(page) + 1)
    for agreement in page:
        try:
            who = force.who(work, agreement.filing, agreement.host_unit)
        except NotFound:
            continue  # a filing that was never heard of is nothing to judge by
        on = agreement.drafted_on
        yield Case(
            id=agreement.id,
            name=agreement.commissioner_name,
            unit=agreement.sender_unit,
            county=agreement.host_county,
            before=simulation.judged(agreement, who, before(on)),
            after=simulation.judged(agreement, who, after(on)),
        )


PASTS = (Past("agreements", "协议", "agreements", judge, {"status": {"$in": ["filed", "ended"]}}),)
