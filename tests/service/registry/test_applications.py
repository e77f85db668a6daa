"""Applications over a real database: every chain of both cities, refusals, quotas, roles, what is announced."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from shared.actor import Actor, Grant
from shared.errors import Conflict, Forbidden, Invalid, NotFound, Refused
from tests.factories import registry as make
from tests.service.registry.conftest import Registry


def test_a_city_workstation_is_inspected_and_filed_by_the_city(registry: Registry) -> None:
    manager, unit = registry.station("technical")
    assert manager.units("dispatching_manager") == {unit}
    told = registry.told("filing_made")[-1]["data"]
    assert (told["subject"], told["kind"], told["level"]) == ("workstation", "technical", "city")
    assert told["competent"] == {"level": "unit", "unit": unit, "county": None}
    assert told["number"] == "包科特2024-00001"


def test_a_county_workstation_is_inspected_and_recommended_by_the_county(registry: Registry) -> None:
    manager = registry.register()
    unit = registry.unit(manager)
    sent = registry.submit(manager, subject="workstation", kind="service", unit=unit)
    assert sent["waits_on"]["party"] == "county"
    assert sent["waits_on"]["label_en"]
    visit = {"visited_on": "2024-06-03", "result": "属实", "found": make.found()}
    with pytest.raises(Conflict):
        registry.move(sent["id"], "inspect_application", registry.officer(), **visit)
    other_county = make.county_officer("150204")
    with pytest.raises(NotFound):
        registry.move(sent["id"], "inspect_application", other_county, **visit)
    registry.move(sent["id"], "inspect_application", registry.county(), **visit)
    registry.move(sent["id"], "recommend_application", registry.county())
    filed = registry.move(sent["id"], "file_application", registry.officer())
    assert [entry["action"] for entry in filed["state"]["history"]] == ["submit", "inspect", "recommend", "file"]
    assert registry.told("filing_made")[-1]["data"]["competent"] == {
        "level": "county",
        "unit": None,
        "county": "150203",
    }


def test_a_commissioner_is_passed_by_the_station_and_filed_by_the_city(registry: Registry) -> None:
    manager, unit = registry.station()
    filing = registry.commissioner(manager, unit)
    told = registry.told("filing_made")[-1]["data"]
    assert told["filing"] == filing["id"]
    assert (told["sender_unit"], told["unit"], told["subject"]) == (unit, None, "commissioner")
    assert told["competent"] == {"level": "unit", "unit": unit, "county": None}
    assert told["fields"] == ["新材料"]
    given = [one["data"] for one in registry.told("grant_given")]
    assert {"role": "commissioner", "account": filing["account"]}.items() <= given[-1].items()


def test_every_unmet_condition_is_told_at_once_and_nothing_is_kept(registry: Registry) -> None:
    _, unit = registry.station()
    person = registry.register(education="none", title="none", work_years=0)
    with pytest.raises(Refused) as refused:
        registry.submit(person, subject="commissioner", kind="technical_service", sender_unit=unit, declares=[])
    named = {finding["rule"].rsplit(".", 1)[-1] for finding in refused.value.details["findings"]}
    assert {"integrity", "education_or_title", "experience", "knowledge", "devotion", "degree_or_title"} <= named
    assert all(finding["article"].startswith("第") for finding in refused.value.details["findings"])
    assert registry.question("applications", {}, person)["items"] == []


def test_what_is_returned_comes_back_mended(registry: Registry) -> None:
    manager, unit = registry.station()
    person = registry.register()
    sent = registry.submit(person, subject="commissioner", kind="technical_service", sender_unit=unit)
    defects = [{"pointer": "/statement", "detail": "请补充服务计划"}, {"pointer": "/fields", "detail": "领域过宽"}]
    back = registry.move(sent["id"], "return_application", manager, note="请补正", defects=defects)
    assert back["waits_on"]["party"] == "applicant"
    assert back["state"]["history"][-1]["defects"] == ["/statement 请补充服务计划", "/fields 领域过宽"]
    with pytest.raises(Refused):
        registry.move(sent["id"], "resubmit_application", person, declares=[])
    again = registry.move(sent["id"], "resubmit_application", person, statement="每月两次", fields=["稀土"])
    assert (again["state"]["status"], again["fields"], again["statement"]) == ("pending", ["稀土"], "每月两次")


def test_a_rejected_application_is_closed_and_a_withdrawn_one_too(registry: Registry) -> None:
    manager, unit = registry.station()
    person = registry.register()
    one = registry.submit(person, subject="commissioner", kind="technical_service", sender_unit=unit)
    said = {"reason": "与本站领域不符", "article": "第九条第3项"}
    closed = registry.move(one["id"], "reject_application", manager, **said)
    assert closed["state"]["history"][-1]["note"] == "第九条第3项 与本站领域不符"
    with pytest.raises(Conflict):
        registry.move(one["id"], "pass_application", manager)
    two = registry.submit(person, subject="commissioner", kind="technical_service", sender_unit=unit)
    assert registry.move(two["id"], "withdraw_application", person)["state"]["status"] == "withdrawn"
    with pytest.raises(Conflict):
        registry.move(two["id"], "pass_application", manager)


def test_nobody_reviews_what_is_not_theirs(registry: Registry) -> None:
    manager, unit = registry.station()
    other, _ = registry.station()
    person = registry.register()
    sent = registry.submit(person, subject="commissioner", kind="technical_service", sender_unit=unit)
    with pytest.raises(NotFound):
        registry.move(sent["id"], "pass_application", other)
    with pytest.raises(Forbidden):
        registry.move(sent["id"], "pass_application", person)
    with pytest.raises(NotFound):
        registry.move(sent["id"], "file_application", make.officer(make.SHIJIAZHUANG))
    with pytest.raises(Refused):
        registry.move(sent["id"], "file_application", manager)
    with pytest.raises(NotFound):
        registry.question("application", {"application_id": sent["id"]}, registry.register())


def test_the_answer_says_what_is_open_and_why_the_rest_is_not(registry: Registry) -> None:
    manager, unit = registry.station()
    person = registry.register()
    sent = registry.submit(person, subject="commissioner", kind="technical_service", sender_unit=unit)
    mine = registry.question("application", {"application_id": sent["id"]}, manager)
    assert {one["action"]: one["open"] for one in mine["actions"]} == {"pass": True, "return": True, "reject": True}
    citys = registry.question("application", {"application_id": sent["id"]}, registry.officer())
    shut = next(one for one in citys["actions"] if one["action"] == "file")
    assert shut["reason_en"] == f"With {citys['waits_on']['label_en']} since {citys['waits_on']['since']}"
    assert shut["reason_en"].isascii()
    assert shut["open"] is False
    assert "企业科技特派员工作站" in shut["reason"]
    assert shut["article"] == "第十条"
    assert citys["waits_on"]["due"] == "2024-06-11"  # five working days; 10 June 2024 is the Dragon Boat holiday
    registry.on(date(2024, 6, 12))
    assert registry.question("application", {"application_id": sent["id"]}, manager)["waits_on"]["late"] is True


def test_one_applies_for_oneself_and_for_ones_own_unit_only(registry: Registry) -> None:
    _, unit = registry.station()
    stranger = registry.register()
    with pytest.raises(Forbidden):
        registry.submit(stranger, subject="workstation", kind="service", unit=unit)
    with pytest.raises(Forbidden):
        registry.submit(make.officer(), subject="commissioner", kind="technical_service", sender_unit=unit)
    with pytest.raises(Invalid):
        registry.submit(stranger, subject="commissioner", kind="astronaut", sender_unit=unit)
    with pytest.raises(Invalid):
        registry.submit(stranger, subject="team", kind="team", sender_unit=unit)


def test_the_same_filing_is_not_held_twice(registry: Registry) -> None:
    manager, unit = registry.station()
    filing = registry.commissioner(manager, unit)
    again = Actor(filing["account"], "申报人", make.BAOTOU, person=filing["person"])
    with pytest.raises(Conflict) as conflict:
        registry.submit(again, subject="commissioner", kind="technical_service", sender_unit=unit)
    assert conflict.value.details["filing"] == filing["id"]


def test_a_liaison_is_filed_by_the_county_and_replaced_any_day(registry: Registry) -> None:
    manager, unit = registry.host()
    said = {
        "name": "专干甲",
        "identity_number": make.identity_number(700),
        "phone": "13700000700",
        "position": "administration",
    }
    sent = registry.submit(manager, subject="liaison", kind="liaison", unit=unit, liaison=said)
    assert sent["waits_on"]["party"] == "county"
    filed = registry.move(sent["id"], "file_application", registry.county())
    first = registry.told("filing_made")[-1]["data"]
    assert (first["liaison_of"], first["unit"], first["subject"]) == (unit, unit, "liaison")
    detail = registry.question("filing", {"filing_id": filed["filing"]}, manager)
    assert {one["action"]: (one["open"], one["article"]) for one in detail["actions"]} == {
        "replace": (True, "第十七条（三）"),
        "change": (True, "第十七条（二）"),
    }
    registered = registry.register(700, name="专干甲", phone="13700000700")
    assert registry.again(registered).units("liaison") == {unit}

    other = {**said, "name": "专干乙", "identity_number": make.identity_number(701), "phone": "13700000701"}
    with pytest.raises(Invalid):
        registry.submit(manager, subject="liaison", kind="liaison", unit=unit, liaison=other, replaces="filing-nobody")
    next_one = registry.submit(
        manager, subject="liaison", kind="liaison", unit=unit, liaison=other, replaces=filed["filing"]
    )
    registry.move(next_one["id"], "file_application", registry.county())
    ended = registry.told("filing_cancelled")[-1]["data"]
    assert (ended["filing"], ended["ground"], ended["article"]) == (filed["filing"], "replaced", "第十七条（三）")
    assert registry.again(registered).units("liaison") == frozenset()


def test_a_liaison_cannot_be_claimed_with_another_phone(registry: Registry) -> None:
    manager, unit = registry.host()
    said = {
        "name": "专干甲",
        "identity_number": make.identity_number(702),
        "phone": "13700000702",
        "position": "administration",
    }
    sent = registry.submit(manager, subject="liaison", kind="liaison", unit=unit, liaison=said)
    registry.move(sent["id"], "file_application", registry.county())
    with pytest.raises(Conflict):
        registry.register(702, name="专干甲", phone="13711111111")


def shijiazhuang(registry: Registry) -> tuple[Actor, str]:
    return registry.in_city(make.SHIJIAZHUANG).station()


@pytest.mark.parametrize(
    ("kind", "over"),
    [
        ("agriculture", {}),
        ("industrial", {}),
        ("broker", {"employer_kind": "service_organisation"}),
        ("student", {"student": True, "research_results": 2}),
    ],
)
def test_each_kind_of_shijiazhuang_is_filed(registry: Registry, kind: str, over: dict[str, Any]) -> None:
    manager, unit = shijiazhuang(registry)
    filing = registry.commissioner(manager, unit, kind, **over)
    assert (filing["kind"], filing["level"], filing["competent"]["level"]) == (kind, "city", "none")
    assert filing["number"].startswith("石科特2024-")


def test_a_team_is_filed_with_its_lead_and_members(registry: Registry) -> None:
    manager, unit = shijiazhuang(registry)
    lead, known = registry.register(), registry.register()
    new = {
        "name": "成员丙",
        "identity_number": make.identity_number(800),
        "phone": "13700000800",
        "education": "master",
    }
    said = {"subject": "team", "kind": "team", "name": "智能装备团队", "sender_unit": unit}
    with pytest.raises(Refused) as refused:
        registry.submit(lead, **said, members=[new])
    assert refused.value.rule.endswith("at_least_three")
    sent = registry.submit(lead, **said, members=[new, {"person": known.person}])
    assert told_of(registry, sent, known)["consent_to_application"]["open"], "a member's own word"
    assert "consent_to_application" not in told_of(registry, sent, manager)
    registry.move(sent["id"], "pass_application", manager)
    registry.move(sent["id"], "file_application", registry.officer())
    told = registry.told("filing_made")[-1]["data"]
    assert (told["person"], told["name"]) == (lead.person, "智能装备团队")
    assert [member["name"] for member in told["members"]] == ["成员丙", known.name]
    assert registry.again(lead).has("commissioner")
    assert registry.again(known).has("commissioner")
    assert registry.again(registry.register(800, name="成员丙", phone="13700000800")).has("commissioner")


def told_of(registry: Registry, one: dict[str, Any], asker: Any) -> dict[str, dict[str, Any]]:
    """The actions that the answer about an application tells the asker, by name."""
    shown = registry.question("application", {"application_id": one["id"]}, asker)
    return {action["action"]: action for action in shown["actions"]}


def stands(registry: Registry, one: dict[str, Any], asker: Actor) -> dict[str, str]:
    """Every condition of an application by its rule: met, unmet, waived."""
    shown = registry.question("application", {"application_id": one["id"]}, asker)
    return {condition["rule"]: condition["status"] for condition in shown["conditions"]}


def test_a_condition_in_principle_needs_a_named_waiver(registry: Registry) -> None:
    manager, unit = shijiazhuang(registry)
    student = registry.register(student=True)
    sent = registry.submit(student, subject="commissioner", kind="student", sender_unit=unit)
    rule = sent["findings"][0]["rule"]
    registry.move(sent["id"], "pass_application", manager)
    with pytest.raises(Refused) as refused:
        registry.move(sent["id"], "file_application", registry.officer())
    assert refused.value.article == "一（一）"
    with pytest.raises(Forbidden):
        registry.move(sent["id"], "waive_condition", registry.county(), rule=rule, reason="导师推荐")
    with pytest.raises(Conflict):
        registry.move(sent["id"], "waive_condition", registry.officer(), rule="registry.nothing", reason="导师推荐")
    assert told_of(registry, sent, registry.officer())[f"waive_condition:{rule}"]["article"] == "一（一）"
    assert not [name for name in told_of(registry, sent, manager) if name.startswith("waive")]
    standing = stands(registry, sent, registry.officer())
    assert (standing.pop(rule), set(standing.values())) == ("unmet", {"met"})
    registry.move(sent["id"], "waive_condition", registry.officer(), rule=rule, reason="导师推荐，在研重点课题")
    assert told_of(registry, sent, registry.officer())[f"revoke_waiver:{rule}"]["open"]
    assert stands(registry, sent, registry.officer())[rule] == "waived"
    assert registry.move(sent["id"], "file_application", registry.officer())["filing"]
    told = registry.told("waiver_granted")[-1]
    assert (told["data"]["reason"], told["rules"][0]["article"]) == ("导师推荐，在研重点课题", "一（一）")


def test_a_provincial_commissioner_is_taken_as_a_broker_only(registry: Registry) -> None:
    _, unit = shijiazhuang(registry)
    person = registry.register()
    registry.command("mark_provincial", {"person_id": person.person, "provincial": True}, registry.officer())
    with pytest.raises(Refused) as refused:
        registry.submit(person, subject="commissioner", kind="industrial", sender_unit=unit)
    assert (refused.value.rule.rsplit(".", 1)[-1], refused.value.article) == ("not_provincial", "四（四）")
    assert (
        registry.submit(person, subject="commissioner", kind="broker", sender_unit=unit)["state"]["status"] == "pending"
    )


def test_the_city_appoints_directly_where_its_document_says_so(registry: Registry) -> None:
    registry.in_city(make.SHIJIAZHUANG)
    person = registry.register()
    said = {"kind": "industrial", "person": person.person, "declares": list(make.DECLARES), "reason": "重点产业急需"}
    made = registry.command("appoint_commissioner", said, registry.officer())
    filing = registry.question("filing", {"filing_id": made["filing"]}, registry.officer())
    assert (filing["direct"], filing["sender_unit"]) == ("重点产业急需", None)
    assert registry.again(person).has("commissioner")
    registry.in_city(make.BAOTOU)
    other = registry.register()
    with pytest.raises(Refused) as refused:
        registry.command(
            "appoint_commissioner", {**said, "person": other.person, "kind": "technical_service"}, registry.officer()
        )
    assert refused.value.article == "本办法未作规定"


def brokers(registry: Registry, count: int) -> list[str]:
    """Applications for broker that wait for the city, when 30 minus two places are taken."""
    manager, unit = shijiazhuang(registry)
    waiting = []
    for _ in range(count):
        person = registry.register()
        sent = registry.submit(person, subject="commissioner", kind="broker", sender_unit=unit)
        registry.move(sent["id"], "pass_application", manager)
        waiting.append(sent["id"])
    quotas = registry.service.store.database["quotas"]
    base = {"city": make.SHIJIAZHUANG, "subject": "commissioner", "kind": "broker", "year": 2024}
    quotas.insert_one({"_id": "130100:commissioner:broker:2024", **base, "taken": 29, "version": 1})
    return waiting


def test_two_takers_of_the_last_place_in_one_message_one_is_refused_with_the_article(registry: Registry) -> None:
    waiting = brokers(registry, 2)
    officer = registry.officer()
    calls = [registry.call("file_application", {"application_id": id}, officer) for id in waiting]
    answers = registry.commands(calls)
    problems = [answer["problem"] for answer in answers if "problem" in answer]
    assert len(problems) == 1
    assert (problems[0]["kind"], problems[0]["article"]) == ("refused", "四（一）")
    state = registry.question("quotas", {}, officer)["items"]
    assert next(one for one in state if one["kind"] == "broker") | {"label": ""} == {
        "subject": "commissioner", "kind": "broker", "label": "", "mode": "exactly", "limit": 30, "taken": 30,
        "left": 0, "year": 2024, "county": "", "article": "四（一）",
    }  # fmt: skip


def test_two_processes_racing_for_the_last_place_one_is_refused(registry: Registry) -> None:
    waiting = brokers(registry, 2)
    officer = registry.officer()
    processes = [registry.service, registry.another_process()]
    calls = [registry.call("file_application", {"application_id": id}, officer) for id in waiting]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda pair: pair[0].calls.carry_out([pair[1]])[0], zip(processes, calls, strict=True)))
    assert sorted("problem" in answer for answer in answers) == [False, True]
    assert registry.service.store.database["filings"].count_documents({"kind": "broker"}) == 1


def test_numbers_run_on_without_gaps_under_a_batch(registry: Registry) -> None:
    manager, unit = registry.station()
    waiting = []
    for _ in range(5):
        sent = registry.submit(registry.register(), subject="commissioner", kind="technical_service", sender_unit=unit)
        registry.move(sent["id"], "pass_application", manager)
        waiting.append(sent["id"])
    calls = [registry.call("file_application", {"application_id": id}, registry.officer()) for id in waiting]
    assert all("result" in answer for answer in registry.commands(calls))
    numbers = sorted(told["data"]["number"] for told in registry.told("filing_made"))
    assert numbers == [f"包科特2024-{number:05d}" for number in range(1, 7)]


def test_lists_show_only_what_is_ones_own(registry: Registry) -> None:
    manager, unit = registry.station()
    other, _ = registry.station()
    person = registry.register()
    registry.submit(person, subject="commissioner", kind="technical_service", sender_unit=unit)
    pending = {"status": "pending", "limit": 10}
    assert len(registry.question("applications", pending, person)["items"]) == 1
    assert len(registry.question("applications", pending, manager)["items"]) == 1
    assert registry.question("applications", pending, other)["items"] == []
    assert len(registry.question("applications", pending, registry.officer())["items"]) == 1
    assert registry.question("applications", pending, make.officer(make.SHIJIAZHUANG))["items"] == []
    elsewhere = replace(registry.county(), grants=(Grant("county_officer", county="150204"),))
    assert registry.question("applications", pending, elsewhere)["items"] == []


def test_lists_are_paged(registry: Registry) -> None:
    manager, unit = registry.station()
    for _ in range(3):
        registry.submit(registry.register(), subject="commissioner", kind="technical_service", sender_unit=unit)
    first = registry.question("applications", {"status": "pending", "limit": 2}, manager)
    rest = registry.question("applications", {"status": "pending", "limit": 2, "after": first["next"]}, manager)
    assert [len(first["items"]), len(rest["items"]), rest["next"]] == [2, 1, None]
