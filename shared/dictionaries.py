"""Dictionaries (词表): what each code of a city's rulebook is called, for whoever shows it or offers it to choose from.

Every service answers the question `dictionaries` with those of its own part; the gateway puts them together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from marshmallow import Schema, fields

from shared.rulebook import Rulebook
from shared.rulebook.names import chains, conditions, step_name

Entries = list[dict[str, str]]


class AskDictionaries(Schema):
    """No arguments: of the asker's city."""


class DictionaryEntry(Schema):
    """One word. `of`: what it is a word of, where a code means something within another (a kind: its subject)."""

    value = fields.String(required=True)
    label = fields.String(required=True)
    label_en = fields.String(required=True)
    of = fields.String()
    article = fields.String()
    unit = fields.String(metadata={"description": "计量单位 · what it is counted in"})


class Dictionary(Schema):
    """The words of one thing, in the rulebook's order."""

    name = fields.String(required=True)
    entries = fields.List(fields.Nested(DictionaryEntry), required=True)


def day_in_force(rulebook: Rulebook, today: date) -> date:
    """Today, or the first day of a city whose rules are still to begin: its people prepare before it."""
    return max(today, rulebook.source.from_)


def dictionary(name: str, entries: Entries) -> dict[str, Any]:
    """As `Dictionary` shows it."""
    return {"name": name, "entries": entries}


def entry(value: str, label: str, label_en: str = "", **more: str) -> dict[str, str]:
    """As `DictionaryEntry` shows it; without an English name the Chinese one. `more`: of, article, unit.

    A word stands by itself here, so the English one begins with a capital, which in a rulebook's sentence it does not.
    """
    return {"value": value, "label": label, "label_en": (label_en[:1].upper() + label_en[1:]) or label, **more}


def entries(stated: Mapping[str, Any], of: str = "") -> Entries:
    """Of things stated by code, each with `label`, `label_en` and perhaps its article (`cite`)."""
    found = []
    for value, one in stated.items():
        article = str(getattr(one, "cite", "") or "")
        more = {name: said for name, said in (("of", of), ("article", article)) if said}
        found.append(entry(value, one.label, one.label_en, **more))
    return found


def named(codes: Iterable[str], names: Mapping[str, tuple[str, str]], of: str = "") -> Entries:
    """Of bare codes, by the names given; a code that none is given for is its own name."""
    more = {"of": of} if of else {}
    return [entry(code, *names.get(code, (code, "")), **more) for code in codes]


def steps(rules: Any) -> dict[str, Any]:
    """The steps of every chain of a view, each once; the first chain that names one names it."""
    found = {step.step: step_name(step) for chain in reversed([*chains(rules)]) for step in reversed(chain.steps)}
    return dictionary("step", [entry(step, *name) for step, name in reversed(found.items())])


def rules_said(rules: Any) -> dict[str, Any]:
    """What each condition of a view asks for, by its id: what answers name as `rule`, in words."""
    asked = {one.id: one for one in conditions(rules) if one.otherwise}
    found = [entry(id, one.otherwise, one.otherwise_en, article=one.cite) for id, one in asked.items()]
    return dictionary("rule", found)


def merged(parts: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Dictionaries of several services, those of one name together; an entry that an earlier one has is left out."""
    found: dict[str, dict[tuple[str, str], dict[str, str]]] = {}
    for part in parts:
        own = found.setdefault(part["name"], {})
        for one in part["entries"]:
            own.setdefault((one["value"], one.get("of", "")), one)
    return [dictionary(name, list(own.values())) for name, own in found.items()]
