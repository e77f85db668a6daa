"""What an answer tells of what can be done: never closed without its reason in both languages."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from shared.actions import NOTHING, STOPS, action, hindrance
from shared.errors import Conflict, Refused
from tests.factories.told_actions import MADE

ROOT = Path(__file__).parents[3]
HAN = re.compile(r"[\u4e00-\u9fff]")
FILES = [*ROOT.glob("services/*/**/*.py"), *ROOT.glob("shared/*.py")]
TOLD = [path for path in FILES if path.name != "actions.py"]
MAKERS = sorted({place for made in MADE.values() for place in made})


def test_an_action_is_open_where_nothing_stands_in_its_way():
    assert action("pay") == {"action": "pay", "open": True, "reason": "", "reason_en": "", "article": ""}
    assert action("pay", NOTHING, "五", fund="x") == {**action("pay"), "article": "五", "fund": "x"}


def test_a_closed_action_says_why_in_both_languages():
    closed = action("pay", ("已支付", "Paid already"), "五")
    assert not closed["open"]
    assert (closed["reason"], closed["reason_en"], closed["article"]) == ("已支付", "Paid already", "五")
    assert action("pay", ("已支付", ""))["reason_en"] == STOPS


def test_what_stops_a_decision_is_told_with_its_article():
    def refuse() -> None:
        raise Refused("x.y", "第五条", "不能", "No")

    def conflict() -> None:
        raise Conflict("已办结", "Closed")

    assert hindrance(refuse) == {"why": ("不能", "No"), "article": "第五条"}
    assert hindrance(conflict) == {"why": ("已办结", "Closed"), "article": ""}
    assert hindrance(lambda: None) == {}


@pytest.mark.parametrize("path", TOLD, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_action_is_written_out_by_hand(path: Path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Dict):
            keys = {key.value for key in node.keys if isinstance(key, ast.Constant)}
            assert not {"action", "open"} <= keys, f"line {node.lineno}: shared.actions tells it in both languages"
            assert not {"open", "reason"} <= keys, f"line {node.lineno}: shared.actions.hindrance tells it"


@pytest.mark.parametrize("place", MAKERS)
def test_every_reason_has_its_english_beside_it(place: str):
    """In what makes actions, and the constants it uses, Chinese is told as the first of a pair alone."""
    module, _, name = place.partition(":")
    tree = ast.parse((ROOT / f"{module.replace('.', '/')}.py").read_text("utf-8"))
    maker = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name]
    used = {node.id for one in maker for node in ast.walk(one) if isinstance(node, ast.Name) and node.id.isupper()}
    stated = [one for one in tree.body if isinstance(one, ast.Assign) and ast.unparse(one.targets[0]) in used]
    for node in (inner for one in [*maker, *stated] for inner in ast.walk(one)):
        told: list[ast.expr] = []
        if isinstance(node, ast.Tuple) and node.elts and _chinese(node.elts[0]):
            assert len(node.elts) == 2, f"line {node.lineno}: Chinese and English"
            told = [node.elts[1]]
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("action", "told"):
            told = node.args
        elif isinstance(node, ast.IfExp):
            told = [node.body, node.orelse]
        assert not any(_chinese(one) for one in told), f"line {node.lineno}: a reason is a pair, the second English"


@pytest.mark.parametrize("service", ["appraisal", "dispatch", "funding", "records", "registry", "training"])
def test_answers_that_tell_a_reason_tell_it_in_english(service: str):
    schemas = [ROOT / f"services/{service}/schemas.py", *ROOT.glob(f"services/{service}/schemas/*.py")]
    classes = [
        node
        for path in schemas
        if path.exists()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef) and node.name == "Action"
    ]
    assert len(classes) == 1
    names = {one.targets[0].id for one in classes[0].body if isinstance(one, ast.Assign)}  # type: ignore[attr-defined]
    assert {"action", "open", "reason", "reason_en", "article"} <= names


def _chinese(node: ast.expr) -> bool:
    if isinstance(node, ast.JoinedStr):
        return any(_chinese(one) for one in node.values)
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(HAN.search(node.value))
