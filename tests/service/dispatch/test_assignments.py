"""An officer's order over a real database: declined, ordered anew, given more time, late, and its reports."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from shared.errors import Conflict, Refused
from tests.factories import dispatch as make
from tests.service.dispatch.conftest import Dispatch


def ordered(service: Dispatch, due: str = "2024-06-20") -> dict[str, Any]:
    said = {"sender_unit": "150200-sender-1", "host_unit": "150200-host-1", "reason": "产业链急需", "due": due}
    made: dict[str, Any] = service.command("order_assignment", said, make.city_officer())
    return made


def test_a_declined_order_goes_to_another_unit(baotou: Dispatch) -> None:
    order, city = ordered(baotou), make.city_officer()
    said = {"assignment_id": order["id"], "reason": "相关教师均在外"}
    assert baotou.command("decline_assignment", said, make.sender_manager())["status"] == "declined"
    again = {"assignment_id": order["id"], "sender_unit": "150200-sender-2", "due": "2024-07-01", "reason": "改派"}
    with pytest.raises(Refused):
        baotou.command("reassign_assignment", again, city)
    baotou.file("workstation", 2)
    moved = baotou.command("reassign_assignment", again, city)
    assert (moved["status"], moved["sender_unit"], [turn["what"] for turn in moved["turns"]]) == (
        "ordered", "150200-sender-2", ["declined", "reassigned"],
    )  # fmt: skip
    told = baotou.told("assignment_reassigned")[0]["data"]
    assert (told["before"], told["sender_unit"]) == ("150200-sender-1", "150200-sender-2")
    with pytest.raises(Conflict):
        baotou.command("report_progress", {"assignment_id": order["id"], "text": "x"}, make.sender_manager(number=2))


def test_reminded_before_the_day_and_late_after_it_each_once(baotou: Dispatch) -> None:
    order = ordered(baotou)
    for day in (16, 17, 18, 20):
        baotou.on(date(2024, 6, day)).tick("watch_assignments")
    assert len(baotou.told("assignment_due")) == 1, "three days before, by the bureau's setting"
    assert baotou.told("assignment_late") == []
    for day in (21, 22):
        baotou.on(date(2024, 6, day)).tick("watch_assignments")
    assert [told["data"]["late"] for told in baotou.told("assignment_late")] == [True]
    extend = {"assignment_id": order["id"], "due": "2024-07-10", "reason": "暑期排课"}
    assert baotou.command("extend_assignment", extend, make.city_officer())["late"] is False
    baotou.on(date(2024, 7, 11)).tick("watch_assignments")
    assert len(baotou.told("assignment_late")) == 2


def test_a_report_that_does_not_come_is_told(baotou: Dispatch) -> None:
    order = ordered(baotou)
    terms = {"content": "诊断", "form": "on_site", "since": "2024-06-10", "until": "2024-12-31"}
    naming = {"assignment_id": order["id"], "filing": "150200-commissioner-1", **terms}
    assert baotou.command("name_commissioner", naming, make.sender_manager())["progress_due"] == "2024-07-03"
    baotou.on(date(2024, 7, 4)).tick("watch_assignments")
    baotou.tick("watch_assignments")
    assert [told["data"]["progress_due"] for told in baotou.told("progress_late")] == ["2024-07-03"]
    told = baotou.command("report_progress", {"assignment_id": order["id"], "text": "已到厂"}, make.sender_manager())
    assert (told["progress_late"], told["progress_due"]) == (False, "2024-08-03")
