"""What a bureau brings along: persons found by their number and never doubled, filings kept as they were made."""

from __future__ import annotations

from typing import Any

import pytest

from shared.errors import Conflict, Invalid, Refused
from tests.factories import registry as make
from tests.service.registry.conftest import HASH, Registry

BASIS = "包科发〔2024〕3号"


def human(number: int, **over: Any) -> dict[str, Any]:
    identity = make.identity_number(number)
    return {"name": f"来人{number}", "identity_number": identity, "phone": f"137{number:08d}", **over}


def entered(registry: Registry, number: int, **over: Any) -> dict[str, Any]:
    return registry.command("enter_person", human(number, **over), registry.officer())


def filing(registry: Registry, category: str, number: str, name: str, **over: Any) -> dict[str, Any]:
    said = {"category": category, "number": number, "name": name, "since": "2024-01-10", "basis": BASIS, **over}
    made = registry.command("enter_filing", said, registry.officer())
    return registry.question("filing", {"filing_id": made["id"]}, registry.officer())


def station(registry: Registry, number: int = 800) -> str:
    """A workstation entered with its unit; the unit's credit code."""
    code = make.credit_code(number)
    said = {"name": f"旧站{number}", "uscc": code, "unit_kind": "university", "county": "150203", "region": "150203"}
    registry.command("enter_unit", said, registry.officer())
    filing(registry, "workstation.technical", f"旧站{number}号", said["name"], unit=code)
    return code


def test_somebody_entered_is_one_person_whoever_enters_them_and_however_often(registry: Registry) -> None:
    first = entered(registry, 700, education="bachelor")
    again = entered(registry, 700, education="master")
    assert (first["known"], again) == (False, {"id": first["id"], "known": True})
    shown = registry.question("person", {"person_id": first["id"]}, registry.officer())
    assert (shown["education"], shown["phone_mask"][:3]) == ("master", "137")
    with pytest.raises(Invalid):
        entered(registry, 700, name="另一人")
    elsewhere = registry.in_city(make.SHIJIAZHUANG)
    assert entered(elsewhere, 700, education="none") == {"id": first["id"], "known": True}
    shown = registry.question("person", {"person_id": first["id"]}, registry.officer())
    assert (shown["education"], shown["cities"]) == ("master", [make.BAOTOU, make.SHIJIAZHUANG])
    assert registry.service.store.database["persons"].count_documents({}) == 1
    assert [one["data"] for one in registry.told("person_entered")] == [{"person": first["id"]}] * 3


def test_a_filing_is_kept_as_it_was_made_and_gives_its_role_once_there_is_an_account(registry: Registry) -> None:
    code = station(registry)
    person = entered(registry, 701)["id"]
    number = {"identity_number": make.identity_number(701), "sender_unit": code}
    found = filing(registry, "commissioner.technical_service", "包科特2024-00040", "来人701", **number)
    assert (found["number"], found["since"], found["year"], found["application"]) == (
        "包科特2024-00040", "2024-01-10", 2024, None,
    )  # fmt: skip
    assert found["entered"] == {"on": "2024-06-03", "by": registry.officer().name, "basis": BASIS}
    assert [(one["action"], one["on"], one["reason"]) for one in found["history"]] == [("entered", "2024-06-03", BASIS)]
    told = registry.told("filing_made")[-1]["data"]
    assert (told["person"], told["since"], told["entered_on"]) == (person, "2024-01-10", "2024-06-03")
    assert told["competent"]["level"] == "unit", "supervised as whoever is filed here"
    who = {"login": "come-along", "password_hash": HASH, **human(701)}
    claimed = registry.command("register_account", who, make.actor("", None))
    roles = registry.service.store.database["accounts"].find_one({"_id": claimed["account"]})["grants"]
    assert [(one["role"], one["filing"]) for one in roles] == [("commissioner", found["id"])]
    manager, unit = registry.station()
    assert registry.commissioner(manager, unit)["number"] == "包科特2024-00042", "no number is given a second time"


def test_what_is_not_known_or_not_allowed_is_refused_row_by_row(registry: Registry) -> None:
    code = station(registry)
    entered(registry, 702)
    who = {"identity_number": make.identity_number(702), "sender_unit": code}

    def refused(problem: type[Exception], **over: Any) -> Any:
        said = {"category": "commissioner.technical_service", "number": "旧9", "name": "来人702", **who, **over}
        with pytest.raises(problem) as raised:
            filing(registry, **said)
        return raised.value

    pointers = [
        refused(Invalid, **over).details["errors"][0]["pointer"]
        for over in (
            {"identity_number": make.identity_number(799)}, {"name": "别人"}, {"sender_unit": make.credit_code(9)},
            {"category": "commissioner.nothing"}, {"since": "2024-06-04"}, {"until": "2024-06-02"},
        )
    ]  # fmt: skip
    assert pointers == ["/identity_number", "/name", "/sender_unit", "/kind", "/since", "/until"]
    assert refused(Refused, sender_unit="").article == "第十条第1项"
    assert refused(Refused, direct=True).rule == "registry.direct_appointment"
    assert refused(Conflict, number="旧站800号").details["code"] == "number_taken"
    filing(registry, "commissioner.technical_service", "旧9", "来人702", **who)
    assert refused(Conflict, number="旧10").details["code"] == "already_filed"


def test_the_places_of_a_year_are_counted_and_never_more_than_there_are(registry: Registry) -> None:
    registry.in_city(make.SHIJIAZHUANG)
    _, unit = registry.station()
    code = registry.service.store.database["units"].find_one({"_id": unit})["uscc"]
    entered(registry, 703)
    entered(registry, 704)
    places = {"category": "commissioner.broker", "sender_unit": code, "since": "2024-02-01"}
    filing(registry, number="旧1", name="来人703", identity_number=make.identity_number(703), **places)
    quotas = registry.question("quotas", {"year": 2024}, registry.officer())["items"]
    assert {one["kind"]: one["taken"] for one in quotas}["broker"] == 1
    registry.service.store.database["quotas"].update_one({"kind": "broker", "year": 2024}, {"$set": {"taken": 30}})
    with pytest.raises(Refused) as full:
        filing(registry, number="旧2", name="来人704", identity_number=make.identity_number(704), **places)
    assert full.value.article == "四（一）"
