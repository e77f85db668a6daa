"""Working out a directed round: what is read for it, seat by seat, and the plan that comes of it.

Runs in a job, never in a command. The whole pool is weighed in columns (`domain/pool.py`); only those near the top of
a seat's list are held against the agreement's conditions, and more of them where the solution asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from services.dispatch import force, matching
from services.dispatch.domain import agreement as agreements
from services.dispatch.domain import eligibility, optimum, places
from services.dispatch.domain import matching as scores
from services.dispatch.domain.agreement import Parties
from services.dispatch.domain.candidate import Candidate
from services.dispatch.domain.demand import Demand
from services.dispatch.domain.directed_round import KEPT_NEAREST, DirectedRound, Gap, Near, Pair, Plan
from services.dispatch.domain.eligibility import Ground
from services.dispatch.domain.matching import Wanted
from services.dispatch.domain.optimum import Offer
from services.dispatch.domain.places import Place
from services.dispatch.domain.pool import Pool
from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from shared.rulebook import Rulebook

READ_AT_ONCE = 5_000
CHUNK = 100
ORDERED = ["ordered", "serving"]  # orders that fill a seat of a demand


@dataclass(frozen=True)
class Seat:
    """One place of a demand. `crowd`: how many seats of the same host come before it in this round."""

    id: str
    demand: Demand
    wanted: Wanted
    crowd: int


@dataclass
class Table:
    """What is known of one seat so far, in the order of points: `at` is the next of `order` to be looked at."""

    order: Sequence[int]
    points: Any
    at: int = 0
    allowed: dict[str, float] = field(default_factory=dict)
    waives: dict[str, tuple[str, ...]] = field(default_factory=dict)
    needs: dict[str, frozenset[str]] = field(default_factory=dict)
    nearest: list[Near] = field(default_factory=list)


class Planner:
    """One round being worked out over a unit of work that only reads."""

    def __init__(self, work: DispatchWork, rulebook: Rulebook, round: DirectedRound) -> None:
        self._work, self._round = work, round
        self._rules = Rules.of(rulebook, work.today)
        self._demands = {one.id: one for one in work.demands.gather(round.demands)}
        self._seats = {seat.id: seat for seat in self._open_seats(rulebook)}
        self._pool = self._read_pool()
        self._key = {one.id: _key(one) for one in self._pool.candidates}
        self._by_key: dict[str, Candidate] = {}
        self._tables: dict[str, Table] = {}
        self._grounds: dict[str, Ground] = {}
        self._examined = 0

    def plan(self, told: Callable[[int, int], None] = lambda done, total: None) -> Plan:
        """The plan. `told(done, total)` hears how many seats have been looked at."""
        for done, seat in enumerate(self._seats.values(), 1):
            self._offer(seat.id, 1)
            told(done, len(self._seats))
        found = optimum.solve(list(self._seats), self._offer)
        needs = {seat: table.needs for seat, table in self._tables.items()}
        rules = optimum.smallest_waiver(needs) if len(found.placed) < len(self._seats) else frozenset()
        fills = optimum.fillable(needs, rules) - optimum.fillable(needs, ()) if rules else 0
        pairs = [self._pair(seat, who) for seat, who in sorted(found.placed.items())]
        return Plan(
            edition=self._round.edition,
            pairs=tuple(pairs),
            gaps=tuple(self._gap(seat) for seat in sorted(set(self._seats) - set(found.placed))),
            total=found.total,
            waivers=tuple(self._grounds[rule] for rule in sorted(rules)),
            fills=fills,
            pool=len(self._pool.candidates),
            examined=self._examined,
        )

    def _open_seats(self, rulebook: Rulebook) -> list[Seat]:
        """The places still to be filled: what is wanted less what earlier orders fill."""
        filled: dict[str, int] = {}
        known = {"demand": {"$in": list(self._round.demands)}, "status": {"$in": ORDERED}}
        for one in self._work.assignments.some(known, limit=READ_AT_ONCE):
            filled[one.demand] = filled.get(one.demand, 0) + 1
        crowd: dict[str, int] = {}
        seats = []
        for id in sorted(self._demands):
            demand = self._demands[id]
            wanted = matching.wanted_of(demand, rulebook.synonyms)
            for number in range(filled.get(id, 0) + 1, demand.people_wanted + 1):
                before = crowd.get(demand.host_unit, 0)
                seats.append(Seat(f"{id}-{number}", demand, wanted, before))
                crowd[demand.host_unit] = before + 1
        return seats

    def _read_pool(self) -> Pool:
        """Everybody the round may send, with what they do now."""
        work, round, last = self._work, self._round, ""
        asked: dict[str, Any] = {"live": True}
        for name, values in (("kind", round.kinds), ("sender_unit", round.sender_units)):
            if values:
                asked[name] = {"$in": list(values)}
        found: list[Candidate] = []
        while True:
            id = {"$gt": last, **({"$in": list(round.filings)} if round.filings else {})}
            part = work.candidates.some({**asked, "id": id}, sort=[("_id", 1)], limit=READ_AT_ONCE)
            found += part
            if len(part) < READ_AT_ONCE:
                break
            last = part[-1].id
        keys = [places.key(work.city, _key(one)) for one in found]
        for start in range(0, len(keys), READ_AT_ONCE):
            work.commissioner_places.fetch(keys[start : start + READ_AT_ONCE])
        serving = {
            one.id: matching.serving(held.held, work.today)
            for one, key in zip(found, keys, strict=True)
            if (held := work.commissioner_places.find(key)) is not None
        }
        return Pool(found, serving, self._rules.matching.weights.require())

    def _offer(self, seat_id: str, count: int) -> Offer:
        """The seat's best options, at least `count` where there are so many; an `Offer` as the optimum asks for it."""
        seat = self._seats[seat_id]
        locked = [choice.filing for choice in self._round.locks if choice.demand == seat.demand.id]
        table = self._tables.get(seat_id)
        if table is None:
            points = self._pool.points(seat.wanted)
            table = self._tables[seat_id] = Table(_order(points), points)
        while len(table.allowed) < count and table.at < len(table.order):
            rows = table.order[table.at : table.at + CHUNK]
            table.at += len(rows)
            self._examine(seat, table, [int(row) for row in rows], locked)
        beyond = float(table.points[table.order[table.at]]) if table.at < len(table.order) else None
        return Offer(table.allowed, beyond)

    def _examine(self, seat: Seat, table: Table, rows: Sequence[int], locked: Sequence[str]) -> None:
        found = [self._pool.candidates[row] for row in rows]
        points = {self._pool.candidates[row].id: round(float(table.points[row]), 4) for row in rows}
        found = [one for one in found if self._may_take(seat, one, locked)]
        for one, who in matching.with_parties(self._work, found, seat.demand.host_unit):
            self._examined += 1
            key = self._key[one.id]
            if key in table.allowed:
                continue  # a better filing of the same person was seen before
            crowded = _crowded(who, seat, self._rules, self._work)
            grounds = eligibility.grounds(
                self._round.way, crowded, seat.demand.fields, seat.demand.until, self._rules, self._work.today
            )
            self._grounds.update({ground.rule: ground for ground in grounds})
            strict = [ground for ground in grounds if not ground.waivable]
            waives = tuple(ground.rule for ground in grounds if ground.waivable)
            if not strict:
                table.needs[key] = frozenset(rule for rule in waives if rule not in self._round.waived)
            if not strict and not table.needs[key]:
                table.allowed[key] = points[one.id]
                table.waives[key] = waives
                self._by_key[f"{seat.id}:{key}"] = one
            elif len(table.nearest) < KEPT_NEAREST:
                table.nearest.append(Near(one.id, one.name, points[one.id], grounds))

    def _may_take(self, seat: Seat, one: Candidate, locked: Sequence[str]) -> bool:
        """Whether the officer's hand leaves this pair open: locked ones take their own demand's seats only."""
        round = self._round
        if seat.demand.wanted_kinds and one.kind not in seat.demand.wanted_kinds:
            return False
        if any(choice.demand == seat.demand.id and choice.filing == one.id for choice in round.forbidden):
            return False
        own = [choice.demand for choice in round.locks if choice.filing == one.id]
        if own:
            return seat.demand.id in own
        first = [id for id, other in self._seats.items() if other.demand.id == seat.demand.id][: len(locked)]
        return seat.id not in first  # the first seats of a demand are kept for those locked to it

    def _pair(self, seat_id: str, key: str) -> Pair:
        seat, table = self._seats[seat_id], self._tables[seat_id]
        one = self._by_key[f"{seat_id}:{key}"]
        held = self._work.commissioner_places.find(places.key(self._work.city, key))
        running, renewed = matching.serving(held.held if held else (), self._work.today)
        weighed = scores.weigh(seat.wanted, self._pool.lexicon)
        full = scores.score(seat.wanted, weighed, one, running, renewed, self._pool.weights)
        others = [(-points, other) for other, points in table.allowed.items() if other != key]
        second = self._by_key[f"{seat_id}:{min(others)[1]}"] if others else None
        return Pair(
            seat=seat_id,
            demand=seat.demand.id,
            title=seat.demand.title,
            host_unit=seat.demand.host_unit,
            host_name=seat.demand.host_name,
            filing=one.id,
            name=one.name,
            sender_unit=one.sender_unit,
            score=full.score,
            reasons=full.reasons,
            waives=table.waives[key],
            locked=any(choice.filing == one.id and choice.demand == seat.demand.id for choice in self._round.locks),
            second=second.id if second else "",
            second_name=second.name if second else "",
            second_score=round(-min(others)[0], 2) if others else 0.0,
        )

    def _gap(self, seat_id: str) -> Gap:
        seat = self._seats[seat_id]
        nearest = tuple(self._tables[seat_id].nearest)
        return Gap(seat_id, seat.demand.id, seat.demand.title, seat.demand.host_name, nearest)


def _order(points: Any) -> Any:
    import numpy as np

    return np.argsort(-points, kind="stable")


def _key(one: Candidate) -> str:
    return agreements.commissioner_key(one.id, one.person, one.kind)


def _crowded(who: Parties, seat: Seat, rules: Rules, work: DispatchWork) -> Parties:
    """As if the host's earlier seats of this round were taken already."""
    if not seat.crowd:
        return who
    terms = eligibility.assumed(seat.demand.fields, (), seat.demand.until, rules, work.today)
    held = who.host_places
    for number in range(seat.crowd):
        held = places.take(held, Place(f"seat {number}", f"seat {number}", 1, terms.since, terms.until))
    return replace(who, host_places=held)


def confirmable(work: DispatchWork, rules: Rules, round: DirectedRound, pair: Pair) -> tuple[Ground, ...]:
    """What stands in the way of a proposed pair today, the round's waivers granted."""
    demand = work.demands.get(pair.demand)
    who = force.who(work, pair.filing, pair.host_unit)
    found = eligibility.grounds(round.way, who, demand.fields, demand.until, rules, work.today)
    return tuple(ground for ground in found if not (ground.waivable and ground.rule in round.waived))
