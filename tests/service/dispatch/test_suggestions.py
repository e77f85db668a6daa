"""Matching over a real database: who fits, who is stopped by which rule, what is suggested to whom, ties."""

from __future__ import annotations

from typing import Any

import pytest

from shared.errors import Forbidden, NotFound
from tests.factories import dispatch as make
from tests.service.dispatch.conftest import Dispatch

CONTENT = "镁合金轮毂表面耐蚀涂层开裂，中性盐雾试验达不到要求，希望改进微弧氧化工艺"


def published(service: Dispatch, host: int = 1, **over: Any) -> dict[str, Any]:
    city = service.city
    said = {"host_unit": f"{city}-host-{host}", "title": "镁合金涂层", "content": CONTENT, "fields": ["新材料"]}
    demand = service.command("report_demand", {**said, **over}, make.host_manager(city, host))
    officer = make.city_officer(city)
    service.command("take_demand_step", {"demand_id": demand["id"], "action": "pass"}, make.county_officer(city))
    opened = service.command("open_publication_round", {"title": "第一期", "shown_until": "2024-06-20"}, officer)
    service.command("publish_publication_round", {"round_id": opened["id"]}, officer)
    made: dict[str, Any] = demand
    return made


def several(service: Dispatch) -> None:
    """Beside the first: one who knows the matter, one who knows something else, one of another field."""
    service.file("commissioner", 2, words=["镁合金", "微弧氧化", "涂层", "盐雾"])
    service.file("commissioner", 3, words=["混凝土", "养护"])
    service.file("commissioner", 4, words=["镁合金", "微弧氧化", "涂层", "盐雾"], fields=["现代农业"])


def test_the_best_fit_first_with_reasons_and_the_stopped_with_their_article(baotou: Dispatch) -> None:
    several(baotou)
    demand = published(baotou)
    baotou.tick("count_words")
    asked = {"demand_id": demand["id"]}
    found = baotou.question("demand_candidates", asked, make.county_officer())
    assert found["best"][0]["filing"] == "150200-commissioner-2"
    words = found["best"][0]["reasons"][0]
    assert words["part"] == "words"
    assert {"镁合金", "涂层"} <= set(words["words"])
    assert [(one["filing"], [ground["article"] for ground in one["grounds"]]) for one in found["blocked"]] == [
        ("150200-commissioner-4", ["第三十一条"])
    ]
    assert found["weights"]["set_by"].startswith("市科技局")
    assert not {"phone", "account", "person"} & set(found["best"][0])
    with pytest.raises(NotFound):
        baotou.question("demand_candidates", asked, make.host_manager(number=2))
    with pytest.raises(Forbidden):
        baotou.question("demand_candidates", asked, make.commissioner(number=2))


def test_who_was_entered_on_the_blacklist_is_stopped(baotou: Dispatch) -> None:
    several(baotou)
    demand = published(baotou)
    data = {"filing": "", "entry": "e1", "register": "blacklist", "person": "person-2", "unit": None}
    entry = {**data, "name": "x", "basis": "x", "article": "第二十六条", "since": "2024-01-01", "until": None}
    baotou.hear(baotou.event("registry.credit_entry_made", entry, subject="credit_entry:e1"))
    found = baotou.question("demand_candidates", {"demand_id": demand["id"]}, make.host_manager())
    stopped = {one["filing"]: [ground["rule"] for ground in one["grounds"]] for one in found["blocked"]}
    assert stopped["150200-commissioner-2"] == ["dispatch.agreement.conditions.integrity"]
    assert "150200-commissioner-2" not in [one["filing"] for one in found["best"]]


def test_both_sides_are_told_and_each_puts_aside_for_itself(baotou: Dispatch) -> None:
    several(baotou)
    baotou.tick("make_suggestions")
    demand = published(baotou)
    baotou.tick("make_suggestions")
    (told,) = baotou.told("suggestions_made")
    assert told["subject"] == f"demand:{demand['id']}"
    assert "150200-commissioner-2" in [pair["filing"] for pair in told["data"]["pairs"]]
    mine = baotou.question("suggestions", {}, make.commissioner(number=2))["items"]
    assert [(one["demand"], one["title"]) for one in mine] == [(demand["id"], "镁合金涂层")]
    assert len(baotou.question("suggestions", {}, make.sender_manager())["items"]) == 3, "for all of its people"
    host = baotou.question("suggestions", {}, make.host_manager())["items"]
    assert host[0]["filing"] == "150200-commissioner-2", "the best first"
    said = {"suggestion_id": mine[0]["id"], "reason": "时间不合"}
    baotou.command("dismiss_suggestion", said, make.commissioner(number=2))
    assert baotou.question("suggestions", {}, make.commissioner(number=2))["items"] == []
    assert len(baotou.question("suggestions", {"dismissed": True}, make.commissioner(number=2))["items"]) == 1
    assert len(baotou.question("suggestions", {}, make.host_manager())["items"]) == 3
    with pytest.raises(NotFound):
        baotou.command("dismiss_suggestion", said, make.host_manager(number=2))
    baotou.command("withdraw_demand", {"demand_id": demand["id"], "reason": "已解决"}, make.host_manager())
    assert baotou.question("suggestions", {}, make.host_manager())["items"] == []


def test_who_is_filed_later_hears_of_what_is_published_already(baotou: Dispatch) -> None:
    demand = published(baotou)
    baotou.tick("make_suggestions")
    several(baotou)
    baotou.tick("make_suggestions")
    mine = baotou.question("suggestions", {}, make.commissioner(number=2))["items"]
    assert [one["demand"] for one in mine] == [demand["id"]]
    found = baotou.question("candidate_demands", {"filing": "150200-commissioner-4"}, make.sender_manager())
    assert [ground["rule"].rsplit(".", 1)[-1] for ground in found["blocked"][0]["grounds"]] == ["own_field"]
    with pytest.raises(NotFound):
        baotou.question("candidate_demands", {"filing": "150200-commissioner-4"}, make.commissioner(number=2))


def test_an_achievement_finds_the_hosts_that_asked_for_such(baotou: Dispatch) -> None:
    baotou.file("host_unit", 2)
    published(baotou)
    published(baotou, 2, title="设施番茄", content="日光温室番茄灰霉病防治", fields=["现代农业"])
    offer = {"unit": "150200-sender-1", "title": "微弧氧化", "content": "镁合金耐蚀涂层", "fields": ["新材料"]}
    made = baotou.command("report_achievement", {**offer, "stage": "pilot"}, make.sender_manager())
    found = baotou.question("achievement_hosts", {"achievement_id": made["id"]}, make.sender_manager())["hosts"]
    assert [one["host_unit"] for one in found] == ["150200-host-1"]
    assert {reason["part"] for reason in found[0]["reasons"]} == {"words", "field"}


def test_a_known_tie_is_shown_and_stops_nothing_where_the_document_is_silent(baotou: Dispatch) -> None:
    several(baotou)
    demand = published(baotou)
    said = {"tie": "own_firm", "filing": "150200-commissioner-2", "host_unit": "150200-host-1", "note": "本人控股"}
    with pytest.raises(NotFound):
        baotou.command("declare_interest", said, make.commissioner())
    tie = baotou.command("declare_interest", said, make.commissioner(number=2))
    best = baotou.question("demand_candidates", {"demand_id": demand["id"]}, make.city_officer())["best"][0]
    assert (best["filing"], [one["label"] for one in best["ties"]]) == ("150200-commissioner-2", ["本人所办企业"])
    assert [one["id"] for one in baotou.question("interests", {}, make.sender_manager())["items"]] == [tie["id"]]
    baotou.command("end_interest", {"interest_id": tie["id"], "reason": "已转让"}, make.commissioner(number=2))
    best = baotou.question("demand_candidates", {"demand_id": demand["id"]}, make.city_officer())["best"][0]
    assert best["ties"] == []


def test_one_host_a_year_leaves_only_the_free(shijiazhuang: Dispatch) -> None:
    city = shijiazhuang.city
    shijiazhuang.file("host_unit", 2)
    for number in (2, 3):
        shijiazhuang.file("commissioner", number, words=["镁合金", "涂层", "盐雾"])
    shijiazhuang.filed(2, 2)
    demand = published(shijiazhuang)
    found = shijiazhuang.question("demand_candidates", {"demand_id": demand["id"]}, make.city_officer(city))
    assert found["best"][0]["filing"] == f"{city}-commissioner-3"
    assert [(one["filing"], one["grounds"][0]["article"]) for one in found["blocked"]] == [
        (f"{city}-commissioner-2", "四（一）")
    ]


def test_a_service_heard_twice_counts_once_and_a_units_grade_makes_no_candidate(baotou: Dispatch) -> None:
    data = {"record": "r1", "filing": "150200-commissioner-1"}
    for _ in range(2):
        baotou.hear(baotou.event("records.record_confirmed", data, subject="record:r1"))
    assert baotou.stored("candidates", "150200-commissioner-1")["services"] == 1
    result = {"filing": "150200-workstation-1", "year": 2023, "grade": "good", "score": 80}
    baotou.hear(baotou.event("appraisal.result_published", result, subject="result:1"))
    baotou.hear(baotou.event("registry.filing_made", make.filing_data("workstation"), version=2))
    kept = baotou.stored("candidates", "150200-workstation-1")
    assert (kept["live"], kept["words"]) == (False, [])
