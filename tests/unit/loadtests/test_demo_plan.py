"""The demo's plan is data: the true sizes, nobody twice, within the two years, the same for the same seed."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.cn import ric, uscc

from loadtests.demo import names, plan

END = date(2026, 11, 22)


@pytest.fixture(scope="module")
def cities():
    return plan.make(1, END)


def kinds(city):
    return Counter(person.kind for person in city.people if person.application != "rejected")


def test_shijiazhuang_has_its_true_size(cities):
    found = kinds(cities[0])
    assert (found["agriculture"], found["broker"], found["team"]) == (40, 30, 20)
    assert found["industrial"] >= 350
    assert found["student"] > 0
    assert all(3 <= person.people <= 5 for person in cities[0].people if person.kind == "team")


def test_baotou_has_its_true_size(cities):
    levels = Counter(unit.filed_as for unit in cities[1].senders)
    assert levels == {("workstation", "technical"): 10, ("workstation", "service"): 10}
    assert len(cities[1].people) == 150
    assert set(cities[1].liaisons) == {host.key for host in cities[1].hosts}


def test_everybody_serves_about_fourteen_times_a_year(cities):
    for city in cities:
        ordinary = [p.key for p in city.people if p.fate == "ordinary" and p.application != "rejected"]
        served = [len(city.visits_by(key)) / 2 for key in ordinary]
        assert 13 <= sum(served) / len(served) <= 15
        assert min(served) >= 11


def test_no_service_is_outside_its_agreement_or_on_a_day_off(cities):
    for city in cities:
        agreements = {one.key: one for one in city.agreements}
        for visit in city.visits:
            agreement = agreements[visit.agreement]
            assert agreement.since <= visit.on <= min(agreement.until, city.end)
            assert (visit.person, visit.host) == (agreement.person, agreement.host)
            assert visit.on.weekday() < 5


def test_an_industrial_commissioner_serves_one_host_a_year_and_a_small_host_takes_five(cities):
    city = cities[0]
    room = {host.key: host.room for host in city.hosts}
    people = {person.key: person for person in city.people}
    hosts, taken = Counter(), Counter()
    for one in city.agreements:
        hosts[one.person, one.since.year] += 1
        taken[one.host, one.since] += people[one.person].people
    assert max(n for (key, _), n in hosts.items() if people[key].kind == "industrial") == 1
    assert all(number <= room[host] for (host, _), number in taken.items())


def test_nobody_is_there_twice(cities):
    for city in cities:
        accounts = [person.account for person in city.people]
        accounts += [member for person in city.people for member in person.members]
        accounts += [unit.manager for unit in (*city.senders, *city.hosts)] + list(city.liaisons.values())
        assert len({account.number for account in accounts}) == len(accounts)
        assert len({account.login for account in accounts}) == len(accounts)


def test_the_same_seed_gives_the_same_plan(cities):
    assert [asdict(city) for city in plan.make(1, END, 0.05)] == [asdict(city) for city in plan.make(1, END, 0.05)]
    assert plan.make(2, END, 0.05)[0].visits != plan.make(1, END, 0.05)[0].visits


@settings(max_examples=25)
@given(st.dates(date(2025, 6, 1), date(2032, 12, 31)))
def test_two_years_ending_on_any_day_hold_two_appraisals_and_valid_terms(end):
    for city in plan.make(1, end, 0.03):
        assert city.start == end - timedelta(days=730)
        assert len(city.appraised) == 2
        assert city.appraisal_day(city.appraised[-1]) <= end
        assert all(one.since > one.signed >= city.start for one in city.agreements)
        assert all(one.until.month == 12 and one.until.day == 31 for one in city.agreements)
        assert max(visit.on for visit in city.visits) < end


@given(st.integers(0, 20_000), st.sampled_from(sorted(plan.REGION.values())))
def test_made_up_identity_numbers_have_valid_check_digits(number, region):
    assert ric.validate(names.identity_number(number, region))


@given(st.integers(0, 9_999), st.sampled_from(sorted(plan.REGION.values())))
def test_made_up_credit_codes_have_valid_check_digits_and_say_what_they_are(number, region):
    code = names.credit_code(number, region)
    assert uscc.validate(code)
    assert code[8:11] == "DEM"


def test_made_up_numbers_are_all_different():
    codes = [names.credit_code(number, "150203") for number in range(10_000)]
    people = [names.identity_number(number, "150203") for number in range(10_000)]
    assert len(set(codes)) == len(set(people)) == 10_000


def test_some_go_on_at_the_same_host_so_that_agreements_are_renewed(cities):
    for city in cities:
        pairs = Counter((one.person, one.host) for one in city.agreements)
        renewed = sum(number > 1 for number in pairs.values())
        people = sum(person.application != "rejected" for person in city.people)
        assert people / 20 < renewed < people / 3
