"""Columns of a sheet, made from a marshmallow schema: what is required, of which type and length the schema knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from marshmallow import Schema, fields, validate

Kind = Literal["text", "whole", "day", "yes_no", "many"]


@dataclass(frozen=True)
class Label:
    """How a column is called and explained. `aliases`: headings of earlier templates that still mean it."""

    zh: str
    en: str
    example: str = ""
    note: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """One column. `choices`: code -> label, a closed list; `most`: the longest text."""

    name: str
    label: Label
    kind: Kind = "text"
    required: bool = False
    most: int | None = None
    choices: Mapping[str, str] = field(default_factory=dict)

    @property
    def heading(self) -> str:
        """What stands in the first row; a star marks what must be filled in."""
        return f"{self.label.zh}{'*' if self.required else ''}\n{self.label.en}"


def columns(
    schema: type[Schema], labels: Mapping[str, Label], choices: Mapping[str, Mapping[str, str]] | None = None
) -> tuple[Column, ...]:
    """The labelled fields of a schema as columns, in the order of the labels.

    `choices` names closed lists that the city's rulebook knows; the schema's own (`OneOf`) are taken from it. Raises
    LookupError for a label without a field, or a required field without a label: a sheet could never be right.
    """
    declared: dict[str, fields.Field[Any]] = schema._declared_fields
    known = {one.data_key or name: one for name, one in declared.items()}  # by the name that an argument travels under
    lost = [name for name in labels if name not in known]
    missing = [name for name, one in known.items() if one.required and name not in labels]
    if lost or missing:
        raise LookupError(f"{schema.__name__}: no field {lost}, no column for {missing}")
    return tuple(_column(name, known[name], label, (choices or {}).get(name)) for name, label in labels.items())


def _column(name: str, given: fields.Field[Any], label: Label, closed: Mapping[str, str] | None) -> Column:
    kind: Kind = "text"
    if isinstance(given, fields.Integer):
        kind = "whole"
    elif isinstance(given, fields.Date):
        kind = "day"
    elif isinstance(given, fields.Boolean):
        kind = "yes_no"
    elif isinstance(given, fields.List):
        kind = "many"
    own = next((rule for rule in given.validators if isinstance(rule, validate.OneOf)), None)
    most = next((rule.max for rule in given.validators if isinstance(rule, validate.Length)), None)
    if closed is None and own is not None:
        closed = {str(code): str(text) for code, text in zip(own.choices, own.labels or own.choices, strict=False)}
    return Column(name, label, kind, given.required, most, closed or {})
