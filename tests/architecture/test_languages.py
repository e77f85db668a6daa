"""What the platform says when it refuses, it says in both languages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture.source import Module, modules

CHINESE = re.compile(r"[\u4e00-\u9fff]")
BOTH = " · "  # a short sentence may carry both in one line
# Where a problem's sentences stand among its arguments: (Chinese, English).
SAID = {
    "Conflict": (0, 1), "Forbidden": (0, 1), "Unavailable": (0, 1), "Refused": (2, 3), "refused": (0, 1),
    "TooMany": (0, 1), "BadRequest": (0, 1), "Outdated": (0, 1), "Unsupported": (0, 1), "VersionRequired": (0, 1),
    "Unauthenticated": (0, 1), "ValidationError": (0, 9),
}  # fmt: skip
PAIRS = {"detail": "detail_en", "reason": "reason_en", "todo": "todo_en"}


def text(node: ast.AST | None) -> str:
    """What is written in a string or an f-string, its places left out; "" for anything else."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
    return ""


def alone(said: str, english: ast.AST | None) -> bool:
    """Whether Chinese is said that no English goes with."""
    if not CHINESE.search(said) or BOTH in said:
        return False
    return english is None or (isinstance(english, ast.Constant) and not english.value)


def chinese_alone(tree: ast.AST) -> Iterator[int]:
    """The lines where something is refused in Chinese alone."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            keys = {key.value: value for key, value in zip(node.keys, node.values, strict=True) if _text(key)}
            if {"rule", "pointer", "open"} & set(keys):  # a finding, a field that is wrong, an action
                both = [(keys[zh], keys.get(en)) for zh, en in PAIRS.items() if zh in keys]
                yield from (node.lineno for zh, en in both if alone(text(zh), en))
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        given = {word.arg: word.value for word in node.keywords}
        if "todo" in given and alone(text(given["todo"]), given.get("todo_en")):
            yield node.lineno
        if name == "field" and len(node.args) > 1 and alone(text(node.args[1]), given.get("en")):
            yield node.lineno
        elif name in SAID and len(node.args) > SAID[name][0]:
            zh, en = SAID[name]
            english = node.args[en] if len(node.args) > en else given.get("reason_en")
            if alone(text(node.args[zh]), english):
                yield node.lineno


def _text(key: ast.AST | None) -> bool:
    return isinstance(key, ast.Constant) and isinstance(key.value, str)


@pytest.mark.parametrize("module", modules("services", "gateway", "shared"), ids=lambda module: module.name)
def test_what_is_refused_is_said_in_both_languages(module: Module) -> None:
    assert not list(chinese_alone(module.tree))


def test_the_rule_itself_sees_what_it_is_about() -> None:
    closed = 'Conflict("已办结"); Conflict("已办结", "Closed"); '
    said = closed + 'Invalid.field("/a", "必填"); {"pointer": "/a", "detail": "错"}'
    assert len(list(chinese_alone(ast.parse(said)))) == 3
