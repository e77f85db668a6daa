"""Batches over a real database: gathered, submitted whole, decided item by item or all together."""

from __future__ import annotations

import pytest

from shared.errors import Conflict, Forbidden, Invalid, NotFound
from tests.factories import dispatch as make
from tests.service.dispatch.conftest import Dispatch

SENDER = make.sender_manager(make.SHIJIAZHUANG)
CITY = make.city_officer(make.SHIJIAZHUANG)


def signed(dispatch: Dispatch, count: int) -> list[str]:
    for number in range(2, count + 1):
        dispatch.file("commissioner", number)
    return [dispatch.signed(number)["id"] for number in range(1, count + 1)]


def test_a_unit_gathers_a_batch_and_the_city_decides_each(shijiazhuang: Dispatch) -> None:
    ids = signed(shijiazhuang, 4)
    batch = shijiazhuang.command("compose_batch", {"agreements": ids[:2], "note": "上半年"}, SENDER)
    assert (batch["number"], batch["status"]) == ("2024-00001", "draft")
    changed = {"batch_id": batch["id"], "agreements": ids}
    assert len(shijiazhuang.command("change_batch", changed, SENDER)["items"]) == 4
    sent = shijiazhuang.command("submit_batch", {"batch_id": batch["id"]}, SENDER)
    assert {one["batch"] for one in sent["agreements"]} == {batch["id"]}
    with pytest.raises(Conflict):
        shijiazhuang.command("change_batch", changed, SENDER)

    defects = ["服务内容不具体", "目标未写明数量"]
    items = [
        {"agreement": ids[1], "action": "return", "defects": defects},
        {"agreement": ids[2], "action": "reject", "note": "重复报送"},
    ]
    review = {"batch_id": batch["id"], "items": items}
    half = shijiazhuang.command("review_batch", review, CITY)
    assert [one["outcome"] for one in half["batch"]["items"]] == ["", "returned", "rejected", ""]
    rest = shijiazhuang.command("review_batch", {"batch_id": batch["id"], "action": "file"}, CITY)
    assert rest["refused"] == []
    assert rest["batch"]["status"] == "closed"
    assert [one["number"] for one in rest["batch"]["items"]] == ["2024-00001", "", "", "2024-00002"]
    seen = shijiazhuang.question("batch", {"batch_id": batch["id"]}, SENDER)
    assert seen["rows"][1]["note"] == "服务内容不具体；目标未写明数量"
    assert shijiazhuang.stored("agreements", ids[1])["status"] == "returned"
    with pytest.raises(Conflict):
        shijiazhuang.command("review_batch", {"batch_id": batch["id"], "action": "file"}, CITY)


def test_what_cannot_be_filed_stays_with_its_article_and_the_others_go_on(shijiazhuang: Dispatch) -> None:
    shijiazhuang.file("host_unit", 2)
    ids = [shijiazhuang.signed(1, host)["id"] for host in (1, 2)] + signed(shijiazhuang, 2)[1:]
    batch = shijiazhuang.command("compose_batch", {"agreements": ids}, SENDER)
    shijiazhuang.command("submit_batch", {"batch_id": batch["id"]}, SENDER)
    done = shijiazhuang.command("review_batch", {"batch_id": batch["id"], "action": "file"}, CITY)
    assert [one["outcome"] for one in done["batch"]["items"]] == ["filed", "", "filed"]
    assert [(one["agreement"], one["article"]) for one in done["refused"]] == [(ids[1], "四（一）")]
    assert shijiazhuang.stored("agreements", ids[1])["status"] == "reported"
    assert len(shijiazhuang.told("agreement_filed")) == 2
    assert len(shijiazhuang.told("agreement_step_taken")) == 2


def test_a_batch_of_unsigned_ones_is_not_sent_and_nothing_of_it_is(shijiazhuang: Dispatch) -> None:
    ready = signed(shijiazhuang, 2)
    shijiazhuang.file("commissioner", 3)
    ids = [*ready, shijiazhuang.draft("130100-commissioner-3")["id"]]
    batch = shijiazhuang.command("compose_batch", {"agreements": ids}, SENDER)
    with pytest.raises(Conflict) as refused:
        shijiazhuang.command("submit_batch", {"batch_id": batch["id"]}, SENDER)
    assert [error["pointer"] for error in refused.value.details["errors"]] == ["/agreements/2"]
    assert shijiazhuang.stored("batches", batch["id"])["status"] == "draft"
    assert shijiazhuang.command("withdraw_batch", {"batch_id": batch["id"]}, SENDER)["status"] == "withdrawn"


def test_a_workstation_reports_each_and_the_city_sees_the_outcome(baotou: Dispatch) -> None:
    filed = baotou.filed()
    kept = baotou.stored("batches", filed["batch"])
    assert (kept["status"], kept["items"][0]["outcome"], kept["items"][0]["number"]) == (
        "closed",
        "filed",
        "2024-00001",
    )


def test_batches_are_the_units_own_and_the_citys(shijiazhuang: Dispatch) -> None:
    ids = signed(shijiazhuang, 1)
    batch = shijiazhuang.command("compose_batch", {"agreements": ids}, SENDER)
    stranger = make.sender_manager(make.SHIJIAZHUANG, 2)
    with pytest.raises(NotFound):
        shijiazhuang.command("compose_batch", {"agreements": ids}, stranger)
    with pytest.raises(NotFound):
        shijiazhuang.question("batch", {"batch_id": batch["id"]}, stranger)
    with pytest.raises(NotFound):
        shijiazhuang.command("submit_batch", {"batch_id": batch["id"]}, stranger)
    with pytest.raises(Forbidden):
        shijiazhuang.command("review_batch", {"batch_id": batch["id"], "action": "file"}, SENDER)
    shijiazhuang.command("submit_batch", {"batch_id": batch["id"]}, SENDER)
    with pytest.raises(Invalid):
        shijiazhuang.command("review_batch", {"batch_id": batch["id"]}, CITY)
