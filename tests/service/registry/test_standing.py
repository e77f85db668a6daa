"""Acts against filings and in the credit register, over the real store: notice, defence, decision, appeal, repair."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from services.registry.service import RegistryService
from shared.actor import Actor, platform
from shared.errors import Conflict, Forbidden, NotFound, Refused
from shared.upkeep import Tick, run_timer
from tests.factories import registry as make
from tests.parts import Parts, drop_namespace, random_namespace
from tests.service.registry.conftest import Registry
from tests.service.registry.test_consequences import holder, result

STATED = "000900"  # tests/rulebooks/notice-and-appeal: a made-up city that states every part of the procedure


@pytest.fixture(scope="module")
def stated_once(parts: Parts, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    """The service over the made-up city alone."""
    namespace, books = random_namespace(), tmp_path_factory.mktemp("rulebooks")
    shutil.copytree("tests/rulebooks/notice-and-appeal", books / "notice-and-appeal")
    hosted = Registry(parts, namespace, str(books))
    yield hosted
    hosted.service.store.client.close()
    drop_namespace(parts, namespace)


@pytest.fixture
def stated(stated_once: Registry) -> Registry:
    """The city that states its procedure, with nobody in it."""
    database = stated_once.service.store.database
    for name in database.list_collection_names():
        database[name].delete_many({})
    stated_once.day, stated_once.city = make.DAY, STATED
    return stated_once


def filed(registry: Registry) -> tuple[Actor, dict[str, Any]]:
    """A commissioner of the made-up city, with the roles of today, and the filing."""
    person = registry.register()
    sent = registry.submit(person, subject="commissioner", kind="general")
    done = registry.move(sent["id"], "file_application", registry.officer())
    return registry.again(person), registry.question("filing", {"filing_id": done["filing"]}, registry.officer())


def notice(registry: Registry, act: str, ground: str, **said: Any) -> dict[str, Any]:
    given = {"act": act, "ground": ground, "reason": "查明的事实", **said}
    made: dict[str, Any] = registry.command("open_sanction", given, registry.officer())
    return made


def imposed(registry: Registry, act: str, ground: str, who: Actor, **said: Any) -> dict[str, Any]:
    """Notice given, answered and decided on the same day."""
    one = {"sanction_id": notice(registry, act, ground, **said)["id"]}
    registry.command("answer_sanction", {**one, "text": "不属实"}, who)
    made: dict[str, Any] = registry.command(
        "decide_sanction", {**one, "impose": True, "reason": "属实"}, registry.officer()
    )
    return made


def status(registry: Registry, filing: dict[str, Any]) -> str:
    return str(registry.question("filing", {"filing_id": filing["id"]}, registry.officer())["status"])


def open_to_officer(registry: Registry, filing: dict[str, Any]) -> set[str]:
    """What the answer about a filing says an officer of the city may do."""
    shown = registry.question("filing", {"filing_id": filing["id"]}, registry.officer())
    return {one["action"] for one in shown["actions"] if one["open"]}


def test_a_suspension_has_its_notice_its_defence_its_decision_and_is_told(stated: Registry) -> None:
    who, filing = filed(stated)
    opened = notice(stated, "suspend", "investigation", filing=filing["id"])
    assert (opened["status"], opened["reply_by"], opened["article"]) == ("noticed", "2024-06-11", "五")
    one = {"sanction_id": opened["id"]}
    decide = {**one, "impose": True, "reason": "立案"}
    with pytest.raises(Refused) as early:
        stated.command("decide_sanction", decide, stated.officer())
    assert early.value.rule == "registry.due_process.reply"
    assert status(stated, filing) == "filed"
    seen = stated.question("sanctions", {}, who)["items"]
    assert [entry["id"] for entry in seen] == [opened["id"]]
    stated.command("answer_sanction", {**one, "text": "没有此事"}, who)
    done = stated.command("decide_sanction", decide, stated.officer())
    assert (done["status"], done["appeal_by"]) == ("imposed", "2024-06-18")
    assert [paper["action"] for paper in done["file"]] == ["notice", "defence", "imposed"]
    told = stated.told("filing_suspended")[-1]["data"]
    assert (told["filing"], told["ground"], told["article"], told["until"]) == (
        filing["id"],
        "investigation",
        "五",
        None,
    )
    now = stated.question("filing", {"filing_id": filing["id"]}, who)
    assert [line["action"] for line in now["history"]] == ["filed", "suspended"]
    assert now["history"][1]["case"] == opened["id"]
    assert now["suspended"]["reason"] == "立案"
    assert not [one for one in now["actions"] if one["action"] == "resume_filing"], "that is the officer's"
    assert open_to_officer(stated, filing) == {"open_sanction", "resume_filing"}
    with pytest.raises(Conflict, match="同类"):
        stated.submit(who, subject="commissioner", kind="general")
    resumed = stated.command("resume_filing", {"filing_id": filing["id"], "reason": "查清"}, stated.officer())
    assert (resumed["status"], resumed["suspended"]) == ("filed", None)
    assert stated.told("filing_resumed")[-1]["data"]["filing"] == filing["id"]


def test_an_act_on_a_ground_that_the_document_does_not_name_is_refused(registry: Registry) -> None:
    filing = registry.commissioner(*registry.station())
    for act, ground, more in (
        ("suspend", "investigation", {}), ("cancel", "laziness", {}), ("enter", "laziness", {"register": "misconduct"}),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            notice(registry, act, ground, filing=filing["id"], reply_by="2024-06-17", **more)
        assert refused.value.article == "本办法未作规定"
    said = {"filing_id": filing["id"], "ground": "settled", "reason": "已整改"}
    with pytest.raises(Refused):
        registry.command("restore_filing", said, registry.officer())
    assert registry.told("sanction_noticed") == []


def test_a_cancellation_overturned_on_appeal_restores_filing_and_role(registry: Registry) -> None:
    filing = registry.commissioner(*registry.station())
    who = registry.again(holder(filing))
    done = imposed(registry, "cancel", "commissioner_default", who, filing=filing["id"], reply_by="2024-06-17")
    assert status(registry, filing) == "cancelled"
    assert not registry.again(who).has("commissioner")
    appeal = {"sanction_id": done["id"], "text": "企业停产，非本人原因"}
    assert registry.command("appeal_sanction", appeal, who)["status"] == "appealed"
    assert status(registry, filing) == "cancelled", "the document does not say that an appeal suspends it"
    decision = {"sanction_id": done["id"], "overturn": True, "reason": "证据不足"}
    assert registry.command("decide_appeal", decision, registry.officer())["status"] == "overturned"
    assert status(registry, filing) == "filed"
    assert registry.again(who).has("commissioner")
    told = registry.told("filing_restored")[-1]["data"]
    assert (told["filing"], told["subject"], told["person"]) == (filing["id"], "commissioner", filing["person"])


def test_what_followed_from_an_appraisal_is_appealed_and_falls_together(registry: Registry) -> None:
    manager, unit = registry.station()
    filing = registry.commissioner(manager, unit)
    registry.hear("appraisal.result_published", result(filing, "cancel_filing", "blacklist", "misconduct_record"))
    who = holder(filing)
    files = registry.question("sanctions", {}, who)["items"]
    assert sorted((one["act"], one["register"], one["status"]) for one in files) == [
        ("cancel", "", "imposed"), ("enter", "blacklist", "imposed"), ("enter", "misconduct", "imposed"),
    ]  # fmt: skip
    first = next(one for one in files if one["register"] == "misconduct")
    registry.command("appeal_sanction", {"sanction_id": first["id"], "text": "评价有误"}, who)
    decision = {"sanction_id": first["id"], "overturn": True, "reason": "评价更正", "related": True}
    registry.command("decide_appeal", decision, registry.officer())
    assert {one["status"] for one in registry.question("sanctions", {}, who)["items"]} == {"overturned"}
    assert status(registry, filing) == "filed"
    assert [one["in_force"] for one in registry.question("credit_entries", {}, who)["items"]] == [False, False]
    assert len(registry.told("credit_entry_annulled")) == 2
    registry.command("enter_city", {"target_city": make.SHIJIAZHUANG}, who)
    _, elsewhere = registry.in_city(make.SHIJIAZHUANG).station()
    away = holder(filing, make.SHIJIAZHUANG)
    sent = registry.submit(away, subject="commissioner", kind="industrial", sender_unit=elsewhere)
    assert sent["state"]["status"] == "pending", "annulled in one city, it bars in none"


def test_who_was_filed_anew_meanwhile_is_not_restored_and_the_file_says_so(registry: Registry) -> None:
    manager, unit = registry.station()
    filing = registry.commissioner(manager, unit)
    who = holder(filing)
    done = imposed(registry, "cancel", "commissioner_default", who, filing=filing["id"], reply_by="2024-06-17")
    sent = registry.submit(who, subject="commissioner", kind="technical_service", sender_unit=unit)
    registry.move(sent["id"], "pass_application", manager)
    registry.move(sent["id"], "file_application", registry.officer())
    registry.command("appeal_sanction", {"sanction_id": done["id"], "text": "不服"}, who)
    decision = {"sanction_id": done["id"], "overturn": True, "reason": "证据不足"}
    fallen = registry.command("decide_appeal", decision, registry.officer())
    assert fallen["status"] == "overturned"
    assert (fallen["file"][-1]["action"], status(registry, filing)) == ("not_restored", "cancelled")


def test_an_entry_by_hand_bars_in_every_city_shows_its_basis_in_one_and_is_repaired(registry: Registry) -> None:
    person = registry.register()
    said = {"register": "misconduct", "person": person.person, "reply_by": "2024-06-17"}
    done = imposed(registry, "enter", "misuse", person, **said)
    mine = registry.question("credit_entries", {}, person)["items"]
    assert [(one["basis"], one["sanction"], one["in_force"]) for one in mine] == [("属实", done["id"], True)]
    away = make.officer(make.SHIJIAZHUANG)
    entry = {"entry_id": mine[0]["id"]}
    seen = registry.in_city(make.SHIJIAZHUANG).question("credit_entry", entry, away)
    assert (seen["in_force"], seen["basis"], seen["article"], seen["actions"]) == (True, "", "第三十一条", [])
    with pytest.raises(NotFound):
        registry.command("decide_repair", {**entry, "grant": True, "reason": "x"}, away)
    with pytest.raises(NotFound):
        registry.question("credit_entry", entry, make.actor("stranger", "p-x", make.SHIJIAZHUANG))
    registry.in_city(make.BAOTOU).command("ask_repair", {**entry, "statement": "款项已退回"}, person)
    assert (
        registry.command("decide_repair", {**entry, "grant": True, "reason": "已退回"}, registry.officer())["ended_by"]
        == "repaired"
    )
    assert not registry.question("credit_entry", entry, person)["in_force"]


def test_an_appeal_that_suspends_lifts_the_act_until_it_is_upheld(stated: Registry) -> None:
    who, filing = filed(stated.on(date(2024, 7, 1)))
    done = imposed(stated, "cancel", "default", who, filing=filing["id"])
    assert status(stated, filing) == "cancelled"
    one = {"sanction_id": done["id"]}
    stated.command("appeal_sanction", {**one, "text": "不服"}, who)
    assert status(stated, filing) == "filed"
    stated.command("decide_appeal", {**one, "overturn": False, "reason": "维持"}, stated.officer())
    assert status(stated, filing) == "cancelled"
    entered = imposed(stated, "enter", "deceit", who, register="blacklist", filing=filing["id"])
    stated.command("appeal_sanction", {"sanction_id": entered["id"], "text": "不服"}, who)
    entry = {"entry_id": entered["entry"]}
    assert [stated.question("credit_entry", entry, who)[name] for name in ("stayed", "in_force")] == [True, False]
    stated.command(
        "decide_appeal", {"sanction_id": entered["id"], "overturn": False, "reason": "维持"}, stated.officer()
    )
    assert stated.question("credit_entry", entry, who)["in_force"]
    assert open_to_officer(stated, filing) == {"restore_filing"}
    said = {"filing_id": filing["id"], "ground": "settled", "reason": "已整改"}
    assert stated.command("restore_filing", said, stated.officer())["status"] == "filed"


def test_who_decides_and_who_is_heard_is_kept_apart(stated: Registry) -> None:
    who, filing = filed(stated)
    opened = notice(stated, "cancel", "default", filing=filing["id"])
    one = {"sanction_id": opened["id"]}
    for by in (make.actor("other", "p-x", STATED), stated.officer()):
        with pytest.raises(NotFound):
            stated.command("answer_sanction", {**one, "text": "代答"}, by)
    with pytest.raises(Forbidden):
        stated.command("decide_sanction", {**one, "impose": True, "reason": "x"}, who)
    with pytest.raises(NotFound):
        stated.question("sanction", one, make.officer(make.BAOTOU))
    closing = {"act": "cancel", "ground": "closed", "filing": filing["id"], "reason": "停业", "reply_by": "2024-06-30"}
    with pytest.raises(Forbidden):
        stated.command("open_sanction", closing, stated.officer())


def test_every_day_suspensions_past_their_day_are_lifted_and_filings_past_their_term_end(stated: Registry) -> None:
    who, filing = filed(stated)
    imposed(stated, "suspend", "leave", who, filing=filing["id"], until="2024-08-31")

    def upkeep(day: date) -> str:
        def body(sheaf: Any, items: Any) -> None:
            now = datetime.combine(day, time(2), tzinfo=UTC)
            work = stated.service.calls.work(sheaf, platform("registry", STATED), now)
            RegistryService().expire_filings(Tick(work, stated.service.rulebooks))
            work.accept()

        problems: list[Exception] = []
        stated.service.store.transact(["tick"], body, lambda _, problem: problems.append(problem))
        assert problems == []
        return status(stated, filing)

    assert upkeep(date(2024, 8, 31)) == "suspended"
    assert upkeep(date(2024, 9, 1)) == "filed"
    assert upkeep(date(2026, 12, 31)) == "filed"
    assert upkeep(date(2027, 1, 1)) == "expired"
    assert stated.told("filing_cancelled")[-1]["data"]["ground"] == "expired"
    assert not stated.again(who).has("commissioner")


def test_each_clock_of_an_act_is_told_once_to_whose_turn_it_is(stated: Registry) -> None:
    who, filing = filed(stated)
    one = {"sanction_id": notice(stated, "suspend", "investigation", filing=filing["id"])["id"]}  # reply by 06-11
    watched(stated, date(2024, 6, 7))
    assert clocks(stated) == []
    for _ in range(2):
        watched(stated, date(2024, 6, 9))
    assert clocks(stated) == [("sanction_reply_due", "2024-06-11")]
    for _ in range(2):
        watched(stated, date(2024, 6, 12))
    assert clocks(stated)[1:] == [("sanction_reply_over", "2024-06-11")]
    decided = stated.command("decide_sanction", {**one, "impose": True, "reason": "属实"}, stated.officer())
    assert decided["appeal_by"] == "2024-06-26"
    watched(stated, date(2024, 6, 25))
    assert clocks(stated)[2:] == [("sanction_appeal_due", "2024-06-26")]
    due = stated.command("appeal_sanction", {**one, "text": "不服"}, who)["appeal_due"]
    watched(stated, date.fromisoformat(due) - timedelta(days=1))
    watched(stated, date.fromisoformat(due) + timedelta(days=1))
    assert clocks(stated)[3:] == [("sanction_appeal_decision_due", due), ("sanction_appeal_late", due)]
    assert stated.told("sanction_appeal_late")[0]["data"]["decides"] == ["city"]
    assert "clocks_told" not in stated.question("sanction", one, who)


def watched(registry: Registry, day: date) -> None:
    """One run of the timer on that day."""
    registry.on(day)
    parts, actor = registry.service, platform("registry", registry.city)
    parts.store.database["leases"].delete_many({"_id": "timer:watch"})
    now, method = datetime.combine(day, time(2), tzinfo=UTC), RegistryService().watch_sanctions
    run_timer(parts.store, parts.calls.work, "watch", 60, actor, now, method, parts.rulebooks)


def clocks(registry: Registry) -> list[tuple[str, str]]:
    """What was told of days, in order."""
    told = {"type": {"$regex": "^sanction_.*(_due|_over|_late)$"}}
    rows = registry.service.store.database["announcements"].find(told).sort("_id", 1)
    return [(row["type"], row["data"]["due"]) for row in rows]
