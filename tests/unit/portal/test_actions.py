"""Every action that an answer tells is an operation in the portal, with a word of its own, and nothing else is."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.factories.portal_words import PORTAL, api, operations, words
from tests.factories.told_actions import MADE, SAME, TELLS_NONE, choices, told

TABLE = (PORTAL / "api" / "actions.ts").read_text()


def rows() -> Iterator[tuple[str, str, str]]:
    """(component, action, what stands for it) of the table."""
    block = TABLE[TABLE.index("const table") : TABLE.index("\n}\n", TABLE.index("const table"))]
    for found in re.finditer(r"^ {2}'(\w+)\.(\w+)': (.*?)(?=^ {2}'|\Z)", block, re.MULTILINE | re.DOTALL):
        yield found[1], found[2], found[3]


def stated(component: str) -> dict[str, str]:
    return {action: said for owner, action, said in rows() if owner == component}


def named(said: str) -> list[str]:
    """The operations of a row."""
    return [one for one in re.findall(r"'(\w+)'", said) if re.match(r"(get|post|put|patch|delete)_", one)]


def body_of(operation: str) -> set[str]:
    schema = operations()[operation].get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    if not schema:
        return set()
    return set(api()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]["properties"])


def test_every_answer_that_tells_actions_is_known():
    shapes = api()["components"]["schemas"]
    telling = {name for name, shape in shapes.items() if "actions" in shape.get("properties", {})}
    assert telling == set(MADE) | set(SAME) | TELLS_NONE, "say in tests/factories/told_actions.py where they are made"
    assert {owner for owner, _, _ in rows()} == set(MADE)
    assert all(re.search(rf"\b{name}: '{other}'", TABLE) for name, other in SAME.items())


@pytest.mark.parametrize("component", sorted(MADE))
def test_every_action_told_stands_for_an_operation_and_no_other_is_stated(component: str):
    assert set(stated(component)) == told(component)


def test_every_operation_named_exists_and_takes_what_is_sent():
    for owner, action, said in rows():
        for operation in named(said):
            assert operation in operations(), f"{owner}.{action}"
        if not named(said):
            assert "ELSEWHERE" in said, f"{owner}.{action}"
        sent = {*re.findall(r"choice: '(\w+)'", said)}
        sent |= {
            one for part in re.findall(r"(?:parts|told): \[([^\]]*)\]", said) for one in re.findall(r"'(\w+)'", part)
        }
        sent |= {
            quoted.partition(".")[0] or plain
            for part in re.findall(r"from: \{([^}]*)\}", said)
            for quoted, plain in re.findall(r"(?:'([\w.]+)'|(\w+)):", part)
        }
        for operation in named(said):
            assert sent <= body_of(operation), f"{owner}.{action}: {sent - body_of(operation)}"


def test_every_action_has_a_word():
    known = words("actions")
    missing = [f"{owner}.{action}" for owner, action, _ in rows() if not {f"{owner}.{action}", action} & set(known)]
    assert not missing, f"state them in {PORTAL}/words/actions/*.ts"


def test_every_choice_of_a_step_has_a_word():
    known = set(words("actions"))
    for service in ("registry", "dispatch", "records", "funding"):
        assert choices(service) <= known, f"state them in {PORTAL}/words/actions/chain.ts"


def test_no_word_is_of_an_action_that_nobody_tells():
    told_anywhere = {action for component in MADE for action in told(component)}
    every = told_anywhere | {one for s in ("registry", "dispatch", "records", "funding") for one in choices(s)}
    every |= {"submit", "withdraw", "resubmit"}
    for key in words("actions"):
        *owner, action = key.split(".")
        assert action in every, key
        assert not owner or owner[0] in MADE, key
        assert len(owner) < 2 or owner[1] in told(owner[0]), key
