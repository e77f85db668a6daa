"""What runs out, what is reminded of, and what anybody may check by the code on the paper."""

from __future__ import annotations

from datetime import date

import pytest

from shared.actor import platform, public
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


def test_anybody_with_the_code_sees_whether_it_stands(baotou: Dispatch) -> None:
    filed = baotou.filed()
    nobody = public("")

    def look() -> dict[str, str]:
        return dict(baotou.question("verify_agreement", {"code": filed["code"]}, nobody))

    first = look()
    assert (first["standing"], first["number"], first["sender"]) == ("valid", filed["number"], "第1学院*")
    assert "*" in first["holder"]
    assert set(first) == {
        *("standing", "standing_label", "standing_label_en", "number", "title", "holder", "sender", "host", "city"),
        *("city_name", "city_name_en", "since", "until", "changed_on"),
    }
    baotou.hear(baotou.cancel(filed["filing"]))
    assert (look()["standing"], look()["changed_on"]) == ("ended", "2024-06-03")
    with pytest.raises(NotFound):
        baotou.question("verify_agreement", {"code": "A" * 26}, nobody)


def test_looks_are_counted_by_day_for_the_parties_and_the_bureau(baotou: Dispatch) -> None:
    filed = baotou.filed()
    looks = [
        {"code": filed["code"], "count": 2, "last": "2024-06-03T15:59:00+00:00"},
        {"code": filed["code"], "count": 1, "last": "2024-06-03T16:01:00+00:00"},  # past midnight in Beijing
        {"code": "Z" * 26, "count": 9, "last": "2024-06-03T16:01:00+00:00"},
    ]
    for city in (make.BAOTOU, make.BAOTOU, make.SHIJIAZHUANG):
        baotou.command("note_looks", {"looks": looks}, platform("gateway", city))
    for reader in (make.commissioner(), make.sender_manager(), make.host_manager(), CITY):
        shown = baotou.question("agreement_looks", {"agreement_id": filed["id"]}, reader)["items"]
        assert [(one["on"], one["count"]) for one in shown] == [("2024-06-04", 2), ("2024-06-03", 4)]
    with pytest.raises(NotFound):
        baotou.question("agreement_looks", {"agreement_id": filed["id"]}, make.host_manager(number=2))


def test_an_agreement_of_before_there_were_codes_gets_one(baotou: Dispatch) -> None:
    filed = baotou.filed()
    database = baotou.service.store.database
    database["agreements"].update_one({"_id": filed["id"]}, {"$unset": {"code": ""}})
    database["verifications"].delete_many({})
    for _ in range(2):
        baotou.tick("give_codes")
    shown = baotou.question("agreement", {"agreement_id": filed["id"]}, make.commissioner())
    assert len(shown["code"]) == 26
    assert shown["address"].endswith(f"/verify/{shown['code']}")
    assert database["verifications"].count_documents({}) == 1
    assert baotou.question("verify_agreement", {"code": shown["code"]}, public(""))["number"] == filed["number"]
