"""Matching holds against word search on a made-up city with known right answers: quality, not time."""

from __future__ import annotations

import statistics
from dataclasses import replace

import pytest

from loadtests.matching.city import UNITS, Town, candidate, town
from loadtests.matching.quality import WordSearch, ndcg, recall
from services.dispatch.domain import eligibility
from services.dispatch.domain.matching import Wanted
from services.dispatch.domain.pool import Pool
from tests.factories import dispatch as make

PEOPLE, DEMANDS = 1_500, 25


@pytest.fixture(scope="module")
def made() -> Town:
    return town(make.BAOTOU, PEOPLE, DEMANDS)


def ours(made: Town) -> list[list[str]]:
    """The ten best of each demand whom no rule stops, by the same points and the same conditions as the service's."""
    rules = make.rules()
    known = [candidate(made.city, one) for one in made.people]
    pool = Pool(known, {}, rules.matching.weights.require())
    found = []
    for demand in made.demands:
        points = pool.points(Wanted(demand.id, demand.words, demand.fields, demand.host_county))
        best: list[str] = []
        for at in sorted(range(len(known)), key=lambda at: (-points[at], known[at].id)):
            one = known[at]
            filing = make.filing("commissioner", fields=one.fields, live=one.live, person=one.person, id=one.id)
            if not eligibility.grounds(
                "mutual", make.parties(commissioner=filing), demand.fields, None, rules, make.DAY
            ):
                best.append(one.id)
            if len(best) == 10:
                break
        found.append(best)
    return found


def test_the_right_people_are_found_where_word_search_finds_few(made: Town) -> None:
    matched = ours(made)
    plain, rare = WordSearch(made), WordSearch(made, rare=True)
    texts = [f"{demand.title}\n{demand.content}" for demand in made.demands]
    quality = {}
    for name, ranked in (
        ("matching", matched),
        ("words", [plain.best(text) for text in texts]),
        ("rare words", [rare.best(text) for text in texts]),
    ):
        pairs = [(recall(ids, made.gains(at)), ndcg(ids, made.gains(at))) for at, ids in enumerate(ranked)]
        quality[name] = tuple(statistics.fmean(part) for part in zip(*pairs, strict=True))
    for measure in (0, 1):  # recall, nDCG: held against the better word search of this very run, not against a figure
        assert quality["matching"][measure] > 1.5 * max(quality["words"][measure], quality["rare words"][measure])
    assert quality["matching"][0] > 3 * quality["words"][0], quality
    assert quality["matching"][1] > 2 * quality["rare words"][1], quality


def test_nobody_who_may_not_be_sent_is_among_the_best(made: Town) -> None:
    people = {one.id: one for one in made.people}
    for demand, best in zip(made.demands, ours(made), strict=True):
        assert all(people[id].live and people[id].field == demand.fields[0] for id in best)


def test_the_city_is_the_same_for_the_same_seed(made: Town) -> None:
    again = town(make.BAOTOU, 50, 3)
    assert again == town(make.BAOTOU, 50, 3)
    assert again != town(make.BAOTOU, 50, 3, seed=18)
    assert {one.unit for one in made.people} <= set(range(UNITS))
    assert replace(again, demands=()).gains  # a town without demands still tells who is right for which topic


def test_the_measures_know_the_best_and_the_worst() -> None:
    gains = {"a": 2, "b": 2, "c": 1}
    assert (recall(["a", "b"], gains), recall(["c"], gains)) == (1.0, 0.0)
    assert ndcg(["a", "b", "c"], gains) == pytest.approx(1.0)
    assert ndcg(["c", "b", "a"], gains) < 1.0
    assert ndcg(["x", "y"], gains) == 0.0
