"""Soft scores, hard rules, suggestions and ties, without any server."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.dispatch.domain import candidate as candidates
from services.dispatch.domain import eligibility, interest, lexicon, matching, suggestion
from services.dispatch.domain.candidate import Candidate
from services.dispatch.domain.matching import Lexicon, Wanted
from services.dispatch.domain.places import Place
from services.dispatch.domain.pool import Pool
from services.dispatch.vocabulary.matching import Matching, Weights
from shared.errors import Conflict, Invalid
from tests.factories import dispatch as make

LEXICON = Lexicon(1000, {"涂层": 12, "镁合金": 5, "工艺": 600, "企业": 900, "#新材料": 80})
WANTED = Wanted("d", ("镁合金", "涂层", "工艺", "企业"), ("新材料",), "150203")
WEIGHTS = Weights()


def someone(id: str = "f", **over: object) -> Candidate:
    known = {"fields": ("新材料",), "words": ("镁合金", "涂层"), "county": "150203", "live": True}
    return Candidate(id, make.BAOTOU, **{**known, **over})  # type: ignore[arg-type]


def points(one: Candidate, load: int = 0, renewals: int = 0, weights: Weights = WEIGHTS) -> matching.Scored:
    return matching.score(WANTED, matching.weigh(WANTED, LEXICON), one, load, renewals, weights)


def test_rare_words_weigh_more_than_common_ones() -> None:
    assert points(someone(words=("镁合金",))).score > points(someone(words=("工艺", "企业"))).score


def test_every_part_says_why_in_both_languages_and_they_add_up() -> None:
    scored = points(someone(grade_score=90, grade_year=2023, services=10), load=1, renewals=1)
    assert [reason.part for reason in scored.reasons] == list(matching.PARTS)
    assert all(reason.text and reason.text_en for reason in scored.reasons)
    assert scored.score == pytest.approx(sum(reason.points for reason in scored.reasons))
    words, field, grade, services, renewals, distance, load = scored.reasons
    assert (words.words, field.words) == (("镁合金", "涂层"), ("新材料",))
    assert "2023年考核90分" in grade.text
    assert (services.points, renewals.points) == (2.0, 1.5), "ten services and one renewal earn half"
    assert (distance.points, load.points) == (5.0, 5.0)


def test_a_newcomer_is_counted_in_the_middle() -> None:
    new, good, poor = (points(someone(grade_score=score, grade_year=year)).score for score, year in
                       ((0, 0), (90, 2023), (20, 2023)))  # fmt: skip
    assert poor < new < good


def test_distance_is_by_county_and_city_and_never_invented() -> None:
    near, city, far, unknown = (
        points(someone(county=county)).reasons[5] for county in ("150203", "150204", "130102", "")
    )
    assert (near.points, city.points, far.points, unknown.points) == (5.0, 2.5, 0.0, 0.0)
    assert unknown.text == "所在地不详"


@given(
    st.sets(st.sampled_from(["镁合金", "涂层", "工艺", "企业", "水稻"])),
    st.sampled_from(["150203", "150204", "130102", ""]),
    st.integers(0, 300),
    st.integers(0, 6),
    st.integers(0, 4),
    st.integers(0, 100),
)
def test_the_quick_score_bounds_the_whole_one(
    words: set[str], county: str, services: int, load: int, renewals: int, grade: int
) -> None:
    one = someone(words=tuple(sorted(words)), county=county, services=services, grade_score=grade, grade_year=2023)
    quick = matching.quick(WANTED, matching.weigh(WANTED, LEXICON), one, WEIGHTS)
    whole = points(one, load, renewals).score
    assert quick - 0.05 <= whole <= quick + matching.most_besides(WEIGHTS) + 0.05
    assert 0 <= whole <= 100.01


def test_the_rarest_words_are_looked_for_until_enough_have_one() -> None:
    assert matching.telling(WANTED, LEXICON, most=100) == ["镁合金", "涂层", "#新材料"]
    assert matching.telling(WANTED, LEXICON, most=1) == ["镁合金"]
    assert set(matching.telling(WANTED, Lexicon(0, {}), most=100)) >= set(WANTED.words), "nothing counted yet: all"


def test_of_equals_the_one_filed_first_comes_first() -> None:
    ranked = matching.ranked([points(someone("b")), points(someone("a")), points(someone("c", services=9))])
    assert [one.filing for one in ranked] == ["c", "a", "b"]


def test_weights_are_the_platforms_until_the_bureau_sets_its_own() -> None:
    default = Matching().weights
    assert (default.source, default.by) == ("setting", "平台缺省")
    own = make.rules(make.BAOTOU).matching.weights
    assert (own.by, own.require().field > default.require().field) == ("市科技局", True)


def test_the_counts_are_found_again_by_word() -> None:
    kept = {part.id: part for part in lexicon.parts(make.BAOTOU, 9, {"涂层": 3, "水稻": 2})}
    assert len(kept) == lexicon.PARTS
    found = lexicon.together([kept[lexicon.part_of(make.BAOTOU, word)] for word in ("涂层", "新词")], ("涂层", "新词"))
    assert (found.total, found.counts) == (9, {"涂层": 3, "新词": 0})


# -- hard rules --------------------------------------------------------------------------------------------------------


def rules_in_the_way(city: str = make.BAOTOU, fields: tuple[str, ...] = ("新材料",), **who: object) -> dict[str, str]:
    found = eligibility.grounds("mutual", make.parties(city, **who), fields, None, make.rules(city), make.DAY)
    return {ground.rule.rsplit(".", 1)[-1]: ground.article for ground in found}


def test_nothing_stands_in_the_way_of_two_who_could_agree() -> None:
    assert rules_in_the_way() == {}
    assert rules_in_the_way(make.SHIJIAZHUANG) == {}


def test_what_stands_in_the_way_is_named_with_its_article() -> None:
    assert rules_in_the_way(fields=("现代农业",)) == {"own_field": "第三十一条"}
    assert rules_in_the_way(fields=("现代农业", "新材料")) == {}, "the part within the own field can be agreed on"
    assert rules_in_the_way(registers=("blacklist",)) == {"integrity": "市科技局设定（2023-03-15）"}
    provincial = make.filing("commissioner", make.SHIJIAZHUANG, provincial=True)
    assert rules_in_the_way(make.SHIJIAZHUANG, commissioner=provincial) == {"not_twice_with_the_province": "四（四）"}
    elsewhere = Place("a", "other", 1, make.DAY, date(2024, 12, 31))
    busy = make.places(make.SHIJIAZHUANG, "person-1", held=(elsewhere,))
    assert rules_in_the_way(make.SHIJIAZHUANG, commissioner_places=busy) == {"one_host_a_year": "四（一）"}


def test_a_tie_stands_in_the_way_only_where_a_rule_says_so() -> None:
    assert rules_in_the_way(ties=("own_firm",)) == {}
    assert make.parties(ties=("own_firm",)).ties == ("own_firm",)


# -- what is kept ------------------------------------------------------------------------------------------------------


def test_a_candidate_keeps_words_that_later_news_does_not_repeat() -> None:
    filing = make.filing("commissioner")
    first = candidates.heard(None, filing, {"words": ["涂层"], "skills": ["project_application"]})
    assert first is not None
    assert first.words == ("涂层", "project_application", "#新材料")
    ended = candidates.heard(first, replace(filing, live=False), {})
    assert ended is not None
    assert (ended.live, ended.words) == (False, first.words)
    assert candidates.heard(None, make.filing("host_unit"), {}) is None


def test_the_latest_years_grade_counts_whatever_is_heard_first() -> None:
    one = candidates.graded(None, "f", make.BAOTOU, {"year": 2024, "grade": "good", "score": 84.5})
    again = candidates.graded(one, "f", make.BAOTOU, {"year": 2023, "grade": "failed", "score": 40})
    assert (again.grade, again.grade_score) == ("good", 84.5)


def suggested() -> suggestion.Suggestion:
    return suggestion.Suggestion(
        "d:f", make.BAOTOU, "d", "涂层", "f", "特派员", "person-1", "150200-sender-1", "150200-host-1", "厂",
        make.COUNTIES[make.BAOTOU], 61.5, suggestion.merit(61.5), (), (), make.DAY,
    )  # fmt: skip


def test_each_side_puts_a_suggestion_aside_for_itself_only() -> None:
    aside = suggestion.dismiss(suggested(), "不是本专业", make.commissioner(), make.DAY)
    assert aside.hidden_from == ("commissioner",)
    both = suggestion.dismiss(aside, "已有人选", make.host_manager(), make.DAY)
    assert both.hidden_from == ("commissioner", "host")
    with pytest.raises(Conflict):
        suggestion.dismiss(both, "x", make.host_manager(), make.DAY)
    fresh = suggestion.again(both, replace(suggested(), score=70.0))
    assert (fresh.score, fresh.hidden_from) == (70.0, ("commissioner", "host"))


@given(st.floats(0, 100), st.floats(0, 100))
def test_merit_sorts_as_the_score_does(one: float, other: float) -> None:
    a, b = round(one, 2), round(other, 2)
    assert (suggestion.merit(a) < suggestion.merit(b)) == (a < b)


def declared(tie: interest.Tie, person: str = "person-1") -> interest.Interest:
    whom = (person, "某", "150200-sender-1")
    host = ("150200-host-1", "厂", "150203")
    return interest.declare("i", make.BAOTOU, tie, whom, host, "系本人所办", make.commissioner(), make.DAY)


def test_a_tie_is_the_persons_or_the_units() -> None:
    with pytest.raises(Invalid):
        declared("own_firm", "")
    with pytest.raises(Invalid):
        declared("unit_firm")
    known = [declared("own_firm"), declared("unit_firm", "")]
    find = interest.ties
    assert find(known, "person-1", "150200-sender-1", "150200-host-1") == ("own_firm", "unit_firm")
    assert find(known, "person-2", "150200-sender-1", "150200-host-1") == ("unit_firm",)
    assert find(known, "person-1", "150200-sender-1", "another") == ()
    over = interest.end(known[0], "已转让", make.commissioner(), make.DAY)
    assert find([over], "person-1", "150200-sender-1", "150200-host-1") == ()


def test_what_the_city_recorded_only_the_city_ends() -> None:
    recorded = replace(declared("family"), recorded_by="city_officer")
    with pytest.raises(Conflict):
        interest.end(recorded, "x", make.commissioner(), make.DAY)
    assert interest.end(recorded, "查无此事", make.city_officer(), make.DAY).ended_on == make.DAY


# -- many at once ------------------------------------------------------------------------------------------------------

SOMEBODY = st.builds(
    lambda words, fields, county, services, grade, year: someone(
        words=candidates.searched(tuple(sorted(words)), tuple(sorted(fields))),
        fields=tuple(sorted(fields)),
        county=county,
        services=services,
        grade_score=float(grade),
        grade_year=year,
    ),
    st.sets(st.sampled_from(["镁合金", "涂层", "工艺", "企业", "水稻"])),
    st.sets(st.sampled_from(["新材料", "现代农业"])),
    st.sampled_from(["150203", "150204", "130102", ""]),
    st.integers(0, 90),
    st.integers(0, 100),
    st.sampled_from([0, 2023]),
)


@given(st.lists(SOMEBODY, min_size=1, max_size=6), st.integers(0, 3), st.integers(0, 3), st.booleans())
def test_the_pool_counts_the_same_points_as_one_by_one(
    some: list[Candidate], running: int, renewed: int, with_field: bool
) -> None:
    named = [replace(one, id=str(number)) for number, one in enumerate(some)]
    wanted = WANTED if with_field else replace(WANTED, fields=())
    held = {"0": (running, renewed)}
    pool = Pool(named, held, WEIGHTS)
    weighed = matching.weigh(wanted, pool.lexicon)
    for one, points_of in zip(named, pool.points(wanted), strict=True):
        whole = matching.score(wanted, weighed, one, *held.get(one.id, (0, 0)), WEIGHTS)
        assert float(points_of) == pytest.approx(whole.score, abs=0.05)
