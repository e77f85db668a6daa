"""Duplicates and mergers: what speaks for two records being one, what stands in the way, what becomes of roles."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.registry.domain import duplicate, merging
from services.registry.domain.account import Held
from services.registry.domain.filing import Member
from services.registry.domain.merging import Merging, Moved
from services.registry.domain.person import Identity, Person
from shared.errors import Conflict, Refused
from tests.factories import registry as make

ON = date(2024, 6, 3)


def codes(likeness: duplicate.Likeness | None) -> set[str]:
    return {reason.code for reason in likeness.reasons} if likeness else set()


def test_two_spellings_of_one_unit_are_alike_and_its_reasons_are_told() -> None:
    one = make.unit(1, name="青山区稀土应用研究院有限公司", address="稀土大街一号院")
    other = make.unit(2, name="青山区稀土应用研究院", address="稀土大街一号院", uscc=make.credit_code(999))
    found = duplicate.units_alike(one, other)
    assert found is not None
    assert found.score == 1.0
    assert codes(found) == {"name", "address"}
    renamed = make.unit(3, name="北方新材料中心", former_names=("青山区稀土应用研究院",))
    assert "former_name" in codes(duplicate.units_alike(one, renamed))
    assert duplicate.units_alike(one, make.unit(4, name="九原区农业技术推广站")) is None


def test_same_address_alone_makes_no_pair() -> None:
    one = make.unit(1, name="宏达机械厂", address="创业园二号楼")
    assert duplicate.units_alike(one, make.unit(500, name="绿野乳品加工", address="创业园二号楼")) is None


def test_a_code_that_slipped_in_one_place_or_has_two_swapped_is_seen() -> None:
    assert duplicate.code_slipped("91150203MA0000012X", "91150203MA00000137")
    assert duplicate.code_slipped("91150203MA0000012X", "91150203MA00000215")
    assert not duplicate.code_slipped("91150203MA0000012X", "91150203MA0000987X")
    assert not duplicate.code_slipped("91150203MA0000012X", "91150203MA0000012X")


def human(number: int, name: str, mask: str = "150203********0017", **over: Any) -> Person:
    identity = Identity("sealed", f"print-{number}", mask, over.pop("born", date(1985, 5, 17)), "p", "phone-1")
    return make.person(
        number, **{"name": name, "identity": identity, "cities": (make.BAOTOU,), "account": None, **over}
    )


def test_a_name_alone_makes_no_pair_of_persons_but_a_phone_with_it_does() -> None:
    one = human(1, "单小雨")
    other = human(2, "单晓雨", mask="150203********9931", born=date(1958, 5, 17), employer_name="")
    assert {"name", "phone"} == codes(duplicate.persons_alike(one, other))
    far = replace(other, name="单小雨", identity=replace(other.identity, phone_fingerprint="phone-2"))
    assert duplicate.persons_alike(one, far) is None
    assert duplicate.persons_alike(one, replace(other, name="欧阳建国")) is None


def test_both_holding_the_same_kind_of_filing_is_refused_by_number() -> None:
    one, other = make.unit(1), make.unit(2)
    mine, theirs = make.filing(1), make.filing(2, unit="unit-2")
    with pytest.raises(Refused) as refused:
        merging.check(one, other, [mine], [theirs], [theirs], [])
    assert "包科特2024-00002" in refused.value.reason
    assert mine.number in refused.value.reason
    merging.check(one, other, [mine], [replace(theirs, status="cancelled")], [theirs], [])
    merging.check(one, other, [mine], [replace(theirs, subject="host_unit")], [theirs], [])
    many = [theirs] * (merging.MOST_MOVED + 1)
    with pytest.raises(Refused, match="反向合并"):
        merging.check(one, other, [], [], many, [])
    for pair in ((one, one), (one, replace(other, merged_into="unit-9"))):
        with pytest.raises(Conflict):
            merging.check(*pair, [], [], [], [])


def test_persons_with_accounts_of_other_cities_or_in_one_team_are_not_merged() -> None:
    winner, loser = human(1, "甲", account="account-1"), human(2, "甲")
    merging.check_persons(winner, loser, [], make.BAOTOU)
    with pytest.raises(Refused, match="其他城市"):
        merging.check_persons(winner, replace(loser, cities=(make.BAOTOU, make.SHIJIAZHUANG)), [], make.BAOTOU)
    owned, theirs = replace(loser, account="account-2"), make.account(2)
    with pytest.raises(Refused, match="停用"):
        merging.check_persons(winner, owned, [], make.BAOTOU, theirs)
    merging.check_persons(winner, owned, [], make.BAOTOU, replace(theirs, disabled=True))
    with pytest.raises(Refused, match="反向"):
        merging.check_persons(loser, winner, [], make.BAOTOU, make.account(1))
    team = make.filing(person=winner.id, members=(Member(loser.id, "甲"),))
    with pytest.raises(Refused, match="同一团队"):
        merging.check_persons(winner, loser, [team], make.BAOTOU)


def test_the_winner_is_found_by_the_losers_names_and_both_tell_of_it_and_come_apart_again() -> None:
    one = make.unit(1, former_names=("旧名一",))
    other = make.unit(2, managers=("manager-2",), former_names=("旧名二",))
    kept, gone = merging.units_as_one(one, other, "同一单位重复登记", "city-1", "市局经办人", ON)
    assert kept.former_names == ("旧名一", "第2单位", "旧名二")
    assert kept.stands_for == ("unit-2",)
    assert kept.managers == ("manager-1", "manager-2")
    assert gone.managers == ()
    assert gone.merged_into == "unit-1"
    assert "同一单位重复登记" in kept.history[-1].note
    assert "同一单位重复登记" in gone.history[-1].note
    done = Merging("m", make.BAOTOU, "unit", "unit-1", "unit-2", "x", ON, "a", "b", (), ("manager-1",), ("manager-2",))
    back, again = merging.units_apart(done, kept, gone, "合并有误", "city-1", "市局经办人", ON)
    assert (back.managers, back.former_names, back.stands_for) == (one.managers, one.former_names, ())
    assert (again.managers, again.merged_into) == (other.managers, None)


def test_every_field_that_names_the_loser_names_the_winner_and_goes_back() -> None:
    one, other = make.unit(2), make.unit(1)
    filed = make.filing(sender_unit="unit-1", liaison_of="unit-1")
    after = merging.of_unit(filed, one, other)
    moved = replace(filed, **after)
    assert (moved.unit, moved.sender_unit, moved.liaison_of, moved.competent.unit) == ("unit-2",) * 4
    assert moved.name == "第2单位"
    assert replace(moved, **merging.back_to_unit(moved, after, other)) == filed
    team = make.filing(person="person-2", name="甲", members=(Member("person-3", "乙"),))
    as_lead = merging.of_person(team, make.person(1, name="甲"), make.person(2, name="甲", account=None))
    assert as_lead == {"person": "person-1", "name": "甲", "account": "account-1"}
    as_member = merging.of_person(team, make.person(1, name="丙"), make.person(3, name="乙", account=None))
    assert as_member == {"members": (Member("person-1", "丙"),)}


def test_roles_are_held_at_both_units_and_an_undone_merger_takes_them_back() -> None:
    moved = [make.filing(unit="unit-1")]
    theirs = make.account(2, grants=(Held(make.BAOTOU, "dispatching_manager", "unit-2", filing="filing-1"),))
    mine = make.account(1)
    joined = merging.with_roles(mine, [], moved, "unit-2")
    assert {grant.unit for grant in joined.grants} == {"unit-1", "unit-2"}
    assert joined.epoch > mine.epoch
    assert {grant.unit for grant in merging.with_roles(theirs, [], moved, "unit-2").grants} == {"unit-1", "unit-2"}
    done = Merging("m", make.BAOTOU, "unit", "unit-1", "unit-2", "x", ON, "a", "b", (), ("account-1",), ("account-2",))
    back = [make.filing(unit="unit-2")]
    assert merging.without_roles(joined, done, back).grants == ()
    apart = merging.without_roles(merging.with_roles(theirs, [], moved, "unit-2"), done, back)
    assert {grant.unit for grant in apart.grants} == {"unit-2"}


def test_a_merger_is_not_undone_once_something_has_changed() -> None:
    filed = make.filing(version=4)
    done = Merging(
        "m", make.BAOTOU, "unit", "unit-1", "unit-2", "x", ON, "a", "b", (Moved("filing", "filing-1", 4, ("unit",)),)
    )
    assert merging.check_undo(done, make.unit(1), {"filing-1": filed}) is done
    with pytest.raises(Refused) as refused:
        merging.check_undo(done, make.unit(1), {"filing-1": replace(filed, version=5)})
    assert filed.number in refused.value.reason
    for gone in (None, replace(done, undone_on=ON)):
        with pytest.raises(Conflict):
            merging.check_undo(gone, make.unit(1), {})
