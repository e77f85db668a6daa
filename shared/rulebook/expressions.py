"""CEL expressions: compiled once by `cel` (Rust), their paths and types checked at load by the parse tree of `celpy`.

Facts are frozen dataclasses whose fields are int, float, str, bool, date (compared as ISO text), tuples of these or of
further facts, and dict[str, ...]. No fact may be None: say 0, "" or false, so that a missing fact never decides.
"""

from __future__ import annotations

import math
import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache, partial
from typing import Any, Literal, cast, get_args, get_origin, get_type_hints

import cel

RANKS = {
    "none": 0,
    "senior_high": 1,
    "junior_college": 2,
    "bachelor": 3,
    "master": 4,
    "doctor": 5,
    "junior": 1,
    "intermediate": 2,
    "associate_senior": 3,
    "senior": 4,
}
LONGEST = 4_000  # characters of an expression
Paths = dict[str, Any]  # a tree: {"service": {"on": {}}}
Kind = Any  # a type of the checker: int, float, str, bool, None, a facts class, ("list", Kind), ("map", Kind)


class ExpressionError(ValueError):
    """An expression that cannot go live; the text says why."""


def rank(name: str) -> int:
    """The place of an education (none … doctor) or of a professional title (none … senior). KeyError if neither."""
    return RANKS[name]


def _day(text: Any) -> date:
    return date.fromisoformat(str(text)[:10])


def _plus_months(text: str, months: int) -> str:
    day = _day(text)
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first_of_next = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = date.fromordinal(first_of_next.toordinal() - 1).day
    return date(year, month + 1, min(day.day, last)).isoformat()


def _months_between(start: str, end: str) -> int:
    a, b = _day(start), _day(end)
    return (b.year - a.year) * 12 + b.month - a.month - (b.day < a.day)


FUNCTIONS: dict[str, tuple[Callable[..., Any], tuple[Kind, ...], Kind]] = {
    "rank": (rank, (str,), int),
    "days_between": (lambda a, b: (_day(b) - _day(a)).days, (str, str), int),
    "months_between": (_months_between, (str, str), int),
    "end_of_year": (lambda a, n: date(_day(a).year + n, 12, 31).isoformat(), (str, int), str),
    "plus_days": (lambda a, n: date.fromordinal(_day(a).toordinal() + n).isoformat(), (str, int), str),
    "plus_months": (_plus_months, (str, int), str),
    "year": (lambda a: _day(a).year, (str,), int),
    "count": (lambda table, key: table.get(key, 0), (("map", "?"), str), "element"),
    "sum": (sum, (("list", int),), int),
    "total": (math.fsum, (("list", float),), float),
    "min": (min, ("?", "?"), "first"),
    "max": (max, ("?", "?"), "first"),
    "round": (lambda x: int(x + 0.5) if x >= 0 else -int(-x + 0.5), (float,), int),
    "double": (float, ("?",), float),
    "int": (int, ("?",), int),
    "string": (str, ("?",), str),
    "size": (len, ("?",), int),
}
OWN = {name: f for name, (f, _, _) in FUNCTIONS.items() if name not in ("double", "int", "string", "size")}
METHODS = {"startsWith": bool, "endsWith": bool, "contains": bool, "size": int}


class Expression:
    """An expression, compiled and checked against the class of its facts."""

    def __init__(self, source: str, facts: type, wanted: tuple[Kind, ...]) -> None:
        """Raises ExpressionError when it is not CEL, uses an unknown fact, or does not give a wanted type."""
        self.source = source
        if len(source) > LONGEST:
            raise ExpressionError(f"an expression is at most {LONGEST} characters long")
        try:
            tree = _checked(source, facts, wanted)
            self.program = cel.compile(source)
        except ExpressionError:
            raise
        except RecursionError:
            raise ExpressionError("the expression is nested too deeply") from None
        except ValueError as error:
            raise ExpressionError(f"not an expression: {error}".splitlines()[0]) from None
        self._own = {name: OWN[name] for name in self.program.functions() if name in OWN}
        used = _used(tree, facts)
        self.paths = _dotted(used)
        self._known = _taking(facts, used)

    def evaluate(self, facts: Any) -> Any:
        """The value. Raises ArithmeticError, KeyError … as the expression does; never a default."""
        known = self._known(facts)
        return self.program.execute(cel.Context(known, self._own) if self._own else known)


def _used(tree: Any, facts: type) -> Paths:
    """The facts that an expression names, as a tree of their parts; an empty branch is a fact as a whole."""
    used: Paths = {}
    paths: set[tuple[str, ...]] = set()

    def path(node: Any) -> tuple[str, ...] | None:
        while len(node.children) == 1 and str(node.data) in ("member", "primary"):
            node = node.children[0]
        if str(node.data) == "ident":
            return (str(node.children[0]),)
        above = path(node.children[0]) if str(node.data) == "member_dot" else None
        return (*above, str(node.children[1])) if above else None

    def walk(node: Any) -> None:
        found = path(node)
        if found is None:
            for child in node.children:
                if hasattr(child, "children"):
                    walk(child)
        elif found[0] in hints(facts):
            paths.add(found)

    walk(tree)
    for found in sorted(paths, key=len, reverse=True):  # shortest last: a fact used as a whole wins over its parts
        branch = used
        for part in found[:-1]:
            branch = branch.setdefault(part, {})
        branch[found[-1]] = {}
    return used


def _dotted(used: Paths) -> tuple[str, ...]:
    """The facts that an expression looks at, dotted ("person.age"): whoever explains it can say what it asks for."""
    return tuple(
        dotted
        for name, branch in used.items()
        for dotted in ([f"{name}.{inner}" for inner in _dotted(branch)] if branch else [name])
    )


def _taking(facts: type, used: Paths) -> Callable[[Any], dict[str, Any]]:
    """A function from facts to plain values of what is used of them, and no more: handing values to CEL costs most.

    Dates become ISO text, whole numbers in float fields floats, tuples lists.
    """
    parts = [
        (name, _taking(cast(type, hint), branch) if branch and is_dataclass(hint) else _plain(hint))
        for name, branch in used.items()
        if name in hints(facts)  # a macro's variable may bear a fact's name
        for hint in (hints(facts)[name],)
    ]

    def take(given: Any) -> dict[str, Any]:
        return {
            name: getattr(given, name) if convert is None else convert(getattr(given, name)) for name, convert in parts
        }

    return take


def _plain(hint: Any) -> Callable[[Any], Any] | None:
    """From a value of this annotation to a plain one; None where it is plain already."""
    arguments = [argument for argument in get_args(hint) if argument is not Ellipsis]
    if hint is float:
        return float
    if isinstance(hint, type) and is_dataclass(hint):
        return _taking(hint, {name: {} for name in hints(hint)})
    if hint in (date, datetime):
        return lambda value: value.isoformat()
    if isinstance(hint, type) and issubclass(hint, Enum):
        return lambda value: value.value
    if get_origin(hint) in (tuple, list, frozenset, set):
        each = _plain(arguments[0])
        return list if each is None else partial(_each, each)
    if get_origin(hint) is dict and (each := _plain(arguments[1])) is not None:
        return partial(_each_value, each)
    return None


def _each(convert: Callable[[Any], Any], values: Any) -> list[Any]:
    return [convert(value) for value in values]


def _each_value(convert: Callable[[Any], Any], table: dict[str, Any]) -> dict[str, Any]:
    return {key: convert(value) for key, value in table.items()}


@cache
def hints(cls: type) -> dict[str, Any]:
    """The field types of a facts class, by name (cached: annotations are evaluated once)."""
    known = get_type_hints(cls)
    return {field.name: known[field.name] for field in fields(cls)}


def kind_of(hint: Any) -> Kind:
    """A Python annotation as a type of the checker. Raises ExpressionError for what facts may not be."""
    if hint in (int, float, str, bool) or (isinstance(hint, type) and is_dataclass(hint)):
        return hint
    if hint in (date, datetime) or get_origin(hint) is Literal or (isinstance(hint, type) and issubclass(hint, Enum)):
        return str
    arguments = [argument for argument in get_args(hint) if argument is not Ellipsis]
    if get_origin(hint) in (tuple, list, frozenset, set) and len(set(arguments)) == 1:
        return ("list", kind_of(arguments[0]))
    if get_origin(hint) is dict and arguments[0] is str:
        return ("map", kind_of(arguments[1]))
    because = " (facts are never None)" if get_origin(hint) is types.UnionType else ""
    raise ExpressionError(f"a fact of type {hint} cannot be used in an expression{because}")


def _checked(source: str, facts: type, wanted: tuple[Kind, ...]) -> Any:
    """The parse tree. Raises ExpressionError as `Expression` says."""
    from celpy import Environment  # slow to import, and needed only where rulebooks are loaded
    from celpy.celparser import CELParseError

    global _environment
    _environment = _environment or Environment()
    try:
        tree = _environment.compile(source)
    except CELParseError as error:
        raise ExpressionError(f"not an expression: {str(error).splitlines()[0]}") from None
    kind = _Checker(hints(facts), facts.__name__).kind(tree)
    if kind not in wanted:
        raise ExpressionError(f"must give {_say(wanted[0])}, gives {_say(kind)}: {source}")
    return tree


_environment: Any = None


def _say(kind: Kind) -> str:
    names: dict[Any, str] = {bool: "true or false", int: "a whole number", float: "a decimal number", str: "text"}
    if isinstance(kind, tuple):
        return f"a {kind[0]} of {_say(kind[1])}"
    return names.get(kind, getattr(kind, "__name__", str(kind)))


class _Checker:
    def __init__(self, roots: dict[str, Any], owner: str) -> None:
        self.roots, self.owner, self.bound = roots, owner, dict[str, Kind]()

    def kind(self, node: Any) -> Kind:
        name, children = str(node.data), node.children
        rule = getattr(self, f"_{name}", None)
        if rule:
            return rule(children)
        if len(children) == 1:
            return self.kind(children[0])
        raise ExpressionError(f"{name.replace('_', ' ')} is not part of a rulebook's expressions")

    def _expr(self, children: list[Any]) -> Kind:
        if len(children) == 1:
            return self.kind(children[0])
        test, then, otherwise = (self.kind(child) for child in children)
        self._all(bool, test)
        return self._same(then, otherwise)

    def _logic(self, children: list[Any]) -> Kind:
        if len(children) == 1:
            return self.kind(children[0])
        self._all(bool, *(self.kind(child) for child in children))
        return bool

    _conditionalor = _conditionaland = _logic

    def _relation(self, children: list[Any]) -> Kind:
        if len(children) == 1:
            return self.kind(children[0])
        left, right = self.kind(children[0].children[0]), self.kind(children[1])
        if str(children[0].data) == "relation_in":
            if not isinstance(right, tuple):
                raise ExpressionError("the right side of `in` must be a list or a table")
            self._same(left, right[1] if right[0] == "list" else str)
            return bool
        if not {left, right} <= {int, float}:
            self._same(left, right)
        if str(children[0].data) not in ("relation_eq", "relation_ne") and left not in (int, float, str):
            raise ExpressionError(f"{_say(left)} has no order")
        return bool

    def _arithmetic(self, children: list[Any]) -> Kind:
        if len(children) == 1:
            return self.kind(children[0])
        kind = self._same(self.kind(children[0].children[0]), self.kind(children[1]))
        if kind not in (int, float) and not (kind is str and str(children[0].data) == "addition_add"):
            raise ExpressionError(f"cannot calculate with {_say(kind)}")
        return kind

    _addition = _multiplication = _arithmetic

    def _unary(self, children: list[Any]) -> Kind:
        kind = self.kind(children[-1])
        if len(children) == 2:
            self._all(bool if str(children[0].data) == "unary_not" else kind, kind)
        return kind

    def _member_dot(self, children: list[Any]) -> Kind:
        owner, name = self.kind(children[0]), str(children[1])
        if not (isinstance(owner, type) and is_dataclass(owner)):
            raise ExpressionError(f"{_say(owner)} has no part `{name}`")
        return self._field(name, hints(owner), owner.__name__)

    def _member_index(self, children: list[Any]) -> Kind:
        owner, index = self.kind(children[0]), self.kind(children[1])
        if not isinstance(owner, tuple):
            raise ExpressionError(f"{_say(owner)} has no parts")
        self._all(int if owner[0] == "list" else str, index)
        return owner[1]

    def _member_dot_arg(self, children: list[Any]) -> Kind:
        owner, name = self.kind(children[0]), str(children[1])
        arguments = children[2].children if len(children) > 2 and children[2] is not None else []
        if name in ("exists", "all", "exists_one", "filter", "map") and len(arguments) == 2:
            if not isinstance(owner, tuple):
                raise ExpressionError(f"`{name}` needs a list")
            return self._macro(name, owner, arguments)
        if name not in METHODS:
            raise ExpressionError(f"unknown function `{name}`")
        for argument in arguments:
            self._all(str, self.kind(argument))
        return METHODS[name]

    def _macro(self, name: str, owner: Kind, arguments: list[Any]) -> Kind:
        variable = next(iter(arguments[0].scan_values(lambda _: True)))
        outer = dict(self.bound)
        self.bound[str(variable)] = owner[1] if owner[0] == "list" else str
        inner = self.kind(arguments[1])
        self.bound = outer
        if name == "map":
            return ("list", inner)
        self._all(bool, inner)
        return ("list", owner[1]) if name == "filter" else bool

    def _ident(self, children: list[Any]) -> Kind:
        name = str(children[0])
        return self.bound[name] if name in self.bound else self._field(name, self.roots, self.owner)

    def _ident_arg(self, children: list[Any]) -> Kind:
        name = str(children[0])
        if name not in FUNCTIONS:
            raise ExpressionError(f"unknown function `{name}`")
        nodes = children[1].children if len(children) > 1 and children[1] is not None else []
        given, (_, takes, gives) = [self.kind(node) for node in nodes], FUNCTIONS[name]
        if len(given) != len(takes):
            raise ExpressionError(f"`{name}` takes {len(takes)} values")
        for kind, wanted in zip(given, takes, strict=True):
            if isinstance(wanted, tuple) and not (isinstance(kind, tuple) and wanted in (kind, (kind[0], "?"))):
                raise ExpressionError(f"`{name}` takes a {wanted[0]}, not {_say(kind)}")
            if isinstance(wanted, type):
                self._all(wanted, kind)
        if gives == "first":
            return self._same(*given)
        if name == "rank":
            for literal in nodes[0].scan_values(lambda token: str(token.type) == "STRING_LIT"):
                if str(literal)[1:-1] not in RANKS:
                    raise ExpressionError(f"unknown rank {literal}; known: {', '.join(RANKS)}")
        return given[0][1] if gives == "element" else gives

    def _literal(self, children: list[Any]) -> Kind:
        kinds = {"INT_LIT": int, "FLOAT_LIT": float, "BOOL_LIT": bool, "STRING_LIT": str, "MLSTRING_LIT": str}
        kind = kinds.get(str(children[0].type))
        if kind is None:
            raise ExpressionError(f"`{children[0]}` cannot be used: facts are never null, unsigned or bytes")
        return kind

    def _list_lit(self, children: list[Any]) -> Kind:
        if not children or children[0] is None:
            raise ExpressionError("an empty list has no type")
        kinds = [self.kind(child) for child in children[0].children]
        self._all(kinds[0], *kinds)
        return ("list", kinds[0])

    def _field(self, name: str, table: dict[str, Any], owner: str) -> Kind:
        if name not in table:
            raise ExpressionError(f"unknown fact `{name}` of {owner}; known: {', '.join(sorted(table))}")
        return kind_of(table[name])

    def _all(self, wanted: Kind, *kinds: Kind) -> None:
        for kind in kinds:
            if kind != wanted:
                raise ExpressionError(f"{_say(wanted)} expected, {_say(kind)} found")

    def _same(self, left: Kind, right: Kind) -> Kind:
        if left != right:
            raise ExpressionError(f"{_say(left)} and {_say(right)} do not go together")
        return left
