"""What of an answer is sent: what its shape declares, and nothing else (what is not described is nobody's to read).

A service keeps with its records what is its own business (which account did a thing). Leaving that out by name, at any
depth, also took what was asked for; what the description states is what leaves.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from marshmallow import Schema, fields

Keep = Callable[[Any], Any]

WHOLLY = frozenset({"dispatch"})
"""The services whose every answer is described in full: nothing in their shapes is left open that could hold more."""


@cache
def declared(shape: type[Schema]) -> Keep:
    """A function that leaves of an answer (an object of this shape, as plain values) what the shape declares."""
    kept: dict[str, Keep | None] = {}

    def keep(answer: Any) -> Any:
        if not kept:  # a shape may hold itself: its fields are read once somebody asks
            kept.update({field.data_key or name: _within(field) for name, field in shape._declared_fields.items()})
        if not isinstance(answer, dict):
            return answer
        return {
            name: inner(value) if (inner := kept[name]) is not None else value
            for name, value in answer.items()
            if name in kept
        }

    return keep


def _within(field: fields.Field[Any]) -> Keep | None:
    """What is kept within one field; None where it is plain, or left open."""
    if isinstance(field, fields.Nested):
        inner = declared(type(field.schema))
        return _each(inner) if field.many else inner
    if isinstance(field, fields.List):
        each = _within(field.inner)
        return _each(each) if each is not None else None
    if isinstance(field, fields.Dict) and field.value_field is not None:
        every = _within(field.value_field)
        return _values(every) if every is not None else None
    return None


def _each(keep: Keep) -> Keep:
    return lambda value: [keep(one) for one in value] if isinstance(value, list) else value


def _values(keep: Keep) -> Keep:
    return lambda value: {key: keep(one) for key, one in value.items()} if isinstance(value, dict) else value
