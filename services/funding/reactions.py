"""What funding does on hearing that an agreement or a filing ended: unpaid claims that rested on it are stopped."""

from __future__ import annotations

from services.funding import events
from services.funding.domain import claim as claims
from services.funding.rules import EndingFacts, Rules
from services.funding.store import FundingWork
from shared.hearing import Heard
from shared.rulebook import Rulebook

UNPAID = {"$in": ["submitted", "approved"]}
MOST = 2_000  # of unpaid claims behind one agreement or filing; a year of daily trips is 366


def on_agreement_ended(work: FundingWork, rulebook: Rulebook, event: Heard) -> None:
    """Stops the unpaid claims drawn from services under this agreement, where the rulebook says so."""
    told = event.data
    ending = EndingFacts("agreement", told.get("ground") or "", told.get("ended_on") or work.today.isoformat())
    _stop(work, rulebook, {"agreement": told["agreement"]}, ending)


def on_filing_cancelled(work: FundingWork, rulebook: Rulebook, event: Heard) -> None:
    """Stops the unpaid claims under this filing, where the rulebook says so."""
    told = event.data
    ending = EndingFacts("filing", told.get("ground") or "", work.today.isoformat())
    _stop(work, rulebook, {"filing": told["filing"]}, ending)


def _stop(work: FundingWork, rulebook: Rulebook, behind: dict[str, str], ending: EndingFacts) -> None:
    rules = Rules.of(rulebook, on=work.today)
    for claim in work.claims.some({**behind, "status": UNPAID}, limit=MOST):
        stopped, findings = claims.stop(claim, rules, ending)
        if findings:
            work.claims.save(stopped)
            work.announce(events.claim_stopped(stopped, findings))
