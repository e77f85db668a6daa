"""Judging: each party its own indicators, nobody themselves, nothing after the fact."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from services.appraisal.domain import cycle as cycles
from services.appraisal.domain.cycle import Cycle, open_cycle
from services.appraisal.domain.grading import bounds
from services.appraisal.domain.known import KnownFiling
from services.appraisal.domain.result import (
    Result,
    note_influence,
    publish,
    recomputed,
    score,
    snapshot,
    standing,
)
from services.appraisal.domain.year import Heard, assemble
from services.appraisal.rules import Rules, SubjectClass
from services.appraisal.views import own_view
from shared.actor import Actor, Grant
from shared.errors import Conflict, Forbidden, Invalid
from shared.rulebook import Rulebooks

DAY = date(2024, 12, 31)
OFFICER = Actor("o1", "市科技局甲", "150200", grants=(Grant("city_officer"),))
STATION = Actor("s1", "工作站乙", "150200", grants=(Grant("dispatching_manager", unit="u1"),))
HOST = Actor("h1", "企业丙", "150200", grants=(Grant("host_manager", unit="h1"),))


@cache
def scheme() -> SubjectClass:
    return Rules.of(Rulebooks.from_folder("shared/rulebooks").of("150200"), DAY).subjects["commissioner"]


def cycle(status: cycles.Status = "scoring") -> Cycle:
    return replace(open_cycle("150200", 2024, OFFICER, DAY, "v1"), status=status)


def result() -> Result:
    filing = KnownFiling(
        "f1", "150200", "commissioner", "technical_service", "包特2024001", "某某", "p1", "a1", None, "u1"
    )
    filing = replace(filing, since=date(2023, 4, 1))
    return snapshot(cycle(), filing, scheme(), assemble(filing, 2024, DAY, Heard()), ["h1", "h2", "h1"])


def given(before: Result, actor: Actor, indicator: str, points: float) -> Result:
    return score(before, cycle(), scheme(), actor, DAY, indicator, points, "")


def test_each_party_scores_its_own_indicators_only() -> None:
    assert given(result(), STATION, "workstation", 8.25).scores[0].points == 825
    assert given(result(), HOST, "satisfaction", 9).scores[0].unit == "h1"
    for actor, indicator in [(HOST, "workstation"), (STATION, "satisfaction"), (STATION, "distinguished")]:
        with pytest.raises(Forbidden):
            given(result(), actor, indicator, 1)


def test_a_manager_of_another_unit_does_not_score() -> None:
    other = replace(STATION, grants=(Grant("dispatching_manager", unit="u2"),))
    with pytest.raises(Forbidden):
        given(result(), other, "workstation", 8)


def test_nobody_judges_their_own_year() -> None:
    with pytest.raises(Forbidden, match="不能评价本人"):
        given(result(), replace(STATION, person="p1"), "workstation", 10)


def test_a_computed_indicator_takes_no_score_and_a_score_stays_within_its_weight() -> None:
    with pytest.raises(Invalid):
        given(result(), OFFICER, "services", 10)
    with pytest.raises(Invalid):
        given(result(), STATION, "workstation", 10.01)


def test_scoring_again_replaces_and_two_hosts_both_count() -> None:
    twice = given(given(result(), HOST, "satisfaction", 3), HOST, "satisfaction", 9)
    assert [one.points for one in twice.scores] == [900]
    second = replace(HOST, account="h9", grants=(Grant("host_manager", unit="h2"),))
    assert [one.points for one in given(twice, second, "satisfaction", 5).scores] == [900, 500]


def test_after_grading_no_score_is_taken() -> None:
    with pytest.raises(Conflict):
        score(result(), cycle("graded"), scheme(), STATION, DAY, "workstation", 8, "")


def test_a_result_is_published_with_its_digest_and_comes_out_the_same_again() -> None:
    before = given(result(), STATION, "workstation", 8)
    found = bounds(scheme(), [standing(before, scheme())])
    public = publish(before, scheme(), found, (), DAY)
    assert (public.grade, public.passed, public.rank, public.failed_in_a_row) == ("failed", False, 1, 1)
    assert public.unmet[0].rule.endswith("no_service")
    assert public.digest == recomputed(public, scheme())
    assert recomputed(replace(public, facts=replace(public.facts, hours=99.0)), scheme()) != public.digest


def test_scores_changed_after_grading_are_noticed_at_publication() -> None:
    found = bounds(scheme(), [standing(result(), scheme())])
    with pytest.raises(Conflict, match="重新评定"):
        publish(given(result(), STATION, "workstation", 8), scheme(), found, (), DAY)


def test_negative_influence_is_noted_before_publication_only() -> None:
    noted = note_influence(result(), cycle(), OFFICER, DAY, True, "媒体曝光")
    assert noted.influence is not None
    assert note_influence(noted, cycle(), OFFICER, DAY, False, "查无实据").influence is None
    with pytest.raises(Conflict):
        note_influence(replace(noted, status="published"), cycle("published"), OFFICER, DAY, True, "媒体曝光")


def test_before_publication_a_judge_sees_their_own_scores_only() -> None:
    both = given(given(result(), STATION, "workstation", 8), HOST, "satisfaction", 9)
    assert [one["indicator"] for one in own_view(both, HOST)["scores"]] == ["satisfaction"]
    assert len(own_view(both, OFFICER)["scores"]) == 2
    assert "account" not in own_view(both, HOST)


def test_a_cycle_goes_forward_and_back_to_scoring_only_before_publication() -> None:
    year = cycles.frozen(cycle("freezing"), 200, 3, "f200", more=True)
    assert (year.status, year.subjects, year.left_out, year.frozen_to) == ("freezing", 200, 3, "f200")
    year = cycles.frozen(year, 12, 0, "f212", more=False)
    year = cycles.graded(year, (), DAY)
    assert cycles.reopened(year).status == "scoring"
    year = cycles.published(year, 200, "r200", True, DAY)
    for step in (cycles.reopened, lambda one: cycles.graded(one, (), DAY), lambda one: cycles.closed(one, DAY)):
        with pytest.raises(Conflict):
            step(year)
    assert cycles.closed(cycles.published(year, 12, "r212", False, DAY), DAY).published == 212


def test_a_year_is_appraised_by_its_own_rules_however_late_it_is_opened() -> None:
    assert open_cycle("150200", 2024, OFFICER, date(2025, 3, 1), "v1").scheme_on == DAY
    assert open_cycle("150200", 2025, OFFICER, date(2025, 3, 1), "v1").scheme_on == date(2025, 3, 1)


def test_a_year_that_has_not_begun_is_not_opened() -> None:
    with pytest.raises(Invalid):
        open_cycle("150200", 2025, OFFICER, DAY, "v1")
