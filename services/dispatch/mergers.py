"""What a merger does to places: the winner's are the sum of both, and back again when it is undone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from services.dispatch import events, force
from services.dispatch.domain import limits, places
from services.dispatch.domain.agreement import Agreement, Parties
from services.dispatch.domain.places import Places
from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from shared.repointing import Merger
from shared.work import Shelf

MOST_RUNNING = 1_000  # agreements of one commissioner or host
NAMED = {"person": "person", "unit": "host_unit"}


def join(work: DispatchWork, rules: Rules, merger: Merger) -> None:
    """The winner holds the loser's places too, and every counterpart names the winner. What is over a limit is told.

    The loser's record is saved, held or not, so that whoever takes a place there just now collides and decides anew.
    """
    shelf, others = _shelves(work, merger)
    running = _running(work, merger)
    gone, kept = force.places_of(shelf, work.city, merger.id), force.places_of(shelf, work.city, merger.winner)
    there = _counterparts(work, others, gone)
    joined = places.join(kept, gone)
    renamed = {id: places.rename(one, merger.id, merger.winner) for id, one in there.items()}
    for agreement in running:
        _tell(work, rules, merger, agreement, (gone, kept), joined, renamed)
    shelf.save(joined)
    shelf.save(replace(gone, held=()))
    for one in renamed.values():
        others.save(one)


def part(work: DispatchWork, merger: Merger) -> None:
    """The loser holds again what came with the merger; what was filed since stays the winner's."""
    shelf, others = _shelves(work, merger)
    noted = work.repointed.some({"merged": merger.id, "collection": "agreements"}, limit=MOST_RUNNING)
    came = frozenset(one.record for one in noted if f"/{NAMED[merger.noun]}" in one.at)
    gone, kept = force.places_of(shelf, work.city, merger.id), force.places_of(shelf, work.city, merger.winner)
    stay, back = places.part(kept, gone, came)
    there = _counterparts(work, others, back)
    shelf.save(stay)
    shelf.save(back)
    for one in there.values():
        others.save(places.rename(one, merger.winner, merger.id, came))


def _tell(
    work: DispatchWork,
    rules: Rules,
    merger: Merger,
    agreement: Agreement,
    apart: tuple[Places, Places],
    joined: Places,
    renamed: dict[str, Places],
) -> None:
    """Tells of an agreement that the sum takes over a limit."""
    filing, host = work.known_filings.find(agreement.filing), force.host_filing(work, agreement.host_unit)
    of_person, own, unit = merger.noun == "person", agreement.commissioner_key, agreement.host_unit
    mine, other = (own, unit) if of_person else (unit, own)
    was = next((one for one in apart if one.id == places.key(work.city, mine)), None)
    if filing is None or host is None or was is None:
        return  # a team's places are its filing's; where nobody is filed nothing new is filed either
    there = force.places_of(work.host_places if of_person else work.commissioner_places, work.city, other)
    now = renamed.get(there.id, there)
    if of_person:
        before = Parties(replace(filing, person=mine), None, host, was, there)
        after = Parties(replace(filing, person=merger.winner), None, host, joined, now)
    else:
        before = Parties(filing, None, replace(host, unit=mine), there, was)
        after = Parties(filing, None, replace(host, unit=merger.winner), now, joined)
    found = limits.newly_over(agreement, before, after, rules, work.today)
    if found:
        work.announce(events.agreement_over_limit(agreement, found, merger.winner, merger.id))


def _shelves(work: DispatchWork, merger: Merger) -> tuple[Shelf[Places], Shelf[Places]]:
    """The places of the merged one's kind, and those of its counterparts."""
    if merger.noun == "person":
        return work.commissioner_places, work.host_places
    return work.host_places, work.commissioner_places


def _running(work: DispatchWork, merger: Merger) -> list[Agreement]:
    both = {"$in": [merger.id, merger.winner]}
    return work.agreements.some({NAMED[merger.noun]: both, "status": "filed"}, limit=MOST_RUNNING)


def _counterparts(work: DispatchWork, others: Shelf[Places], of: Places) -> dict[str, Places]:
    """The records at the other end of these places, by id."""
    whom: Iterable[str] = dict.fromkeys(one.other for one in of.held)
    ids = [places.key(work.city, one) for one in whom]
    others.fetch(ids)
    return {id: found for id in ids if (found := others.find(id)) is not None}
