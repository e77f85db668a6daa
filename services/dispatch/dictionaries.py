"""The city's own words for forms (words.yml): where it has a dictionary, only its words may be said."""

from __future__ import annotations

from typing import Any

from shared.errors import Invalid
from shared.rulebook import Rulebook

FIELDS, CLASSES = "fields", "demand_classes"


def check(rulebook: Rulebook, said: dict[str, Any]) -> None:
    """Raises Invalid, with what there is to choose from, for a field of technology or class that the city lacks.

    Without a dictionary of fields any may be named; without one of classes none. A word is known by code or label.
    """
    known = _known(rulebook, FIELDS)
    for at, field in enumerate(said.get("fields", ())):
        if known and field not in known:
            raise _choose(f"/fields/{at}", known)
    named, classes = said.get("demand_class") or "", _known(rulebook, CLASSES)
    if named and named not in classes:
        if not classes:
            raise Invalid.field("/demand_class", "本市未设需求类别", "choice", en="This city has no classes of demands")
        raise _choose("/demand_class", classes)


def _choose(pointer: str, known: dict[str, None]) -> Invalid:
    return Invalid.field(
        pointer, f"只能从中选择：{'、'.join(known)}"[:500], "choice", en=f"Choose among: {', '.join(known)}"[:500]
    )


def _known(rulebook: Rulebook, name: str) -> dict[str, None]:
    found = rulebook.dictionaries.get(name)
    entries = found.entries.items() if found is not None else ()
    return dict.fromkeys(word for code, entry in entries for word in (entry.label, code))
