"""Commands on interests: ties between commissioners or sending units and hosts."""

from __future__ import annotations

from services.dispatch import events, force
from services.dispatch.domain import interest as interests
from services.dispatch.domain.interest import Interest, Tie
from services.dispatch.domain.known import SENDERS
from services.dispatch.store import DispatchWork
from shared.actor import Actor
from shared.errors import NotFound


def declare_interest(
    work: DispatchWork, actor: Actor, tie: Tie, host_unit: str, note: str, filing: str = "", sender_unit: str = ""
) -> Interest:
    """The commissioner or the unit declares a tie to a host, or an officer records it."""
    host = force.host_filing(work, host_unit)
    if host is None:
        raise NotFound("host_unit")
    if filing:
        one = force.commissioner_filing(work, filing)
        whom = (one.person, one.name, one.sender_unit)
    else:
        unit = next((one for one in force.unit_filings(work, sender_unit) if one.subject in SENDERS), None)
        if unit is None:
            raise NotFound("sender_unit")
        whom = ("", unit.name, unit.unit)
    of_host = (host.unit, host.name, host.county)
    declared = interests.declare(work.new_id(), work.city, tie, whom, of_host, note, actor, work.today)
    work.interests.add(declared)
    work.announce(events.interest_declared(declared))
    return declared


def end_interest(work: DispatchWork, actor: Actor, interest_id: str, reason: str) -> Interest:
    """It is no more."""
    ended = interests.end(work.interests.get(interest_id), reason, actor, work.today)
    work.interests.save(ended)
    work.announce(events.interest_ended(ended))
    return ended
