"""Changes of live filings over a real database: reviewed with before and after, carried out, heard by others."""

from __future__ import annotations

from typing import Any

import pytest

from shared.actor import Actor
from shared.errors import Conflict, Invalid, NotFound, Refused
from tests.factories import registry as make
from tests.service.registry.conftest import Registry


def filed_person(registry: Registry, manager: Actor, unit: str, **said: Any) -> tuple[Actor, str]:
    person = registry.register()
    asked = {"subject": "commissioner", "kind": "technical_service", "sender_unit": unit, **said}
    sent = registry.submit(person, **asked)
    registry.move(sent["id"], "pass_application", manager)
    filed = registry.move(sent["id"], "file_application", registry.officer())
    return registry.again(person), filed["filing"]


def ask(registry: Registry, by: Actor, filing: str, **facts: Any) -> dict[str, Any]:
    said = {"filing_id": filing, "reason": "工作调整", **facts}
    answer: dict[str, Any] = registry.command("request_filing_change", said, by)
    return answer


def test_a_commissioner_changes_the_station_and_the_field_and_the_new_station_reviews(registry: Registry) -> None:
    old, old_unit = registry.station()
    new, new_unit = registry.station()
    person, filing = filed_person(registry, old, old_unit)
    shown = registry.question("filing", {"filing_id": filing}, person)["actions"]
    assert [(one["action"], one["open"], one["article"]) for one in shown] == [("change", True, "第十条")]
    asked = ask(registry, person, filing, sender_unit=new_unit, fields=["稀土", "永磁"])
    assert [(one["pointer"], one["before"], one["after"]) for one in asked["asks"]] == [
        ("/sender_unit", old_unit, new_unit), ("/fields", ["新材料"], ["稀土", "永磁"]),
    ]  # fmt: skip
    with pytest.raises(Conflict):
        ask(registry, person, filing, fields=["陶瓷"])
    with pytest.raises(NotFound):
        registry.move(asked["id"], "pass_application", old)
    registry.move(asked["id"], "pass_application", new)
    assert registry.question("filing", {"filing_id": filing}, person)["sender_unit"] == old_unit, "not before the end"
    registry.move(asked["id"], "file_application", registry.officer())
    after = registry.question("filing", {"filing_id": filing}, person)
    assert (after["sender_unit"], after["fields"], after["competent"]["unit"]) == (
        new_unit, ["稀土", "永磁"], new_unit,
    )  # fmt: skip
    (told,) = registry.told("filing_changed")
    assert (told["data"]["sender_unit"], told["data"]["status"]) == (new_unit, "filed")
    assert [one["pointer"] for one in told["data"]["differences"]] == ["/sender_unit", "/fields"]
    assert after["history"][-1]["action"] == "changed"
    assert registry.question("applications", {"changes": True}, registry.officer())["items"][0]["id"] == asked["id"]


def test_what_may_not_be_changed_or_would_break_a_condition_is_refused(registry: Registry) -> None:
    manager, unit = registry.station()
    person, filing = filed_person(registry, manager, unit)
    stranger = registry.register()
    bare = registry.unit(stranger)
    with pytest.raises(Invalid) as invalid:
        ask(registry, person, filing, unit_name="大学")
    assert invalid.value.details["errors"][0]["code"] == "not_changeable"
    with pytest.raises(Invalid):
        ask(registry, person, filing, fields=["新材料"])
    with pytest.raises(Refused) as refused:
        ask(registry, person, filing, sender_unit=bare)
    assert refused.value.rule.endswith("station_filed")
    with pytest.raises(NotFound):
        ask(registry, stranger, filing, fields=["陶瓷"])


def test_a_units_new_name_reaches_all_its_filings_and_the_unit_itself(registry: Registry) -> None:
    manager, unit = registry.host()
    said = {"name": "乙", "identity_number": make.identity_number(801), "phone": "13900000801"}
    proposed = {**said, "position": "administration"}
    sent = registry.submit(manager, subject="liaison", kind="liaison", unit=unit, liaison=proposed)
    registry.move(sent["id"], "file_application", registry.county())
    filings = registry.question("filings", {"unit": unit}, manager)["items"]
    host = next(one for one in filings if one["subject"] == "host_unit")
    asked = ask(registry, manager, host["id"], unit_name="新名称公司", unit_size_class="above_designated")
    assert asked["waits_on"]["party"] == "county"
    registry.move(asked["id"], "return_application", registry.county(), note="名称以营业执照为准")
    again = registry.command("mend_change", {"application_id": asked["id"], "unit_name": "新名称有限公司"}, manager)
    assert [one["after"] for one in again["asks"]] == ["新名称有限公司", "above_designated"]
    assert [one["pointer"] for one in again["mendings"][0]["differences"]] == ["/unit_name"]
    registry.move(asked["id"], "file_application", registry.county())
    assert registry.question("unit", {"unit_id": unit}, manager)["name"] == "新名称有限公司"
    after = {one["subject"]: one for one in registry.question("filings", {"unit": unit}, manager)["items"]}
    assert (after["host_unit"]["name"], after["liaison"]["name"]) == ("新名称有限公司", "乙")
    assert {one["size_class"] for one in after.values()} == {"above_designated"}
    assert len(registry.told("filing_changed")) == 2


def test_who_leaves_a_team_loses_its_role_and_who_joins_has_it(registry: Registry) -> None:
    registry.in_city(make.SHIJIAZHUANG)
    manager, unit = registry.station()
    lead, *others = [registry.register() for _ in range(4)]
    members = [{"person": one.person} for one in others[:2]]
    team = {"subject": "team", "kind": "team", "name": "一队", "sender_unit": unit, "members": members}
    sent = registry.submit(lead, **team)
    registry.move(sent["id"], "pass_application", manager)
    filing = registry.move(sent["id"], "file_application", registry.officer())["filing"]
    with pytest.raises(Refused) as refused:
        ask(registry, lead, filing, members=[{"person": others[0].person}])
    assert refused.value.rule.endswith("at_least_three")
    swap = [{"person": others[0].person}, {"person": others[2].person}]
    asked = ask(registry, lead, filing, members=swap, team_name="果树一队")
    registry.move(asked["id"], "pass_application", manager)
    registry.move(asked["id"], "file_application", registry.officer())
    assert [registry.again(one).has("commissioner") for one in others] == [True, False, True]
    assert registry.question("filing", {"filing_id": filing}, lead)["name"] == "果树一队"


def test_a_change_that_starts_from_what_stands_no_more_is_not_carried_out(registry: Registry) -> None:
    manager, unit = registry.station()
    person, filing = filed_person(registry, manager, unit)
    asked = ask(registry, person, filing, fields=["稀土"])
    registry.move(asked["id"], "pass_application", manager)
    registry.service.store.database["filings"].update_one({"_id": filing}, {"$set": {"fields": ["陶瓷"]}})
    with pytest.raises(Conflict) as conflict:
        registry.move(asked["id"], "file_application", registry.officer())
    assert conflict.value.details["code"] == "outdated"
    registry.move(asked["id"], "return_application", registry.officer(), note="备案内容已变化")
    with pytest.raises(Conflict):
        registry.move(asked["id"], "resubmit_application", person, fields=["稀土"])
    again = registry.command("mend_change", {"application_id": asked["id"]}, person)
    assert again["asks"][0]["before"] == ["陶瓷"]
