"""The contract of what a service tells, worked out of its typed records: JSON Schema for every announcement.

The functions of `events.py` are the contract. Each is run here over *probes*, records made from their types alone: one
in which everything is there, one in which nothing optional is, and one for each optional field left out. What comes out
says which keys are always told, which may be null, and of what kind each is. Nobody writes a schema by hand that the
code could contradict, and a new function describes itself.

A function whose type is an f-string names all of them in its module: TYPES = {"case_closed": ("case_accepted", ...)}.
"""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from types import ModuleType, NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from shared.rulebook import RulesView
from shared.work import Announcement

DAY, MOMENT = date(2024, 6, 3), datetime(2024, 6, 3, 4, tzinfo=UTC)
IS_DAY = re.compile(r"\d{4}-\d\d-\d\d")
IS_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
LISTS = (tuple, list, frozenset, set, Sequence)
KEY = "\u2026key"  # of a mapping: told apart from the keys that a function itself writes
DEEPEST = 6
JsonSchema = dict[str, Any]
_KNOWN_HINTS: dict[type[Any], dict[str, Any]] = {}  # reading them is most of the work


class Anything:
    """Stands for what is not a record: rules, and types that say nothing."""

    def __getattr__(self, name: str) -> Anything:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *_: Any, **__: Any) -> Anything:
        return self

    def __getitem__(self, _: Any) -> Anything:
        return self

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __str__(self) -> str:
        return "text"


class OneOf(str):
    """A word out of a closed list, as the type states it."""

    __slots__ = ("words",)
    words: tuple[str, ...]


@cache
def announced(module: ModuleType) -> dict[str, tuple[str, JsonSchema]]:
    """Every announcement that a module's functions tell: type -> (what it means, the JSON Schema of its data).

    A function that tells nothing over any probe raises RuntimeError: its types and its body contradict each other.
    """
    found: dict[str, tuple[str, JsonSchema]] = {}
    stated: Mapping[str, tuple[str, ...]] = getattr(module, "TYPES", {})
    for name, function in tellers(module).items():
        told = list(_told(function))
        if not told:
            raise RuntimeError(f"{module.__name__}.{name} tells nothing over any probe of its types")
        schema = _merged([_schema(one.data) for one in told])
        meaning = inspect.cleandoc(function.__doc__ or name).partition("\n\n")[0].replace("\n", " ")
        for type in stated.get(name) or dict.fromkeys(one.type for one in told):
            earlier = found.get(type)
            found[type] = (meaning, schema if earlier is None else _merged([earlier[1], schema]))
    return found


def tellers(module: ModuleType) -> dict[str, Callable[..., Announcement]]:
    """The public functions of a module that announce something; it may bring them from elsewhere in its package."""
    package = module.__name__.rpartition(".")[0]
    return {
        name: function
        for name, function in vars(module).items()
        if inspect.isfunction(function)
        and function.__module__.startswith(f"{package}.")
        and not name.startswith("_")
        and get_type_hints(function).get("return") is Announcement
    }


def of_service(service_class: type[Any]) -> dict[str, tuple[str, JsonSchema]]:
    """Everything a service tells, of its `events.py` and of what every service tells (shared/editions.py, aside.py)."""
    package = service_class.__module__.rpartition(".")[0]
    try:
        own = announced(importlib.import_module(f"{package}.events"))
    except ModuleNotFoundError:
        own = {}
    by_all = [announced(importlib.import_module(f"shared.{name}")) for name in ("editions", "aside")]
    return {**by_all[0], **by_all[1], **own}


def _told(function: Callable[..., Announcement]) -> Iterator[Announcement]:
    hints = get_type_hints(function)
    names = list(inspect.signature(function).parameters)
    left_out: list[str | None] = [None, "*"]
    for name in names:
        left_out += _optional(hints[name], name)
    for path in left_out:
        try:
            yield function(**{name: _probe(hints[name], name, path) for name in names})
        except (AssertionError, AttributeError, IndexError, KeyError, TypeError, ValueError, StopIteration):
            continue  # never told of a record that lacks this


def _optional(kind: Any, path: str, depth: int = 0) -> list[str]:
    """The paths below a type that a record may lack."""
    inner = [item for item in get_args(kind) if item is not NoneType]
    if get_origin(kind) in (Union, UnionType):
        own = [path] if NoneType in get_args(kind) else []
        return own + _optional(inner[0], path, depth)
    if get_origin(kind) in LISTS or _is_mapping(kind):
        held = [item for item in inner if item is not Ellipsis][-1:]  # a mapping's value, a list's item
        return [path, *(below for item in held for below in _optional(item, path, depth + 1))]
    if not (isinstance(kind, type) and is_dataclass(kind)) or issubclass(kind, RulesView) or depth > DEEPEST:
        return []
    hints, found = _hints(kind), []
    for one in fields(kind):
        below = _optional(hints[one.name], f"{path}.{one.name}", depth + 1)
        found += below if below or not _has_default(one) else [f"{path}.{one.name}"]
    return found


def _probe(kind: Any, path: str, left_out: str | None, depth: int = 0) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    lacks = left_out == path or left_out == "*"
    if origin in (Union, UnionType):
        options = [item for item in inner if item is not NoneType]
        return None if lacks and NoneType in inner else _probe(options[0], path, left_out, depth)
    if origin is Literal:
        word = OneOf(inner[0])
        word.words = tuple(str(one) for one in inner)
        return word
    if origin in LISTS:
        fixed = inner if origin is tuple and Ellipsis not in inner else inner[:1]
        held: Callable[[Any], Any] = tuple if origin is Sequence else origin
        return held(() if lacks or depth > DEEPEST else [_probe(one, path, left_out, depth + 1) for one in fixed])
    if _is_mapping(kind):
        value = _probe(inner[1], path, left_out, depth + 1) if len(inner) == 2 else Anything()
        return {} if lacks else {KEY: value}
    if isinstance(kind, type) and is_dataclass(kind) and not issubclass(kind, RulesView):
        return _record(kind, path, left_out, depth + 1)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind))
    known: dict[Any, Any] = {str: "text", int: 1, float: 1.5, bool: True, date: DAY, datetime: MOMENT}
    return known.get(kind, Anything())


def _record(kind: type[Any], path: str, left_out: str | None, depth: int) -> Any:
    hints, values = _hints(kind), {}
    for one in fields(kind):
        if one.init and not (_has_default(one) and left_out in (f"{path}.{one.name}", "*")):
            values[one.name] = _probe(hints[one.name], f"{path}.{one.name}", left_out, depth)
    return kind(**values)


def _hints(kind: type[Any]) -> dict[str, Any]:
    if kind not in _KNOWN_HINTS:
        _KNOWN_HINTS[kind] = get_type_hints(kind)
    return _KNOWN_HINTS[kind]


def _has_default(one: Field[Any]) -> bool:
    return one.default is not MISSING or one.default_factory is not MISSING


def _is_mapping(kind: Any) -> bool:
    origin = get_origin(kind) or kind
    return isinstance(origin, type) and issubclass(origin, Mapping)


def _schema(value: Any) -> JsonSchema:
    if isinstance(value, OneOf):
        return {"enum": list(value.words), "type": "string"}
    if isinstance(value, bool):
        return {"type": "boolean"}
    if isinstance(value, int | float):
        return {"type": "integer" if isinstance(value, int) else "number"}
    if isinstance(value, str):
        format = "date" if IS_DAY.fullmatch(value) else "date-time" if IS_MOMENT.fullmatch(value) else ""
        return {"type": "string", **({"format": format} if format else {})}
    if value is None:
        return {"type": "null"}
    if isinstance(value, list | tuple):
        items = _merged([_schema(one) for one in value])
        return {"type": "array", **({"items": items} if items else {})}
    if isinstance(value, dict):
        if set(value) == {KEY}:
            values = _schema(value[KEY])
            return {"type": "object", **({"additionalProperties": values} if values else {})}
        own = {key: _schema(one) for key, one in value.items() if key != KEY}
        return {"type": "object", **({"properties": own, "required": sorted(own)} if own else {})}
    return {}


def _merged(schemas: list[JsonSchema]) -> JsonSchema:
    """One schema that fits whatever any of these fits."""
    ways: list[JsonSchema] = []
    for schema in schemas:
        if not schema:
            return {}
        for way in schema.get("anyOf", [schema]):
            same = next((index for index, known in enumerate(ways) if _alike(known, way)), None)
            if same is None:
                ways.append(way)
            else:
                ways[same] = _joined(ways[same], way)
    ways.sort(key=lambda way: way.get("type") == "null")
    return {"anyOf": ways} if len(ways) > 1 else ways[0] if ways else {}


def _alike(one: JsonSchema, other: JsonSchema) -> bool:
    number = ("integer", "number")
    return one.get("type") == other.get("type") or (one.get("type") in number and other.get("type") in number)


def _joined(one: JsonSchema, other: JsonSchema) -> JsonSchema:
    if one == other:
        return one
    if one["type"] == "object":
        return _joined_objects(one, other)
    if one["type"] == "array":
        items = [each["items"] for each in (one, other) if "items" in each]  # an empty list says nothing of its items
        merged = _merged(items)
        return {"type": "array", **({"items": merged} if merged else {})}
    if one["type"] == "string":
        words = dict.fromkeys([*one.get("enum", ()), *other.get("enum", ())])
        return {"enum": list(words), "type": "string"} if "enum" in one and "enum" in other else {"type": "string"}
    return {"type": "number"}


def _joined_objects(one: JsonSchema, other: JsonSchema) -> JsonSchema:
    if "additionalProperties" in one or "additionalProperties" in other:
        if "properties" in one or "properties" in other:
            return {"type": "object"}
        given = [each["additionalProperties"] for each in (one, other) if "additionalProperties" in each]
        return {"type": "object", "additionalProperties": _merged(given)}
    if "properties" not in one or "properties" not in other:  # an empty mapping, or one that was left out
        whole = one if "properties" in one else other
        return {key: value for key, value in whole.items() if key != "required"}
    names = dict.fromkeys([*one["properties"], *other["properties"]])
    own = {
        name: _merged([each["properties"][name] for each in (one, other) if name in each["properties"]])
        for name in names
    }
    required = sorted(set(one.get("required", ())) & set(other.get("required", ())))
    return {"type": "object", "properties": own, **({"required": required} if required else {})}
