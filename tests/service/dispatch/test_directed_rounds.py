"""Directed rounds over a real database: the optimum, gaps and the fewest waivers, the officer's hand, confirmation."""

from __future__ import annotations

from typing import Any

import pytest

from shared.errors import Conflict, Forbidden, Invalid, NotFound, Refused
from shared.working import Worker
from tests.factories import dispatch as make
from tests.service.dispatch.conftest import Dispatch

MATTERS = {1: "镁合金涂层盐雾", 2: "番茄灰霉病温室", 3: "轴承振动诊断"}


def collected(service: Dispatch, host: int, matter: int, people: int = 1) -> str:
    city = service.city
    said = {"host_unit": f"{city}-host-{host}", "title": MATTERS[matter], "content": MATTERS[matter]}
    more = {"fields": ["新材料"], "people_wanted": people}
    demand = service.command("report_demand", {**said, **more}, make.host_manager(city, host))
    service.command("take_demand_step", {"demand_id": demand["id"], "action": "pass"}, make.county_officer(city))
    return str(demand["id"])


def known(service: Dispatch, *matters: int) -> None:
    """Beside the first, one commissioner who knows each of these matters: 2, 3, …"""
    from shared.words import tokens

    for number, matter in enumerate(matters, 2):
        service.file("commissioner", number, words=list(tokens(MATTERS[matter])))


def opened(service: Dispatch, demands: list[str], **over: Any) -> dict[str, Any]:
    said = {"title": "三季度定向选派", "reason": "产业链急需", "due": "2024-06-28", "demands": demands, **over}
    made: dict[str, Any] = service.command("open_directed_round", said, make.city_officer(service.city))
    return made


def job(service: Dispatch, name: str, round_id: str) -> dict[str, Any]:
    """Begun by the officer, and run to its end."""
    officer = make.city_officer(service.city)
    begun = service.command(name, {"round_id": round_id}, officer)
    assert Worker(service.service, lambda: None).work_once()  # type: ignore[arg-type,return-value]
    ended: dict[str, Any] = service.question("job", {"job_id": begun["id"]}, officer)
    return ended


def planned(service: Dispatch, round_id: str) -> dict[str, Any]:
    assert job(service, "plan_directed_round", round_id)["status"] == "done"
    found: dict[str, Any] = service.question("directed_round", {"round_id": round_id}, make.city_officer(service.city))
    return found


def test_everybody_goes_where_all_together_fit_best_and_it_becomes_orders(baotou: Dispatch) -> None:
    for host in (2, 3):
        baotou.file("host_unit", host)
    known(baotou, 1, 2)
    demands = [collected(baotou, 1, 1), collected(baotou, 2, 2)]
    round = opened(baotou, demands)
    plan = planned(baotou, round["id"])["plan"]
    pairs = {pair["demand"]: pair for pair in plan["pairs"]}
    assert {demand: pair["filing"] for demand, pair in pairs.items()} == {
        demands[0]: "150200-commissioner-2", demands[1]: "150200-commissioner-3",
    }  # fmt: skip
    assert pairs[demands[0]]["second"] == "150200-commissioner-1"
    assert pairs[demands[0]]["reasons"][0]["words"]
    assert (plan["gaps"], plan["waivers"], plan["pool"]) == ([], [], 3)
    assert plan["total"] == pytest.approx(sum(pair["score"] for pair in plan["pairs"]), abs=0.1)

    assert job(baotou, "confirm_directed_round", round["id"])["result"]["ordered"] == 2
    after = baotou.question("directed_round", {"round_id": round["id"]}, make.city_officer())
    assert (after["status"], [pair["outcome"] for pair in after["settled"]]) == ("confirmed", ["ordered", "ordered"])
    orders = baotou.question("assignments", {"status": "ordered"}, make.sender_manager())["items"]
    assert {(one["proposed"], one["demand"]) for one in orders} == {
        ("150200-commissioner-2", demands[0]), ("150200-commissioner-3", demands[1]),
    }  # fmt: skip
    assert {one["due"] for one in orders} == {"2024-06-28"}
    again = planned(baotou, opened(baotou, demands)["id"])["plan"]
    assert (again["pairs"], again["gaps"]) == ([], []), "no seat is left: an order fills it"


def test_the_officer_locks_and_forbids_and_it_is_worked_out_anew(baotou: Dispatch) -> None:
    known(baotou, 1, 1)
    demand = collected(baotou, 1, 1)
    round, officer = opened(baotou, [demand]), make.city_officer()
    first = planned(baotou, round["id"])["plan"]["pairs"][0]["filing"]
    forbid = {"round_id": round["id"], "forbid": [{"demand": demand, "filing": first}]}
    edited = baotou.command("edit_directed_round", forbid, officer)
    assert (edited["status"], edited["plan"]) == ("open", None)
    assert planned(baotou, round["id"])["plan"]["pairs"][0]["filing"] != first
    lock = {"round_id": round["id"], "lock": [{"demand": demand, "filing": "150200-commissioner-1"}]}
    baotou.command("edit_directed_round", lock, officer)
    pair = planned(baotou, round["id"])["plan"]["pairs"][0]
    assert (pair["filing"], pair["locked"]) == ("150200-commissioner-1", True)
    with pytest.raises(Invalid):
        baotou.command("edit_directed_round", {"round_id": round["id"], "waive": "own_field", "reason": "x"}, officer)


def test_who_was_taken_meanwhile_fails_alone_with_the_rule(shijiazhuang: Dispatch) -> None:
    city, officer = shijiazhuang.city, make.city_officer(shijiazhuang.city)
    for host in (2, 3):
        shijiazhuang.file("host_unit", host)
    known(shijiazhuang, 1, 2)
    demands = [collected(shijiazhuang, 1, 1), collected(shijiazhuang, 2, 2)]
    terms = {"way": "appointed", "form": "on_site", "since": "2024-06-10"}
    round = opened(shijiazhuang, demands, **terms)
    pairs = {pair["demand"]: pair["filing"] for pair in planned(shijiazhuang, round["id"])["plan"]["pairs"]}
    number = int(pairs[demands[0]].rsplit("-", 1)[-1])
    shijiazhuang.filed(number, 3)
    assert job(shijiazhuang, "confirm_directed_round", round["id"])["result"] == {
        "round": round["id"], "ordered": 1, "failed": 1,
    }  # fmt: skip
    settled = shijiazhuang.question("directed_round", {"round_id": round["id"]}, officer)["settled"]
    outcome = {pair["demand"]: pair for pair in settled}
    assert [ground["article"] for ground in outcome[demands[0]]["grounds"]] == ["四（一）"]
    appointed = shijiazhuang.told("assignment_ordered")
    assert [told["data"]["demand"] for told in appointed] == [demands[1]], "nothing is half done"
    assert shijiazhuang.stored("assignments", outcome[demands[1]]["assignment"])["status"] == "serving"
    baseline = [told["data"]["way"] for told in shijiazhuang.told("agreement_filed")]
    assert baseline == ["mutual", "appointed"]
    assert city in outcome[demands[1]]["filing"]


def test_a_full_cooperative_shows_the_smallest_waiver_and_with_leave_the_seat_is_filled(
    shijiazhuang: Dispatch,
) -> None:
    officer = make.city_officer(shijiazhuang.city)
    shijiazhuang.file("host_unit", 2, unit_kind="cooperative")
    known(shijiazhuang, 1, 1, 1, 1, 1, 1)
    demand = collected(shijiazhuang, 2, 1, people=6)
    terms = {"way": "appointed", "form": "on_site", "since": "2024-06-10"}
    round = opened(shijiazhuang, [demand], **terms)
    plan = planned(shijiazhuang, round["id"])["plan"]
    assert (len(plan["pairs"]), len(plan["gaps"]), plan["fills"]) == (5, 1, 1)
    assert [(one["rule"].rsplit(".", 1)[-1], one["article"]) for one in plan["waivers"]] == [
        ("five_at_a_small_host", "四（一）")
    ]
    assert plan["gaps"][0]["nearest"][0]["grounds"][0]["strictness"] == "in_principle"
    waive = {"round_id": round["id"], "waive": "five_at_a_small_host", "reason": "汛期抢收"}
    shijiazhuang.command("edit_directed_round", waive, officer)
    plan = planned(shijiazhuang, round["id"])["plan"]
    assert (len(plan["pairs"]), plan["gaps"], plan["waivers"]) == (6, [], [])
    assert sum(1 for pair in plan["pairs"] if pair["waives"]) == 1
    assert job(shijiazhuang, "confirm_directed_round", round["id"])["result"]["ordered"] == 6
    assert [told["data"]["reason"] for told in shijiazhuang.told("agreement_rule_waived")] == ["汛期抢收"]


def test_a_county_goes_on_with_its_own_rounds_only(baotou: Dispatch) -> None:
    demand = collected(baotou, 1, 1)
    said = {"title": "x", "reason": "x", "due": "2024-06-28", "demands": [demand]}
    own, other = make.county_officer(), make.county_officer(county="150204")
    with pytest.raises(Refused):
        baotou.command("open_directed_round", said, other)
    round = baotou.command("open_directed_round", said, own)
    assert (round["ordered_by"], round["county"]) == ("county", make.COUNTIES[make.BAOTOU])
    with pytest.raises(NotFound):
        baotou.question("directed_round", {"round_id": round["id"]}, other)
    with pytest.raises(Forbidden):
        baotou.question("directed_rounds", {}, make.sender_manager())
    assert len(baotou.question("directed_rounds", {}, make.city_officer())["items"]) == 1
    gone = baotou.command("abandon_directed_round", {"round_id": round["id"], "reason": "不再需要"}, own)
    assert gone["status"] == "abandoned"
    with pytest.raises(Conflict):
        baotou.command("edit_directed_round", {"round_id": round["id"]}, own)


def test_a_city_that_only_appoints_orders_no_round_of_units(shijiazhuang: Dispatch) -> None:
    with pytest.raises(Refused, match="未作规定"):
        opened(shijiazhuang, [collected(shijiazhuang, 1, 1)])
