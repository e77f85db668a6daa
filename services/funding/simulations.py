"""What of funding is held against a draft of the rules: every claim that was not reversed, with its money."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from services.funding.domain import simulation
from services.funding.domain.claim import Claim, tally_id
from services.funding.store import FundingWork
from shared.simulation import Case, Past, Views

MOST = 100_000


def judge(work: FundingWork, page: Sequence[Claim], before: Views, after: Views) -> Iterable[Case]:
    """A page of claims by both sets of rules; what they rest on is loaded in five queries."""

    def held(shelf: str, ids: Iterable[str]) -> dict[str, Any]:
        wanted = sorted(set(ids))
        return {one.id: one for one in getattr(work, shelf).some({"id": {"$in": wanted}}, limit=MOST)}

    records = held("known_records", (claim.record for claim in page))
    agreements = held("known_agreements", (claim.agreement for claim in page))
    filings = held("known_filings", (claim.filing for claim in page))
    accounts = held("fund_accounts", (claim.fund_account for claim in page))
    own = {claim.id: [tally_id(claim.subsidy, work.city, of) for of in (claim.person, claim.unit)] for claim in page}
    tallies = held("tallies", (id for ids in own.values() for id in ids))
    for claim in page:
        record = records.get(claim.record)
        if record is None:
            continue
        known = (record, agreements.get(claim.agreement), filings.get(claim.filing), accounts.get(claim.fund_account))
        taken = simulation.besides(claim, [tallies[id] for id in own[claim.id] if id in tallies])
        on = claim.submitted_on
        yield Case(
            id=claim.id,
            name=claim.name,
            unit=claim.unit,
            county=record.host_county or "",
            before=simulation.judged(claim, before(on), *known, taken),
            after=simulation.judged(claim, after(on), *known, taken),
        )


PASTS = (Past("claims", "申领", "claims", judge, {"status": {"$ne": "reversed"}}),)
