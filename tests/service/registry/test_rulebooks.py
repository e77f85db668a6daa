"""Rules published through the registry: proposed, checked by every service, put in force with a date, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from services.registry.rules import Rules
from shared.actor import Actor, Grant, public
from shared.announcer import as_event
from shared.attachments import ObjectStore
from shared.errors import Conflict, Forbidden, Invalid, NotFound, Problem
from shared.working import Worker
from tests.factories import registry as make
from tests.parts import Parts, random_namespace
from tests.service.registry.conftest import HASH, Registry

OTHERS = ("dispatch", "records", "appraisal", "funding", "training")
QUOTA = "/quotas/industrial/limit/value"
AUTUMN = date(2024, 9, 1)


@pytest.fixture
def city(registry: Registry) -> Iterator[Registry]:
    """The registry in a city with quotas; afterwards its shelf holds what it held before."""
    books = registry.service.rulebooks.books
    yield registry.in_city(make.SHIJIAZHUANG)
    registry.service.rulebooks.books = books


def second(registry: Registry) -> Actor:
    return Actor("city-2", "另一经办人", registry.city, grants=(Grant("city_officer"),))


def opened(registry: Registry, **said: Any) -> dict[str, Any]:
    made: dict[str, Any] = registry.command("open_rulebook_proposal", {"title": "调整名额", **said}, registry.officer())
    return made


def relay(registry: Registry, told: str) -> None:
    """What the registry announced reaches itself, as over the bus; the other services find nothing wrong."""
    database = registry.service.store.database
    for row in list(database["announcements"].find({"type": told, "relayed": None}).sort("_id", 1)):
        registry.service.hearing.take_in([as_event("registry", row)])
        database["announcements"].update_one({"_id": row["_id"]}, {"$set": {"relayed": True}})
        if told == "rulebook_proposed":
            for other in OTHERS:
                said = {
                    **{name: row["data"][name] for name in ("proposal", "city", "digest")},
                    "errors": [],
                    "cited": [],
                }
                registry.hear(f"{other}.rulebook_checked", {**said, "service": other}, row["city"])
            relay(registry, "rulebook_checked")


def proposal(registry: Registry, id: str, by: Actor | None = None) -> dict[str, Any]:
    found: dict[str, Any] = registry.question("rulebook_proposal", {"proposal_id": id}, by or registry.officer())
    return found


def patch(registry: Registry, id: str, value: Any, pointer: str = QUOTA, **more: Any) -> dict[str, Any]:
    change = {"file": "registry.yml", "pointer": pointer, "value": value, **more}
    said = {"proposal_id": id, "patches": [change]}
    made: dict[str, Any] = registry.command("patch_rulebook_proposal", said, registry.officer())
    return made


def publish(registry: Registry, id: str, by: Actor, on: date = AUTUMN, **more: Any) -> dict[str, Any]:
    said = {"proposal_id": id, "from": on.isoformat(), **more}
    made: dict[str, Any] = registry.command("publish_rulebook_proposal", said, by)
    relay(registry, "rulebook_published")
    registry.service.editions.refresh()
    return made


def limit(registry: Registry, on: date) -> int | None:
    book = registry.service.rulebooks.of(registry.city)
    return Rules.of(book, on).quotas["industrial"].limit.value


def test_a_changed_number_holds_from_its_day_in_every_process_and_can_be_taken_back(city: Registry) -> None:
    other, before = city.another_process(), limit(city, AUTUMN)
    draft = opened(city)
    patch(city, draft["id"], 123)
    with pytest.raises(Conflict) as waiting:
        publish(city, draft["id"], city.officer())
    assert waiting.value.details["code"] == "unchecked"
    relay(city, "rulebook_proposed")
    shown = proposal(city, draft["id"])
    assert shown["ready"], shown
    assert {one["service"] for one in shown["checks"]} == {"registry", *OTHERS}
    differing = city.question("rulebook_proposal_difference", {"proposal_id": draft["id"]}, city.officer())
    assert [(one["change"], one["id"]) for one in differing["items"]] == [
        ("changed", "registry.quotas.industrial.limit")
    ]
    assert (differing["items"][0]["before"]["value"], differing["items"][0]["after"]["value"]) == (before, 123)

    made = publish(city, draft["id"], city.officer())
    assert (made["number"], made["from"]) == (1, AUTUMN.isoformat())
    assert (limit(city, date(2024, 8, 31)), limit(city, AUTUMN)) == (before, 123)
    other.editions.refresh()
    assert Rules.of(other.rulebooks.of(city.city), AUTUMN).quotas["industrial"].limit.value == 123
    assert Rules.of(other.rulebooks.of(city.city), AUTUMN).version == made["rulebook_version"]

    back = opened(city, restores=0)
    relay(city, "rulebook_proposed")
    publish(city, back["id"], city.officer(), date(2024, 10, 1))
    assert [limit(city, day) for day in (date(2024, 8, 31), AUTUMN, date(2024, 10, 1))] == [before, 123, before]
    listed = city.question("rulebook_versions", {"city": city.city}, public(""))["items"]
    assert [(one["number"], one["origin"], one.get("restores")) for one in listed] == [
        (2, "restored", 0), (1, "amended", None), (0, "files", None)
    ]  # fmt: skip
    other.store.client.close()


def test_what_does_not_hold_is_told_with_file_line_and_reason_and_does_not_go_live(city: Registry) -> None:
    draft = opened(city)
    patch(city, draft["id"], "many")
    relay(city, "rulebook_proposed")
    shown = proposal(city, draft["id"])
    (error,) = shown["errors"]
    assert (error["service"], error["file"], error["reason"]) == (
        "registry",
        "registry.yml",
        "int expected, `many` found",
    )
    with pytest.raises(Conflict) as refused:
        publish(city, draft["id"], city.officer())
    assert refused.value.details["code"] == "errors"
    with pytest.raises(Invalid):
        patch(city, draft["id"], 1, "/quotas/nobody/limit/value")
    said = {"proposal_id": draft["id"], "file": "registry.yml", "text": "parties: ["}
    with pytest.raises(Invalid) as broken:
        city.command("replace_rulebook_file", said, city.officer())
    assert "registry.yml:2: not YAML" in broken.value.details["errors"][0]["detail"]
    with pytest.raises(Invalid) as twice:
        city.command("replace_rulebook_file", {**said, "text": "parties: {}\nparties: {}\n"}, city.officer())
    assert "stands here twice" in twice.value.details["errors"][0]["detail"]
    with pytest.raises(Invalid):
        city.command("replace_rulebook_file", {**said, "file": "payroll.yml", "text": "a: 1"}, city.officer())


def test_an_unruled_contradiction_keeps_the_rules_from_going_live(city: Registry) -> None:
    city.in_city(make.BAOTOU)
    draft = opened(city)
    topic = "工作站为企业服务的年限"
    for name in ("ruling", "by", "since"):
        way = f"/conflicts/{topic}/{name}"
        patch(city, draft["id"], None, way, file="city.yml", drop=True)
    relay(city, "rulebook_proposed")
    shown = proposal(city, draft["id"])
    assert "has no ruling" in shown["errors"][0]["reason"]
    clauses = [
        {"cite": "第六条", "says": "有1年以上为企业服务经验"},
        {"cite": "第十三条第3项", "says": "从事相关服务不少于2年"},
    ]
    assert {"topic": topic, "clauses": clauses, "ruling": "", "by": "", "since": ""} in shown["conflicts"]
    said = {"proposal_id": draft["id"], "topic": topic, "ruling": "从宽：满1年即可"}
    city.command("rule_on_conflict", said, city.officer())
    relay(city, "rulebook_proposed")
    shown = proposal(city, draft["id"])
    by = {"by": city.officer().name, "since": city.day.isoformat()}
    assert {"topic": topic, "clauses": clauses, "ruling": "从宽：满1年即可", **by} in shown["conflicts"]
    assert shown["ready"]


def test_a_calendar_and_words_begin_with_their_first_value_and_are_read_by_a_form(city: Registry) -> None:
    city.in_city(make.BAOTOU)
    draft = opened(city)
    said = {"proposal_id": draft["id"], "file": "calendar.yml"}
    empty = city.question("rulebook_proposal_file", said, city.officer())
    assert (empty["content"], empty["text"]) == ({"years": {}}, "years: {}\n")
    year = {"basis": "市政府通知", "days_off": ["2099-05-06"], "working_weekends": [], "extends": True}
    patch(city, draft["id"], {"2099": year}, "/years", file="calendar.yml")
    patch(city, draft["id"], [["稀土", "RE"]], "/synonyms", file="words.yml")
    shown = city.question("rulebook_proposal_file", said, city.officer())
    assert shown["content"] == {"years": {"2099": year}}
    relay(city, "rulebook_proposed")
    assert proposal(city, draft["id"])["ready"]
    assert [one for one in proposal(city, draft["id"])["files"] if one in ("calendar.yml", "words.yml")]
    with pytest.raises(NotFound):
        city.question("rulebook_proposal_file", {**said, "file": "payroll.yml"}, city.officer())


def test_where_there_is_a_second_officer_that_one_publishes(city: Registry) -> None:
    made = {"login": "second", "name": "另一经办人", "password_hash": HASH, "grants": [{"role": "city_officer"}]}
    city.command("invite_account", made, city.officer())
    draft = opened(city)
    patch(city, draft["id"], 50)
    relay(city, "rulebook_proposed")
    (action,) = [one for one in proposal(city, draft["id"])["actions"] if one["action"] == "publish"]
    assert not action["open"]
    with pytest.raises(Forbidden):
        publish(city, draft["id"], city.officer())
    assert publish(city, draft["id"], second(city))["published_by"] == "另一经办人"


def test_a_draft_that_was_overtaken_and_a_day_before_today_are_refused(city: Registry) -> None:
    slow, quick = opened(city), opened(city)
    patch(city, slow["id"], 10), patch(city, quick["id"], 20)
    relay(city, "rulebook_proposed")
    publish(city, quick["id"], city.officer())
    with pytest.raises(Conflict) as overtaken:
        publish(city, slow["id"], city.officer())
    assert overtaken.value.details["code"] == "outdated"
    given_up = {"proposal_id": slow["id"], "reason": "已被取代"}
    assert city.command("withdraw_rulebook_proposal", given_up, city.officer())["status"] == "withdrawn"
    with pytest.raises(Conflict):
        patch(city, slow["id"], 11)
    late = opened(city)
    patch(city, late["id"], 30)
    relay(city, "rulebook_proposed")
    with pytest.raises(Invalid):
        publish(city, late["id"], city.officer(), date(2020, 1, 1))
    with pytest.raises(Invalid):
        publish(city, late["id"], city.officer(), date(2024, 1, 1))
    assert publish(city, late["id"], city.officer(), date(2024, 1, 1), retroactive="原公布文本有误")["retroactive"]


def test_an_edition_that_this_service_cannot_read_is_set_aside_and_the_former_stays(city: Registry) -> None:
    before, texts = limit(city, AUTUMN), dict(city.service.rulebooks.of(city.city).latest.texts)
    texts["registry.yml"] += "\na_word_of_tomorrow: 1\n"
    data = {"city": city.city, "number": 7, "from": "2024-07-01", "texts": texts, "digest": "x", "proposal": "p"}
    with pytest.raises(AssertionError, match="Traceback"):
        city.hear("registry.rulebook_published", data)
    city.service.editions.refresh()
    assert limit(city, AUTUMN) == before
    row = city.service.store.database["set_aside"].find_one()
    assert row is not None
    assert "unknown key `a_word_of_tomorrow`" in row["reason"]["reason"]


@pytest.mark.parametrize("sample", [make.BAOTOU, None])
def test_a_new_city_is_prepared_by_its_officer_and_lives_once_its_rules_are_published(
    city: Registry, sample: str | None
) -> None:
    operator = Actor("op", "运营", "", grants=(Grant("platform_operator"),))
    page = {"city": "130300", "name": "甲市", "name_en": "Jia", "title": "甲市办法", "from": "2024-01-01"}
    page["divisions"] = [{"code": "130302", "name": "海区", "name_en": "Sea"}]
    made = city.command("open_city", {**page, **({"sample": sample} if sample else {})}, operator)
    assert made["status"] == "preparing"
    with pytest.raises(Conflict):
        city.command("open_city", page, operator)
    city.command(
        "open_city_officer", {"target_city": "130300", "login": "jia", "name": "甲", "password_hash": HASH}, operator
    )
    city.in_city("130300")
    with pytest.raises(NotFound):
        city.service.rulebooks.of("130300")
    relay(city, "rulebook_proposed")
    shown = proposal(city, made["proposal"])
    assert shown["ready"], shown["errors"]
    publish(city, made["proposal"], city.officer(), date(2024, 1, 1))
    assert [one["city"] for one in city.question("rulebooks", {}, public(""))["items"]] == [
        make.SHIJIAZHUANG, "130300", make.BAOTOU
    ]  # fmt: skip
    reading = city.question("rulebook_reading", {"city": "130300"}, public(""))
    origins = {one["origin"] for article in reading["articles"] for one in article["statements"]}
    assert origins <= ({"sample", "silent", "none"} if sample else {"silent", "none"})
    person = city.register()
    if sample:
        unit = city.unit(person, county="130302", region="130302")
        sent = city.submit(person, subject="workstation", kind="technical", unit=unit)
        assert sent["state"]["status"] == "pending" if "state" in sent else sent["status"] == "pending"


def test_anybody_reads_the_rules_by_article_on_a_day(city: Registry) -> None:
    reading = city.question("rulebook_reading", {"city": make.BAOTOU, "article": "第九条"}, public(""))
    (article,) = reading["articles"]
    ids = [one["id"] for one in article["statements"]]
    assert "registry.subjects.commissioner.conditions.education_or_title" in ids
    assert reading["source"]["number"] == "包科发〔2023〕19号"
    assert reading["working_days"]["2024"] == "national"
    whole = city.question("rulebook_reading", {"city": make.BAOTOU}, public(""))
    assert [one["article"] for one in whole["articles"]][:3] == ["第一条", "第二条", "第三条"]
    with pytest.raises(Problem):
        city.question("rulebook_reading", {"city": "990000"}, public(""))


@pytest.fixture
def objects(parts: Parts) -> ObjectStore:
    """Where jobs put their files."""
    return ObjectStore(parts.s3_endpoint, parts.s3_access_key, parts.s3_secret_key, random_namespace(), parts.s3_secure)


def test_a_draft_is_held_over_the_citys_past_applications(city: Registry, objects: ObjectStore) -> None:
    city.in_city(make.BAOTOU)
    manager, unit = city.station()
    city.commissioner(manager, unit, work_years=6)
    city.commissioner(manager, unit, work_years=9)
    draft = opened(city)
    patch(city, draft["id"], "person.work_years >= 8", "/subjects/commissioner/conditions/experience/when")
    relay(city, "rulebook_proposed")
    begun = city.command("simulate_rulebook", {"proposal_id": draft["id"]}, city.officer())
    assert Worker(city.service, lambda: objects).work_once()
    done = city.question("job", {"job_id": begun["id"]}, city.officer())
    assert (done["status"], done["done"], done["total"]) == ("done", 3, 3), done
    found = done["result"]
    assert (found["examined"], found["otherwise"], found["newly_refused"], found["newly_allowed"]) == (3, 1, 1, 0)
    assert found["articles"] == [{"article": "第九条第2项", "newly_refused": 1}]
    assert [(one["county"], one["otherwise"]) for one in found["counties"]] == [("150203", 1)]
    assert [(one["unit"], one["otherwise"]) for one in found["units"]] == [(unit, 1)]
    (case,) = found["cases"]
    assert (case["before"], case["after"]) == (True, False)
    (file,) = city.question("job_file", {"job_id": begun["id"]}, city.officer())["files"]
    assert objects.fetch(city.city, file["id"]).decode().count("\n") == 2, "a head and one line"
    with pytest.raises(NotFound):
        city.question("rulebook_proposal", {"proposal_id": draft["id"]}, make.officer(make.SHIJIAZHUANG))
