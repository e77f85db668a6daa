"""Messages over a real MongoDB: made of what was announced, read by those they are for, and by nobody else."""

from __future__ import annotations

from typing import Any

import pytest

from shared.actor import Actor, Grant
from shared.announcer import as_event
from shared.errors import NotFound
from tests.factories import registry as make
from tests.factories.announced import announced
from tests.service.registry.conftest import HASH, Registry


def overhear(registry: Registry, *types: str) -> None:
    """What the registry itself announced arrives on its own line, as the broker would bring it."""
    wanted = {"type": {"$in": list(types)}} if types else {}
    rows = registry.service.store.database["announcements"].find(wanted).sort("_id", 1)
    registry.service.lines["overhear"].take_in([as_event("registry", row) for row in rows])
    assert [row["trace"] for row in registry.service.store.database["set_aside"].find()] == []


def tell(registry: Registry, type: str, data: dict[str, Any], **over: Any) -> None:
    """Another service's announcement arrives on that line."""
    source, _, name = type.partition(".")
    noun = name.split("_")[0]
    event = {
        "id": f"{type}-1", "type": name, "source": source, "city": registry.city, "time": "2024-06-03T01:00:00.000Z",
        "subject": f"{noun}:{noun}-1", "subjectversion": 1, "actor": {"account": "x", "name": "某人"}, "data": data,
    }  # fmt: skip
    registry.service.lines["overhear"].take_in([{**event, **over}])
    assert [row["trace"] for row in registry.service.store.database["set_aside"].find()] == []


def texts(registry: Registry, by: Actor, **asked: Any) -> list[str]:
    return [one["text"] for one in registry.question("messages", asked, by)["items"]]


def test_an_application_is_told_to_whose_turn_it_is_and_its_fate_to_the_applicant(registry: Registry) -> None:
    manager, unit = registry.station()
    person = registry.register(name="王申报")
    sent = registry.submit(person, subject="commissioner", kind="technical_service", sender_unit=unit)
    overhear(registry, "application_submitted")
    told = registry.question("messages", {"unread": True}, manager)["items"]
    assert told[0]["opens"] == {"noun": "applications", "id": sent["id"]}
    assert "王申报" in told[0]["text"]
    assert registry.question("unread_messages", {}, person) == {"unread": 0}, "who did it is not told of it"

    registry.move(sent["id"], "return_application", manager, note="缺学历证明")
    overhear(registry, "application_returned")
    assert any("缺学历证明" in text for text in texts(registry, person, topic="application"))
    assert registry.question("unread_messages", {}, person)["unread"] == 1


def test_a_city_s_officers_are_told_each_and_another_city_s_are_not(registry: Registry) -> None:
    officers = [invited(registry, f"officer-{n}") for n in range(2)]
    elsewhere = invited(registry.in_city(make.SHIJIAZHUANG), "elsewhere")
    registry.in_city(make.BAOTOU)
    tell(registry, "records.problem_reported", {"title": "缺检测设备", "person": None, "unit": None})
    for officer in officers:
        assert texts(registry, officer) == ["收到问题反映：缺检测设备"]
    registry.in_city(make.SHIJIAZHUANG)
    assert texts(registry, elsewhere) == []


def invited(registry: Registry, login: str, **grant: Any) -> Actor:
    said = {"login": login, "name": login, "password_hash": HASH, "grants": [{"role": "city_officer", **grant}]}
    made = registry.command("invite_account", said, registry.officer())
    return registry.again(Actor(made["id"], login, registry.city))


def test_an_announcement_that_comes_twice_is_told_once(registry: Registry) -> None:
    officer = invited(registry, "officer-1")
    for _ in range(2):
        tell(registry, "records.problem_reported", {"title": "缺检测设备"})
    assert len(texts(registry, officer)) == 1


def test_many_of_a_day_are_one_message_until_it_is_read(registry: Registry) -> None:
    manager, unit = registry.host()
    data = {"name": "张某", "on": "2024-06-03", "host_unit": unit}
    for n in range(3):
        tell(registry, "records.record_submitted", data, id=f"e{n}")
    (one,) = registry.question("messages", {"topic": "record"}, manager)["items"]
    assert (one["times"], one["text"]) == (3, "今日有3条服务记录待确认")
    registry.command("read_message", {"message_id": one["id"]}, manager)
    assert texts(registry, manager, topic="record", unread=True) == []
    tell(registry, "records.record_submitted", data, id="e9")
    (again,) = registry.question("messages", {"topic": "record", "unread": True}, manager)["items"]
    assert (again["times"], again["id"]) == (1, one["id"])


def test_a_notice_to_all_is_one_document_and_each_reads_it_for_themselves(registry: Registry) -> None:
    tell(registry, "appraisal.cycle_opened", {"cycle": "county-1", "year": 2024})
    kept = registry.service.store.database["messages"]
    assert {doc["reader"] for doc in kept.find({"type": "appraisal.cycle_opened"})} == {
        "role:commissioner", "role:dispatching_manager", "role:host_manager", "role:county_officer",
    }  # fmt: skip
    one, two = (Actor(f"c{n}", "某人", registry.city, grants=(Grant("commissioner"),)) for n in (1, 2))
    (notice,) = registry.question("messages", {}, one)["items"]
    assert notice["notice"]
    registry.command("read_message", {"message_id": notice["id"]}, one)
    assert registry.question("unread_messages", {}, one) == {"unread": 0}
    assert registry.question("unread_messages", {}, two) == {"unread": 1}
    nobody = Actor("c3", "某人", registry.city, grants=(Grant("inspector"),))
    assert texts(registry, nobody) == []
    with pytest.raises(NotFound):
        registry.command("read_message", {"message_id": notice["id"]}, nobody)


def test_a_muted_topic_brings_nothing_and_everything_can_be_read_at_once(registry: Registry) -> None:
    officer = invited(registry, "officer-1")
    tell(registry, "records.problem_reported", {"title": "一"}, id="e1")
    assert registry.command("mute_topic", {"topic": "record", "muted": True}, officer) == {"muted": ["record"]}
    tell(registry, "records.problem_reported", {"title": "二"}, id="e2")
    assert registry.question("unread_messages", {}, officer) == {"unread": 0}
    assert texts(registry, officer, topic="record") == ["收到问题反映：一"]
    registry.command("mute_topic", {"topic": "record", "muted": False}, officer)
    assert registry.question("unread_messages", {}, officer) == {"unread": 1}
    registry.command("read_messages", {}, officer)
    assert registry.question("unread_messages", {}, officer) == {"unread": 0}
    topics = {one["topic"]: one for one in registry.question("message_topics", {}, officer)["items"]}
    assert topics["record"] == {**topics["record"], "muted": False, "unread": 0, "label": "工作记录与报告"}


def test_the_list_is_paged_newest_first(registry: Registry) -> None:
    officer = invited(registry, "officer-1")
    for n in range(5):
        tell(registry, "records.problem_reported", {"title": str(n)}, id=f"e{n}", time=f"2024-06-03T0{n}:00:00.000Z")
    first = registry.question("messages", {"limit": 3}, officer)
    rest = registry.question("messages", {"limit": 3, "after": first["next"]}, officer)
    assert [one["text"][-1] for one in [*first["items"], *rest["items"]]] == list("43210")
    assert rest["next"] is None


def whole(registry: Registry, type: str, data: dict[str, Any], **over: Any) -> None:
    """The same with everything that its contract says is always told."""
    tell(registry, type, announced(type, data), **over)


def pair(number: int, **over: Any) -> dict[str, Any]:
    plain = {"host_county": "150203", "score": 80.0, "host_unit": "u-host", "sender_unit": "u-sender"}
    named = {"suggestion": f"d{number}:f{number}", "demand": f"d{number}", "title": f"需求{number}", "filing": "f1"}
    return {**plain, **named, "commissioner_name": "张某", "person": "p-1", "host_name": "某企业", **over}


def test_both_sides_of_every_suggestion_are_told_and_nobody_else(registry: Registry) -> None:
    (host, host_unit), (sender, sender_unit) = registry.host(), registry.station()
    other_host, other_unit = registry.host()
    commissioner = registry.register()
    sides = {"person": commissioner.person, "host_unit": host_unit, "sender_unit": sender_unit}
    pairs = [pair(1, **sides), pair(2, **{**sides, "host_unit": other_unit}), pair(3, **sides)]
    whole(registry, "dispatch.suggestions_made", {"pairs": pairs[:1]}, id="e1", subject="demand:d1")
    (told,) = registry.question("messages", {"topic": "selection"}, commissioner)["items"]
    assert told["text"] == "为张某推荐了技术需求：需求1（某企业）"
    assert told["opens"] == {"noun": "suggestions", "id": "d1:f1"}
    assert texts(registry, host, topic="selection") == ["为技术需求“需求1”推荐了科技特派员张某"]
    assert texts(registry, other_host, topic="selection") == []
    whole(registry, "dispatch.suggestions_made", {"pairs": pairs[1:]}, id="e2", subject="filing:f1")
    assert texts(registry, commissioner, topic="selection") == ["今日有3项技术需求推荐"], "one a day, however many"
    assert texts(registry, sender, topic="selection") == ["今日有3项技术需求推荐"]
    assert texts(registry, host, topic="selection") == ["今日推荐了2位相配的科技特派员"]
    assert texts(registry, other_host, topic="selection") == ["为技术需求“需求2”推荐了科技特派员张某"]
    assert texts(registry, registry.register(), topic="selection") == []


def test_what_is_late_is_told_to_who_is_to_act_to_whom_it_came_up_and_to_who_waits(registry: Registry) -> None:
    officer = invited(registry, "officer-1")
    manager, unit = registry.station()
    person = registry.register(name="王申报")
    sent = registry.submit(person, subject="commissioner", kind="technical_service", sender_unit=unit)
    data = {"number": sent["number"], "name": "王申报", "due": "2024-06-05", "applicant": person.account}
    late = {**data, "application": sent["id"], "escalates_to": "city", "escalated_to": ["city"]}
    subject = f"application:{sent['id']}"
    whole(registry, "registry.application_late", late, subject=subject)
    assert [text for text in texts(registry, manager) if "逾期" in text] == [
        f"申报{sent['number']}（王申报）应于2024-06-05前办理，已逾期"
    ]
    assert texts(registry, officer, topic="reminder") == [
        f"申报{sent['number']}（王申报）逾期未办（应于2024-06-05前），现在您也可以办理"
    ]
    assert "已提醒办理方" in texts(registry, person, topic="reminder")[0]


def test_a_demand_that_is_late_is_told_to_the_county_at_whose_desk_it_lies(registry: Registry) -> None:
    county, other = (
        invited(registry, name, **at) for name, at in (("county-1", DESK), ("county-2", {**DESK, "county": "150204"}))
    )
    city = invited(registry, "officer-1")
    data = {"title": "涂层", "host_name": "某企业", "host_county": "150204", "desk": "150203", "due": "2024-06-05"}
    whole(
        registry, "dispatch.demand_late",
        {**data, "turn": ["county"], "escalates_to": "city", "escalated_to": ["city"]},
    )  # fmt: skip
    assert texts(registry, county) == ["技术需求“涂层”应于2024-06-05前办理，已逾期"]
    assert texts(registry, other) == []
    assert texts(registry, city) == ["某企业的技术需求“涂层”逾期未办（应于2024-06-05前），请督办"]


DESK = {"role": "county_officer", "county": "150203"}


def test_the_clocks_of_a_sanction_are_told_to_the_party_and_to_who_decides(registry: Registry) -> None:
    officer, county = invited(registry, "officer-1"), invited(registry, "county-1", **DESK)
    party = registry.register()
    data = {"number": "CL7", "label": "骗取补助", "name": "李某", "accounts": [party.account], "county": "150203"}
    city, theirs = {**data, "decides": ["city"]}, {**data, "decides": ["county"]}
    whole(registry, "registry.sanction_imposed", {**data, "appeal_by": "2024-06-20"})
    whole(registry, "registry.sanction_imposed", {**data, "appeal_by": None}, id="again")
    assert {text.split("。")[1] for text in texts(registry, party)} == {
        "如不服，可于2024-06-20前申诉",
        "如不服可以申诉",
    }
    registry.command("read_messages", {}, party)
    for what in ("reply_due", "appeal_due"):
        whole(registry, f"registry.sanction_{what}", {**city, "due": "2024-06-10"})
    assert len(texts(registry, party, topic="reminder")) == 2
    for what in ("reply_over", "appeal_decision_due", "appeal_late"):
        whole(registry, f"registry.sanction_{what}", {**city, "due": "2024-06-10"})
    assert len(texts(registry, officer)) == 3
    assert texts(registry, county) == []
    whole(registry, "registry.sanction_reply_over", {**theirs, "due": "2024-06-10"}, id="county's")
    assert texts(registry, county) == ["对李某的告知CL7，陈述申辩期已于2024-06-10届满，可以作出决定"]


def test_the_clocks_of_an_ending_are_told_to_whose_turn_it_is(registry: Registry) -> None:
    county, (host, unit) = invited(registry, "county-1", **DESK), registry.host()
    person = registry.register()
    data = {"number": "XY7", "person": person.person, "host_unit": unit, "host_county": "150203", "due": "2024-06-10"}
    of_notice = {**data, "paper": "notice"}
    own = {**of_notice, "turn": ["commissioner"], "party": "commissioner"}
    whole(registry, "dispatch.ending_answer_due", own, id="e1")
    whole(registry, "dispatch.ending_answer_due", {**of_notice, "turn": ["host_unit"], "party": "host_unit"}, id="e2")
    assert texts(registry, person) == ["协议XY7的终止事项，您的陈述申辩期至2024-06-10"]
    assert texts(registry, host, topic="reminder") == ["协议XY7的终止事项，陈述申辩期至2024-06-10"]
    for what in ("answer_over", "late", "appeal_late"):
        whole(registry, f"dispatch.ending_{what}", {**data, "turn": ["county"]})
    assert len(texts(registry, county)) == 3


def test_a_city_s_officers_hear_of_new_rules_and_of_a_draft_that_waits(registry: Registry) -> None:
    officer = invited(registry, "officer-1")
    whole(registry, "registry.rulebook_proposed", {"proposal": "p1", "city": registry.city})
    published = {"city": registry.city, "number": 3, "from": "2025-01-01", "title": "管理办法"}
    whole(registry, "registry.rulebook_published", published)
    told = registry.question("messages", {}, officer)["items"]
    assert {one["text"] for one in told} == {
        "有一份规则草案待核对、公布", "本市规则第3版已公布，自2025-01-01起施行：管理办法",
    }  # fmt: skip
    assert {"noun": "rulebooks", "id": registry.city} in [one["opens"] for one in told]
    county = Actor("c9", "某人", registry.city, grants=(Grant("county_officer", county="150203"),))
    assert len(texts(registry, county)) == 1, "one notice for all the counties"


def test_who_has_a_round_planned_hears_of_its_plan_though_it_is_their_own(registry: Registry) -> None:
    planner, officer = invited(registry, "county-1", **DESK), invited(registry, "officer-1")
    data = {"title": "春季", "county": "150203", "account": planner.account, "proposed": 12, "gaps": 2}
    doer = {"actor": {"account": planner.account, "name": "经办"}}
    whole(registry, "dispatch.directed_round_opened", data, **doer)
    assert texts(registry, planner) == [], "who did it is not told of it"
    assert texts(registry, officer) == ["定向选派“春季”已启动"]
    whole(registry, "dispatch.directed_round_planned", data, **doer)
    assert texts(registry, planner) == ["定向选派“春季”的方案已算出：可派12人，2处暂无合适人选，请核对确认"]
    for seat in range(3):
        settled = {**data, "outcome": "failed" if seat else "ordered", "problem": "已满员"}
        whole(registry, "dispatch.directed_pair_settled", settled, id=f"s{seat}", **doer)
    assert "今日有2项定向选派未能下达，请重新安排" in texts(registry, planner)
    whole(registry, "dispatch.directed_round_abandoned", {**data, "reason": "名额调整"}, **doer)
    assert "定向选派“春季”已停止：名额调整" in texts(registry, officer)


def test_every_host_of_a_merged_demand_is_told(registry: Registry) -> None:
    (one, first), (two, second) = registry.host(), registry.host()
    data = {"title": "涂层", "host_unit": first, "into": "d9", "owner_units": [first, second]}
    whole(registry, "dispatch.demand_merged", data)
    for manager in (one, two):
        (told,) = registry.question("messages", {"topic": "demand"}, manager)["items"]
        assert told["opens"] == {"noun": "demands", "id": "d9"}


def test_an_agreement_that_runs_out_is_told_to_its_three_parties(registry: Registry) -> None:
    (host, host_unit), (sender, sender_unit) = registry.host(), registry.station()
    person = registry.register()
    data = {"number": "XY7", "name": "张某", "host_name": "某企业", "days_left": 30, "person": person.person}
    whole(registry, "dispatch.agreement_expiring", {**data, "host_unit": host_unit, "sender_unit": sender_unit})
    for party in (host, sender, person):
        assert texts(registry, party, topic="agreement") == ["协议XY7（张某与某企业）还有30天到期"]
