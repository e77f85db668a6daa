"""One optimal assignment of people to seats, and the smallest set of rules to waive so that nobody stays unplaced.

Pure: seats and people are names, `options` the points of each pair that may be made. The optimum fills as many seats
as can be filled, and among those has the most points in all; the same input gives the same answer.

A seat knows only its best options at first. The prices of the solution (its duals) tell whether an option not yet
looked at could change anything: where one could, that seat's list is lengthened and it is solved again. So the answer
is the optimum over *all* pairs though only few were held against the rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

FILLED = 1_000.0  # worth of a filled seat: above any sum of points that filling one less could win, see `_worth`
SLACK = 1e-6
EXACT_RULES = 12  # so many rules are searched through completely: at most 4,096 sets


@dataclass(frozen=True)
class Offer:
    """The best options of a seat so far, by points; `next_best`: no option beyond has more (None: there are none)."""

    points: Mapping[str, float]
    next_best: float | None


@dataclass(frozen=True)
class Solution:
    """Who takes which seat; points in all; `lengthened`: how often more options had to be looked at."""

    placed: Mapping[str, str]
    total: float
    lengthened: int


def solve(seats: Sequence[str], ask: Callable[[str, int], Offer], first: int = 32) -> Solution:
    """The optimum over all pairs. `ask(seat, count)`: the seat's best `count` options (more are allowed)."""
    order = sorted(seats)
    counts = dict.fromkeys(order, max(first, 1))
    offers = {seat: ask(seat, counts[seat]) for seat in order}
    lengthened = 0
    while True:
        placed, prices = _solved(order, {seat: offer.points for seat, offer in offers.items()})
        short = [
            seat
            for seat in order
            if (beyond := offers[seat].next_best) is not None and _worth(beyond, len(order)) > prices[seat] + SLACK
        ]
        if not short:
            break
        lengthened += 1
        for seat in short:
            counts[seat] *= 4
            offers[seat] = ask(seat, counts[seat])
    total = sum(offers[seat].points[who] for seat, who in placed.items())
    return Solution(placed, round(total, 2), lengthened)


def _worth(points: float, seats: int) -> float:
    """A filled seat goes before any points: all points of all seats together are less than one more filled."""
    return points + FILLED * max(seats, 1)


def _solved(
    seats: Sequence[str], options: Mapping[str, Mapping[str, float]]
) -> tuple[dict[str, str], dict[str, float]]:
    """An optimal assignment over the options known, and what each seat's place is worth in it (its dual)."""
    import numpy as np  # with scipy a second to load: only where a round is worked out
    from scipy.optimize import linear_sum_assignment

    people = sorted({who for points in options.values() for who in points})
    if not people:
        return {}, dict.fromkeys(seats, 0.0)
    column = {who: at for at, who in enumerate(people)}
    worth = np.zeros((len(seats), max(len(people), len(seats))))
    for row, seat in enumerate(seats):
        for who, points in options[seat].items():
            worth[row, column[who]] = _worth(points, len(seats))
    rows, columns = linear_sum_assignment(worth, maximize=True)
    taken = {int(row): int(at) for row, at in zip(rows, columns, strict=True) if worth[row, at] > 0}
    price = _prices(worth, taken)
    placed = {seats[row]: people[at] for row, at in taken.items()}
    return placed, {
        seat: worth[row, taken[row]] - price[taken[row]] if row in taken else 0.0 for row, seat in enumerate(seats)
    }


def _prices(worth: object, taken: Mapping[int, int]) -> dict[int, float]:
    """The least prices of the people taken under which every seat is content with what it has."""
    import numpy as np

    table = np.asarray(worth)
    rows = sorted(taken)
    if not rows:
        return {}
    among = table[np.ix_(rows, [taken[row] for row in rows])]  # what each seat would gain by another's place
    own = np.diag(among).copy()
    empty = [row for row in range(table.shape[0]) if row not in taken]
    outside = table[np.ix_(empty, [taken[row] for row in rows])].max(axis=0) if empty else np.zeros(len(rows))
    price = np.maximum(outside, 0.0)  # an empty seat would pay all it is worth
    for _ in range(len(rows) + 1):
        raised = np.maximum(price, (among - (own - price)[:, None]).max(axis=0))
        if np.allclose(raised, price, atol=SLACK / 10):
            break
        price = raised
    return {taken[row]: float(price[at]) for at, row in enumerate(rows)}


# -- the smallest set of rules to waive --------------------------------------------------------------------------------

Blocked = Mapping[str, Mapping[str, frozenset[str]]]  # seat -> person -> the rules to be waived for it, if any


def smallest_waiver(pairs: Blocked) -> frozenset[str]:
    """The fewest rules whose waiver lets as many seats be filled as waiving all of them would.

    Of equally small sets the first by name. Exact up to EXACT_RULES rules; beyond, greedy and then made irreducible.
    """
    rules = sorted({rule for options in pairs.values() for needed in options.values() for rule in needed})
    most = fillable(pairs, rules)
    if fillable(pairs, ()) == most:
        return frozenset()
    if len(rules) <= EXACT_RULES:
        for size in range(1, len(rules) + 1):
            for chosen in combinations(rules, size):
                if fillable(pairs, chosen) == most:
                    return frozenset(chosen)
    return _irreducible(pairs, rules, most)


def _irreducible(pairs: Blocked, rules: Sequence[str], most: int) -> frozenset[str]:
    chosen: set[str] = set()
    while fillable(pairs, chosen) < most:
        gains = [(fillable(pairs, {*chosen, rule}), rule) for rule in rules if rule not in chosen]
        best = max(gain for gain, _ in gains)
        if best > fillable(pairs, chosen):
            chosen.add(next(rule for gain, rule in gains if gain == best))
        else:  # no single rule helps: begin from all that are left and take away
            chosen.update(rules)
    for rule in rules:
        if rule in chosen and fillable(pairs, chosen - {rule}) == most:
            chosen.discard(rule)
    return frozenset(chosen)


def fillable(pairs: Blocked, waived: Iterable[str]) -> int:
    """How many seats can be filled at once when these rules are waived (a largest matching, by augmenting paths)."""
    leave = frozenset(waived)
    open_to = {seat: [who for who, needed in options.items() if needed <= leave] for seat, options in pairs.items()}
    holder: dict[str, str] = {}
    return sum(1 for seat in sorted(open_to) if _augment(seat, open_to, holder))


def _augment(start: str, open_to: Mapping[str, Sequence[str]], holder: dict[str, str]) -> bool:
    """Gives `start` a place, moving others along a shortest path where needed."""
    came: dict[str, str] = {}  # person -> the seat that reached it
    queue, seen = [start], {start}
    while queue:
        seat = queue.pop(0)
        for who in open_to[seat]:
            if who in came:
                continue
            came[who] = seat
            other = holder.get(who)
            if other is None:
                _shift(start, who, came, holder)
                return True
            if other not in seen:
                seen.add(other)
                queue.append(other)
    return False


def _shift(start: str, free: str, came: Mapping[str, str], holder: dict[str, str]) -> None:
    places = {seat: who for who, seat in holder.items()}
    who = free
    while True:
        seat = came[who]
        before = places.get(seat)
        holder[who] = seat
        if seat == start or before is None:
            return
        who = before
