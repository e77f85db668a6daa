"""From a YAML file to frozen dataclasses: every error is kept with its file, line and reason, then all are raised."""

from __future__ import annotations

import re
import types
from collections.abc import Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from typing import Any, Literal, Union, cast, get_args, get_origin

import yaml

from shared.rulebook import expressions
from shared.rulebook.expressions import Expression, ExpressionError
from shared.rulebook.page import Conflict
from shared.rulebook.vocabulary import (
    Amount,
    Basis,
    Chain,
    Cite,
    Condition,
    Day,
    Measure,
    Rule,
    Step,
)
from shared.working_days import NATIONAL, WorkCalendar

BODIES: dict[type, tuple[str, tuple[Any, ...]]] = {
    Rule: ("value", ()),
    Chain: ("chain", ()),
    Condition: ("when", (bool,)),
    Amount: ("amount", (int,)),
    Measure: ("measure", (float, int)),
    Day: ("day", (str,)),
}
BASIS_KEYS = {"id", "cite", "no_rule", "setting", "settings", "by", "since", "note"}
AFTER_ARTICLE = re.compile(r"(（[^）]+）|第[^第]+[项款])*")
SAMPLE = "样本"
"""How the article of a rule begins that was taken over from another city as a sample and is not yet confirmed."""
DEEPEST, LARGEST = 40, 50_000  # of a file: levels, nodes
BROKEN: Any = object()


class RulebookError(Exception):
    """A rulebook that cannot go live; `errors` are lines `file:line: reason`."""

    def __init__(self, errors: list[str]) -> None:
        super().__init__("\n".join(errors))
        self.errors = errors


class Yaml(yaml.CSafeLoader):
    """YAML where only true and false are boolean: `on`, `no`, `yes`, `off` are words. libyaml: ten times as quick."""

    yaml_implicit_resolvers = {  # noqa: RUF012  (pyyaml's own shape)
        first: [(tag, how) for tag, how in ways if not (tag.endswith(":bool") and first not in "tTfF")]
        for first, ways in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


class Source:
    """One YAML text, composed once and structured for any day. `file` is how errors call it."""

    def __init__(
        self, file: str, text: str | None, stem: str, articles: tuple[str, ...] = (), calendar: WorkCalendar = NATIONAL
    ) -> None:
        """Raises RulebookError when the text is missing (None) or is not YAML."""
        self.file, self.stem, self.articles, self.calendar = file, stem, articles, calendar
        self.cited: set[str] = set()
        self.errors: list[str] = []
        if text is None:
            raise RulebookError([f"{file}:1: there is no such file"])
        try:
            self._look_over(text)
            self.yaml = Yaml(text)
            root = self.yaml.get_single_node()
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            reason = getattr(error, "problem", None) or getattr(error, "reason", None) or error
            raise RulebookError([f"{file}:{mark.line + 1 if mark else 1}: not YAML: {reason}"]) from None
        if root is None:
            raise RulebookError([f"{file}:1: the file is empty"])
        self.root = root
        if _weight(root, {}) > LARGEST:
            raise RulebookError([f"{file}:1: the file repeats itself without end, or is too large"])
        self.dates = sorted({key for node in _mappings(self.root) for key in self._dates(node)})

    def build(self, hint: type, on: date, given: dict[str, Any] | None = None) -> Any:
        """The file as `hint`, with the values in force on a day. Raises RulebookError with every error found."""
        self.on, self.errors = on, []
        built = self._build(self.root, hint, self.stem, given or {})
        if not self.errors and hasattr(built, "inconsistencies"):  # a part that is broken cannot be asked
            self.errors += [f"{self.file}:1: {reason}" for reason in built.inconsistencies()]
        if self.errors:
            raise RulebookError(list(dict.fromkeys(self.errors)))
        return built

    def _look_over(self, text: str) -> None:
        """Refuses what would exhaust the composer: it recurses in C, and what it shares is expanded later."""
        depth = 0
        for count, event in enumerate(yaml.parse(text, Loader=yaml.CSafeLoader)):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST or count > LARGEST:
                line = event.start_mark.line + 1 if event.start_mark else 1
                what = "nested too deeply" if depth > DEEPEST else "too large"
                raise RulebookError([f"{self.file}:{line}: the file is {what}"])

    def _fail(self, node: yaml.Node, reason: str) -> Any:
        self.errors.append(f"{self.file}:{node.start_mark.line + 1}: {reason}")
        return BROKEN

    def _plain(self, node: yaml.Node) -> Any:
        return self.yaml.construct_object(node, deep=True)

    def _items(self, node: yaml.MappingNode) -> dict[str, tuple[yaml.Node, yaml.Node]]:
        table: dict[str, tuple[yaml.Node, yaml.Node]] = {}
        self.yaml.flatten_mapping(node)  # `<<: *bureau` saves repeating who set a value
        for key, value in node.value:
            name = str(self._plain(key))
            if name in table:
                self._fail(key, f"`{name}` stands here twice")
            table[name] = (key, value)
        return table

    def _dates(self, node: yaml.MappingNode) -> list[date]:
        keys = [self._plain(key) for key, _ in node.value if key.tag.endswith(":timestamp")]
        return keys if len(keys) == len(node.value) else []

    def _in_force(self, node: yaml.Node) -> yaml.Node | None:
        """Of a mapping by date, what holds on the day; None before the first date."""
        held = [(self._plain(key), value) for key, value in node.value]
        return max(
            ((day, value) for day, value in held if day <= self.on), key=lambda pair: pair[0], default=(0, None)
        )[1]

    def _build(self, node: yaml.Node, hint: Any, path: str, given: dict[str, Any] | None = None) -> Any:
        origin, arguments = get_origin(hint), get_args(hint)
        if origin in (Union, types.UnionType):
            if node.tag.endswith(":null"):
                return None
            ways = [a for a in arguments if a is not type(None)]
            fitting = [a for a in ways if isinstance(node, yaml.MappingNode) == (get_origin(a) in BODIES)]
            return self._build(node, (fitting or ways)[0], path)
        if (origin or hint) in BODIES:
            return self._based(node, origin or hint, arguments, path)
        if isinstance(hint, type) and is_dataclass(hint):
            return self._dataclass(node, hint, path, given or {})
        if origin in (tuple, list):
            parts = node.value if isinstance(node, yaml.SequenceNode) else [node]
            return tuple(self._build(part, arguments[0], path) for part in parts)
        if origin is not None and origin is not Literal:
            if not isinstance(node, yaml.MappingNode):
                return self._fail(node, "a table of names is expected here")
            inner = arguments[1]
            return {name: self._build(v, inner, f"{path}.{name}") for name, (_, v) in self._items(node).items()}
        return self._scalar(node, hint)

    def _scalar(self, node: yaml.Node, hint: Any) -> Any:
        value = self._plain(node)
        if hint is Cite:
            return self._cite(node, value)
        if get_origin(hint) is Literal:
            known = get_args(hint)
            return (
                value if value in known else self._fail(node, f"`{value}` is not one of {', '.join(map(str, known))}")
            )
        wanted = (int, float) if hint is float else hint
        if hint is Any or (isinstance(value, wanted) and (hint is bool or not isinstance(value, bool))):
            return float(value) if hint is float else value
        return self._fail(node, f"{hint.__name__} expected, `{value}` found")

    def _cite(self, node: yaml.Node, value: Any) -> Any:
        if not isinstance(value, str) or not value.strip():
            return self._fail(node, "the article is missing")
        for part in re.split("[、；]", value) if self.articles else ():
            stem = max((a for a in self.articles if part.startswith(a)), key=len, default=None)
            if part.startswith(SAMPLE):
                continue  # another city's article, until this city's own is put in its place
            if stem is None or not AFTER_ARTICLE.fullmatch(part[len(stem) :]):
                return self._fail(node, f"the document has no article `{part}`")
            self.cited.add(stem)
        return value

    def _dataclass(self, node: yaml.Node, cls: type, path: str, given: dict[str, Any]) -> Any:
        if not isinstance(node, yaml.MappingNode):
            return self._fail(node, f"{cls.__name__} is a table of: {', '.join(f.name for f in fields(cls))}")
        table, hints, values = self._items(node), expressions.hints(cls), dict(given)
        known = {field.name.rstrip("_"): field for field in fields(cls) if field.name not in given}
        for name, (key, value) in table.items():
            if name.startswith("x-") and path == self.stem:
                continue  # a place for anchors
            if name not in known:
                self._fail(key, f"unknown key `{name}` of {cls.__name__}; known: {', '.join(known)}")
            else:
                field = known[name]
                values[field.name] = self._build(value, hints[field.name], f"{path}.{name}")
        for name, field in known.items():
            if name not in table and _required(field):
                if name == "id":
                    values["id"] = path.rsplit(".", 1)[-1]
                else:
                    what = "the article is missing" if name == "cite" else f"`{name}` is missing"
                    values[field.name] = self._fail(node, f"{what} in {cls.__name__} ({path})")
        if cls is Conflict and not (values.get("ruling") and values.get("by") and values.get("since")):
            self._fail(node, f"the conflict over {values.get('topic')} has no ruling (ruling, by, since): not live")
        return BROKEN if BROKEN in values.values() else cls(**values)

    def _based(self, node: yaml.Node, cls: type[Basis], arguments: tuple[Any, ...], path: str) -> Any:
        """A rule, formula or chain: its basis, then its body as in force on the day."""
        body, wanted = BODIES[cls]
        if not isinstance(node, yaml.MappingNode):
            return self._fail(node, f"{cls.__name__} is a table with `{body}` and `cite`")
        table = self._items(node)
        own = (
            {f.name for f in fields(cls)}
            - {f.name for f in fields(Basis)}
            - {"expression", "steps", "value", "calendar"}
        )
        for name, (key, _) in table.items():
            if name not in BASIS_KEYS | own | {body, f"{body}s"}:
                self._fail(key, f"unknown key `{name}` of {cls.__name__}")
        values, hints = self._basis(node, table, path), expressions.hints(cast(Any, cls))
        for name in own & set(table):
            values[name] = self._build(table[name][1], hints[name], path)
        if cls is Condition and body in table and "otherwise" not in table:
            self._fail(node, f"`otherwise` is missing: what the applicant is told ({path})")
        held, silent = self._body(node, table, body, path)
        if silent:
            values["source"] = "silent"
        if cls is Rule:
            values["value"] = None if held is None else self._build(held, arguments[0], path)
        elif cls is Chain:
            values["calendar"] = self.calendar
            values["steps"] = () if held is None else self._build(held, tuple[Step, ...], path)
        else:
            values["expression"] = None if held is None else self._expression(held, arguments[0], wanted)
        return BROKEN if BROKEN in values.values() else cls(**values)

    def _basis(self, node: yaml.Node, table: dict[str, Any], path: str) -> dict[str, Any]:
        text = {name: self._scalar(table[name][1], str) for name in ("id", "by", "note") if name in table}
        since = self._scalar(table["since"][1], date) if "since" in table else None
        own = f"{path}.{text['id']}" if "id" in text else path
        source = "silent" if "no_rule" in table else "setting" if since and "by" in text else "document"
        cite: Any = ""
        if "cite" in table:
            cite = self._cite(table["cite"][1], self._plain(table["cite"][1]))
            source = source if {"setting", "settings"} & set(table) or source == "silent" else "document"
            if str(cite).startswith(SAMPLE) and source == "document":
                source = "setting"  # another city's article is not this document's word
        elif source == "setting":
            cite = f"{text['by']}设定（{since}）"
        elif source == "document":
            cite = self._fail(node, f"the article is missing: `cite`, or `by` and `since`, or `no_rule: true` ({path})")
        if {"setting", "settings"} & set(table) and not (since and "by" in text):
            self._fail(node, f"a setting names who set it and since when: `by`, `since` ({path})")
        return {
            "id": own,
            "cite": cite or "本办法未作规定",
            "source": source,
            "note": text.get("note", ""),
            "by": text.get("by", ""),
            "since": since,
        }

    def _body(self, node: yaml.Node, table: dict[str, Any], body: str, path: str) -> tuple[yaml.Node | None, bool]:
        """The node in force and whether there is none; exactly one way of stating it is allowed."""
        ways = [name for name in (body, f"{body}s", "setting", "settings", "no_rule") if name in table]
        if len(ways) != 1:
            self._fail(node, f"exactly one of `{body}`, `{body}s`, `setting`, `settings`, `no_rule` is needed ({path})")
            return None, True
        key, value = table[ways[0]]
        if ways[0] == "no_rule":
            return None, True
        if ways[0] in (f"{body}s", "settings"):
            if not isinstance(value, yaml.MappingNode) or not self._dates(value):
                self._fail(key, f"`{ways[0]}` is a table by date (2023-03-15: …)")
                return None, True
            value = self._in_force(value)
        return (None, True) if value is None or value.tag.endswith(":null") else (value, False)

    def _expression(self, node: yaml.Node, facts: type, wanted: tuple[Any, ...]) -> Any:
        source = self._plain(node)
        source = str(source).lower() if isinstance(source, bool) else str(source)
        try:
            return Expression(source, facts, wanted)
        except ExpressionError as error:
            return self._fail(node, str(error))


def _weight(node: yaml.Node, known: dict[int, float]) -> float:
    """How many nodes there are once every alias is written out; without end where one holds itself."""
    if id(node) not in known:
        known[id(node)] = float("inf")
        inner = node.value if isinstance(node, yaml.CollectionNode) else ()
        parts = [part for pair in inner for part in (pair if isinstance(pair, tuple) else (pair,))]
        known[id(node)] = 1 + sum(_weight(part, known) for part in parts)
    return known[id(node)]


def _required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _mappings(node: yaml.Node | None) -> Iterator[yaml.MappingNode]:
    if isinstance(node, yaml.MappingNode):
        yield node
        for _, value in node.value:
            yield from _mappings(value)
    elif isinstance(node, yaml.SequenceNode):
        for part in node.value:
            yield from _mappings(part)
