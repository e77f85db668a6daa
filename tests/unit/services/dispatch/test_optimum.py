"""The optimum and the smallest waiver, against brute force over small cases."""

from __future__ import annotations

from itertools import combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.dispatch.domain.optimum import Offer, fillable, smallest_waiver, solve
from services.dispatch.domain.optimum import _irreducible as irreducible

SEATS, PEOPLE, RULES = "abcd", "uvwxyz", ("p", "q", "r")
Points = dict[str, dict[str, float]]


def asked(points: Points, at_a_time: int):  # type: ignore[no-untyped-def]
    """A seat's best options, the first few of them only."""

    def ask(seat: str, count: int) -> Offer:
        ordered = sorted(points[seat].items(), key=lambda pair: (-pair[1], pair[0]))
        shown = ordered[: max(1, count * at_a_time // 32)]
        return Offer(dict(shown), ordered[len(shown)][1] if len(ordered) > len(shown) else None)

    return ask


def best_by_force(points: Points) -> tuple[int, float]:
    """The most seats filled, and then the most points."""
    seats, best = sorted(points), (0, 0.0)
    for chosen in permutations([*PEOPLE, *[None] * len(seats)], len(seats)):
        pairs = [(seat, who) for seat, who in zip(seats, chosen, strict=True) if who in points[seat]]
        best = max(best, (len(pairs), round(sum(points[seat][who] for seat, who in pairs), 6)))  # type: ignore[index]
    return best


POINTS = st.fixed_dictionaries(
    {seat: st.dictionaries(st.sampled_from(PEOPLE), st.integers(0, 100).map(float), max_size=4) for seat in SEATS[:3]}
)


@settings(max_examples=120)
@given(POINTS, st.sampled_from([1, 2, 32]))
def test_as_many_seats_as_possible_then_the_most_points_though_only_few_options_are_looked_at(
    points: Points, at_a_time: int
) -> None:
    found = solve(sorted(points), asked(points, at_a_time))
    assert all(who in points[seat] for seat, who in found.placed.items())
    assert len(set(found.placed.values())) == len(found.placed), "nobody is sent to two hosts"
    assert (len(found.placed), found.total) == pytest.approx(best_by_force(points))


def test_the_same_answer_every_time() -> None:
    points = {seat: dict.fromkeys(PEOPLE, 50.0) for seat in SEATS}
    assert solve(SEATS, asked(points, 32)) == solve(tuple(reversed(SEATS)), asked(points, 32))


def test_a_second_choice_is_taken_where_the_first_is_needed_more() -> None:
    points = {"a": {"u": 90.0, "v": 80.0}, "b": {"u": 85.0}}
    assert dict(solve("ab", asked(points, 32)).placed) == {"a": "v", "b": "u"}


BLOCKED = st.fixed_dictionaries(
    {
        seat: st.dictionaries(
            st.sampled_from(PEOPLE[:4]), st.frozensets(st.sampled_from(RULES), max_size=3), max_size=4
        )
        for seat in SEATS
    }
)


def fillable_by_force(pairs: dict[str, dict[str, frozenset[str]]], leave: frozenset[str]) -> int:
    def most(left: list[str], free: frozenset[str]) -> int:
        if not left:
            return 0
        seat, *others = left
        counts = [most(others, free)]
        counts += [1 + most(others, free - {w}) for w, needed in pairs[seat].items() if needed <= leave and w in free]
        return max(counts)

    return most(sorted(pairs), frozenset(PEOPLE))


@settings(max_examples=150)
@given(BLOCKED)
def test_the_waiver_is_enough_and_none_smaller_is(pairs: dict[str, dict[str, frozenset[str]]]) -> None:
    chosen = smallest_waiver(pairs)
    everything = fillable_by_force(pairs, frozenset(RULES))
    assert fillable_by_force(pairs, chosen) == everything
    for size in range(len(chosen)):
        assert all(fillable_by_force(pairs, frozenset(less)) < everything for less in combinations(RULES, size))


@settings(max_examples=80)
@given(BLOCKED, st.frozensets(st.sampled_from(RULES)))
def test_as_many_seats_are_fillable_as_by_force(
    pairs: dict[str, dict[str, frozenset[str]]], leave: frozenset[str]
) -> None:
    assert fillable(pairs, leave) == fillable_by_force(pairs, leave)


@settings(max_examples=80)
@given(BLOCKED)
def test_where_rules_are_too_many_for_an_exact_search_none_of_the_chosen_is_superfluous(
    pairs: dict[str, dict[str, frozenset[str]]],
) -> None:
    most = fillable(pairs, RULES)
    chosen = irreducible(pairs, RULES, most)
    assert fillable(pairs, chosen) == most
    assert all(fillable(pairs, chosen - {rule}) < most for rule in chosen)
