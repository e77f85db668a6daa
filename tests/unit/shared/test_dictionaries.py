"""What codes are called: by the city, else by the platform; and every step of every rulebook has a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from shared.dictionaries import dictionary, entries, entry, merged, named, rules_said, steps
from shared.hosting import service_class
from shared.rulebook import Chain, Cite, Rulebook, Rulebooks, Step
from shared.rulebook.names import PARTIES, STEPS, chains, step_name
from tests.architecture.source import SERVICES

NOWHERE = Cite("")
BOOKS = [*Rulebooks.from_folder("shared/rulebooks"), *Rulebooks.from_folder("tests/rulebooks")]


@dataclass(frozen=True)
class Stated:
    label: str
    label_en: str
    cite: Cite = NOWHERE


def chain(*steps_: Step) -> Chain:
    return Chain("c", "第一条", "document", "", "", None, steps_)


def test_an_entry_has_both_names_and_what_else_is_known():
    assert entry("a", "甲", "the first", of="x") == {"value": "a", "label": "甲", "label_en": "The first", "of": "x"}
    assert entry("a", "甲") == {"value": "a", "label": "甲", "label_en": "甲"}


def test_entries_carry_their_article_where_they_have_one():
    stated = {"a": Stated("甲", "first", Cite("第一条")), "b": Stated("乙", "second")}
    assert entries(stated, "x") == [
        entry("a", "甲", "first", of="x", article="第一条"),
        entry("b", "乙", "second", of="x"),
    ]


def test_a_code_without_a_name_is_its_own():
    assert named(("a", "b"), {"a": ("甲", "first")}) == [entry("a", "甲", "first"), entry("b", "b")]


def test_a_city_may_name_a_step_and_the_first_chain_names_it():
    own = Step("filing", ("city",), ("file",), label="登记", label_en="Registration")
    assert step_name(own) == ("登记", "Registration")
    assert step_name(Step("filing", ("city",), ("file",))) == STEPS["filing"]
    assert step_name(Step("second_look", ("city",), ("pass",))) == ("second_look", "Second look")
    assert step_name(Step("second_look", ("city",), ("pass",), label="再审")) == ("再审", "再审")
    other = Step("filing", ("county",), ("file",), label="另称")
    rules = {"one": (chain(Step("review", ("city",), ("pass",)), own),), "two": chain(other)}
    assert steps(rules) == dictionary(
        "step", [entry("review", *STEPS["review"]), entry("filing", "登记", "Registration")]
    )


def test_chains_are_found_wherever_they_stand():
    first, second = chain(Step("filing", ("city",), ("file",))), chain()
    assert list(chains({"a": (first, {"b": second}), "c": "filing", "d": Stated("甲", "first")})) == [first, second]


def test_what_a_condition_asks_for_is_said_by_its_id():
    said = {one["value"]: one for one in rules_said(views(BOOKS[0])[0])["entries"]}
    assert len(said) > 10
    assert all(one["label"] and one["label_en"] and one["article"] for one in said.values())
    assert all(value.split(".")[0] in SERVICES for value in said)


def test_dictionaries_of_one_name_are_merged_and_an_entry_stands_once():
    parts = [
        dictionary("kind", [entry("a", "甲", of="x")]),
        dictionary("step", []),
        dictionary("kind", [entry("a", "另", of="x"), entry("a", "甲", of="y")]),
    ]
    assert merged(parts) == [
        dictionary("kind", [entry("a", "甲", of="x"), entry("a", "甲", of="y")]),
        dictionary("step", []),
    ]


def views(book: Rulebook) -> list[Any]:
    """What every service makes of a book that has its file."""
    day = max(date(2030, 1, 1), book.source.from_)
    texts = book.on(day).texts
    found = (service_class(service).rules for service in SERVICES)
    return [rules.of(book, day) for rules in found if f"{rules.stem()}.yml" in texts]


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: str(book.city))
def test_every_step_and_party_of_every_city_has_a_name(book: Rulebook):
    stated = [step for view in views(book) for chain in chains(view) for step in chain.steps]
    assert stated
    nameless = [step.step for step in stated if step.step not in STEPS and not (step.label and step.label_en)]
    assert not nameless, "name it where it is stated (label, label_en), or in shared/rulebook/names.py"
    assert {party for step in stated for party in step.by} <= set(PARTIES)
