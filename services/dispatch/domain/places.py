"""Places taken: which hosts a commissioner serves, and who serves at a host, by term.

One record per commissioner and one per host. Whoever files, takes or ends an agreement saves both, so that two takers
of the last place collide: one gets it, the other decides anew and is refused.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

YEARS_KEPT = 2


@dataclass(frozen=True)
class Place:
    """One agreement's place: the other side (a host's unit, or a commissioner's key), how many people, and the term.
    `renews`: it renewed an earlier agreement of the two.
    """

    agreement: str
    other: str
    people: int
    since: date
    until: date
    renews: bool = False


@dataclass(frozen=True)
class Places:
    """The places of one commissioner or host; `closed` are cancelled filings, under which none is taken any more."""

    id: str
    city: str
    held: tuple[Place, ...] = ()
    closed: tuple[str, ...] = ()
    version: int = 0


def key(city: str, whom: str) -> str:
    """The record's id; persons and units may be known in several cities."""
    return f"{city}:{whom}"


def take(places: Places, place: Place) -> Places:
    """With one more place taken; places long over are forgotten."""
    oldest = place.since.year - YEARS_KEPT
    kept = tuple(p for p in places.held if p.agreement != place.agreement and p.until.year > oldest)
    return replace(places, held=(*kept, place))


def release(places: Places, agreement: str, ended_on: date) -> Places:
    """Free again from the day it ended; what was served before still counts for its year."""
    last = ended_on - timedelta(days=1)
    ended = (replace(p, until=min(p.until, last)) if p.agreement == agreement else p for p in places.held)
    return replace(places, held=tuple(p for p in ended if p.until >= p.since))


def close(places: Places, filing: str) -> Places:
    """No more agreements under this filing."""
    return places if filing in places.closed else replace(places, closed=(*places.closed, filing))


def reopen(places: Places, filing: str) -> Places:
    """Agreements under this filing may be made again."""
    return replace(places, closed=tuple(known for known in places.closed if known != filing))


def join(places: Places, others: Places) -> Places:
    """The places of two who turned out to be one: every agreement once, every closed filing."""
    known = {place.agreement for place in places.held}
    held = (*places.held, *(place for place in others.held if place.agreement not in known))
    return replace(places, held=held, closed=tuple(dict.fromkeys((*places.closed, *others.closed))))


def rename(places: Places, old: str, new: str, agreements: frozenset[str] | None = None) -> Places:
    """With the other side called otherwise: in all places, or in those of some agreements."""
    named = (
        replace(place, other=new)
        if place.other == old and (agreements is None or place.agreement in agreements)
        else place
        for place in places.held
    )
    return replace(places, held=tuple(named))


def part(places: Places, other: Places, agreements: frozenset[str]) -> tuple[Places, Places]:
    """The reverse of `join`: what stays, and the other one with the places of these agreements."""
    stay = tuple(place for place in places.held if place.agreement not in agreements)
    back = tuple(place for place in places.held if place.agreement in agreements)
    closed = tuple(dict.fromkeys((*other.closed, *places.closed)))
    return replace(places, held=stay), replace(other, held=(*other.held, *back), closed=closed)


def other_hosts(places: Places, host: str, since: date, until: date) -> int:
    """The largest number of hosts, this one not counted, served in one calendar year of the term."""
    return max(
        len({p.other for p in places.held if p.other != host and p.since.year <= year <= p.until.year})
        for year in range(since.year, until.year + 1)
    )


def most_people(places: Places, commissioner: str, since: date, until: date) -> int:
    """The most people, this commissioner's not counted, who are at the host on one day of the term."""
    others = [p for p in places.held if p.other != commissioner and p.since <= until and p.until >= since]
    busiest = 0
    for day in {since, *(p.since for p in others if p.since > since)}:
        there: dict[str, int] = {}
        for p in others:
            if p.since <= day <= p.until:
                there[p.other] = max(there.get(p.other, 0), p.people)
        busiest = max(busiest, sum(there.values()))
    return busiest
