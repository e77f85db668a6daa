"""Demands over a real database: what is hidden stays hidden, what is one is merged, what runs out is told once."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from services.dispatch.service import DispatchService
from shared.actor import public
from shared.errors import Conflict, Forbidden, Invalid, NotFound, Refused
from shared.hosting import Parts as ServiceParts
from tests.factories import dispatch as make
from tests.parts import Parts, drop_namespace, random_namespace
from tests.service.dispatch.conftest import Dispatch, Processes, known
from tests.service.dispatch.stating import stating

TEXT = "镁合金构件在含盐潮湿环境中腐蚀严重，需要开发耐蚀涂层并完成中试，中性盐雾试验不低于一千小时，附着力达到一级。"
SAID = {"host_unit": "150200-host-1", "title": "镁合金耐蚀涂层中试", "content": TEXT, "fields": ["新材料"]}


@pytest.fixture(scope="session")
def stating_processes(parts: Parts, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Processes]:
    """The service under a rulebook that states what the documents leave open."""
    namespace = random_namespace()
    processes = Processes(parts, namespace)
    processes.running[0].store.client.close()
    processes.settings = replace(processes.settings, rulebooks=str(stating(tmp_path_factory.mktemp("books"))))
    processes.running = [ServiceParts(DispatchService, processes.settings)]
    yield processes
    processes.running[0].store.client.close()
    drop_namespace(parts, namespace)


@pytest.fixture
def stated(stating_processes: Processes) -> Dispatch:
    """Dispatch where the bureau has set what the document leaves open."""
    return known(stating_processes, make.BAOTOU)


def reported(service: Dispatch, number: int = 1, **over: Any) -> dict[str, Any]:
    said = {**SAID, "host_unit": f"150200-host-{number}", **over}
    made: dict[str, Any] = service.command("report_demand", said, make.host_manager(number=number))
    return made


def published(service: Dispatch, **over: Any) -> dict[str, Any]:
    demand = reported(service, **over)
    service.command("take_demand_step", {"demand_id": demand["id"], "action": "pass"}, make.county_officer())
    said = {"title": "第一期", "shown_until": (service.day + timedelta(days=17)).isoformat()}
    round = service.command("open_publication_round", said, make.city_officer())
    service.command("publish_publication_round", {"round_id": round["id"]}, make.city_officer())
    return {**demand, "round": round["id"]}


@pytest.mark.parametrize("level", ["public", "titles", "parties", "officers"])
def test_each_level_shows_to_each_asker_what_it_says(baotou: Dispatch, level: str) -> None:
    baotou.file("commissioner", 2, person="person-2")
    demand = published(baotou, confidentiality=level)
    id, asked = demand["id"], {"demand_id": demand["id"]}
    listed = [one for one in baotou.question("published_demands", {})["items"] if one["id"] == id]
    feed = b64decode(baotou.question("demands_feed", {})["content"]).decode()
    assert (SAID["title"] in feed, TEXT[:20] in feed, "第1机械厂" in feed) == (
        level in ("public", "titles"), level == "public", False
    )  # fmt: skip
    found = {
        word: [one["id"] for one in baotou.question("published_demands", {"q": word})["items"]]
        for word in ("耐蚀涂层", "附着力")
    }
    told = [one["data"] for one in baotou.told("demand_published")]
    if level == "public":
        assert (listed[0]["content"], listed[0]["host_name"]) == (TEXT, "第1机械厂")
        assert found == {"耐蚀涂层": [id], "附着力": [id]}
        assert told[0]["content"] == TEXT
    elif level == "titles":
        assert (listed[0]["title"], listed[0]["content"], listed[0]["host_name"]) == (SAID["title"], "", "")
        assert found == {"耐蚀涂层": [id], "附着力": []}, "a word of the hidden text must not find it"
        assert (told[0]["title"], told[0]["content"]) == (SAID["title"], "")
    else:
        assert listed == []
        assert found == {"耐蚀涂层": [], "附着力": []}
        assert (told[0]["title"], told[0]["content"]) == ("", "")
        with pytest.raises(NotFound):
            baotou.question("published_demand", asked)
    for stranger in (make.commissioner(), make.sender_manager(), make.host_manager(number=2)):
        with pytest.raises(NotFound):
            baotou.question("demand", asked, stranger)
    offer = {"filing": "150200-commissioner-1", "host_unit": "150200-host-1", "message": "请来", "demand": id}
    baotou.command("offer_intent", offer, make.host_manager())
    if level == "officers":
        with pytest.raises(NotFound):
            baotou.question("demand", asked, make.commissioner())
    else:
        seen = baotou.question("demand", asked, make.commissioner())
        assert seen["content"] == TEXT
        assert not {"account", "deeds", "state", "similar", "links", "words", "opened_to"} & set(seen)
        assert [one["id"] for one in baotou.question("demands", {}, make.commissioner())["items"]] == [id]
    with pytest.raises(NotFound):
        baotou.question("demand", asked, make.commissioner(number=2))
    assert baotou.question("demand", asked, make.county_officer())["content"] == TEXT
    assert baotou.question("demand", asked, make.city_officer())["links"][0]["noun"] == "intent"


def test_two_that_are_one_are_pointed_out_merged_and_split_again(baotou: Dispatch) -> None:
    baotou.file("host_unit", 2)
    first = reported(baotou, confidentiality="titles")
    almost = TEXT.replace("一千小时", "1000小时")
    second = reported(baotou, 2, title="镁合金耐蚀涂层的中试", content=almost)
    assert "similar" not in second, "the reporter is not shown what others asked in confidence"
    seen = baotou.question("demand", {"demand_id": second["id"]}, make.county_officer())
    assert [one["id"] for one in seen["similar"]] == [first["id"]]
    assert seen["similar"][0]["score"] >= 0.85
    assert "镁合金" in seen["similar"][0]["words"]
    other = reported(baotou, 2, title="企业研发费用加计扣除辅导", content="希望得到政策解读与归集辅导")
    officer = make.county_officer()
    assert baotou.question("demand", {"demand_id": other["id"]}, officer)["similar"] == []
    merging = {"demand_id": second["id"], "into": first["id"], "reason": "同一技术问题"}
    merged = baotou.command("merge_demand", merging, officer)
    assert (merged["owner_units"], merged["confidentiality"]) == (["150200-host-1", "150200-host-2"], "titles")
    assert baotou.question("demand", {"demand_id": first["id"]}, make.host_manager(number=2))["id"] == first["id"]
    assert baotou.question("demand", {"demand_id": second["id"]}, officer)["status"] == "merged"
    with pytest.raises(NotFound):
        baotou.command("merge_demand", {**merging, "demand_id": other["id"]}, make.county_officer(county="150204"))
    back = baotou.command("split_demand", {"demand_id": second["id"], "reason": "指标不同"}, officer)
    assert (back["status"], back["merged_into"]) == ("reported", "")
    with pytest.raises(NotFound):
        baotou.question("demand", {"demand_id": first["id"]}, make.host_manager(number=2))


def test_a_published_demand_that_is_alike_is_shown_before_reporting(baotou: Dispatch) -> None:
    demand = published(baotou)
    asked = {"title": SAID["title"], "content": TEXT}
    found = baotou.question("similar_demands", asked, make.host_manager(number=2))
    assert [one["id"] for one in found["items"]] == [demand["id"]]
    assert found["basis"].startswith("平台缺省")


def test_a_draft_is_its_hosts_alone_and_becomes_the_demand(baotou: Dispatch) -> None:
    baotou.file("host_unit", 2)
    draft = baotou.command("save_demand_draft", {"host_unit": "150200-host-1", "title": "先记下"}, make.liaison())
    with pytest.raises(NotFound):
        baotou.question("demand_draft", {"draft_id": draft["id"]}, make.host_manager(number=2))
    for officer in (make.county_officer(), make.city_officer()):
        with pytest.raises(Forbidden):
            baotou.question("demand_drafts", {}, officer)
    written = {"draft_id": draft["id"], "content": TEXT, "fields": ["新材料"]}
    assert baotou.command("change_demand_draft", written, make.liaison(), version=1)["title"] == "先记下"
    baotou.command("report_demand", {**SAID, "draft": draft["id"]}, make.liaison())
    assert baotou.question("demand_drafts", {}, make.liaison())["items"] == []


def test_a_late_desk_is_told_once_and_escalates(stated: Dispatch) -> None:
    demand = reported(stated)
    assert demand["state"]["due"] == "2024-06-11"  # five working days, over the Dragon Boat Festival
    stated.on(date(2024, 6, 12)).tick("watch_offers")
    stated.tick("watch_offers")
    assert [one["data"]["escalates_to"] for one in stated.told("demand_late")] == ["city"]
    late = stated.question("demands", {"late": True, "sort": "due"}, make.county_officer())["items"]
    assert [one["id"] for one in late] == [demand["id"]]
    for officer in (make.county_officer(), make.city_officer()):
        assert len(stated.question("demands", {"waits_on": "me"}, officer)["items"]) == 1
    assert stated.question("demands", {"waits_on": "me"}, make.host_manager())["items"] == []
    passing = {"demand_id": demand["id"], "action": "pass"}
    assert stated.command("take_demand_step", passing, make.city_officer())["status"] == "collected"


def test_every_defect_is_named_by_field_and_forwarding_moves_the_desk(stated: Dispatch) -> None:
    demand = reported(stated)
    sent = {"demand_id": demand["id"], "desk": "150204", "reason": "生产地在该区"}
    stated.command("forward_demand", sent, make.county_officer())
    wrong = {"title": "过于宽泛", "content": "缺少技术指标"}
    step = {"demand_id": demand["id"], "action": "return", "by_field": wrong}
    with pytest.raises(Conflict):
        stated.command("take_demand_step", step, make.county_officer())
    with pytest.raises(Invalid):
        stated.command("take_demand_step", {**step, "by_field": {"x": "y"}}, make.county_officer(county="150204"))
    returned = stated.command("take_demand_step", step, make.county_officer(county="150204"))
    assert (returned["status"], returned["defects"]) == ("returned", wrong)
    assert stated.question("demands", {"waits_on": "me"}, make.host_manager())["items"][0]["id"] == demand["id"]
    again = stated.command("resubmit_demand", {"demand_id": demand["id"], "content": TEXT + "吨级"}, make.liaison())
    assert (again["status"], again["defects"]) == ("reported", {})


def test_where_the_document_is_silent_nobody_forwards(baotou: Dispatch) -> None:
    demand = reported(baotou)
    sent = {"demand_id": demand["id"], "desk": "150204", "reason": "生产地在该区"}
    with pytest.raises(Refused) as refused:
        baotou.command("forward_demand", sent, make.county_officer())
    assert refused.value.reason == "本办法未作规定"


def test_a_demand_is_reminded_of_expires_and_is_renewed(stated: Dispatch) -> None:
    demand = published(stated)
    asked = {"demand_id": demand["id"]}
    assert stated.question("demand", asked, make.liaison())["expires_on"] == "2024-12-03"
    for day in (date(2024, 11, 18), date(2024, 11, 20), date(2024, 11, 21)):
        stated.on(day).tick("watch_offers")
    assert [one["data"]["expires_on"] for one in stated.told("demand_expiry_due")] == ["2024-12-03"]
    stated.on(date(2024, 12, 4))
    assert stated.question("published_demands", {})["items"] == [], "over is over, whether the timer ran or not"
    stated.tick("watch_offers")
    stated.tick("watch_offers")
    assert len(stated.told("demand_expired")) == 1
    with pytest.raises(Refused):
        stated.command("renew_demand", {**asked, "until": "2025-12-31"}, make.liaison())
    renewed = stated.command("renew_demand", {**asked, "note": "仍需解决"}, make.liaison())
    assert (renewed["status"], renewed["expires_on"]) == ("published", "2025-06-04")
    assert [one["action"] for one in renewed["deeds"]] == ["renewed"]
    assert stated.question("published_demands", {})["items"][0]["id"] == demand["id"]


def test_what_came_of_it_is_asked_after_three_six_and_twelve_months(baotou: Dispatch) -> None:
    demand = published(baotou)
    baotou.on(date(2024, 6, 10)).filed(demand=demand["id"])
    found = baotou.question("demand", {"demand_id": demand["id"]}, make.liaison())
    assert (found["days_to_contact"], found["matched_on"]) == (7, "2024-06-10")
    assert [one["due"] for one in found["followups"]] == ["2024-09-10", "2024-12-10", "2025-06-10"]
    said = {"demand_id": demand["id"], "months": 3, "result": "partly", "contract_amount": "120000.50", "patents": 1}
    with pytest.raises(Conflict):
        baotou.command("answer_followup", said, make.liaison())
    baotou.on(date(2024, 9, 10)).tick("watch_offers")
    baotou.tick("watch_offers")
    assert [one["data"]["months"] for one in baotou.told("followup_due")] == [3]
    answered = baotou.command("answer_followup", said, make.liaison())
    assert answered["followups"][0]["contract_amount"] == "120000.50"
    assert answered["followups_waiting"] == []
    assert baotou.told("followup_answered")[0]["data"]["contract_fen"] == 12_000_050


def test_the_map_counts_what_nobody_answers_and_hides_the_few(baotou: Dispatch) -> None:
    for level in ("public", "titles", "parties", "officers"):
        published(baotou, confidentiality=level, title=f"{level}的需求", content=f"{level}：{TEXT}")
    assert baotou.question("demand_map", {})["cells"] == []
    cells = baotou.on(date(2024, 7, 3)).question("demand_map", {})["cells"]
    expected = {"county": "150203", "field": "新材料", "unanswered": 2, "confidential": 0, "commissioners": 1}
    assert cells == [expected], "two hidden ones are too few to be told of"
    published(baotou, confidentiality="parties", title="再一项", content=TEXT)
    cells = baotou.on(date(2024, 8, 3)).question("demand_map", {}, public(baotou.city))["cells"]
    assert [(one["unanswered"], one["confidential"]) for one in cells] == [(5, 3)]


def test_a_host_that_does_not_report_is_reminded_once(stated: Dispatch) -> None:
    stated.tick("watch_rounds")
    stated.on(date(2024, 9, 2)).tick("watch_rounds")
    assert stated.told("demand_report_due") == []
    stated.on(date(2024, 9, 3)).tick("watch_rounds")
    stated.tick("watch_rounds")
    assert [one["data"]["host_unit"] for one in stated.told("demand_report_due")] == ["150200-host-1"]
    reported(stated)
    stated.on(date(2024, 12, 3)).tick("watch_rounds")
    assert len(stated.told("demand_report_due")) == 2


def test_who_loses_the_filing_offers_and_asks_nothing(baotou: Dispatch) -> None:
    offer = {"unit": "150200-sender-1", "title": "涂层", "content": "耐蚀涂层", "fields": ["新材料"]}
    own = baotou.command("report_achievement", offer, make.commissioner())
    unit = baotou.command("report_achievement", offer, make.sender_manager())
    baotou.hear(baotou.cancel("150200-commissioner-1"))
    status = lambda id: baotou.stored("achievements", id)["status"]  # noqa: E731
    assert (status(own["id"]), status(unit["id"])) == ("withdrawn", "reported")
