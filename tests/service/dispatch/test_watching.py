"""What runs out, what is reminded of, and what anybody may check by the code on the paper."""

from __future__ import annotations

from datetime import date

import pytest

from shared.actor import public
from shared.errors import NotFound
from tests.factories import dispatch as make
from tests.service.dispatch.conftest import Dispatch

CITY = make.city_officer()


def remind(dispatch: Dispatch, day: date) -> int:
    return int(dispatch.on(day).command("remind_agreements", {}, CITY)["reminded"])


def test_the_parties_are_reminded_once_at_each_number_of_days(baotou: Dispatch) -> None:
    baotou.filed()
    days = [date(2025, 10, 31), date(2025, 11, 2), date(2025, 11, 3), date(2025, 12, 1), date(2025, 12, 30)]
    assert [remind(baotou, day) for day in days] == [0, 1, 0, 1, 1]
    told = [one["data"] for one in baotou.told("agreement_expiring")]
    assert [one["days_left"] for one in told] == [59, 30, 1]
    assert {one["person"] for one in told} == {"person-1"}


def test_who_is_found_late_is_reminded_once_not_of_every_number(baotou: Dispatch) -> None:
    baotou.filed()
    assert [remind(baotou, date(2025, 12, 28)), remind(baotou, date(2025, 12, 28))] == [1, 0]


def test_the_timer_ends_what_has_run_out(baotou: Dispatch) -> None:
    filed = baotou.filed()
    baotou.on(date(2025, 12, 31)).tick("watch_agreements")
    assert baotou.stored("agreements", filed["id"])["status"] == "filed"
    baotou.on(date(2026, 1, 5)).tick("watch_agreements")
    assert baotou.stored("agreements", filed["id"])["status"] == "ended"
    assert baotou.told("agreement_ended")[0]["data"]["ended_on"] == "2025-12-31"


def test_anybody_with_the_code_sees_whether_it_stands_and_each_look_is_counted(baotou: Dispatch) -> None:
    filed = baotou.filed()
    nobody = public("")

    def look() -> dict[str, str]:
        return dict(baotou.command("verify_agreement", {"code": filed["code"]}, nobody))

    first = look()
    assert (first["standing"], first["number"], first["sender"]) == ("valid", filed["number"], "第1学院*")
    assert "*" in first["holder"]
    assert set(first) == {
        *("standing", "standing_label", "standing_label_en", "number", "title", "holder", "sender", "host", "city"),
        *("since", "until", "changed_on"),
    }
    baotou.hear(baotou.cancel(filed["filing"]))
    assert (look()["standing"], look()["changed_on"]) == ("ended", "2024-06-03")
    assert baotou.stored("looks", f"{filed['code']}:2024-06-03")["count"] == 3
    with pytest.raises(NotFound):
        baotou.command("verify_agreement", {"code": "A" * 26}, nobody)
