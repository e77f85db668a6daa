"""Two records turn out to be one person, or one unit: what was recorded is theirs, and what is recorded next."""

from __future__ import annotations

from typing import Any

from tests.factories import records as make
from tests.factories.announced import announced
from tests.service.records.conftest import Hosted


def record(service: Hosted, person: str = make.PERSON, agreement: str = "agreement-1") -> dict[str, Any]:
    by = make.commissioner(person)
    said = {
        "agreement_id": agreement, "on": "2024-06-03", "hours": 4, "duties": ["research"], "place": "一号车间",
        "content": "指导热处理工艺改进，解决变形问题", "outcomes": {}, "evidence": [service.receipt(by)],
    }  # fmt: skip
    made: dict[str, Any] = service.command("submit_record", said, by)
    return made


def merged(service: Hosted, noun: str, winner: str, loser: str, undone: bool = False) -> None:
    type = f"registry.{noun}_{'un' if undone else ''}merged"
    service.hear(type, announced(type, {"winner": winner, "loser": loser}))


def test_what_a_merged_person_recorded_is_the_winners_and_goes_on(service: Hosted) -> None:
    made = record(service)
    real = make.commissioner("person-2")
    assert service.question("records", {}, real)["items"] == []
    merged(service, "person", "person-2", make.PERSON)
    assert [one["id"] for one in service.question("records", {}, real)["items"]] == [made["id"]]
    assert record(service, "person-2")["status"] == "submitted"  # under the agreement that the other one made
    kept = service.database["agreements"].find_one({"_id": "agreement-1"})
    assert (kept["person"], kept["people"]) == ("person-2", ["person-2"])
    merged(service, "person", "person-2", make.PERSON, undone=True)
    own = service.question("records", {}, make.commissioner())["items"]
    assert [one["id"] for one in own] == [made["id"]]  # what was recorded since stays with who recorded it
    assert len(service.question("records", {}, real)["items"]) == 1


def test_a_stations_report_counts_what_was_served_under_both_records(service: Hosted) -> None:
    for number, station in ((1, make.STATION), (2, "station-2")):
        service.hear("dispatch.agreement_filed", make.agreement_filed(agreement=f"agr-{number}", sender_unit=station))
        made = record(service, agreement=f"agr-{number}")
        service.command("confirm_record", {"record_id": made["id"], "note": "", "evidence": []}, make.host_manager())
    manager = make.actor("dispatching_manager", unit=make.STATION)
    asked = {"kind": "monthly", "unit": make.STATION, "period": "2024-06", "reporter": "workstation"}
    assert service.question("draft_report", asked, manager)["figures"]["services"] == 1
    merged(service, "unit", make.STATION, "station-2")
    assert service.question("draft_report", asked, manager)["figures"]["services"] == 2
    merged(service, "unit", make.STATION, "station-2", undone=True)
    assert service.question("draft_report", asked, manager)["figures"]["services"] == 1


def test_a_host_confirms_what_was_served_at_the_record_that_is_no_more(service: Hosted) -> None:
    made = record(service)
    merged(service, "unit", "host-2", make.HOST)
    said = {"record_id": made["id"], "note": "", "evidence": []}
    done = service.command("confirm_record", said, make.host_manager("host-2"))
    assert done["status"] == "confirmed"
    assert service.told("record_confirmed")[0]["data"]["host_unit"] == "host-2"
