"""What funding does on hearing that an agreement or a filing ended, or is in force again: claims stop, and go on."""

from __future__ import annotations

from services.funding import carrying, events
from services.funding.domain import claim as claims
from services.funding.domain.claim import Tally, tally_id
from services.funding.rules import EndingFacts, Rules
from services.funding.store import NAMINGS, FundingWork
from shared import repointing
from shared.hearing import Heard
from shared.repointing import Merger
from shared.rulebook import Rulebook

UNPAID = {"$in": ["submitted", "approved"]}
MOST = 2_000  # of claims behind one agreement, filing or person; a year of daily trips is 366


def on_agreement_ended(work: FundingWork, rulebook: Rulebook, event: Heard) -> None:
    """Stops the unpaid claims drawn from services under this agreement, where the rulebook says so."""
    told = event.data
    known = work.known_agreements.find(told["agreement"])
    if known is not None and known.ended_on is None:
        return  # it was overturned since
    ending = EndingFacts("agreement", told.get("ground") or "", told.get("ended_on") or work.today.isoformat())
    _stop(work, rulebook, {"agreement": told["agreement"]}, ending)


def on_filing_cancelled(work: FundingWork, rulebook: Rulebook, event: Heard) -> None:
    """Stops the unpaid claims under this filing, where the rulebook says so."""
    told = event.data
    ending = EndingFacts("filing", told.get("ground") or "", work.today.isoformat())
    _stop(work, rulebook, {"filing": told["filing"]}, ending)


def on_agreement_restored(work: FundingWork, rulebook: Rulebook, event: Heard) -> None:
    """The ending was overturned: claims that it stopped go on, unless the filing's own end still stops them."""
    _resume(work, rulebook, {"agreement": event.data["agreement"]})


def on_filing_restored(work: FundingWork, rulebook: Rulebook, event: Heard) -> None:
    """The filing stands again: claims that its end stopped go on, unless the agreement's still stops them."""
    _resume(work, rulebook, {"filing": event.data["filing"]})


def on_merged(work: FundingWork, rulebook: Rulebook, event: Heard) -> None:
    """Two who were one have taken of every capped subsidy what both took; claims and rewards name who stands for both.

    The services done under a unit, their claims and rates stay with its account; its money goes to the winner's.
    """
    merger = work.known_mergings.get(str(event.data["loser"]))
    for of_winner, of_loser in _tallies(work, rulebook, merger):
        kept, gone = claims.joined(of_winner, of_loser)
        work.tallies.save(kept)
        work.tallies.save(gone)
    if merger.noun == "unit":
        carrying.on_merged(work, merger)
    repointing.follow(work, merger, NAMINGS[merger.noun])


def on_unmerged(work: FundingWork, rulebook: Rulebook, event: Heard) -> None:
    """Each has taken what was claimed in their own name again."""
    merger = work.known_mergings.find(str(event.data["loser"]))
    if merger is None:
        return
    noted = work.repointed.some({"merged": merger.id, "collection": "claims"}, limit=MOST)
    theirs = {"id": {"$in": [one.record for one in noted]}} if merger.noun == "person" else {"unit": merger.id}
    moved = work.claims.some(theirs, limit=MOST)
    for of_winner, of_loser in _tallies(work, rulebook, merger):
        own = [one for one in moved if tally_id(one.subsidy, work.city, merger.id) == of_loser.id]
        kept, back = claims.parted(of_winner, of_loser, own)
        work.tallies.save(kept)
        work.tallies.save(back)
    if merger.noun == "unit":
        carrying.on_unmerged(work, merger)
    repointing.follow(work, merger, NAMINGS[merger.noun])


def _tallies(work: FundingWork, rulebook: Rulebook, merger: Merger) -> list[tuple[Tally, Tally]]:
    """The winner's and the loser's counter of every subsidy that is capped by whom they are."""
    stated = Rules.of(rulebook, on=work.today).subsidies
    capped = [name for name, one in stated.items() if any(cap.whom == merger.noun for cap in one.caps)]
    ids = [tuple(tally_id(name, work.city, whom) for whom in (merger.winner, merger.id)) for name in capped]
    work.tallies.fetch([id for pair in ids for id in pair])
    return [
        (work.tallies.get_or(one, Tally(one, work.city)), work.tallies.get_or(other, Tally(other, work.city)))
        for one, other in ids
    ]


def _stop(work: FundingWork, rulebook: Rulebook, behind: dict[str, str], ending: EndingFacts) -> None:
    rules = Rules.of(rulebook, on=work.today)
    for claim in work.claims.some({**behind, "status": UNPAID}, limit=MOST):
        stopped, findings = claims.stop(claim, rules, ending)
        if findings:
            work.claims.save(stopped)
            work.announce(events.claim_stopped(stopped, findings))


def _resume(work: FundingWork, rulebook: Rulebook, behind: dict[str, str]) -> None:
    rules = Rules.of(rulebook, on=work.today)
    for claim in work.claims.some({**behind, "status": "stopped"}, limit=MOST):
        agreement, filing = work.known_agreements.find(claim.agreement), work.known_filings.find(claim.filing)
        resumed = claims.resume(claim, rules, agreement, filing)
        if resumed is not None:
            work.claims.save(resumed)
            work.announce(events.claim_resumed(resumed))
