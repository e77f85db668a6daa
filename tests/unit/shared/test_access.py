"""Who may do what: every kind of scope, and what the two kinds of no look like."""

from dataclasses import dataclass
from types import SimpleNamespace

import pytest

from shared.access import by_role, may, on
from shared.actor import Actor, Grant, platform, public
from shared.errors import Forbidden, NotFound


@dataclass(frozen=True)
class Agreement:
    city: str = "150200"
    host_unit: str = "u1"
    county: str = "150203"
    person: str = "p1"
    account: str = "a1"
    units: tuple[str, ...] = ("u1", "u2")
    members: tuple[SimpleNamespace, ...] = (SimpleNamespace(person="p7"), SimpleNamespace(person="p8"))
    state: dict[str, str] | None = None


def asker(*grants: Grant, city: str = "150200", person: str | None = None, account: str = "a9") -> Actor:
    return Actor(account, "某人", city, person=person, grants=grants)


HOST = on("agreements", may("host_manager", unit="host_unit"), may("city_officer"))


def test_a_role_that_no_way_names_is_forbidden_whatever_the_record():
    with pytest.raises(Forbidden):
        HOST.admit(asker(Grant("liaison", unit="u1")))


def test_a_role_that_one_way_names_is_admitted_before_any_record_is_known():
    HOST.admit(asker(Grant("host_manager", unit="u77")))


def test_the_record_of_ones_own_unit_is_covered():
    HOST.check(asker(Grant("host_manager", unit="u1")), Agreement())


def test_the_record_of_another_unit_looks_as_if_it_did_not_exist():
    with pytest.raises(NotFound):
        HOST.check(asker(Grant("host_manager", unit="u2")), Agreement())


def test_a_role_held_in_no_unit_covers_no_unit():
    with pytest.raises(NotFound):
        HOST.check(asker(Grant("host_manager")), Agreement())


def test_the_unit_must_be_held_in_the_same_role():
    actor = asker(Grant("host_manager", unit="u2"), Grant("liaison", unit="u1"))
    with pytest.raises(NotFound):
        HOST.check(actor, Agreement())


def test_a_way_without_a_scope_covers_the_whole_city():
    HOST.check(asker(Grant("city_officer")), Agreement(host_unit="u99"))


@pytest.mark.parametrize("grant", [Grant("city_officer"), Grant("host_manager", unit="u1")])
def test_a_record_of_another_city_is_never_covered(grant):
    with pytest.raises(NotFound):
        HOST.check(asker(grant, city="130100"), Agreement())


def test_a_platform_wide_record_has_no_city_to_compare():
    on("accounts", may("anyone", account="account")).check(asker(account="a1", city="130100"), Agreement(city=""))


def test_a_county_officer_sees_the_own_county_only():
    row = on("agreements", may("county_officer", county="county"))
    row.check(asker(Grant("county_officer", county="150203")), Agreement())
    with pytest.raises(NotFound):
        row.check(asker(Grant("county_officer", county="150204")), Agreement())


def test_a_commissioner_sees_the_own_person_only():
    row = on("agreements", may("commissioner", person="person"))
    row.check(asker(Grant("commissioner"), person="p1"), Agreement())
    for person in ("p2", None):
        with pytest.raises(NotFound):
            row.check(asker(Grant("commissioner"), person=person), Agreement())


def test_an_empty_field_belongs_to_nobody():
    row = on("agreements", may("commissioner", person="person"))
    with pytest.raises(NotFound):
        row.check(asker(Grant("commissioner"), person=None), Agreement(person=None))


def test_a_tuple_field_is_matched_by_membership():
    row = on("agreements", may("host_manager", unit="units"))
    row.check(asker(Grant("host_manager", unit="u2")), Agreement())
    with pytest.raises(NotFound):
        row.check(asker(Grant("host_manager", unit="u3")), Agreement())


def test_a_dotted_path_goes_through_a_tuple_of_records():
    row = on("agreements", may("commissioner", person="members.person"))
    row.check(asker(Grant("commissioner"), person="p8"), Agreement())
    with pytest.raises(NotFound):
        row.check(asker(Grant("commissioner"), person="p1"), Agreement())


def test_a_dotted_path_goes_through_a_mapping_and_ends_in_nothing_where_a_part_is_missing():
    row = on("agreements", may("commissioner", person="state.by"))
    row.check(asker(Grant("commissioner"), person="p1"), Agreement(state={"by": "p1"}))
    with pytest.raises(NotFound):
        row.check(asker(Grant("commissioner"), person="p1"), Agreement(state=None))


def test_several_scopes_of_one_way_must_all_fit():
    row = on("agreements", may("host_manager", unit="host_unit", person="person"))
    row.check(asker(Grant("host_manager", unit="u1"), person="p1"), Agreement())
    with pytest.raises(NotFound):
        row.check(asker(Grant("host_manager", unit="u1"), person="p2"), Agreement())


def test_anyone_means_signed_in_and_public_means_everybody():
    by_role("anyone").admit(asker())
    by_role("applicant").admit(asker())
    by_role("public").admit(public("150200"))
    for row in (by_role("anyone"), by_role("applicant"), by_role("city_officer")):
        with pytest.raises(Forbidden):
            row.admit(public("150200"))


def test_the_platform_itself_holds_no_role_of_people():
    by_role("platform").admit(platform("gateway"))
    with pytest.raises(Forbidden):
        by_role("city_officer", "host_manager").admit(platform("gateway"))


def test_a_row_without_ways_lets_nobody_in():
    with pytest.raises(Forbidden):
        by_role().admit(asker(Grant("city_officer")))


def test_allows_answers_what_check_would_raise():
    assert HOST.allows(asker(Grant("city_officer")), Agreement())
    assert not HOST.allows(asker(Grant("host_manager", unit="u2")), Agreement())


def test_the_filter_of_a_list_states_the_same_ways():
    row = on("agreements", may("host_manager", unit="host_unit"), may("commissioner", person="members.person"))
    actor = asker(
        Grant("host_manager", unit="u2"), Grant("host_manager", unit="u1"), Grant("commissioner"), person="p7"
    )
    assert row.filter(actor) == {"$or": [{"host_unit": {"$in": ["u1", "u2"]}}, {"members.person": {"$in": ["p7"]}}]}


def test_the_filter_leaves_out_ways_of_roles_that_are_not_held():
    assert HOST.filter(asker(Grant("host_manager", unit="u1"))) == {"$or": [{"host_unit": {"$in": ["u1"]}}]}


def test_the_filter_of_a_city_wide_way_is_open():
    assert HOST.filter(asker(Grant("city_officer"), Grant("host_manager", unit="u1"))) == {}


def test_the_filter_of_a_role_held_in_no_unit_finds_nothing():
    assert HOST.filter(asker(Grant("host_manager"))) == {"$or": [{"host_unit": {"$in": []}}]}


def test_the_filter_of_somebody_without_any_way_finds_nothing():
    assert HOST.filter(asker(Grant("liaison"))) == {"_id": {"$in": []}}
