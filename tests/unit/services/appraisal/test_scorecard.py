"""A score is a pure function of the frozen year and the dated scheme: the same bytes, whenever it is worked out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from services.appraisal.domain.known import KnownAgreement, KnownFiling, KnownReport, KnownVisit
from services.appraisal.domain.scorecard import Score, as_plain, hundredths, work_out
from services.appraisal.domain.year import Heard, assemble, canonical
from services.appraisal.rules import Rules, SubjectClass, YearFacts
from shared.documents import converter, plain
from shared.rulebook import Rulebooks

DAY = date(2024, 12, 31)


@cache
def scheme(subject: str = "commissioner") -> SubjectClass:
    found = Rules.of(Rulebooks.from_folder("shared/rulebooks").of("150200"), DAY).class_of(subject, "")
    assert found is not None
    return found


def visit(number: int, host: str = "h1") -> KnownVisit:
    return KnownVisit(
        id=f"r{number:03}",
        city="150200",
        filing="f1",
        sender_unit="u1",
        host_unit=host,
        year=2024,
        on=date(2024, number % 12 + 1, number % 28 + 1),
        hours=3.5,
        duties=("research", "transfer") if number % 2 else ("talent",),
        outcomes={"patents": number % 3},
        files=1,
    )


HEARD = Heard(
    visits=[visit(number) for number in range(14)],
    reports=[KnownReport("p1", "150200", "annual", "commissioner", None, "f1", "2024", 2024, True, True)],
    agreements=[KnownAgreement("a1", "150200", "f1", "u1", "h1", date(2023, 5, 1), date(2024, 12, 31))],
)
FILING = KnownFiling("f1", "150200", "commissioner", "technical_service", since=date(2023, 4, 1))
SCORES = (
    Score("workstation", "dispatching_unit", 850, "a1", "甲", "u1", DAY),
    Score("satisfaction", "host_unit", 925, "a2", "乙", "h1", DAY),
)


def facts(heard: Heard = HEARD) -> YearFacts:
    return assemble(FILING, 2024, DAY, heard)


def test_the_same_year_gives_the_same_bytes_in_whatever_order_it_was_heard() -> None:
    first = canonical(as_plain(work_out(scheme(), facts(), SCORES)))
    for seed in range(20):
        visits = list(HEARD.visits)
        Random(seed).shuffle(visits)
        again = assemble(FILING, 2024, DAY, replace(HEARD, visits=visits))
        assert canonical(plain(again)) == canonical(plain(facts()))
        assert canonical(as_plain(work_out(scheme(), again, SCORES))) == first


def test_a_frozen_year_read_back_from_its_document_gives_the_same_bytes() -> None:
    kept = converter.structure(plain(facts()), YearFacts)
    assert kept == facts()
    assert canonical(as_plain(work_out(scheme(), kept, SCORES))) == canonical(
        as_plain(work_out(scheme(), facts(), SCORES))
    )


def test_the_scorecard_names_the_rule_article_and_source_of_every_mark() -> None:
    card = work_out(scheme(), facts(), SCORES)
    assert len(card.marks) == len(scheme().indicators)
    for mark in card.marks:
        assert mark.rule.startswith("appraisal.subjects.commissioner.")
        assert mark.article
        assert mark.source == "setting"


def test_what_nobody_scored_is_left_out_and_the_rest_counts_in_full() -> None:
    unscored, worst = work_out(scheme(), facts(), ()), tuple(replace(score, points=0) for score in SCORES)
    assert unscored.points > work_out(scheme(), facts(), worst).points
    assert {mark.indicator for mark in unscored.marks if mark.points is None} == {"workstation", "satisfaction"}


@given(
    st.integers(0, 30),
    st.dictionaries(st.sampled_from(["patents", "transfers", "lectures"]), st.integers(0, 50)),
    st.floats(0, 100),
    st.integers(0, 2000),
)
def test_points_never_leave_their_bounds(visits: int, outcomes: dict[str, int], hours: float, given: int) -> None:
    year = replace(
        facts(Heard(visits=[visit(number) for number in range(visits)])), outcomes=outcomes, training_hours=hours
    )
    card = work_out(scheme(), year, (replace(SCORES[0], points=min(given, 1000)),))
    assert 0 <= card.points <= 10_000
    assert all(mark.points is None or 0 <= mark.points <= mark.weight for mark in card.marks)


def test_more_services_never_lower_the_points() -> None:
    points = [
        work_out(scheme(), facts(Heard(visits=[visit(number) for number in range(count)])), SCORES).points
        for count in range(20)
    ]
    assert points == sorted(points)


def test_hundredths_round_half_up_as_people_do() -> None:
    assert [hundredths(value) for value in (0.005, 0.015, 2.675, 59.994, 59.995)] == [1, 2, 268, 5999, 6000]


def test_a_year_counts_months_days_and_endings() -> None:
    year = assemble(
        replace(FILING, since=date(2024, 7, 15)),
        2024,
        DAY,
        Heard(
            visits=[replace(visit(1), on=date(2024, 8, 1)), replace(visit(2, "h2"), on=date(2024, 8, 1))],
            agreements=[
                KnownAgreement("a1", "c", "f1", ended_on=date(2024, 9, 1), ground="sham", since=date(2024, 8, 1)),
                KnownAgreement("a2", "c", "f1", ended_on=date(2023, 9, 1), ground="consent", since=date(2023, 1, 1)),
            ],
        ),
    )
    assert (year.months_filed, year.months_in_year) == (5, 6)
    assert (year.days, year.hosts, year.hours, year.agreements) == (1, 2, 7.0, 1)
    assert [ending.ground for ending in year.endings] == ["sham"]
