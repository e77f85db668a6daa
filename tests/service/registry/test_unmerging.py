"""Unfinished papers go on under the winner; a merger of persons is taken back with all that came with it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from shared.actor import Actor
from shared.errors import Conflict, NotFound, Refused
from tests.factories import registry as make
from tests.service.registry.conftest import Registry

WHY = {"reason": "同一单位重复登记"}
TWO = {"reason": "核实为两人"}


def drafted(registry: Registry, by: Actor, subject: str, kind: str, **values: Any) -> str:
    return str(registry.command("start_draft", {"subject": subject, "kind": kind, "values": values}, by)["id"])


def value(draft: dict[str, Any], name: str) -> Any:
    return next(f["value"] for section in draft["sections"] for f in section["fields"] if f["field"] == name)


def stored(registry: Registry, collection: str, id: str) -> dict[str, Any]:
    found: dict[str, Any] = registry.service.store.database[collection].find_one({"_id": id})
    return found


def test_drafts_invitations_and_lent_offices_follow_a_merged_unit_and_come_back(registry: Registry) -> None:
    manager, loser = registry.station()
    keeper, officer, person = registry.register(), registry.officer(), registry.register()
    winner = registry.unit(keeper, name="本部", address="某路一号")
    draft = drafted(registry, person, "commissioner", "technical_service", sender_unit=loser)
    role = {"role": "unit_manager", "unit": loser}
    invitation = registry.command("invite", {"name": "受邀者", "grants": [role]}, manager)
    colleague = registry.register()
    another = registry.command("invite", {"name": "同事", "grants": [role]}, manager)
    registry.command("join_by_invitation", {"token": another["token"]}, colleague)
    lent = registry.command(
        "delegate", {"login": registry.login(colleague), "until": registry.day.isoformat(), "reason": "出差"}, manager
    )
    registry.command("merge_units", {"winner": winner, "loser": loser, **WHY}, officer)
    shown = registry.question("draft", {"draft_id": draft}, person)
    assert value(shown, "sender_unit") == winner
    assert stored(registry, "invitations", invitation["id"])["unit"] == winner
    offices = stored(registry, "delegations", lent["id"])["offices"]
    assert {one["unit"] for one in offices} == {winner, loser}
    invited = registry.register()
    registry.command("join_by_invitation", {"token": invitation["token"]}, invited)
    assert winner in {grant.unit for grant in registry.again(invited).grants}
    open_one = registry.command("invite", {"name": "又一位", "grants": [{**role, "unit": winner}]}, officer)
    registry.command("unmerge_unit", {"unit_id": loser, **TWO}, officer)
    assert value(registry.question("draft", {"draft_id": draft}, person), "sender_unit") == loser
    assert {one["unit"] for one in stored(registry, "delegations", lent["id"])["offices"]} == {loser}
    assert stored(registry, "invitations", open_one["id"])["unit"] == winner  # made for the winner itself


def wrong_number(registry: Registry) -> tuple[Actor, Actor, str, dict[str, Any]]:
    """A team that declares a member under a wrong number; (the lead, the real person, the record, the filing)."""
    manager, station = registry.in_city(make.SHIJIAZHUANG).station()
    lead, third = registry.register(), registry.register()
    real = registry.register(name="单小雨", phone="13800000001")
    wrong = {"name": "单小雨", "identity_number": make.identity_number(77, date(1985, 7, 15)), "phone": "13800000001"}
    members = [{**wrong, "education": "bachelor"}, {"person": third.person}]
    team = {"subject": "team", "kind": "team", "sender_unit": station, "name": "智能装备团队", "members": members}
    paper = registry.submit(lead, **team)
    registry.move(paper["id"], "pass_application", manager)
    filed = registry.move(paper["id"], "file_application", registry.officer())["filing"]
    filing = registry.question("filing", {"filing_id": filed}, registry.officer())
    loser = next(
        one["person"] for one in filing["members"] if one["person"] not in (real.person, lead.person, third.person)
    )
    return lead, real, loser, filing


def test_a_merged_person_is_somebody_else_again_with_all_that_was_theirs(registry: Registry) -> None:
    _, real, loser, filing = wrong_number(registry)
    officer = registry.officer()
    before = {id: stored(registry, "persons", id) for id in (str(real.person), loser)}
    registry.command("merge_persons", {"winner": real.person, "loser": loser, "reason": "号码有误"}, officer)
    assert registry.again(real).has("commissioner")
    assert stored(registry, "persons", str(real.person))["units"] == before[loser]["units"]
    back = registry.command("unmerge_person", {"person_id": loser, **TWO}, officer)
    assert back["merged_into"] is None
    for id, was in before.items():
        now = stored(registry, "persons", id)
        for one in (was, now):
            del one["version"]
        assert now == was
    again = registry.question("filing", {"filing_id": filing["id"]}, officer)
    assert again["members"] == filing["members"]
    assert [one["action"] for one in again["history"]][-2:] == ["merged", "unmerged"]
    assert not registry.again(real).has("commissioner")
    (told,) = registry.told("person_unmerged")
    assert (told["data"]["winner"], told["data"]["loser"], told["data"]["loser_account"]) == (real.person, loser, None)
    assert [one["data"]["members"] for one in registry.told("filing_changed")][-1] == registry.told("filing_made")[-1][
        "data"
    ]["members"]
    listed = {one["id"] for one in registry.question("persons", {}, officer)["items"]}
    assert {real.person, loser} <= listed
    with pytest.raises(Conflict) as twice:
        registry.command("unmerge_person", {"person_id": loser, **TWO}, officer)
    assert twice.value.details["code"] == "not_merged"


def test_what_the_winner_became_since_stays_with_the_winner(registry: Registry) -> None:
    _, real, loser, _ = wrong_number(registry)
    officer = registry.officer()
    registry.command("merge_persons", {"winner": real.person, "loser": loser, "reason": "号码有误"}, officer)
    manager, station = registry.station()
    sent = registry.submit(real, subject="commissioner", kind="industrial", sender_unit=station)
    registry.move(sent["id"], "pass_application", manager)
    registry.move(sent["id"], "file_application", officer)
    registry.command("mark_provincial", {"person_id": real.person, "provincial": True, "note": "省厅名单"}, officer)
    registry.command("unmerge_person", {"person_id": loser, **TWO}, officer)
    now = stored(registry, "persons", str(real.person))
    assert (now["units"], now["provincial"]) == ([station], ["13"])
    assert registry.again(real).has("commissioner")


def test_a_filing_changed_since_keeps_two_persons_one_and_so_does_another_city(registry: Registry) -> None:
    _, real, loser, filing = wrong_number(registry)
    officer = registry.officer()
    registry.command("merge_persons", {"winner": real.person, "loser": loser, "reason": "号码有误"}, officer)
    with pytest.raises(NotFound):
        registry.command("unmerge_person", {"person_id": loser, **TWO}, make.officer(make.BAOTOU))
    registry.service.store.database["filings"].update_one({"_id": filing["id"]}, {"$inc": {"version": 1}})
    with pytest.raises(Refused) as refused:
        registry.command("unmerge_person", {"person_id": loser, **TWO}, officer)
    assert filing["number"] in refused.value.reason
    registry.service.store.database["mergings"].update_many({}, {"$set": {"before": None}})
    with pytest.raises(Conflict) as unknown:
        registry.command("unmerge_person", {"person_id": loser, **TWO}, officer)
    assert unknown.value.details["code"] == "not_kept"


def test_somebody_who_registered_twice_goes_on_with_what_the_other_account_began(registry: Registry) -> None:
    _, station = registry.station()
    mistaken = registry.register(name="单小雨", phone="13800000001")
    real = registry.register(name="单小雨", phone="13800000001")
    officer = registry.officer()
    sent = registry.submit(mistaken, subject="commissioner", kind="technical_service", sender_unit=station)
    draft = drafted(registry, mistaken, "commissioner", "technology_service", sender_unit=station)
    said = {"account_id": mistaken.account, "reason": "重复注册"}
    registry.command("disable_account", said, officer)
    merge = {"winner": real.person, "loser": mistaken.person, "reason": "重复注册"}
    registry.command("merge_persons", merge, officer)
    (told,) = registry.told("person_merged")
    assert (told["data"]["account"], told["data"]["loser_account"]) == (real.account, mistaken.account)
    assert [one["id"] for one in registry.question("drafts", {}, real)["items"]] == [draft]
    assert registry.question("draft", {"draft_id": draft}, real)["subject"] == "commissioner"
    own = registry.question("application", {"application_id": sent["id"]}, real)
    assert own["person"] == real.person
    registry.command("withdraw_application", {"application_id": sent["id"], "note": "重新申报"}, real)
    with pytest.raises(Refused):  # it was withdrawn since
        registry.command("unmerge_person", {"person_id": mistaken.person, **TWO}, officer)


def test_a_cancelled_filing_keeps_nobody_from_being_one_and_the_winner_may_appeal(registry: Registry) -> None:
    manager, station = registry.station()
    lost = registry.commissioner(manager, station)
    real, officer = registry.register(), registry.officer()
    mistaken = Actor(lost["account"], "x", registry.city, person=lost["person"])
    notice = {"act": "cancel", "ground": "commissioner_default", "filing": lost["id"], "reason": "查明的事实"}
    file = registry.command("open_sanction", {**notice, "reply_by": "2099-01-01"}, officer)
    merge = {"winner": real.person, "loser": lost["person"], "reason": "重复注册"}
    registry.command("disable_account", {"account_id": mistaken.account, "reason": "重复注册"}, officer)
    with pytest.raises(Refused) as pending:
        registry.command("merge_persons", merge, officer)
    assert pending.value.rule == "registry.merging.sanctions"
    answered = {"sanction_id": file["id"], "text": "不属实"}
    registry.command("answer_sanction", answered, mistaken)
    registry.command("decide_sanction", {"sanction_id": file["id"], "impose": True, "reason": "属实"}, officer)
    registry.command("merge_persons", merge, officer)
    assert registry.question("sanction", {"sanction_id": file["id"]}, real)["status"] == "imposed"
    registry.command("unmerge_person", {"person_id": lost["person"], **TWO}, officer)
    with pytest.raises(NotFound):
        registry.question("sanction", {"sanction_id": file["id"]}, real)
    registry.command("merge_persons", merge, officer)
    registry.command("appeal_sanction", {"sanction_id": file["id"], "text": "非本人原因"}, real)
    said = {"sanction_id": file["id"], "overturn": True, "reason": "证据不足", "related": False}
    registry.command("decide_appeal", said, officer)
    assert registry.question("filing", {"filing_id": lost["id"]}, officer)["status"] == "filed"
    assert registry.again(real).has("commissioner")
