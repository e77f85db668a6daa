"""Bringing an agreement into force, and ending it: the agreement, both places, the register and the order as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from services.dispatch import contact, events
from services.dispatch.domain import agreement as agreements
from services.dispatch.domain import appeal as appeals
from services.dispatch.domain import assignment as assignments
from services.dispatch.domain import places
from services.dispatch.domain import review as reviews
from services.dispatch.domain import succession as successions
from services.dispatch.domain.agreement import Agreement, Parties, Register
from services.dispatch.domain.ending import BY_CANCELLATION, Ending
from services.dispatch.domain.interest import ties
from services.dispatch.domain.known import PEOPLE, SENDERS, KnownCredit, KnownFiling, of_winners
from services.dispatch.domain.places import Places
from services.dispatch.domain.verification import Verification
from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from shared.errors import NotFound
from shared.repointing import standing, stood_for
from shared.work import Announcement, Shelf

MOST_FILINGS = 2_000  # of the units of one question: a hundred commissioners and their senders, with some to spare


def commissioner_filing(work: DispatchWork, filing: str) -> KnownFiling:
    """A commissioner's or team's filing. Raises NotFound for any other."""
    found = work.known_filings.get(filing)
    if found.subject not in PEOPLE:
        raise NotFound("filing")
    return found


def unit_filings(work: DispatchWork, *units: str) -> list[KnownFiling]:
    """The live filings of some units, in one query."""
    named = list(dict.fromkeys(unit for unit in units if unit))
    return work.known_filings.some({"unit": {"$in": named}, "live": True}, limit=MOST_FILINGS)


def host_filing(work: DispatchWork, unit: str) -> KnownFiling | None:
    """The unit's live filing as a host."""
    return next((one for one in unit_filings(work, standing(work, unit)) if one.subject == "host_unit"), None)


def sides(work: DispatchWork, agreement: Agreement) -> tuple[str, str]:
    """Under which keys it has its places: the commissioner's and the host's, as who they are known to be today."""
    person, host = standing(work, agreement.person), standing(work, agreement.host_unit)
    return agreements.commissioner_key(agreement.filing, person, agreement.kind), host


def who(work: DispatchWork, filing: str, host_unit: str) -> Parties:
    """The three sides as known today, with the places of both ends. Raises NotFound for an unknown commissioner."""
    return whos(work, [commissioner_filing(work, filing)], host_unit)[0]


def whos(work: DispatchWork, commissioners: Sequence[KnownFiling], host_unit: str) -> list[Parties]:
    """The same for many commissioners and one host, each kind of record in one query."""
    city, on = work.city, work.today
    work.known_mergings.fetch([host_unit, *(id for one in commissioners for id in (one.person, one.sender_unit) if id)])
    commissioners = [
        replace(one, person=standing(work, one.person), sender_unit=standing(work, one.sender_unit))
        for one in commissioners
    ]
    senders = dict.fromkeys(one.sender_unit for one in commissioners)
    stands = standing(work, host_unit)
    units = unit_filings(work, stands, *senders)
    sending = {one.unit: one for one in reversed(units) if one.subject in SENDERS}
    host = next((one for one in units if one.subject == "host_unit" and one.unit == stands), None)
    of_host = places_of(work.host_places, city, stands)
    keys = [agreements.commissioner_key(one.id, one.person, one.kind) for one in commissioners]
    work.commissioner_places.fetch([places.key(city, key) for key in keys])
    work.known_grades.fetch([one.id for one in commissioners])
    registers = _registers(work, [one.person for one in commissioners if one.person], stands)
    interests = work.interests.some({"host_unit": stands, "ended_on": None}, limit=MOST_FILINGS)
    found = []
    for one, key in zip(commissioners, keys, strict=True):
        grade = work.known_grades.find(one.id)
        found.append(
            Parties(
                one,
                sending.get(one.sender_unit),
                host,
                places_of(work.commissioner_places, city, key),
                of_host,
                grade.grade if grade else "",
                stands in sending,
                _in_force(registers, "person", one.person, on),
                _in_force(registers, "unit", stands, on),
                ties(interests, one.person, one.sender_unit, stands),
            )
        )
    return found


def _registers(work: DispatchWork, persons: Sequence[str], unit: str) -> list[KnownCredit]:
    """The entries against these persons and this unit, and against those who were merged into them."""
    merged = stood_for(work, [*persons, unit])
    gone = [*merged]
    whose = {"$in": [*persons, *gone]}
    of_persons = work.known_credits.some({"person": whose}, limit=MOST_FILINGS) if persons else []
    of_unit = work.known_credits.some({"unit": {"$in": [unit, *gone]}}) if unit else []
    return of_winners([*of_persons, *of_unit], merged)


def _in_force(known: Sequence[KnownCredit], whose: str, id: str, on: date) -> tuple[str, ...]:
    found = {one.register for one in known if id and getattr(one, whose) == id and one.in_force(on)}
    return tuple(sorted(found))


def places_of(shelf: Shelf[Places], city: str, whom: str) -> Places:
    """The places of one commissioner or host, none taken when there is no record yet."""
    id = places.key(city, whom)
    return shelf.get_or(id, Places(id, city))


def put_in_force(
    work: DispatchWork, rules: Rules, agreement: Agreement, taken: Announcement | None = None
) -> Agreement:
    """Files it under the next number and takes both places; `taken`: the step that led to it, to be told before.

    Raises Refused with every unmet condition, and then nothing is kept or told.
    """
    year = work.today.year
    id = f"{work.city}:{year}"
    number, register = work.registers.get_or(id, Register(id, work.city, year)).next()
    filed, of_commissioner, of_host = reviews.put_in_force(
        agreement, number, who(work, agreement.filing, agreement.host_unit), rules, work.today, work.new_code(26)
    )
    earlier = None
    if agreement.continues:
        earlier = successions.take_over(agreement, work.agreements.get(agreement.continues))
    if taken is not None:
        work.announce(taken)
    work.registers.save(register)
    work.commissioner_places.save(of_commissioner)
    work.host_places.save(of_host)
    work.agreements.save(filed)
    contact.agreed(work, rules, filed)
    work.verifications.add(Verification(filed.code, "", filed.city, filed.id))
    work.announce(events.agreement_filed(filed, rules))
    if filed.terms.targets:
        work.announce(events.targets_set(filed))
    if earlier is not None:
        work.agreements.save(earlier)
        work.announce(events.agreement_handed_over(earlier, filed))
    return filed


def end(
    work: DispatchWork,
    agreement: Agreement,
    ground: str,
    article: str,
    consequences: Sequence[str] = (),
    case: Ending | None = None,
) -> Agreement:
    """Ends it today, frees both places, closes the order it came from, and tells what follows."""
    ended = agreements.end(agreement, ground, article, work.today)
    commissioner, host = sides(work, agreement)
    own = places_of(work.commissioner_places, work.city, commissioner)
    work.commissioner_places.save(places.release(own, agreement.id, work.today))
    work.host_places.save(places.release(places_of(work.host_places, work.city, host), agreement.id, work.today))
    if agreement.assignment:
        ordered = work.assignments.get(agreement.assignment)
        work.assignments.save(assignments.close(ordered, ground, work.today))
    work.agreements.save(ended)
    work.announce(events.agreement_ended(ended, consequences, case))
    return ended


def restore(work: DispatchWork, ending: Ending) -> None:
    """Undoes an ending that was overturned: its agreement, and those that ended with the filing that it cancelled.

    They take their places again whatever was filed meanwhile: who was wronged does not lose them to others.
    """
    own = work.agreements.get(ending.agreement)
    together = {"filing": ending.filing, "status": "ended", "ground": BY_CANCELLATION}
    followed = work.agreements.some({**together, "ended_on": {"$gte": str(ending.decided_on)}})
    undone = [own, *(one for one in followed if one.id != own.id and "cancel_filing" in ending.consequences)]
    for agreement in undone:
        if agreement.status != "ended":
            continue
        again = appeals.restore(agreement, work.today)
        if again.status == "filed":
            commissioner, host = sides(work, again)
            of_commissioner, of_host = reviews.places_of(again, commissioner, host)
            held = places_of(work.commissioner_places, work.city, commissioner)
            work.commissioner_places.save(places.take(held, of_commissioner))
            there = places_of(work.host_places, work.city, host)
            work.host_places.save(places.take(there, of_host))
            if again.assignment:
                ordered = work.assignments.get(again.assignment)
                work.assignments.save(assignments.reopen(ordered))
        work.agreements.save(again)
        work.announce(events.agreement_restored(again, ending))


def expire(work: DispatchWork, agreement: Agreement, article: str) -> None:
    """Ends what has run out, as of its own last day; its places ended by themselves."""
    assert agreement.until is not None  # set when it was filed
    ended = agreements.end(agreement, "expired", article, agreement.until)
    if agreement.assignment:
        ordered = work.assignments.get(agreement.assignment)
        work.assignments.save(assignments.close(ordered, "expired", agreement.until))
    work.agreements.save(ended)
    work.announce(events.agreement_ended(ended))
