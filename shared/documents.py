"""Records to documents and back: frozen dataclasses through one cattrs converter.

Dates become ISO strings, moments ISO strings in UTC, tuples lists; so a document, an announcement and an answer show
one value in one way. `plain` is that form; `document` is the same with MongoDB's `_id`.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, TypeVar

from cattrs import Converter

T = TypeVar("T")
PLAIN = frozenset({str, int, float, bool, type(None)})


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _converter() -> Converter:
    converter = Converter()
    converter.register_unstructure_hook(datetime, _moment)
    converter.register_structure_hook(datetime, lambda value, _: datetime.fromisoformat(value))
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_structure_hook(date, lambda value, _: date.fromisoformat(value))
    return converter


converter = _converter()


def plain(value: Any) -> Any:
    """A record (or a list, dict, Page … of records) as plain JSON values."""
    if type(value) in PLAIN:
        return value
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return converter.unstructure(value)


def without(value: Any, hidden: frozenset[str]) -> Any:
    """Plain values without the members of these names, at any depth."""
    if isinstance(value, dict):
        return {key: without(item, hidden) for key, item in value.items() if key not in hidden}
    return [without(item, hidden) for item in value] if isinstance(value, list) else value


def document(record: Any) -> dict[str, Any]:
    """A record as the document MongoDB keeps."""
    doc: dict[str, Any] = converter.unstructure(record)
    doc["_id"] = doc.pop("id")
    return doc


def record(doc: dict[str, Any], kind: type[T]) -> T:
    """The record of a document; fields that the record no longer knows are left unread."""
    return converter.structure({**doc, "id": doc["_id"]}, kind)
