"""Entering: filings of before the platform keep what the bureau's register says, and slip past no rule known here."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.domain import entering, quota
from services.registry.domain.entering import Entry, Taken
from services.registry.domain.quota import Counter
from services.registry.domain.review import Supply
from services.registry.rules import Rules, conditions_of
from shared.errors import Conflict, Invalid, Refused
from tests.factories import registry as make

BOOKS = make.rulebooks()
BAOTOU = Rules.of(BOOKS.of(make.BAOTOU), make.DAY)
SHIJIAZHUANG = Rules.of(BOOKS.of(make.SHIJIAZHUANG), make.DAY)
LONG_AGO = date(2022, 5, 1)


def entry(**over: Any) -> Entry:
    said: dict[str, Any] = {
        "number": "包科特2023-00007", "since": date(2023, 4, 1), "until": None, "year": 2023,
        "basis": "包科发〔2023〕15号",
    }  # fmt: skip
    return Entry(**{**said, **over})


def supply(kind: str = "technical_service", city: str = make.BAOTOU, taken: int = 0) -> Supply:
    places = replace(quota.empty(city, "commissioner", kind, 2023), taken=taken)
    return Supply(places, Counter("counter", city, 3))


def enter(one: Entry | None = None, rules: Rules = BAOTOU, then: Rules | None = BAOTOU, **over: Any) -> Taken:
    said: dict[str, Any] = {
        "submission": make.submission(declares=()), "dossier": make.dossier(), "supply": supply(),
    }  # fmt: skip
    given = {**said, **over}
    return entering.enter(
        one or entry(), given["submission"], given["dossier"], rules, then, given["supply"], make.officer(), make.DAY
    )


def in_shijiazhuang(**over: Any) -> dict[str, Any]:
    home = {"city": make.SHIJIAZHUANG}
    sender = make.filing(2, subject="dispatching_unit", kind="dispatching_unit", **home)
    dossier = make.dossier(sender=make.unit(county="130102", **home), sender_filings=(sender,), **home)
    return {"submission": make.submission(kind="broker", declares=(), **home), "dossier": dossier, **over}


def test_it_keeps_number_days_and_year_and_says_who_entered_it_by_what() -> None:
    filing = enter().filing
    assert (filing.number, filing.since, filing.year, filing.until) == (
        "包科特2023-00007", date(2023, 4, 1), 2023, None,
    )  # fmt: skip
    assert filing.entered is not None
    assert (filing.entered.on, filing.entered.by_account, filing.entered.basis) == (
        make.DAY, "city-1", "包科发〔2023〕15号",
    )  # fmt: skip
    assert (filing.application, filing.status, filing.role, filing.account) == (
        None, "filed", "commissioner", "account-1",
    )  # fmt: skip
    assert filing.rulebook_version == BAOTOU.version


def test_what_the_bureau_judged_is_not_asked_again_but_what_the_platform_knows_is() -> None:
    plain = make.person(education="none", title="none", work_years=0, skills=())
    assert enter(dossier=make.dossier(people=(plain,))).filing.name == plain.name
    with pytest.raises(Refused) as refused:
        enter(dossier=make.dossier(sender_filings=(), entries=(make.credit_entry("person-1"),)))
    found = refused.value.details["findings"]
    assert [one["rule"].rpartition(".")[2] for one in found] == ["station_filed", "not_blacklisted"]
    assert [one["article"] for one in found] == ["第十条第1项", "第九条第1项"]
    assert found[0]["pointer"] == "/sender_unit"


@pytest.mark.parametrize("rules", [BAOTOU, SHIJIAZHUANG])
def test_what_is_judged_never_hangs_on_an_applicants_word(rules: Rules) -> None:
    for subject in rules.subjects.values():
        for kind in subject.kinds.values():
            for condition in filter(entering.judged, conditions_of(subject, kind)):
                assert condition.expression is not None
                assert not {"application.declares", "application.fields"} & set(condition.expression.paths)


def test_a_full_year_refuses_with_its_article_and_a_place_is_taken_otherwise() -> None:
    said = in_shijiazhuang(supply=supply("broker", make.SHIJIAZHUANG, 30))
    with pytest.raises(Refused) as refused:
        enter(rules=SHIJIAZHUANG, then=SHIJIAZHUANG, **said)
    assert refused.value.article == "四（一）"
    said["supply"] = supply("broker", make.SHIJIAZHUANG, 29)
    taken = enter(rules=SHIJIAZHUANG, then=SHIJIAZHUANG, **said)
    assert taken.quota is not None
    assert taken.quota.taken == 30
    assert taken.filing.rules == (SHIJIAZHUANG.quotas["broker"].limit.id,)


def test_a_place_of_before_the_document_is_counted_and_not_judged() -> None:
    said = in_shijiazhuang(supply=supply("broker", make.SHIJIAZHUANG, 30))
    taken = enter(entry(since=LONG_AGO, year=2022, until=date(2026, 12, 31)), SHIJIAZHUANG, None, **said)
    assert taken.quota is not None
    assert (taken.quota.taken, taken.filing.rules) == (31, ())


def test_nothing_that_is_held_already_is_entered_a_second_time() -> None:
    held = make.filing(5, subject="commissioner", kind="technical_service", unit=None, person="person-1")
    with pytest.raises(Conflict):
        enter(dossier=make.dossier(own_filings=(held,)))


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"since": date(2024, 6, 4)}, "/since"),
        ({"until": date(2023, 3, 1)}, "/until"),
        ({"until": date(2024, 6, 2)}, "/until"),
    ],
)
def test_days_fit_and_only_what_is_in_force_is_entered(changed: dict[str, Any], pointer: str) -> None:
    with pytest.raises(Invalid) as refused:
        enter(entry(**changed))
    assert refused.value.details["errors"][0]["pointer"] == pointer


def test_a_direct_appointment_is_entered_only_where_the_document_has_any() -> None:
    with pytest.raises(Refused):
        enter(entry(direct=True))
    said = in_shijiazhuang(supply=supply("broker", make.SHIJIAZHUANG))
    said["dossier"] = make.dossier(sender=None, sender_filings=(), city=make.SHIJIAZHUANG)
    appointed = enter(entry(direct=True), SHIJIAZHUANG, SHIJIAZHUANG, **said).filing
    assert appointed.direct == "包科发〔2023〕15号"
    with pytest.raises(Refused):
        enter(entry(), SHIJIAZHUANG, SHIJIAZHUANG, **said)


@given(st.integers(1, 99_999), st.integers(0, 99_999))
def test_a_number_given_elsewhere_is_never_given_again(given_before: int, last: int) -> None:
    template = "包科特{year}-{number:05d}"
    number = template.format(year=2023, number=given_before)
    assert quota.past(Counter("c", "", last), template, 2023, number).last == max(given_before, last)
    assert quota.past(Counter("c", "", last), template, 2024, number).last == last
    assert quota.past(Counter("c", "", last), template, 2023, "旧备字第7号").last == last
