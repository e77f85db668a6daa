"""Searching persons, units and filings: by characters, pinyin, initials, words; only what the asker may see."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from loadtests import people
from shared.actor import Actor, Grant
from tests.factories import registry as make
from tests.service.registry.conftest import Registry

COUNTIES = ("150202", "150203", "150204")


def names(found: dict, kind: str) -> list[str]:
    return [item["name"] for item in found["items"] if item["kind"] == kind]


def test_one_field_finds_persons_units_and_filings(registry: Registry) -> None:
    manager, unit = registry.station()
    filed = registry.commissioner(manager, unit, name="单雄信")
    registry.unit(manager, name="北方稀土永磁材料有限公司", unit_kind="enterprise", industry="新材料")
    officer = registry.officer()
    for asked in ("单雄信", "雄信", "shanx", "sxx", "SXX", "单 sxx"):
        found = registry.question("search", {"q": asked}, officer)
        assert names(found, "persons") == names(found, "filings") == ["单雄信"], asked
    for asked in ("稀土", "beifang", "bfxt", "新材料 稀土"):
        assert names(registry.question("search", {"q": asked, "kinds": ["units"]}, officer), "units") == [
            "北方稀土永磁材料有限公司"
        ], asked
    assert names(registry.question("search", {"q": filed["number"]}, officer), "filings") == ["单雄信"]
    assert registry.question("search", {"q": "查无此人"}, officer) == {"items": [], "more": []}
    for item in registry.question("search", {"q": "sxx"}, officer)["items"]:
        assert "identity" not in str(item)
    assert [one["name"] for one in registry.question("persons", {"q": "xiongxin"}, officer)["items"]] == ["单雄信"]
    assert [one["name"] for one in registry.question("filings", {"q": "xiongxin"}, officer)["items"]] == ["单雄信"]
    assert [one["login"] for one in registry.question("accounts", {"q": registry.login(manager)}, officer)["items"]]


def test_an_application_is_found_by_number_name_applicant_and_subject(registry: Registry) -> None:
    _, unit = registry.station()
    applicant = registry.register(name="单雄信")
    sent = registry.submit(applicant, subject="commissioner", kind="technical_service", sender_unit=unit)
    officer = registry.officer()

    def found(asked: str, by: Actor) -> list[str]:
        answer = registry.question("search", {"q": asked, "kinds": ["applications"]}, by)
        assert not answer["more"]
        return [one["id"] for one in answer["items"]]

    for asked in ("单雄信", "sxx", sent["number"], sent["number"].lower(), "单雄信 技术服务型", "技术服务型"):
        assert found(asked, officer) == [sent["id"]], asked
        listed = registry.question("applications", {"q": asked}, officer)["items"]
        assert [one["id"] for one in listed] == [sent["id"]], asked
    assert found("单雄信 科技服务型", officer) == []
    assert found("sxx", applicant) == [sent["id"]]
    for stranger in (registry.register(), make.officer(make.SHIJIAZHUANG), make.county_officer("150202")):
        assert found("sxx", stranger) == []
    queued = registry.question("applications", {"q": "sxx", "status": "pending", "sort": "due"}, officer)["items"]
    assert [one["id"] for one in queued] == [sent["id"]]


def test_only_what_one_may_see_is_found(registry: Registry) -> None:
    manager, unit = registry.station()
    registry.commissioner(manager, unit, name="单雄信")
    asked = {"q": "sxx", "kinds": ["persons"]}

    def seen(by: Actor) -> list[str]:
        return names(registry.question("search", asked, by), "persons")

    assert seen(registry.officer()) == seen(registry.county()) == seen(manager) == ["单雄信"]
    elsewhere = make.county_officer("150202")
    other_unit = Actor("m-9", "别家", make.BAOTOU, grants=(Grant("dispatching_manager", unit="unit-of-others"),))
    assert seen(elsewhere) == seen(other_unit) == seen(Actor("a-9", "某人", make.BAOTOU)) == []
    assert seen(make.officer(make.SHIJIAZHUANG)) == []
    (shown,) = registry.question("persons", {"q": "sxx"}, manager)["items"]
    assert (shown["identity_mask"], shown["discloses"]) == ("", ["phone"])
    assert shown["phone_mask"].count("*") == 4
    (shown,) = registry.question("persons", {"q": "sxx"}, registry.officer())["items"]
    assert "*" in shown["identity_mask"]


def test_records_kept_before_there_was_a_search_are_found_too(registry: Registry) -> None:
    manager, unit = registry.station()
    registry.commissioner(manager, unit, name="单雄信")
    database = registry.service.store.database
    database["persons"].update_many({}, {"$unset": {"search": ""}})
    officer = registry.officer()
    assert registry.question("persons", {"q": "sxx"}, officer)["items"] == []
    assert registry.service.store.find_again(registry.service.calls.work.kinds()) == database[
        "persons"
    ].count_documents({})
    assert len(registry.question("persons", {"q": "sxx"}, officer)["items"]) == 1


def test_pages_of_a_search_go_on_where_the_last_one_ended(registry: Registry) -> None:
    database = registry.service.store.database
    people.keep(database, "persons", people.people(300, make.BAOTOU, COUNTIES))
    officer, seen, after = registry.officer(), [], None
    while True:
        page = registry.question("persons", {"q": "w", "limit": 7, **({"after": after} if after else {})}, officer)
        seen += [one["id"] for one in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert len(seen) == len(set(seen)) == database["persons"].count_documents({"search": f"{make.BAOTOU}|w"}) > 7


@pytest.mark.slow
def test_a_search_among_many_looks_at_no_more_than_it_shows(registry: Registry) -> None:
    """The plan is the promise: at any size the index is walked in the page's own order."""
    database = registry.service.store.database
    made = list(people.people(5_000, make.BAOTOU, COUNTIES))
    people.keep(database, "persons", iter(made))
    for asked in ("w", "王", "zhang", made[77].name):
        key = {"search": f"{make.BAOTOU}|{asked}"} if len(asked) < 3 or asked.isascii() else None
        if key is None:
            continue
        told = database["persons"].find({"$and": [key]}).sort([("_id", 1)]).limit(51).explain()
        stats = told["executionStats"]
        assert stats["totalDocsExamined"] <= 51, asked
        assert "SORT" not in {told["queryPlanner"]["winningPlan"]["inputStage"]["stage"]}
    officer = registry.officer()
    county = replace(make.county_officer("150203"))
    times = []
    for person in made[::100]:
        began = time.perf_counter()
        found = registry.question("persons", {"q": person.name}, officer)
        times.append(time.perf_counter() - began)
        assert person.id in {one["id"] for one in found["items"]} or found["next"]
        registry.question("persons", {"q": person.name}, county)
    assert sorted(times)[int(len(times) * 0.95)] < 0.2
