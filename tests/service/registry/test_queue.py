"""What lies on whose desk, what is late, what is told before and after applying."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from services.registry.service import RegistryService
from shared.actor import platform
from shared.errors import Conflict, Forbidden, Invalid, NotFound, Refused
from shared.upkeep import run_timer
from tests.factories import registry as make
from tests.service.registry.conftest import Registry

TECHNICAL = {"subject": "commissioner", "kind": "technical_service"}


def at(registry: Registry, day: date) -> None:
    """The timer's round on a day, as the host runs it."""
    parts, now = registry.service, datetime(day.year, day.month, day.day, 2, tzinfo=UTC)
    parts.store.database["leases"].delete_many({})
    method, actor = RegistryService().note_late_applications, platform("registry", registry.city)
    run_timer(parts.store, parts.calls.work, "late", 60, actor, now, method, parts.rulebooks)


def test_a_clerks_queue_holds_what_waits_on_the_clerk_the_most_urgent_first(registry: Registry) -> None:
    manager, unit = registry.station()
    first = registry.submit(registry.register(), **TECHNICAL, sender_unit=unit)
    registry.on(date(2024, 6, 4))
    second = registry.submit(registry.register(), **TECHNICAL, sender_unit=unit)
    mine = registry.question("applications", {"waits_on": "me", "sort": "due"}, manager)["items"]
    assert [one["id"] for one in mine] == [first["id"], second["id"]]
    assert registry.question("applications", {"waits_on": "me"}, registry.officer())["items"] == []
    registry.move(first["id"], "pass_application", manager)
    page = registry.question("applications", {"waits_on": "me", "sort": "due"}, registry.officer())
    assert [one["id"] for one in page["items"]] == [first["id"]]
    counts = registry.question("application_counts", {}, manager)
    assert counts == {"waits_on_me": 1, "late": 0, "by_subject": [{"subject": "commissioner", "count": 1}]}
    registry.on(date(2024, 7, 1))
    assert registry.question("application_counts", {}, manager)["late"] == 1
    late = registry.question("applications", {"waits_on": "me", "late": True}, manager)["items"]
    assert [one["id"] for one in late] == [second["id"]]


def test_pages_of_the_queue_by_due_day_neither_lose_nor_repeat_any(registry: Registry) -> None:
    manager, unit = registry.station()
    sent = {registry.submit(registry.register(), **TECHNICAL, sender_unit=unit)["id"] for _ in range(3)}
    found, after = [], None
    while True:
        asked = {"waits_on": "me", "sort": "due", "limit": 1, **({"after": after} if after else {})}
        page = registry.question("applications", asked, manager)
        found += [one["id"] for one in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert (len(found), set(found)) == (3, sent)


def test_a_late_step_is_told_once_and_lies_on_the_next_desk_too(registry: Registry) -> None:
    registry.in_city(make.SHIJIAZHUANG)
    _, unit = registry.station()
    sent = registry.submit(registry.register(), subject="commissioner", kind="industrial", sender_unit=unit)
    at(registry, date(2024, 6, 11))
    assert registry.told("application_late") == [], "the last day is not late"
    at(registry, date(2024, 6, 12))
    at(registry, date(2024, 6, 13))
    (told,) = registry.told("application_late")
    assert (told["data"]["step"], told["data"]["due"], told["data"]["escalates_to"]) == (
        "preliminary_review", "2024-06-11", "city",
    )  # fmt: skip
    registry.on(date(2024, 6, 13))
    officer = registry.officer()
    mine = registry.question("applications", {"waits_on": "me"}, officer)["items"]
    assert [one["id"] for one in mine] == [sent["id"]]
    assert mine[0]["escalations"][0]["to"] == "city"
    opened = registry.question("application", {"application_id": sent["id"]}, officer)["actions"]
    assert {one["action"] for one in opened if one["open"]} == {"pass", "return", "reject"}
    registry.move(sent["id"], "pass_application", officer)
    registry.on(date(2024, 6, 13))
    at(registry, date(2024, 7, 30))
    assert [one["data"]["step"] for one in registry.told("application_late")] == ["preliminary_review", "filing"]


def test_conditions_are_told_before_anything_is_sent(registry: Registry) -> None:
    _, unit = registry.station()
    person = registry.register(work_years=0)
    asked = {**TECHNICAL, "sender_unit": unit}
    (kind,) = registry.question("eligibility", asked, person)["items"]
    by_rule = {one["rule"].rsplit(".", 1)[-1]: one for one in kind["conditions"]}
    assert kind["outcome"] == "no"
    assert (by_rule["experience"]["status"], by_rule["experience"]["article"]) == ("unmet", "第九条第2项")
    assert (by_rule["station_filed"]["status"], by_rule["integrity"]["status"]) == ("met", "unknown")
    assert by_rule["integrity"]["fields"] == ["declares"]
    everything = registry.question("eligibility", {}, person)["items"]
    assert {(one["subject"], one["kind"]) for one in everything} >= {
        ("commissioner", "technology_service"), ("workstation", "technical"), ("liaison", "liaison"),
    }  # fmt: skip


def test_a_condition_in_principle_says_who_may_set_it_aside(registry: Registry) -> None:
    registry.in_city(make.SHIJIAZHUANG)
    manager, unit = registry.station()
    student = registry.register(student=True)
    asked = {"subject": "commissioner", "kind": "student", "sender_unit": unit}
    (kind,) = registry.question("eligibility", asked, student)["items"]
    research = next(one for one in kind["conditions"] if one["rule"].endswith("research"))
    assert (research["waivable"], research["waived_by_label"]) == (True, "市科技局")
    sent = registry.submit(student, **asked)
    registry.move(sent["id"], "pass_application", manager)
    rule = sent["findings"][0]["rule"]
    registry.move(sent["id"], "waive_condition", registry.officer(), rule=rule, reason="重点课题")
    assert registry.question("applications", {"waived": True}, registry.officer())["items"][0]["id"] == sent["id"]
    with pytest.raises(Forbidden):
        registry.move(sent["id"], "revoke_waiver", manager, rule=rule, reason="不妥")
    registry.move(sent["id"], "revoke_waiver", registry.officer(), rule=rule, reason="课题已结题")
    with pytest.raises(Refused):
        registry.move(sent["id"], "file_application", registry.officer())
    with pytest.raises(Conflict):
        registry.move(sent["id"], "revoke_waiver", registry.officer(), rule=rule, reason="课题已结题")
    registry.move(sent["id"], "waive_condition", registry.officer(), rule=rule, reason="新课题")
    filed = registry.move(sent["id"], "file_application", registry.officer())
    assert [bool(one["revoked"]) for one in filed["waivers"]] == [True, False]
    assert registry.told("waiver_revoked")[0]["data"]["reason"] == "课题已结题"


def test_who_will_handle_it_is_told_with_names_and_working_days(registry: Registry) -> None:
    manager = registry.register()
    unit = registry.unit(manager)
    ahead = registry.question("chain_preview", {"subject": "workstation", "kind": "service", "unit": unit}, manager)
    assert [(one["parties"][0]["name"], one["working_days"]) for one in ahead["steps"]] == [
        ("昆都仑区", 15), ("昆都仑区", 5), ("包头市", 10),
    ]  # fmt: skip
    assert (ahead["working_days"], ahead["due"], ahead["article"]) == (30, "2024-07-16", "第十四条第2项")


def test_progress_needs_the_number_and_the_phone_and_shows_nothing_personal(registry: Registry) -> None:
    manager, unit = registry.station()
    person = registry.register(number=42)
    sent = registry.submit(person, **TECHNICAL, sender_unit=unit)
    registry.move(sent["id"], "pass_application", manager)
    asker = platform("gateway", registry.city)
    shown = registry.question("application_progress", {"number": sent["number"], "phone_tail": "0042"}, asker)
    assert [one["state"] for one in shown["steps"]] == ["done", "current"]
    assert person.name not in str(shown)
    for wrong in (
        {"number": sent["number"], "phone_tail": "0043"},
        {"number": "SQ20240603-XXXX", "phone_tail": "0042"},
    ):
        with pytest.raises(NotFound):
            registry.question("application_progress", wrong, asker)


def test_a_second_return_is_held_against_the_first(registry: Registry) -> None:
    manager, unit = registry.station()
    person = registry.register()
    sent = registry.submit(person, **TECHNICAL, sender_unit=unit)
    with pytest.raises(Invalid):
        registry.move(sent["id"], "return_application", manager, defects=[{"pointer": "/salary", "detail": "？"}])
    first = [{"pointer": "/statement", "detail": "请补充", "code": "missing"}]
    registry.move(sent["id"], "return_application", manager, defects=first)
    mended = registry.move(sent["id"], "resubmit_application", person, statement="每月两次", fields=["稀土"])
    assert [one["pointer"] for one in mended["mendings"][0]["differences"]] == ["/fields", "/statement"]
    second = [{"pointer": pointer, "detail": "不妥"} for pointer in ("/statement", "/fields", "/title")]
    back = registry.move(sent["id"], "return_application", manager, defects=second)
    assert [one["late"] for one in back["returns"][1]["defects"]] == [False, False, True]
    assert back["late_defects"] == 1
    form = registry.question("application_form", {"application_id": sent["id"]}, person)
    marked = {f["field"] for section in form["sections"] for f in section["fields"] if f["defects"]}
    assert marked == {"statement", "fields", "title"}


def test_what_is_found_unmet_on_site_stands_in_the_way_of_filing(registry: Registry) -> None:
    manager = registry.register()
    unit = registry.unit(manager)
    sent = registry.submit(manager, subject="workstation", kind="technical", unit=unit)
    visit = {"visited_on": "2024-06-03", "result": "场所不符"}
    with pytest.raises(Invalid) as invalid:
        registry.move(sent["id"], "inspect_application", registry.officer(), **visit)
    assert len(invalid.value.details["errors"]) == 4
    registry.move(sent["id"], "inspect_application", registry.officer(), **visit, found=make.found("premises"))
    shut = registry.question("application", {"application_id": sent["id"]}, registry.officer())["actions"]
    assert next(one for one in shut if one["action"] == "file")["article"] == "第十三条第2项"
    with pytest.raises(Refused) as refused:
        registry.move(sent["id"], "file_application", registry.officer())
    assert refused.value.rule.endswith("inspection.premises")
