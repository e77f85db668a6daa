"""Duplicates suggested and merged, over the real database."""

from __future__ import annotations

from datetime import date

import pytest

from shared.errors import Conflict, Forbidden, Invalid, NotFound, Refused
from tests.factories import registry as make
from tests.service.registry.conftest import Registry

WHY = {"reason": "同一单位重复登记"}


def test_units_that_may_be_one_are_suggested_to_officers_with_reasons(registry: Registry) -> None:
    someone = registry.register()
    one = registry.unit(someone, name="青山区稀土应用研究院", address="稀土大街一号院")
    other = registry.unit(someone, name="青山区稀土应用研究所有限公司", address="稀土大街一号院")
    registry.unit(someone, name="九原区农业技术推广站", address="青年路八号二层")
    page = registry.question("unit_duplicates", {}, registry.officer())
    (pair,) = page["items"]
    assert {pair["one"]["id"], pair["other"]["id"]} == {one, other}
    assert pair["score"] > 0.9
    assert {"name", "address"} <= {reason["code"] for reason in pair["reasons"]}
    assert page["next"] is None
    with pytest.raises(Forbidden):
        registry.question("unit_duplicates", {}, someone)
    registry.command("merge_units", {"winner": one, "loser": other, **WHY}, registry.officer())
    assert registry.question("unit_duplicates", {}, registry.officer())["items"] == []


def test_a_merged_unit_hands_over_filings_papers_and_managers_and_is_taken_back(registry: Registry) -> None:
    manager, loser = registry.station()
    filed = registry.commissioner(manager, loser)
    keeper = registry.register()
    winner = registry.unit(keeper, name="本部", address="某路一号")
    officer = registry.officer()
    merged = registry.command("merge_units", {"winner": winner, "loser": loser, **WHY}, officer)
    assert merged["stands_for"] == [loser]
    assert len(merged["managers"]) == 2
    assert len(merged["former_names"]) == 1
    moved = registry.question("filing", {"filing_id": filed["id"]}, officer)
    assert moved["sender_unit"] == winner
    assert moved["history"][-1]["action"] == "merged"
    told = registry.told("filing_changed")
    assert {one["data"]["status"] for one in told} == {"filed"}
    assert len(told) == 2
    assert {one["data"].get("sender_unit") for one in told} == {winner, None}
    (said,) = registry.told("unit_merged")
    assert said["data"] == {
        "winner": winner, "loser": loser, "name": "本部", "loser_name": merged["former_names"][0], **WHY,
    }  # fmt: skip
    for who in (keeper, manager):
        assert {grant.unit for grant in registry.again(who).grants if grant.role == "dispatching_manager"} == {
            winner,
            loser,
        }
    listed = registry.question("units", {}, officer)["items"]
    assert [one["id"] for one in listed] == [winner]
    by_old_name = registry.question("units", {"q": merged["former_names"][0]}, officer)["items"]
    assert [one["id"] for one in by_old_name] == [winner]
    registry.commissioner(registry.again(keeper), winner)  # the winner sends people now
    with pytest.raises(Conflict):
        registry.command("merge_units", {"winner": winner, "loser": loser, **WHY}, officer)
    undone = registry.command("unmerge_unit", {"unit_id": loser, "reason": "核实为两家单位"}, officer)
    assert undone["merged_into"] is None
    assert undone["managers"] == [manager.account]
    assert registry.question("filing", {"filing_id": filed["id"]}, officer)["sender_unit"] == loser
    assert {grant.unit for grant in registry.again(keeper).grants if grant.unit} == set()
    assert {grant.unit for grant in registry.again(manager).grants if grant.unit} == {loser}


def test_what_was_changed_since_keeps_a_merger(registry: Registry) -> None:
    manager, loser = registry.station()
    filed = registry.commissioner(manager, loser)
    winner, officer = registry.unit(registry.register(), name="本部"), registry.officer()
    registry.command("merge_units", {"winner": winner, "loser": loser, **WHY}, officer)
    database = registry.service.store.database
    database["filings"].update_one({"_id": filed["id"]}, {"$inc": {"version": 1}})
    with pytest.raises(Refused) as refused:
        registry.command("unmerge_unit", {"unit_id": loser, "reason": "核实为两家单位"}, officer)
    assert filed["number"] in refused.value.reason
    assert database["units"].find_one({"_id": loser})["merged_into"] == winner


def test_two_stations_are_not_merged_and_nothing_of_another_city(registry: Registry) -> None:
    (_, one), (_, other) = registry.station(), registry.station()
    with pytest.raises(Refused) as refused:
        registry.command("merge_units", {"winner": one, "loser": other, **WHY}, registry.officer())
    assert refused.value.rule == "registry.merging.filings"
    stranger = make.officer(make.SHIJIAZHUANG)
    with pytest.raises(NotFound):
        registry.command("merge_units", {"winner": one, "loser": other, **WHY}, stranger)


def test_a_person_declared_under_a_wrong_number_becomes_one_with_themselves(registry: Registry) -> None:
    manager, station = registry.in_city(make.SHIJIAZHUANG).station()
    officer = registry.officer()
    lead, third = registry.register(), registry.register()
    real = registry.register(name="单小雨", phone="13800000001")
    wrong = {"name": "单小雨", "identity_number": make.identity_number(77, date(1985, 7, 15)), "phone": "13800000001"}
    members = [{**wrong, "education": "bachelor"}, {"person": third.person}]
    team = {"subject": "team", "kind": "team", "sender_unit": station, "name": "智能装备团队", "members": members}
    paper = registry.submit(lead, **team)
    registry.move(paper["id"], "pass_application", manager)
    filing = registry.move(paper["id"], "file_application", officer)["filing"]
    assert not registry.again(real).has("commissioner")
    (pair,) = registry.question("person_duplicates", {}, officer)["items"]
    assert "phone" in {reason["code"] for reason in pair["reasons"]}
    assert {pair["one"]["has_account"], pair["other"]["has_account"]} == {True, False}
    loser = next(one["id"] for one in (pair["one"], pair["other"]) if not one["has_account"])
    merge = {"winner": real.person, "loser": loser, "reason": "申报时身份号码有误"}
    with pytest.raises(Refused):
        registry.command("merge_persons", {**merge, "winner": loser, "loser": real.person}, officer)
    registry.command("merge_persons", merge, officer)
    for asked, found in (("application", paper["id"]), ("filing", filing)):
        now = registry.question(asked, {f"{asked}_id": found}, officer)
        assert real.person in {one["person"] for one in now["members"]}
    assert registry.again(real).has("commissioner")
    listed = {one["id"] for one in registry.question("persons", {}, officer)["items"]}
    assert real.person in listed
    assert loser not in listed
    assert [one["data"]["loser"] for one in registry.told("person_merged")] == [loser]
    assert registry.question("person_duplicates", {}, officer)["items"] == []
    with pytest.raises(
        Invalid, match="有误"
    ):  # the wrong number, given again, is the right person: in the team already
        registry.submit(lead, **{**team, "members": [members[0], {"person": real.person}]})
