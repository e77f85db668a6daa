"""Changing one thing in a YAML text, with everything else and its comments left as written.

Pointers are RFC 6901: /quotas/team/limit/value. In a list a part is an index, or an item's `id`,
`code` or `topic`.
"""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from shared.errors import Invalid
from shared.rulebook.loading import Source


def put(text: str, pointer: str, value: Any, file: str = "") -> str:
    """The text with a value in place of, or added at, what the pointer names ("-": at the end of a list).

    Raises Invalid where the way to it does not exist, RulebookError for a text that is not YAML.
    """
    root, way = _opened(text, file), _parts(pointer)
    if not way:
        raise _lost(pointer)
    holder = _follow(root, way[:-1], pointer)
    last, value = way[-1], _styled(value)
    if isinstance(holder, CommentedMap):
        holder[_key(holder, last)] = value
    elif isinstance(holder, CommentedSeq) and last == "-":
        holder.append(value)
    else:
        holder[_index(holder, last, pointer)] = value
    return _written(root)


def drop(text: str, pointer: str, file: str = "") -> str:
    """The text without what the pointer names. Raises as `put` does."""
    root, way = _opened(text, file), _parts(pointer)
    if not way:
        raise _lost(pointer)
    holder = _follow(root, way[:-1], pointer)
    if isinstance(holder, CommentedMap):
        if _key(holder, way[-1]) not in holder:
            raise _lost(pointer)
        del holder[_key(holder, way[-1])]
    else:
        del holder[_index(holder, way[-1], pointer)]
    return _written(root)


def tree(text: str, file: str = "") -> Any:
    """The text as ruamel's tree, to be changed at will and given to `written`. Raises RulebookError."""
    return _opened(text, file)


def written(root: Any) -> str:
    """A tree as text."""
    return _written(root)


def _machine() -> YAML:
    machine = YAML()
    machine.preserve_quotes = True
    machine.width = 100_000
    machine.indent(mapping=2, sequence=4, offset=2)
    return machine


def _opened(text: str, file: str) -> Any:
    Source(file, text, file.removesuffix(".yml"))  # refuses what is no YAML, or would exhaust a reader
    return _machine().load(text)


def _written(root: Any) -> str:
    out = io.StringIO()
    _machine().dump(root, out)
    return out.getvalue()


def _parts(pointer: str) -> list[str]:
    parts = pointer.split("/")[1:]
    return [part.replace("~1", "/").replace("~0", "~") for part in parts]


def _follow(node: Any, way: list[str], pointer: str) -> Any:
    for part in way:
        if isinstance(node, CommentedMap):
            key = _key(node, part)
            if key not in node:
                raise _lost(pointer)
            node = node[key]
        else:
            node = node[_index(node, part, pointer)]
    if not isinstance(node, CommentedMap | CommentedSeq):
        raise _lost(pointer)
    return node


def _key(table: CommentedMap, part: str) -> Any:
    """The key as the table holds it: dates and numbers are keys too."""
    return next((key for key in table if str(key) == part), _dated(part))


def _dated(part: str) -> Any:
    try:
        return date.fromisoformat(part)
    except ValueError:
        return part


def _index(items: Any, part: str, pointer: str) -> int:
    if isinstance(items, CommentedSeq):
        if part.isdigit() and int(part) < len(items):
            return int(part)
        for index, item in enumerate(items):
            if isinstance(item, CommentedMap) and part in (item.get("id"), item.get("code"), item.get("topic")):
                return index
    raise _lost(pointer)


def _styled(value: Any) -> Any:
    """Plain values as ruamel writes them in one line; ISO dates become dates."""
    if isinstance(value, dict):
        table = CommentedMap({_dated(name): _styled(inner) for name, inner in value.items()})
        table.fa.set_flow_style()
        return table
    if isinstance(value, list):
        items = CommentedSeq([_styled(inner) for inner in value])
        items.fa.set_flow_style()
        return items
    return _dated(value) if isinstance(value, str) and len(value) == 10 else value


def _lost(pointer: str) -> Invalid:
    return Invalid.field("/pointer", f"规则文件中没有 {pointer} · there is no {pointer}", "unknown_pointer")
