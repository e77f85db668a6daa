"""Places: what is taken, what is free again, and what counts for a year, for any set of agreements."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.dispatch.domain import places
from services.dispatch.domain.places import Place, Places
from tests.factories import dispatch as make

FIRST = date(2024, 1, 1)
days = st.integers(0, 1_000).map(lambda n: FIRST + timedelta(days=n))
terms = st.tuples(days, days).map(lambda pair: (min(pair), max(pair)))
held = st.lists(st.tuples(st.sampled_from("abcd"), st.integers(1, 5), terms), max_size=8).map(
    lambda said: tuple(Place(str(n), other, people, *term) for n, (other, people, term) in enumerate(said))
)


def of(places_held: tuple[Place, ...]) -> Places:
    return make.places(make.BAOTOU, "host", held=places_held)


@given(held, terms)
def test_the_most_people_are_those_of_the_busiest_day(taken: tuple[Place, ...], term: tuple[date, date]) -> None:
    since, until = term
    busiest = 0
    for n in range((until - since).days + 1):
        day = since + timedelta(days=n)
        there: dict[str, int] = {}
        for place in taken:
            if place.other != "a" and place.since <= day <= place.until:
                there[place.other] = max(there.get(place.other, 0), place.people)
        busiest = max(busiest, sum(there.values()))
    assert places.most_people(of(taken), "a", since, until) == busiest


@given(held, terms)
def test_other_hosts_are_counted_by_calendar_year(taken: tuple[Place, ...], term: tuple[date, date]) -> None:
    since, until = term
    counted = [
        {place.other for place in taken if place.other != "a" and place.since.year <= year <= place.until.year}
        for year in range(since.year, until.year + 1)
    ]
    assert places.other_hosts(of(taken), "a", since, until) == max(len(hosts) for hosts in counted)


@given(held, days)
def test_a_released_place_is_free_from_that_day_on(taken: tuple[Place, ...], on: date) -> None:
    for place in taken:
        left = places.release(of(taken), place.agreement, on)
        assert all(p.until < on or p.agreement != place.agreement for p in left.held)
        assert [p for p in left.held if p.agreement != place.agreement] == [
            p for p in taken if p.agreement != place.agreement
        ]


def test_a_place_given_back_on_its_first_day_was_never_taken() -> None:
    taken = of((Place("1", "a", 1, FIRST, date(2024, 12, 31)),))
    assert places.release(taken, "1", FIRST).held == ()


def test_taking_again_replaces_the_earlier_place_of_the_same_agreement() -> None:
    taken = of((Place("1", "a", 1, FIRST, date(2024, 12, 31)),))
    again = places.take(taken, Place("1", "a", 2, FIRST, date(2025, 12, 31)))
    assert [place.people for place in again.held] == [2]


def test_places_long_over_are_forgotten() -> None:
    taken = of((Place("1", "a", 1, date(2020, 1, 1), date(2021, 12, 31)),))
    later = places.take(taken, Place("2", "a", 1, FIRST, date(2024, 12, 31)))
    assert [place.agreement for place in later.held] == ["2"]


def test_a_closed_filing_stays_closed_until_it_is_reopened() -> None:
    closed = places.close(places.close(of(()), "f"), "f")
    assert closed.closed == ("f",)
    assert places.reopen(closed, "f").closed == ()


@given(held, held)
def test_two_who_are_one_hold_the_sum_and_are_parted_again(mine: tuple[Place, ...], theirs: tuple[Place, ...]) -> None:
    theirs = tuple(Place(f"x{one.agreement}", *(one.other, one.people, one.since, one.until)) for one in theirs)
    winner, loser = of(mine), make.places(make.BAOTOU, "other", held=theirs, closed=("f",))
    joined = places.join(winner, loser)
    assert (joined.held, joined.closed) == ((*mine, *theirs), ("f",))
    assert places.join(joined, loser) == joined
    came = frozenset(one.agreement for one in theirs)
    stay, back = places.part(joined, make.places(make.BAOTOU, "other"), came)
    assert (stay.held, back.held, back.closed) == (mine, theirs, ("f",))


def test_the_other_side_is_called_otherwise_where_it_is_meant() -> None:
    taken = of(tuple(Place(id, other, 1, FIRST, FIRST) for id, other in (("1", "a"), ("2", "b"), ("3", "a"))))
    assert [one.other for one in places.rename(taken, "a", "c").held] == ["c", "b", "c"]
    assert [one.other for one in places.rename(taken, "a", "c", frozenset({"3"})).held] == ["a", "b", "c"]
