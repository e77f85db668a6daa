"""Demands, achievements, rounds, intents, assignments and endings over a real database, and what is heard."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from shared.actor import Actor
from shared.errors import Conflict, Forbidden, NotFound, Refused
from tests.factories import dispatch as make
from tests.service.dispatch.conftest import Dispatch

DEMAND = {"host_unit": "150200-host-1", "title": "中试线", "content": "工艺放大", "fields": ["新材料"]}


def reported_demand(service: Dispatch, by: Actor | None = None) -> dict[str, Any]:
    made: dict[str, Any] = service.command("report_demand", DEMAND, by or make.liaison())
    return made


def published(service: Dispatch) -> dict[str, Any]:
    opened = service.command(
        "open_publication_round", {"title": "第一期", "shown_until": "2024-06-20"}, make.city_officer()
    )
    made: dict[str, Any] = service.command("publish_publication_round", {"round_id": opened["id"]}, make.city_officer())
    return made


def test_demands_and_achievements_are_published_for_everybody(baotou: Dispatch) -> None:
    demand, uncollected = reported_demand(baotou), reported_demand(baotou)
    step = {"demand_id": demand["id"], "action": "pass"}
    assert baotou.command("take_demand_step", step, make.county_officer())["status"] == "collected"
    offer = {"unit": "150200-sender-1", "title": "涂层", "content": "耐蚀涂层", "fields": ["新材料"], "stage": "pilot"}
    baotou.command("report_achievement", offer, make.sender_manager())
    baotou.command("report_achievement", offer, make.commissioner())
    round = published(baotou)
    assert (round["demands"], round["achievements"], round["left"], round["status"]) == (1, 2, 0, "published")
    shown = baotou.question("published_demands", {})["items"]
    assert [(one["id"], one["host_name"], one["fields"]) for one in shown] == [(demand["id"], "第1机械厂", ["新材料"])]
    assert uncollected["id"] not in [one["id"] for one in shown]
    assert baotou.question("published_demands", {"field": "现代农业"})["items"] == []
    assert len(baotou.question("published_achievements", {"field": "新材料"})["items"]) == 2
    assert len(baotou.question("publication_rounds", {})["items"]) == 1
    assert [told["data"]["demand"] for told in baotou.told("demand_published")] == [demand["id"]]
    assert len(baotou.told("achievement_published")) == 2


def test_nobody_unknown_reads_what_is_not_published(baotou: Dispatch) -> None:
    demand = reported_demand(baotou)
    with pytest.raises(Forbidden):
        baotou.question("demands", {})
    with pytest.raises(NotFound):
        baotou.question("demand", {"demand_id": demand["id"]}, make.host_manager(number=2))
    assert baotou.question("demands", {"status": "reported"}, make.county_officer())["items"][0]["id"] == demand["id"]


def test_a_returned_demand_names_its_defects_and_comes_again(baotou: Dispatch) -> None:
    demand = reported_demand(baotou)
    step = {"demand_id": demand["id"], "action": "return", "defects": ["缺少技术指标"], "note": "请补充"}
    returned = baotou.command("take_demand_step", step, make.county_officer())
    assert returned["state"]["history"][-1]["defects"] == ["缺少技术指标"]
    actions = baotou.question("demand", {"demand_id": demand["id"]}, make.liaison())["actions"]
    offered = {one["action"]: one["open"] for one in actions}
    assert offered["resubmit_demand"]
    assert offered["withdraw_demand"]
    assert not offered["solve_demand"]
    again = {"demand_id": demand["id"], "content": "工艺放大至吨级"}
    assert baotou.command("resubmit_demand", again, make.liaison())["status"] == "reported"


def test_both_sides_choose_and_an_agreement_follows(baotou: Dispatch) -> None:
    said = {"filing": "150200-commissioner-1", "host_unit": "150200-host-1", "message": "愿承接中试"}
    intent = baotou.command("offer_intent", said, make.commissioner())
    with pytest.raises(Conflict):
        baotou.draft(intent=intent["id"])
    with pytest.raises(Conflict):
        baotou.command("accept_intent", {"intent_id": intent["id"]}, make.sender_manager())
    with pytest.raises(NotFound):
        baotou.command("accept_intent", {"intent_id": intent["id"]}, make.host_manager(number=2))
    baotou.command("accept_intent", {"intent_id": intent["id"], "reply": "欢迎"}, make.host_manager())
    drafted = baotou.draft(intent=intent["id"])
    assert baotou.question("intent", {"intent_id": intent["id"]}, make.host_manager())["agreement"] == drafted["id"]


def test_an_offer_is_declined_with_its_reason(baotou: Dispatch) -> None:
    said = {"filing": "150200-commissioner-1", "host_unit": "150200-host-1", "message": "请来指导"}
    intent = baotou.command("offer_intent", said, make.host_manager())
    declined = baotou.command("decline_intent", {"intent_id": intent["id"], "reply": "时间冲突"}, make.sender_manager())
    assert (declined["status"], declined["reply"]) == ("declined", "时间冲突")


TERMS = {"content": "现场工艺诊断", "form": "on_site", "since": "2024-06-10", "until": "2024-12-31"}


def ordered(service: Dispatch, by: Actor) -> dict[str, Any]:
    said = {"sender_unit": "150200-sender-1", "host_unit": "150200-host-1", "reason": "产业急需", "due": "2024-06-20"}
    made: dict[str, Any] = service.command("order_assignment", said, by)
    return made


def test_a_directed_assignment_is_served_without_signatures(baotou: Dispatch) -> None:
    assignment = ordered(baotou, make.county_officer())
    naming = {"assignment_id": assignment["id"], "filing": "150200-commissioner-1", **TERMS}
    with pytest.raises(NotFound):
        baotou.command("name_commissioner", naming, make.sender_manager(number=2))
    serving = baotou.command("name_commissioner", naming, make.sender_manager())
    assert (serving["status"], serving["late"]) == ("serving", False)
    told = baotou.told("agreement_filed")[0]
    assert (told["data"]["agreement"], told["data"]["way"]) == (serving["agreement"], "directed")
    assert told["rules"][0]["article"] == "第十一条第2项"
    progress = {"assignment_id": assignment["id"], "text": "已开展两次诊断"}
    assert len(baotou.command("report_progress", progress, make.sender_manager())["progress"]) == 1


def test_an_order_of_another_county_is_none(baotou: Dispatch) -> None:
    with pytest.raises(Refused) as refused:
        ordered(baotou, make.county_officer(county="150204"))
    assert refused.value.article == "第十一条第2项"


def test_an_order_is_withdrawn_before_anybody_is_named(baotou: Dispatch) -> None:
    assignment = ordered(baotou, make.city_officer())
    said = {"assignment_id": assignment["id"], "reason": "企业停产"}
    assert baotou.command("withdraw_assignment", said, make.city_officer())["status"] == "withdrawn"
    assert (
        baotou.question("assignments", {"status": "withdrawn"}, make.sender_manager())["items"][0]["closing"]
        == "企业停产"
    )


def test_shijiazhuang_appoints_directly_and_orders_nobody(shijiazhuang: Dispatch) -> None:
    city = shijiazhuang.city
    said = {"sender_unit": f"{city}-sender-1", "host_unit": f"{city}-host-1", "reason": "x", "due": "2024-06-20"}
    with pytest.raises(Refused):
        shijiazhuang.command("order_assignment", said, make.city_officer(city))
    terms = {"content": "现场诊断", "form": "on_site", "since": "2024-06-10"}
    appointing = {"filing": f"{city}-commissioner-1", "host_unit": f"{city}-host-1", "reason": "重点产业", **terms}
    appointed = shijiazhuang.command("appoint_commissioner", appointing, make.city_officer(city))
    assert (appointed["status"], appointed["way"]) == ("serving", "appointed")
    told = shijiazhuang.told("agreement_filed")[0]
    assert (told["data"]["way"], told["data"]["until"], told["rules"][0]["article"]) == (
        "appointed",
        "2025-12-31",
        "四（三）",
    )


def test_the_citys_reason_for_an_appointment_out_of_the_ordinary_is_the_waiver(shijiazhuang: Dispatch) -> None:
    city = shijiazhuang.city
    terms = {"content": "现场诊断", "form": "on_site", "since": "2024-06-10", "until": "2024-12-31"}
    said = {"filing": f"{city}-commissioner-1", "host_unit": f"{city}-host-1", "reason": "抢修", **terms}
    with pytest.raises(Refused):
        shijiazhuang.command("appoint_commissioner", said, make.city_officer(city))
    shijiazhuang.command("appoint_commissioner", {**said, "exception": "汛期抢修，半年"}, make.city_officer(city))
    assert {told["data"]["reason"] for told in shijiazhuang.told("agreement_rule_waived")} == {"汛期抢修，半年"}


def opened(service: Dispatch, by: Actor, ground: str, circumstance: str, **over: Any) -> dict[str, Any]:
    agreement = service.filed()
    said = {"agreement": agreement["id"], "ground": ground, "circumstance": circumstance, "reason": "情况说明"}
    made: dict[str, Any] = service.command("open_ending", {**said, **over}, by)
    return made


def step(service: Dispatch, ending: dict[str, Any], by: Actor, action: str, **over: Any) -> dict[str, Any]:
    said = {"ending_id": ending["id"], "action": action, "note": "意见", **over}
    made: dict[str, Any] = service.command("take_ending_step", said, by)
    return made


def ended(service: Dispatch) -> dict[str, Any]:
    told: dict[str, Any] = service.told("agreement_ended")[0]["data"]
    return {name: told[name] for name in ("ground", "circumstance", "article", "consequences", "ended_on")}


def test_three_parties_dissolve_an_agreement_and_nobody_is_punished(baotou: Dispatch) -> None:
    ending = opened(baotou, make.commissioner(), "consent", "force_majeure")
    for actor in (make.sender_manager(), make.host_manager(), make.commissioner(), make.competent_officer()):
        ending = step(baotou, ending, actor, "pass")
    assert ending["state"]["status"] == "approved"
    assert ended(baotou) == {
        "ground": "consent",
        "circumstance": "force_majeure",
        "article": "第二十八条",
        "consequences": [],
        "ended_on": "2024-06-03",
    }
    agreement = baotou.stored("agreements", ending["agreement"])
    assert (agreement["status"], agreement["case"]) == ("ended", "")
    assert baotou.stored("host_places", "150200:150200-host-1")["held"] == []


def test_a_walk_out_costs_the_filing(baotou: Dispatch) -> None:
    ending = opened(baotou, make.host_manager(), "commissioner_default", "walked_out")
    with pytest.raises(Conflict):
        step(baotou, ending, make.city_officer(), "approve")
    step(baotou, ending, make.county_officer(), "recommend")
    assert step(baotou, ending, make.city_officer(), "approve")["consequences"] == ["cancel_filing"]
    assert ended(baotou)["consequences"] == ["cancel_filing"]


def test_a_failing_host_costs_nobodys_filing(baotou: Dispatch) -> None:
    ending = opened(baotou, make.county_officer(), "party_default", "host_fails")
    assert step(baotou, ending, make.city_officer(), "approve")["consequences"] == []
    assert ended(baotou)["article"] == "第三十条"


def test_a_sham_that_got_money_is_recorded(baotou: Dispatch) -> None:
    ending = opened(baotou, make.inspector(), "sham", "no_substance", funds_obtained=True)
    step(baotou, ending, make.city_officer(), "approve")
    assert ended(baotou)["consequences"] == ["cancel_filing", "misconduct_record"]


def test_a_rejected_case_leaves_the_agreement_in_force_and_open_to_another(baotou: Dispatch) -> None:
    ending = opened(baotou, make.host_manager(), "commissioner_default", "refuses")
    again = {"agreement": ending["agreement"], "ground": "sham", "circumstance": "no_substance", "reason": "x"}
    with pytest.raises(Conflict):
        baotou.command("open_ending", again, make.inspector())
    step(baotou, ending, make.county_officer(), "reject")
    assert baotou.stored("agreements", ending["agreement"])["status"] == "filed"
    baotou.command("open_ending", again, make.inspector())


def test_a_case_is_withdrawn_by_who_opened_it(baotou: Dispatch) -> None:
    ending = opened(baotou, make.commissioner(), "consent", "force_majeure")
    said = {"ending_id": ending["id"], "reason": "已恢复"}
    with pytest.raises(Conflict):
        baotou.command("withdraw_ending", said, make.host_manager())
    assert baotou.command("withdraw_ending", said, make.commissioner())["state"]["status"] == "withdrawn"
    assert baotou.stored("agreements", ending["agreement"])["case"] == ""


def test_shijiazhuang_states_no_such_endings(shijiazhuang: Dispatch) -> None:
    agreement = shijiazhuang.filed()
    said = {"agreement": agreement["id"], "ground": "commissioner_default", "reason": "x"}
    with pytest.raises(Refused, match="未作规定"):
        shijiazhuang.command("open_ending", said, make.host_manager(shijiazhuang.city))


def test_a_case_shows_each_party_its_turn(baotou: Dispatch) -> None:
    ending = opened(baotou, make.host_manager(), "commissioner_default", "refuses")

    def choices(actor: Actor) -> list[str]:
        found = baotou.question("ending", {"ending_id": ending["id"]}, actor)
        return [one["choice"] for one in found["actions"] if "choice" in one]

    assert choices(make.county_officer()) == ["recommend", "return", "reject"]
    assert choices(make.city_officer()) == []
    assert len(baotou.question("endings", {"status": "pending"}, make.city_officer())["items"]) == 1


def test_a_cancelled_filing_ends_what_it_carried(shijiazhuang: Dispatch) -> None:
    city = shijiazhuang.city
    filed, drafted = shijiazhuang.filed(), shijiazhuang.draft(since="2025-01-01", until="2026-12-31")
    shijiazhuang.hear(shijiazhuang.cancel(f"{city}-commissioner-1"))
    told = shijiazhuang.told("agreement_ended")[0]["data"]
    assert (told["agreement"], told["ground"], told["article"]) == (filed["id"], "filing_cancelled", "五（一）")
    assert told["consequences"] == []
    assert shijiazhuang.stored("agreements", drafted["id"])["status"] == "withdrawn"
    with pytest.raises(Refused):
        shijiazhuang.draft()
    data = make.filing_data("commissioner", city)
    shijiazhuang.hear(shijiazhuang.event("registry.filing_restored", data, version=3))
    assert shijiazhuang.draft(since="2025-01-01", until="2026-12-31")["status"] == "draft"


def test_a_cancelled_filing_closes_an_open_case_and_the_order(baotou: Dispatch) -> None:
    assignment = ordered(baotou, make.city_officer())
    naming = {"assignment_id": assignment["id"], "filing": "150200-commissioner-1", **TERMS}
    serving = baotou.command("name_commissioner", naming, make.sender_manager())
    said = {
        "agreement": serving["agreement"],
        "ground": "commissioner_default",
        "circumstance": "refuses",
        "reason": "x",
    }
    ending = baotou.command("open_ending", said, make.host_manager())
    baotou.hear(baotou.cancel("150200-commissioner-1"))
    assert baotou.stored("endings", ending["id"])["state"]["status"] == "withdrawn"
    assert baotou.stored("assignments", assignment["id"])["status"] == "closed"


def test_a_cancelled_team_ends_too(baotou: Dispatch) -> None:
    baotou.file("team", 5)
    filed = baotou.filed(5, subject="team")
    baotou.hear(baotou.cancel("150200-team-5", 5, subject="team"))
    assert baotou.stored("agreements", filed["id"])["status"] == "ended"


def test_a_workstation_that_loses_its_filing_drafts_no_more_but_its_agreements_run_on(baotou: Dispatch) -> None:
    filed = baotou.filed()
    data = {"filing": "150200-workstation-1", "subject": "workstation", "kind": "technical", "person": None}
    baotou.hear(baotou.event("registry.filing_cancelled", {**data, "ground": "failed_appraisal"}, version=2))
    assert baotou.stored("agreements", filed["id"])["status"] == "filed"
    with pytest.raises(Refused) as refused:
        baotou.draft()
    assert refused.value.rule.endswith("sender_filed")


def test_an_event_heard_twice_takes_effect_once(baotou: Dispatch) -> None:
    baotou.filed()
    cancelled = baotou.cancel("150200-commissioner-1")
    baotou.hear(cancelled)
    baotou.hear(cancelled)
    assert len(baotou.told("agreement_ended")) == 1


def test_copies_are_rebuilt_alike(baotou: Dispatch) -> None:
    database = baotou.service.store.database
    made = [make.filing_data("commissioner", number=number) for number in range(2, 12)]
    past = [baotou.event("registry.filing_made", data) for data in made]
    past += [baotou.cancel(str(data["filing"]), version=2) for data in made[::3]]
    result = {"filing": made[0]["filing"], "year": 2023, "grade": "good"}
    past.append(baotou.event("appraisal.result_published", result, subject="result:1"))
    baotou.hear(*past)
    before = [list(database[name].find().sort("_id", 1)) for name in ("known_filings", "known_grades")]
    for name in ("known_filings", "known_grades"):
        database[name].delete_many({"_id": {"$in": [data["filing"] for data in made]}})
    baotou.service.hearing.rebuild(past)
    assert [list(database[name].find().sort("_id", 1)) for name in ("known_filings", "known_grades")] == before


def test_an_agreement_is_not_touched_from_another_city(baotou: Dispatch) -> None:
    filed = baotou.filed()
    stranger = make.city_officer(make.SHIJIAZHUANG)
    for name, more in (
        ("take_agreement_step", {"action": "file"}),
        ("waive_agreement_rule", {"rule": "x", "reason": "y"}),
    ):
        with pytest.raises(NotFound):
            baotou.command(name, {"agreement_id": filed["id"], **more}, stranger)


def test_the_grade_heard_last_is_that_of_the_latest_year(baotou: Dispatch) -> None:
    baotou.on(date(2025, 1, 20))
    for year, grade in ((2024, "good"), (2023, "failed")):
        data = {"filing": "150200-commissioner-1", "year": year, "grade": grade}
        baotou.hear(baotou.event("appraisal.result_published", data, subject=f"result:{year}"))
    assert baotou.stored("known_grades", "150200-commissioner-1")["grade"] == "good"


def test_a_merged_unit_and_person_are_followed(baotou: Dispatch) -> None:
    filing = baotou.file("commissioner", 7)
    known = baotou.stored("known_filings", filing)
    data = make.filing_data("commissioner", baotou.city, 7)
    changed = {**data, "sender_unit": "unit-winner", "person": "person-winner", "status": "filed"}
    baotou.hear(baotou.event("registry.filing_changed", changed, version=2))
    for name, field, loser in (
        ("unit_merged", "sender_unit", known["sender_unit"]),
        ("person_merged", "person", known["person"]),
    ):
        winner = changed[field]
        told = {"winner": winner, "loser": loser, "name": "x"}
        baotou.hear(baotou.event(f"registry.{name}", told, subject=f"x:{winner}"))
        assert baotou.stored("known_filings", filing)[field] == winner
        assert baotou.stored("candidates", filing)[field] == winner
        assert baotou.stored("known_mergings", loser)["winner"] == winner
    baotou.hear(
        baotou.event("registry.unit_unmerged", {"loser": known["sender_unit"], "winner": "unit-winner"}, subject="x:1")
    )
    assert baotou.service.store.database["known_mergings"].count_documents({"_id": known["sender_unit"]}) == 0
