"""The smaller nouns: persons, units, accounts, sessions, quotas, credit entries, filings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from services.registry.domain import account, credit_entry, filing, person, quota, session, unit
from services.registry.domain.account import Held
from services.registry.domain.session import Session
from services.registry.rules import Rules
from shared.errors import Conflict, Forbidden, Invalid, NotFound, Refused
from tests.factories import registry as make

BOOKS = make.rulebooks()
BAOTOU = Rules.of(BOOKS.of(make.BAOTOU), make.DAY)
SHIJIAZHUANG = Rules.of(BOOKS.of(make.SHIJIAZHUANG), make.DAY)


@pytest.mark.parametrize("born", [date(1949, 10, 1), date(1971, 3, 2), date(1985, 5, 17), date(2004, 2, 29)])
def test_an_identity_number_is_taken_whatever_the_year_of_birth(born: date) -> None:
    number = make.identity_number(7, born)
    assert person.checked_identity(number.lower()) == (number, born)


@pytest.mark.parametrize(
    "number",
    ["150203198505170017", "15020319850517001", "990203198505170056", "150203198502300057", "15020319850517005Y", ""],
)
def test_a_wrong_identity_number_is_refused_at_its_place(number: str) -> None:
    if number == make.identity_number(1):
        pytest.fail("choose another number: this one is well-formed")
    with pytest.raises(Invalid) as invalid:
        person.checked_identity(number, "/members/2/identity_number")
    assert invalid.value.details["errors"][0]["pointer"] == "/members/2/identity_number"


def test_an_answer_about_a_person_holds_no_sealed_data() -> None:
    shown = person.public(make.person())
    assert {"identity", "account"} & set(shown) == set()
    assert shown["identity_mask"] == "150203********0017"


def test_who_was_declared_by_others_is_claimed_by_name_and_phone() -> None:
    identity = replace(make.person().identity, phone_fingerprint="phone-1")
    declared = make.person(account=None, identity=identity)
    assert person.claim(declared, "申报人1", "phone-1") is declared
    for name, phone in (("别人", "phone-1"), ("申报人1", "phone-2")):
        with pytest.raises(Conflict):
            person.claim(declared, name, phone)
    with pytest.raises(Conflict):
        person.claim(make.person(), "申报人1", "phone-1")


def test_the_provinces_list_counts_in_the_cities_of_that_province_only() -> None:
    listed = person.note_provincial(make.person(), make.SHIJIAZHUANG, True)
    assert person.facts(listed, make.SHIJIAZHUANG, make.DAY).provincial
    assert not person.facts(listed, make.BAOTOU, make.DAY).provincial
    assert person.note_provincial(listed, make.SHIJIAZHUANG, False).provincial == ()


def test_age_and_years_of_service_are_whole_years() -> None:
    assert person.facts(make.person(), make.BAOTOU, date(2024, 5, 16)).age == 38
    assert person.facts(make.person(), make.BAOTOU, date(2024, 5, 17)).age == 39
    served = make.unit(service_since=date(2022, 6, 4))
    assert unit.facts(served, date(2024, 6, 3)).service_years == 1
    assert unit.facts(served, date(2024, 6, 4)).service_years == 2
    assert unit.facts(make.unit(service_since=None), make.DAY).service_years == 0


def test_a_unit_needs_a_right_credit_code_and_a_kind_of_this_city() -> None:
    details = {
        "name": "某单位",
        "uscc": make.credit_code(3),
        "unit_kind": "university",
        "county": "150203",
        "region": "150200",
    }
    made = unit.register(
        "unit-3", make.BAOTOU, {**details, "uscc": make.credit_code(3).lower()}, BAOTOU, ("account-1",), make.DAY
    )
    assert (made.uscc, made.managers) == (make.credit_code(3), ("account-1",))
    with pytest.raises(Invalid):
        unit.register(
            "unit-3", make.BAOTOU, {**details, "uscc": "911502035XXXXXXXXX"}, BAOTOU, ("account-1",), make.DAY
        )
    with pytest.raises(Invalid):
        unit.register(
            "unit-3", make.BAOTOU, {**details, "unit_kind": "county_department"}, BAOTOU, ("account-1",), make.DAY
        )


def test_the_fifth_wrong_password_locks_for_a_quarter_of_an_hour() -> None:
    tried = make.account()
    for _ in range(4):
        tried = account.failed(tried, make.NOW)
    assert tried.locked_until is None
    tried = account.failed(tried, make.NOW)
    assert tried.locked_until == make.NOW + timedelta(minutes=15)
    with pytest.raises(Forbidden):
        account.signed_in(tried, make.NOW + timedelta(minutes=14))
    assert account.signed_in(tried, make.NOW + timedelta(minutes=16)).failures == 0


def test_a_right_password_forgets_the_failures() -> None:
    tried = account.failed(account.failed(make.account(), make.NOW), make.NOW)
    assert account.signed_in(tried, make.NOW).failures == 0
    untouched = make.account()
    assert account.signed_in(untouched, make.NOW) is untouched
    with pytest.raises(Forbidden):
        account.signed_in(make.account(disabled=True), make.NOW)


@pytest.mark.parametrize(
    "role",
    ["commissioner", "dispatching_manager", "host_manager", "liaison", "platform_operator", "gateway", "platform"],
)
def test_an_officer_hands_out_no_role_of_a_filing_or_of_the_platform(role: str) -> None:
    with pytest.raises(Forbidden):
        account.invite("a", "login", "某人", make.BAOTOU, "hash", [Held(make.BAOTOU, role, unit="unit-1")])


def test_a_role_bound_to_a_county_or_unit_names_it() -> None:
    with pytest.raises(Invalid):
        account.invite("a", "login", "某人", make.BAOTOU, "hash", [Held(make.BAOTOU, "county_officer")])
    made = account.invite(
        "a", "login", "某人", make.BAOTOU, "hash", [Held(make.BAOTOU, "county_officer", county="150203")]
    )
    assert made.must_change_password


def test_a_role_is_held_once_and_ends_with_its_filing() -> None:
    held = Held(make.BAOTOU, "commissioner", filing="filing-1", since=make.DAY)
    once = account.give(account.give(make.account(), held), replace(held, since=date(2024, 6, 4)))
    assert once.grants == (held,)
    assert account.end_filing(once, "filing-2") == once
    assert account.end_filing(once, "filing-1").grants == ()


def test_an_officer_sees_the_roles_of_their_own_city_only() -> None:
    both = make.account(grants=(Held(make.BAOTOU, "inspector"), Held(make.SHIJIAZHUANG, "trainer")))
    assert [one["role"] for one in account.public(both, make.BAOTOU)["grants"]] == ["inspector"]
    assert "password_hash" not in account.public(both, make.BAOTOU)
    assert account.cities(both) == [make.SHIJIAZHUANG, make.BAOTOU]
    with pytest.raises(NotFound):
        account.of_city(both, "110000")


def test_nobody_disables_their_own_account_or_one_twice() -> None:
    with pytest.raises(Conflict):
        account.disable(make.account(), "account-1", make.BAOTOU)
    with pytest.raises(Conflict):
        account.disable(make.account(disabled=True), "city-1", make.BAOTOU)


def opened() -> Session:
    return Session("s", "", "account-1", make.BAOTOU, "hash-1", "browser", "::1", make.NOW, make.NOW)


def test_a_session_goes_on_with_each_new_refresh_token() -> None:
    later = make.NOW + timedelta(minutes=10)
    renewed, why = session.renew(opened(), "hash-1", "hash-2", False, later)
    assert (why, renewed.refresh_hash, renewed.used_at) == (None, "hash-2", later)


@pytest.mark.parametrize(
    ("old", "disabled", "minutes", "why"),
    [("hash-0", False, 1, "reused"), ("hash-1", True, 1, "disabled"), ("hash-1", False, 31, "idle")],
)
def test_a_session_ends_and_says_why(old: str, disabled: bool, minutes: int, why: str) -> None:
    ended, told = session.renew(opened(), old, "hash-2", disabled, make.NOW + timedelta(minutes=minutes))
    assert (told, ended.why) == (why, why)
    assert ended.ended_at is not None


def test_no_session_outlives_half_a_day() -> None:
    used = replace(opened(), used_at=make.NOW + timedelta(hours=12))
    assert session.renew(used, "hash-1", "hash-2", False, make.NOW + timedelta(hours=12, minutes=1))[1] == "expired"


def test_an_exact_quota_stops_at_its_number_and_a_least_one_never() -> None:
    broker, industrial = SHIJIAZHUANG.quotas["broker"], SHIJIAZHUANG.quotas["industrial"]
    places = quota.empty(make.SHIJIAZHUANG, "commissioner", "broker", 2024)
    assert quota.take(replace(places, taken=29), broker).taken == 30
    with pytest.raises(Refused) as refused:
        quota.take(replace(places, taken=30), broker)
    assert refused.value.article == "四（一）"
    assert quota.take(replace(places, taken=5_000), industrial).taken == 5_001
    assert quota.public(replace(places, taken=12), broker)["left"] == 18
    assert quota.public(places, industrial)["left"] is None


def test_a_credit_entry_stands_until_its_term_and_without_one_until_it_is_lifted() -> None:
    entry = make.credit_entry("person-1")
    assert credit_entry.enter(entry, BAOTOU).until is None
    termed = replace(entry, until=date(2025, 1, 1))
    assert credit_entry.in_force([termed], date(2025, 1, 1)) == [termed]
    assert credit_entry.in_force([termed], date(2025, 1, 2)) == []
    assert credit_entry.in_force([entry], date(2023, 12, 31)) == []
    both = [entry, make.credit_entry("person-1", "misconduct")]
    assert credit_entry.facts(both, make.DAY) == credit_entry.facts(reversed(both), make.DAY)


def test_a_filing_ends_once() -> None:
    why = filing.Why("appraisal", "第二十六条", "连续两年不合格", "市局")
    ended = filing.cancel(make.filing(), why, make.DAY)
    assert (ended.status, ended.cancelled.article if ended.cancelled else "") == ("cancelled", "第二十六条")
    with pytest.raises(Conflict):
        filing.cancel(ended, why, make.DAY)
    assert filing.live([ended, make.filing(2)]) == [make.filing(2)]


def test_places_may_be_counted_by_county() -> None:
    rule = replace(SHIJIAZHUANG.quotas["broker"], area="county")
    one = quota.empty(make.SHIJIAZHUANG, "commissioner", "broker", 2024, rule, "130102")
    other = quota.empty(make.SHIJIAZHUANG, "commissioner", "broker", 2024, rule, "130104")
    whole = quota.empty(make.SHIJIAZHUANG, "commissioner", "broker", 2024, SHIJIAZHUANG.quotas["broker"], "130104")
    assert [one.county, other.county, whole.county] == ["130102", "130104", ""]
    assert len({one.id, other.id, whole.id}) == 3
