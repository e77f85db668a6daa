"""Schemas worked out of typed records: what is always told, what may be null, and of what kind it is."""

from dataclasses import dataclass
from datetime import date, datetime
from types import ModuleType
from typing import Any, Literal

import pytest

from shared import contract
from shared.rulebook import RulesView
from shared.work import Announcement


@dataclass(frozen=True)
class Leaf:
    colour: Literal["green", "red"]
    on: date
    fell_at: datetime | None = None


@dataclass(frozen=True)
class Tree:
    id: str
    height: float
    planted_by: str | None
    leaves: tuple[Leaf, ...]
    first: Leaf
    ended: Leaf | None = None
    counts: dict[str, int] | None = None


def told(**functions: Any) -> dict[str, Any]:
    """What a module with these functions tells."""
    module = ModuleType("garden.events")
    for name, function in functions.items():
        function.__module__, function.__name__ = "garden.events", name
        setattr(module, name, function)
    return contract.announced(module)


def tree_grown(tree: Tree) -> Announcement:
    """It has grown.

    More about that.
    """
    data: dict[str, Any] = {"tree": tree.id, "height": tree.height, "by": tree.planted_by}
    data |= {"leaves": [{"colour": leaf.colour, "on": leaf.on.isoformat()} for leaf in tree.leaves]}
    if tree.counts:
        data["counts"] = tree.counts
    return Announcement("tree_grown", f"tree:{tree.id}", data)


def tree_ended(tree: Tree) -> Announcement:
    """It is gone."""
    assert tree.ended is not None
    fell = tree.ended.fell_at.isoformat() if tree.ended.fell_at else None
    return Announcement("tree_ended", f"tree:{tree.id}", {"by": tree.planted_by, "fell_at": fell})


def test_a_schema_says_what_is_always_told_what_may_be_null_and_of_what_kind():
    meaning, schema = told(tree_grown=tree_grown)["tree_grown"]
    assert meaning == "It has grown."
    assert schema["required"] == ["by", "height", "leaves", "tree"], "what only some trees have is not required"
    own = schema["properties"]
    assert own["by"] == {"anyOf": [{"type": "string"}, {"type": "null"}]}
    assert own["height"] == {"type": "number"}
    leaf = own["leaves"]["items"]
    assert leaf["properties"]["colour"] == {"enum": ["green", "red"], "type": "string"}
    assert leaf["properties"]["on"] == {"type": "string", "format": "date"}
    assert own["counts"] == {"type": "object", "additionalProperties": {"type": "integer"}}


def test_what_is_never_told_without_something_is_told_with_everything_else_left_out():
    _, schema = told(tree_ended=tree_ended)["tree_ended"]
    assert schema["properties"]["by"] == {"anyOf": [{"type": "string"}, {"type": "null"}]}
    assert schema["properties"]["fell_at"]["anyOf"][0] == {"type": "string", "format": "date-time"}


def test_rules_and_untyped_things_stand_for_anything():
    def tree_measured(tree: Tree, rules: RulesView, about: Any) -> Announcement:
        return Announcement("tree_measured", "tree:1", {"tree": tree.id, "about": about}, [{"rule": rules.some.id}])

    _, schema = told(tree_measured=tree_measured)["tree_measured"]
    assert schema["properties"]["about"] == {}


def test_types_that_vary_are_named_and_a_function_that_tells_nothing_is_a_mistake():
    def tree_moved(tree: Tree, what: str) -> Announcement:
        return Announcement(f"tree_{what}", "tree:1", {"tree": tree.id})

    module = ModuleType("garden.events")
    tree_moved.__module__ = "garden.events"
    module.tree_moved, module.TYPES = tree_moved, {"tree_moved": ("tree_felled", "tree_sold")}  # type: ignore[attr-defined]
    assert set(contract.announced(module)) == {"tree_felled", "tree_sold"}

    def tree_lost(tree: Tree) -> Announcement:
        raise KeyError(tree.id)

    with pytest.raises(RuntimeError, match="tells nothing"):
        told(tree_lost=tree_lost)
