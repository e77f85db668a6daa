"""Example records made from their types, for tests of what travels between services.

Two of each: a *full* one, in which everything optional is there and every list holds one, and a *bare* one, in which
nothing optional is there. Words that decide something are taken from the field's name.
"""

from __future__ import annotations

import enum
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, date, datetime
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints
from unittest import mock

from shared.rulebook import RulesView

DAY = date(2024, 6, 3)
MOMENT = datetime(2024, 6, 3, 4, 0, tzinfo=UTC)
WORDS = {
    "city": "150200", "county": "150203", "host_county": "150203", "subject": "commissioner", "unit_kind": "enterprise",
    "kind": "technical_service", "way": "mutual", "grade": "failed", "register": "blacklist", "then": "cancel_filing",
    "ground": "consent", "role": "commissioner", "status": "filed", "size_class": "small", "reporter": "commissioner",
    "period": "2024-06", "rule": "word",
}  # fmt: skip
MAPPINGS = {"findings": {"rule": "word", "article": "第一条", "reason": "不足两年", "reason_en": "less than two years"}}


def example(kind: Any, full: bool, name: str = "") -> Any:
    """An example of a type; `name` is the field it is for."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        options = [item for item in inner if item is not NoneType]
        return example(options[0], full, name) if full or NoneType not in inner else None
    if origin is Literal:
        return inner[0]
    if origin in (tuple, list, frozenset, set):
        items = [example(inner[0], full, name)] if full and inner else []
        return origin(items)
    if kind is dict or origin is dict or str(origin).endswith("Mapping"):
        if name in MAPPINGS:
            return dict(MAPPINGS[name])
        return {example(inner[0], full, name): example(inner[1], full, name)} if full and inner else {}
    return _plain(kind, full, name)


def record(kind: type[Any], full: bool) -> Any:
    """An example of a record, by its own fields."""
    hints = get_type_hints(kind)
    values = {}
    for field in fields(kind):
        left_out = not full and (field.default is not MISSING or field.default_factory is not MISSING)
        if field.init and not left_out:
            values[field.name] = example(hints[field.name], full, field.name)
    return kind(**values)


def _plain(kind: Any, full: bool, name: str) -> Any:
    if isinstance(kind, type) and issubclass(kind, RulesView):
        return mock.MagicMock(spec_set=None)
    if is_dataclass(kind) and isinstance(kind, type):
        return record(kind, full)
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return next(iter(kind))
    made = {str: WORDS.get(name, name or "word"), int: 1, float: 1.0, bool: True, date: DAY, datetime: MOMENT}
    return made.get(kind, {} if kind is dict else mock.MagicMock())
