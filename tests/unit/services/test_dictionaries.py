"""What each service says its city's codes are called, of the two cities as they are."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest

from shared.rulebook import Edition, Rulebook, Rulebooks

BOOKS = Rulebooks.from_folder("shared/rulebooks")
BAOTOU, SHIJIAZHUANG = "150200", "130100"
WORK = SimpleNamespace(today=date(2025, 5, 1))


def asked(service: str, city: str, books: Rulebooks = BOOKS) -> dict[str, list[dict[str, str]]]:
    """The dictionaries of a service by name."""
    said = import_module(f"services.{service}.queries").dictionaries
    answer = said(WORK, books, city) if service == "registry" else said(WORK, books.of(city))
    return {one["name"]: one["entries"] for one in answer["items"]}


def values(entries: list[dict[str, str]], of: str = "") -> list[str]:
    return [one["value"] for one in entries if one.get("of", "") == of]


def words(entries: list[dict[str, Any]]) -> dict[str, tuple[str, str]]:
    return {one["value"]: (one["label"], one["label_en"]) for one in entries}


@pytest.mark.parametrize("city", [BAOTOU, SHIJIAZHUANG])
@pytest.mark.parametrize("service", ["registry", "dispatch", "records", "appraisal", "funding", "training"])
def test_every_word_has_both_names_and_stands_once(service: str, city: str):
    for name, entries in asked(service, city).items():
        places = [(one["value"], one.get("of", "")) for one in entries]
        assert len(set(places)) == len(places), name
        assert all(one["label"] and one["label_en"][0].isupper() for one in entries), name


def test_the_registry_names_cities_counties_parties_and_kinds():
    said = asked("registry", BAOTOU)
    assert words(said["city"])[SHIJIAZHUANG] == ("石家庄市", "Shijiazhuang")
    assert words(said["county"])["150202"] == ("东河区", "Donghe District")
    assert words(said["party"])["county"][0] == "旗县区（高新区）科技管理部门", "the city's own name"
    assert words(said["party"])["finance"] == ("财政部门", "Finance department"), "the platform's, where it has none"
    assert values(said["kind"], "commissioner") == ["technical_service", "technology_service"]
    assert "integrity" in values(said["declaration"], "commissioner")
    assert values(said["criterion"], "workstation")[0] == "premises"
    assert values(said["ground"], "misconduct") == ["negative_influence", "deceit", "misuse"]
    assert values(said["ground"], "suspend") == [], "the document knows no suspension"
    assert [one["article"] for one in said["subject"] if one["value"] == "liaison"] == ["第六条"]
    assert words(said["step"])["preliminary_review"] == ("初审", "Preliminary review")


def test_a_declaration_of_one_kind_is_of_that_kind():
    said = asked("registry", SHIJIAZHUANG)["declaration"]
    texts = {one["of"]: one["label"] for one in said if one["value"] == "field_knowledge"}
    assert texts["commissioner.broker"] == "专业知识水平高"
    assert texts["commissioner.industrial"] == "有一定科技专业理论、技术"


def test_the_words_of_words_yml_come_under_their_own_name():
    words_yml = """
dictionaries:
  fields:
    label: 技术领域
    entries:
      materials: {label: 新材料, label_en: new materials}
      energy: {label: 新能源}
"""
    book = BOOKS.of(BAOTOU)
    own = Rulebook(Edition({**book.now.texts, "words.yml": words_yml}, "", 1, date(2024, 1, 1)))
    said = asked("registry", BAOTOU, Rulebooks({BAOTOU: own}))
    assert words(said["fields"]) == {"materials": ("新材料", "New materials"), "energy": ("新能源", "新能源")}


def test_the_dispatch_names_only_the_ways_that_the_city_knows():
    assert values(asked("dispatch", BAOTOU)["way"]) == ["mutual", "directed"]
    assert values(asked("dispatch", SHIJIAZHUANG)["way"]) == ["mutual", "appointed"]


def test_the_dispatch_names_grounds_with_their_circumstances_and_levels_by_noun():
    said = asked("dispatch", BAOTOU)
    assert values(said["ending_ground"]) == [
        "consent", "commissioner_default", "party_default", "sham", "expired", "filing_cancelled",
    ]  # fmt: skip
    assert values(said["circumstance"], "consent") == ["changed_circumstances", "force_majeure"]
    assert values(said["confidentiality"], "demand") == ["public", "titles", "parties", "officers"]
    assert words(said["stage"])["pilot"] == ("中试", "Pilot")
    assert words(said["step"])["termination"] == ("终止决定", "Termination")


def test_records_name_duties_by_kind_and_outcomes_with_their_unit():
    said = asked("records", SHIJIAZHUANG)
    assert "rd_service" in values(said["duty"], "student")
    assert {one["value"]: one["unit"] for one in said["outcome"]}["contract_amount_fen"] == "fen"
    assert len(values(asked("records", BAOTOU)["duty"])) == 7, "article 8"


def test_funding_appraisal_and_training_name_theirs():
    assert list(words(asked("funding", BAOTOU)["misuse"])) == ["subsidy_fraud", "serious_misuse"]
    assert values(asked("appraisal", BAOTOU)["grade"], "workstation") == ["excellent", "qualified", "failed"]
    assert "satisfaction" in values(asked("appraisal", BAOTOU)["indicator"], "commissioner")
    assert words(asked("training", BAOTOU)["training_way"])["online"] == ("线上", "Online")


def test_a_city_whose_rules_are_still_to_begin_has_its_words():
    before = SimpleNamespace(today=date(2000, 1, 1))
    found = import_module("services.dispatch.queries").dictionaries(before, BOOKS.of(BAOTOU))
    assert found["items"][0]["entries"]
