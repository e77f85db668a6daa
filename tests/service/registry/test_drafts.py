"""Drafts over a real database: saved section by section, nothing typed is lost, sent when complete, taken up again."""

from __future__ import annotations

from typing import Any

import pytest

from shared.actor import Actor
from shared.errors import Invalid, NotFound, Outdated, Refused
from tests.factories import registry as make
from tests.service.registry.conftest import Registry

TECHNICAL = {"subject": "commissioner", "kind": "technical_service"}
AFFIRMED = [
    "integrity", "character", "policy_knowledge", "field_knowledge", "able_to_coordinate", "host_knowledge", "willing",
]  # fmt: skip


def begin(registry: Registry, by: Actor, **said: Any) -> dict[str, Any]:
    answer: dict[str, Any] = registry.command("start_draft", {**TECHNICAL, **said}, by)
    return answer


def save(registry: Registry, by: Actor, draft: dict[str, Any], **values: Any) -> dict[str, Any]:
    said = {"draft_id": draft["id"], "values": values}
    answer: dict[str, Any] = registry.command("save_draft", said, by, version=draft["version"])
    return answer


def states(draft: dict[str, Any]) -> dict[str, str]:
    return {section["section"]: section["state"] for section in draft["sections"]}


def value(draft: dict[str, Any], name: str) -> Any:
    return next(f["value"] for section in draft["sections"] for f in section["fields"] if f["field"] == name)


def test_a_draft_is_saved_section_by_section_and_sent(registry: Registry) -> None:
    manager, unit = registry.station()
    person = registry.register()
    draft = begin(registry, person)
    assert states(draft)["station"] == "not_started"
    assert states(draft)["experience"] == "done", "what the registry knows is not asked again"
    assert value(draft, "employer_name") == "第一学院"
    assert "/sender_unit" in {one["pointer"] for one in draft["missing"]}
    assert [step["parties"][0]["party"] for step in draft["chain"]["steps"]] == ["workstation", "city"]
    draft = save(registry, person, draft, sender_unit=unit, fields=["稀土"])
    assert states(draft)["station"] == "done"
    assert draft["chain"]["steps"][0]["parties"][0]["name"].endswith("单位")
    with pytest.raises(Refused) as refused:
        registry.command("submit_draft", {"draft_id": draft["id"]}, person)
    assert {"integrity", "devotion"} <= {f["rule"].rsplit(".", 1)[-1] for f in refused.value.details["findings"]}
    assert value(registry.question("draft", {"draft_id": draft["id"]}, person), "fields") == ["稀土"]
    draft = save(registry, person, draft, declares=AFFIRMED, statement="每月两次", title="associate_senior")
    assert draft["outcome"] == "yes"
    sent = registry.command("submit_draft", {"draft_id": draft["id"]}, person)
    assert (sent["state"]["status"], sent["fields"], sent["statement"]) == ("pending", ["稀土"], "每月两次")
    assert registry.question("profile", {}, person)["title"] == "associate_senior", "said once, known everywhere"
    assert registry.question("drafts", {}, person)["items"] == []
    assert registry.move(sent["id"], "pass_application", manager)["state"]["step"] == "filing"


def test_what_a_field_cannot_hold_is_refused_with_its_place_and_nothing_is_changed(registry: Registry) -> None:
    person = registry.register()
    draft = begin(registry, person, values={"statement": "初稿"})
    with pytest.raises(Invalid) as invalid:
        save(registry, person, draft, fields="稀土", education="professor", work_years=-1, nonsense=1)
    pointers = {one["pointer"]: one["code"] for one in invalid.value.details["errors"]}
    assert pointers == {
        "/values/fields": "list", "/values/education": "choice", "/values/work_years": "range",
        "/values/nonsense": "unknown",
    }  # fmt: skip
    kept = registry.question("draft", {"draft_id": draft["id"]}, person)
    assert (value(kept, "statement"), kept["version"]) == ("初稿", 1)
    save(registry, person, draft, statement="二稿")
    with pytest.raises(Outdated):
        save(registry, person, draft, statement="另一台设备上的三稿")


def test_a_draft_is_its_owners_alone_and_gone_when_it_is_deleted(registry: Registry) -> None:
    person = registry.register()
    draft = begin(registry, person)
    with pytest.raises(NotFound):
        registry.question("draft", {"draft_id": draft["id"]}, registry.officer())
    registry.command("delete_draft", {"draft_id": draft["id"]}, person, version=1)
    with pytest.raises(NotFound):
        registry.question("draft", {"draft_id": draft["id"]}, person)


def test_a_teams_members_are_typed_one_by_one_and_their_numbers_sealed(registry: Registry) -> None:
    registry.in_city(make.SHIJIAZHUANG)
    _, unit = registry.station()
    lead = registry.register()
    draft = begin(registry, lead, subject="team", kind="team", values={"members": [{"name": "甲"}]})
    assert states(draft)["members"] == "cannot_start", "the team comes first"
    draft = save(registry, lead, draft, team_name="一队", sender_unit=unit, fields=["特色农业"])
    (row,) = value(draft, "members")
    number, phone = make.identity_number(701), "13900000701"
    draft = save(registry, lead, draft, members=[{"row": row["row"], "identity_number": number, "phone": phone}])
    (row,) = value(draft, "members")
    assert (row["name"], row["identity_mask"][-4:], row["phone_mask"][-4:]) == ("甲", number[-4:], "0701")
    assert number not in str(list(registry.service.store.database["drafts"].find()))
    draft = save(registry, lead, draft, members=[{"row": row["row"]}, {"name": "乙"}])
    with pytest.raises(Refused) as refused:
        registry.command("submit_draft", {"draft_id": draft["id"]}, lead)
    assert {f["pointer"] for f in refused.value.details["findings"]} == {
        "/members/1/identity_number", "/members/1/phone",
    }  # fmt: skip
    rows = value(draft, "members")
    second = {"row": rows[1]["row"], "identity_number": make.identity_number(702), "phone": "13900000702"}
    draft = save(registry, lead, draft, members=[{"row": rows[0]["row"]}, second])
    sent = registry.command("submit_draft", {"draft_id": draft["id"]}, lead)
    assert [member["name"] for member in sent["members"]] == ["甲", "乙"]
    assert sent["waits_on"]["party"] == "dispatching_unit"


def test_a_workstation_by_draft_says_once_what_the_unit_is(registry: Registry) -> None:
    manager = registry.register()
    unit = registry.unit(manager, service_since=None, premises=False)
    draft = begin(registry, manager, subject="workstation", kind="technical")
    assert value(draft, "unit") == unit, "the only unit one manages"
    assert "/unit_service_since" in {one["pointer"] for one in draft["missing"]}
    said = {"unit_service_since": "2018-01-01", "unit_premises": True}
    draft = save(registry, manager, draft, **said)
    assert {one["status"] for one in draft["conditions"]} == {"met"}
    sent = registry.command("submit_draft", {"draft_id": draft["id"]}, manager)
    assert sent["waits_on"]["step"] == "inspection"
    assert registry.question("unit", {"unit_id": unit}, manager)["premises"] is True


def test_a_returned_application_is_mended_as_a_draft_and_the_difference_is_kept(registry: Registry) -> None:
    manager, unit = registry.station()
    person = registry.register()
    sent = registry.submit(person, **TECHNICAL, sender_unit=unit, declares=AFFIRMED, statement="很好")
    defects = [{"pointer": "/statement", "detail": "过于笼统", "code": "unclear"}]
    registry.move(sent["id"], "return_application", manager, defects=defects)
    draft = registry.command("start_mending", {"application_id": sent["id"]}, person)
    marked = [f for section in draft["sections"] for f in section["fields"] if f["defects"]]
    assert [(f["field"], f["value"], f["defects"][0]["code"]) for f in marked] == [("statement", "很好", "unclear")]
    again = registry.command("start_mending", {"application_id": sent["id"]}, person)
    assert again["id"] == draft["id"], "one draft for one return"
    draft = save(registry, person, draft, statement="每月两次到一号车间")
    mended = registry.command("submit_draft", {"draft_id": draft["id"]}, person)
    assert (mended["id"], mended["state"]["status"]) == (sent["id"], "pending")
    (difference,) = mended["mendings"][-1]["differences"]
    assert difference == {"pointer": "/statement", "before": "很好", "after": "每月两次到一号车间"}


def test_the_next_application_is_filled_in_from_the_last(registry: Registry) -> None:
    manager, unit = registry.station()
    person = registry.register()
    sent = registry.submit(person, **TECHNICAL, sender_unit=unit, statement="每月两次")
    registry.move(sent["id"], "reject_application", manager, reason="名单已满")
    draft = begin(registry, person)
    fields = [f for section in draft["sections"] for f in section["fields"] if f["kind"] != "materials"]
    assert draft["prefilled"] / len(fields) >= 0.6
    assert value(draft, "statement") == "每月两次"
    assert value(draft, "declares") is None, "what is affirmed is affirmed anew"
