"""Reading a set of files by article, without knowing the vocabulary: what is stated where, and what differs.

A *statement* is one table of a file: a rule with its body (`value`, `when`, `chain` …), or whatever else carries words
and an article. Its id is the one that decisions name; its pointer leads to it for an edit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import yaml

from shared.rulebook.loading import BASIS_KEYS, SAMPLE, RulebookError, Source

Origin = Literal["document", "setting", "silent", "sample", "none"]
BODIES = ("value", "when", "amount", "measure", "day", "chain", "setting")
PLURAL = {f"{body}s": body for body in BODIES}
RULE_KEYS = BASIS_KEYS | {*BODIES, *PLURAL} | {"otherwise", "otherwise_en", "strictness", "waived_by"}
NAMES = ("id", "code", "topic", "step", "cite")
"""What tells the items of a list apart, best first."""


@dataclass(frozen=True)
class Statement:
    """One thing that a file states. `says`: its own words and values, dates as ISO text; of a rule its body.

    `kind`: the name of the body (value, when, amount, measure, day, chain, setting), `silent`, or `text`.
    `origin`: the document, the bureau's own setting, silence, another city's sample; `none` for what needs none.
    """

    id: str
    file: str
    line: int
    pointer: str
    article: str
    kind: str
    origin: Origin
    says: dict[str, Any]
    by: str = ""
    since: str = ""
    note: str = ""


@dataclass(frozen=True)
class Difference:
    """One statement that is only in one of two sets of files, or says something else in the second."""

    change: Literal["added", "removed", "changed"]
    id: str
    file: str
    article: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def read(texts: Mapping[str, str], on: date | None = None) -> list[Statement]:
    """Every statement, file by file in the order written; bodies by date as in force on a day, or all of them.

    Raises RulebookError for a file that is not YAML.
    """
    found: list[Statement] = []
    for name in sorted(texts):
        if name.endswith(".yml"):
            found += _Reader(name, texts[name], on).statements()
    return found


def difference(before: Mapping[str, str], after: Mapping[str, str]) -> list[Difference]:
    """What the second set of files states otherwise than the first, in the order of its files."""
    old, new = ({one.id: one for one in read(texts)} for texts in (before, after))
    found: list[Difference] = []
    for id, one in new.items():
        known = old.get(id)
        if known is None:
            found.append(Difference("added", id, one.file, one.article, None, shown(one)))
        elif shown(known) != shown(one):
            found.append(Difference("changed", id, one.file, one.article or known.article, shown(known), shown(one)))
    gone = [one for id, one in old.items() if id not in new]
    return found + [Difference("removed", one.id, one.file, one.article, shown(one), None) for one in gone]


def shown(one: Statement) -> dict[str, Any]:
    """What a statement says, with its basis; without its place in the file."""
    basis = {"article": one.article, "origin": one.origin, "by": one.by, "since": one.since, "note": one.note}
    return {**{name: value for name, value in basis.items() if value}, **one.says}


def doubles(statements: Iterable[Statement]) -> list[str]:
    """Where the same number of the same article is stated twice with different values: `file:line: reason`.

    The same number: of one name, in two files, or in one file under the same owner.
    """
    seen: dict[tuple[str, str], list[Statement]] = {}
    found = []
    for one in statements:
        number = one.says.get(one.kind)
        if one.origin != "document" or isinstance(number, bool) or not isinstance(number, int | float):
            continue
        known = seen.setdefault((one.article, one.id.rsplit(".", 1)[-1]), [])
        for other in known:
            same = one.file != other.file or one.id.split(".")[-2:] == other.id.split(".")[-2:]
            if same and other.says[other.kind] != number:
                told = f"{one.article} is {number} here and {other.says[other.kind]} in {other.file}:{other.line}"
                found.append(f"{one.file}:{one.line}: {told}")
        known.append(one)
    return found


class _Reader:
    """One file."""

    def __init__(self, name: str, text: str, on: date | None) -> None:
        self.file, self.on = name, on
        self.source = Source(name, text, name.removesuffix(".yml"))
        self.ids: dict[str, int] = {}

    def statements(self) -> list[Statement]:
        found = list(self._walk(self.source.root, self.source.stem, ""))
        if self.source.errors:
            raise RulebookError(self.source.errors)
        return found

    def _walk(self, node: yaml.Node, path: str, pointer: str) -> Iterator[Statement]:
        if isinstance(node, yaml.SequenceNode):
            for index, part in enumerate(node.value):
                if isinstance(part, yaml.CollectionNode):
                    yield from self._walk(part, self._item(part, path, index), f"{pointer}/{index}")
        elif isinstance(node, yaml.MappingNode):
            table = self.source._items(node)
            if "id" in table and not pointer.rsplit("/", 1)[-1].isdigit():
                path = f"{path}.{self._plain(table['id'][1])}"
            rule = set(table) <= RULE_KEYS and bool(set(table) & {*BODIES, *PLURAL, "no_rule"})
            yield from self._statement(node, table, path, pointer, rule)
            if not rule:
                for name, (_, value) in table.items():
                    if not (name.startswith("x-") and not pointer):
                        yield from self._walk(value, f"{path}.{name}", f"{pointer}/{_escaped(name)}")

    def _statement(
        self, node: yaml.Node, table: dict[str, tuple[yaml.Node, yaml.Node]], path: str, pointer: str, rule: bool
    ) -> Iterator[Statement]:
        plain = {name: self._plain(value) for name, (_, value) in table.items() if rule or _own(value)}
        basis = {name: str(plain.pop(name, "") or "") for name in ("cite", "by", "since", "note")}
        plain.pop("id", None)
        if (not plain and not basis["cite"]) or (not pointer and not rule and not plain):
            return
        kind, body = self._body(plain) if rule else ("text", plain)
        yield Statement(
            id=self._unique(path),
            file=self.file,
            line=node.start_mark.line + 1,
            pointer=pointer,
            article=basis["cite"],
            kind=kind,
            origin=_origin(kind, basis, {"setting", "settings"} & set(table)),
            says=body,
            by=basis["by"],
            since=basis["since"],
            note=basis["note"],
        )

    def _body(self, plain: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        """The kind of a rule and what it says; of a body by date what is in force on the day, if one was asked."""
        rest = {name: value for name, value in plain.items() if name not in PLURAL and name != "no_rule"}
        for name, value in plain.items():
            kind = PLURAL.get(name, name)
            if name in PLURAL and isinstance(value, dict):
                if self.on is None:
                    return kind, {**rest, name: value}
                begun = [day for day in value if day <= self.on.isoformat()]
                held = value[max(begun)] if begun else None
                return ("silent", rest) if held is None else (kind, {**rest, kind: held})
            if kind in BODIES:
                return kind, rest
        return "silent", rest

    def _item(self, node: yaml.Node, path: str, index: int) -> str:
        table = self.source._items(node) if isinstance(node, yaml.MappingNode) else {}
        for name in NAMES:
            if name in table:
                told = self._plain(table[name][1])
                return f"{path}.{told}" if name in ("id", "code") else f"{path}[{told}]"
        return f"{path}[{index + 1}]"

    def _unique(self, path: str) -> str:
        self.ids[path] = self.ids.get(path, 0) + 1
        return path if self.ids[path] == 1 else f"{path}#{self.ids[path]}"

    def _plain(self, node: yaml.Node) -> Any:
        return _jsonable(self.source._plain(node))


def _own(node: yaml.Node) -> bool:
    """Whether a value is the table's own word rather than a part with statements of its own."""
    if isinstance(node, yaml.SequenceNode):
        return all(isinstance(part, yaml.ScalarNode) for part in node.value)
    return isinstance(node, yaml.ScalarNode)


def _origin(kind: str, basis: Mapping[str, str], own: Iterable[str]) -> Origin:
    if basis["cite"].startswith(SAMPLE) or basis["by"].startswith(SAMPLE):
        return "sample"
    if kind == "silent" and not basis["cite"]:
        return "silent"
    if list(own) or (basis["by"] and basis["since"] and not basis["cite"]):
        return "setting"
    return "document" if basis["cite"] else "none"


def _jsonable(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(_jsonable(name)): _jsonable(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple | set):
        return [_jsonable(inner) for inner in value]
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
