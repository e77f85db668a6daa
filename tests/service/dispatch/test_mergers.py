"""Two records turn out to be one person, or one unit: limits count both, matters follow, and it can be undone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest

from services.dispatch.store import NAMINGS
from shared import repointing
from shared.actor import platform
from shared.errors import Refused
from shared.upkeep import run_timer
from tests.factories import dispatch as make
from tests.factories.announced import announced
from tests.service.dispatch.conftest import Dispatch

SMALL = {"size_class": "below_designated", "tech_sme": True}


def person_merged(service: Dispatch, winner: int = 1, loser: int = 2) -> dict[str, Any]:
    """The event by which the second person's record becomes the first's."""
    said = {"winner": f"person-{winner}", "loser": f"person-{loser}", "name": f"特派员{winner}"}
    return service.event(
        "registry.person_merged", announced("registry.person_merged", said), subject=f"person:person-{winner}"
    )


def unit_event(service: Dispatch, name: str, noun: str, winner: int, loser: int) -> dict[str, Any]:
    """`unit_merged` or `unit_unmerged` of two hosts or two senders."""
    ids = {"winner": f"{service.city}-{noun}-{winner}", "loser": f"{service.city}-{noun}-{loser}"}
    names = {"name": f"第{winner}机械厂", "loser_name": f"第{loser}机械厂"}
    data = announced(f"registry.{name}", {**ids, **names})
    return service.event(f"registry.{name}", data, subject=f"unit:{ids['winner']}")


def held(service: Dispatch, collection: str, whom: str) -> list[str]:
    """The agreements that have a place in this record."""
    kept = service.stored(collection, f"{service.city}:{whom}")
    return sorted(place["agreement"] for place in kept["held"])


def test_who_was_two_serves_one_host_a_year(shijiazhuang: Dispatch) -> None:
    for number in (2, 3):
        shijiazhuang.file("host_unit", number)
    shijiazhuang.file("commissioner", 2)
    first, second = shijiazhuang.filed(1, 1), shijiazhuang.filed(2, 2)
    third = shijiazhuang.reported(2, 2)
    shijiazhuang.hear(person_merged(shijiazhuang))
    assert held(shijiazhuang, "commissioner_places", "person-1") == sorted([first["id"], second["id"]])
    assert held(shijiazhuang, "commissioner_places", "person-2") == []
    at_host = shijiazhuang.stored("host_places", "130100:130100-host-2")["held"]
    assert [place["other"] for place in at_host] == ["person-1"]
    assert shijiazhuang.stored("agreements", second["id"])["person"] == "person-1"
    assert shijiazhuang.stored("agreements", second["id"])["content_hash"] == second["content_hash"]
    over = shijiazhuang.told("agreement_over_limit")
    assert {one["data"]["agreement"] for one in over} == {first["id"], second["id"]}
    assert {one["data"]["findings"][0]["article"] for one in over} == {"四（一）"}
    assert {one["rules"][0]["rule"] for one in over} == {"dispatch.kinds.industrial.conditions.one_host_a_year"}
    for filing in (1, 2):
        for host in (1, 2, 3):
            with pytest.raises(Refused) as refused:
                shijiazhuang.draft(f"130100-commissioner-{filing}", host)
            assert (refused.value.rule, refused.value.article) == (
                "dispatch.kinds.industrial.conditions.one_host_a_year",
                "四（一）",
            )
    answer = shijiazhuang.together([shijiazhuang.filing_call(third)])[0]
    assert answer["problem"]["article"] == "四（一）"  # what was under way is refused too
    for agreement in (first, second):
        assert shijiazhuang.stored("agreements", agreement["id"])["status"] == "filed"  # what is in force stays


def test_what_the_merged_one_served_this_year_still_counts_when_it_has_ended(shijiazhuang: Dispatch) -> None:
    shijiazhuang.file("host_unit", 2)
    shijiazhuang.file("commissioner", 2)
    ended = shijiazhuang.filed(2, 2, since="2024-05-01")
    shijiazhuang.hear(shijiazhuang.cancel("130100-commissioner-2", 2))
    assert shijiazhuang.stored("agreements", ended["id"])["status"] == "ended"
    shijiazhuang.hear(person_merged(shijiazhuang))
    with pytest.raises(Refused) as refused:
        shijiazhuang.draft(host=1)
    assert refused.value.article == "四（一）"
    shijiazhuang.on(date(2025, 1, 6))
    assert shijiazhuang.draft(host=1)["person"] == "person-1"  # another year, another host
    assert shijiazhuang.told("agreement_over_limit") == []


def test_an_agreement_ends_where_its_places_are_now(shijiazhuang: Dispatch) -> None:
    shijiazhuang.file("host_unit", 2)
    shijiazhuang.file("commissioner", 2)
    shijiazhuang.filed(2, 2)
    shijiazhuang.hear(person_merged(shijiazhuang))
    shijiazhuang.hear(shijiazhuang.cancel("130100-commissioner-2", 2))  # told with the person of before
    assert held(shijiazhuang, "commissioner_places", "person-1") == []
    assert shijiazhuang.stored("commissioner_places", "130100:person-1")["closed"] == ["130100-commissioner-2"]
    assert shijiazhuang.draft(host=1)["host_unit"] == "130100-host-1"


@pytest.mark.parametrize("attempt", range(5))
def test_a_place_taken_in_the_same_moment_is_not_lost(shijiazhuang: Dispatch, attempt: int) -> None:
    shijiazhuang.file("host_unit", 2)
    shijiazhuang.file("commissioner", 2)
    own = shijiazhuang.filed(1, 1)
    calls = [shijiazhuang.filing_call(shijiazhuang.reported(2, 2))]
    processes = shijiazhuang.processes.so_many(2)
    with ThreadPoolExecutor(2) as pool:
        filing = pool.submit(processes[1].calls.carry_out, calls)
        pool.submit(processes[0].hearing.take_in, [person_merged(shijiazhuang)]).result()
        (answer,) = filing.result()
    filed = [own["id"], answer["result"]["id"]] if "result" in answer else [own["id"]]
    if "problem" in answer:
        assert answer["problem"]["article"] == "四（一）"
    assert held(shijiazhuang, "commissioner_places", "person-1") == sorted(filed)
    kept = shijiazhuang.stored("commissioner_places", "130100:person-2")
    assert kept is None or kept["held"] == []


def test_two_small_hosts_that_are_one_hold_more_than_five_until_they_are_two_again(shijiazhuang: Dispatch) -> None:
    for host in (2, 4):
        shijiazhuang.file("host_unit", host, **SMALL)
    for number in range(2, 9):
        shijiazhuang.file("commissioner", number)
    there = [shijiazhuang.filed(number, 2) for number in (1, 2, 3)]
    came = [shijiazhuang.filed(number, 4) for number in (4, 5, 6)]
    shijiazhuang.hear(unit_event(shijiazhuang, "unit_merged", "host", 2, 4))
    everybody = sorted(one["id"] for one in (*there, *came))
    assert held(shijiazhuang, "host_places", "130100-host-2") == everybody
    over = shijiazhuang.told("agreement_over_limit")
    assert sorted(one["data"]["agreement"] for one in over) == everybody
    assert {one["data"]["findings"][0]["rule"] for one in over} == {
        "dispatch.agreement.conditions.five_at_a_small_host"
    }
    moved = shijiazhuang.stored("agreements", came[0]["id"])
    assert (moved["host_unit"], moved["host_name"]) == ("130100-host-2", "第4机械厂")  # the name it was signed with
    own = shijiazhuang.stored("commissioner_places", "130100:person-4")["held"]
    assert [place["other"] for place in own] == ["130100-host-2"]
    for host in (2, 4):
        with pytest.raises(Refused) as refused:
            shijiazhuang.draft("130100-commissioner-7", host)
        assert refused.value.article == "四（一）"
    shijiazhuang.hear(unit_event(shijiazhuang, "unit_unmerged", "host", 2, 4))
    assert held(shijiazhuang, "host_places", "130100-host-2") == sorted(one["id"] for one in there)
    assert held(shijiazhuang, "host_places", "130100-host-4") == sorted(one["id"] for one in came)
    own = shijiazhuang.stored("commissioner_places", "130100:person-4")["held"]
    assert [place["other"] for place in own] == ["130100-host-4"]
    assert shijiazhuang.stored("agreements", came[0]["id"])["host_unit"] == "130100-host-4"
    assert shijiazhuang.filed(7, 4)["host_unit"] == "130100-host-4"
    assert shijiazhuang.service.store.database["repointed"].count_documents({}) == 0


def test_all_that_named_a_merged_unit_names_the_winner_and_back_again(baotou: Dispatch) -> None:
    baotou.file("host_unit", 2)
    said = {"host_unit": "150200-host-2", "title": "磁选工艺", "content": "提高稀土回收率", "fields": ["新材料"]}
    demand = baotou.command("report_demand", said, make.host_manager(number=2))
    offered = baotou.command(
        "offer_intent",
        {"filing": "150200-commissioner-1", "host_unit": "150200-host-2", "message": "愿到厂"},
        make.commissioner(),
    )
    signed = baotou.signed(1, 2)
    order = baotou.command(
        "order_assignment",
        {
            "sender_unit": "150200-sender-1",
            "host_unit": "150200-host-2",
            "reason": "重点企业",
            "due": "2024-07-01",
        },
        make.city_officer(),
    )
    kept = {"demands": demand, "intents": offered, "agreements": signed, "assignments": order}
    before = {name: baotou.stored(name, one["id"]) for name, one in kept.items()}
    baotou.hear(unit_event(baotou, "unit_merged", "host", 1, 2))
    now = {name: baotou.stored(name, one["id"]) for name, one in kept.items()}
    assert {one["host_unit"] for one in now.values()} == {"150200-host-1"}
    assert now["demands"]["owner_units"] == ["150200-host-1"]
    names = {name: one["host_name"] for name, one in now.items()}
    assert names.pop("agreements") == "第2机械厂"
    assert set(names.values()) == {"第1机械厂"}
    own = baotou.question("demands", {}, make.host_manager())["items"]
    assert [one["id"] for one in own] == [demand["id"]]
    baotou.hear(unit_event(baotou, "unit_unmerged", "host", 1, 2))
    after = {name: baotou.stored(name, one["id"]) for name, one in kept.items()}
    for one in (*before.values(), *after.values()):
        del one["version"]
    assert after == before


def test_what_is_heard_late_follows_and_a_large_merger_goes_on_in_portions(baotou: Dispatch) -> None:
    for number in range(2, 8):
        baotou.file("commissioner", number, sender_unit="150200-sender-9")
    database, city = baotou.service.store.database, platform("dispatch", baotou.city)

    def sweep(limit: int) -> int:
        database["leases"].delete_many({"_id": "timer:sweeps"})
        moment = baotou.moment(baotou.day)
        run_timer(
            baotou.service.store, baotou.service.calls.work, "sweeps", 60, city, moment,
            lambda tick: repointing.sweep(tick.work, NAMINGS, limit), baotou.service.rulebooks,
        )  # fmt: skip
        return int(database["known_filings"].count_documents({"sender_unit": "150200-sender-9"}))

    merged = unit_event(baotou, "unit_merged", "sender", 1, 9)
    baotou.service.hearing.rebuild([merged])  # what a rebuild hears: the copy only, nothing is moved yet
    assert [sweep(4), sweep(4), sweep(4)] == [2, 0, 0]
    assert database["candidates"].count_documents({"sender_unit": "150200-sender-9"}) == 0
    baotou.file("commissioner", 8, sender_unit="150200-sender-9")
    assert baotou.draft("150200-commissioner-8")["sender_unit"] == "150200-sender-1"  # not waiting for the sweep
    assert sweep(100) == 0
    for _ in range(repointing.SWEEPS):
        sweep(100)
    assert baotou.stored("known_mergings", "150200-sender-9")["sweeps"] == 0


def test_a_chain_of_mergers_is_undone_from_its_end(baotou: Dispatch) -> None:
    for number in (2, 3):
        baotou.file("host_unit", number)
    agreement = baotou.filed(1, 3)
    baotou.hear(unit_event(baotou, "unit_merged", "host", 2, 3))
    baotou.hear(unit_event(baotou, "unit_merged", "host", 1, 2))
    assert held(baotou, "host_places", "150200-host-1") == [agreement["id"]]
    for winner, loser in ((1, 2), (2, 3)):
        baotou.hear(unit_event(baotou, "unit_unmerged", "host", winner, loser))
        assert held(baotou, "host_places", f"150200-host-{loser}") == [agreement["id"]]
        assert baotou.stored("agreements", agreement["id"])["host_unit"] == f"150200-host-{loser}"
