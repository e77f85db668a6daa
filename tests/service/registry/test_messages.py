"""Messages over a real MongoDB: made of what was announced, read by those they are for, and by nobody else."""

from __future__ import annotations

from typing import Any

import pytest

from shared.actor import Actor, Grant
from shared.announcer import as_event
from shared.errors import NotFound
from tests.factories import registry as make
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
    tell(registry, "appraisal.cycle_opened", {"cycle": "c1", "year": 2024})
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
