"""What the codes of the city's registry.yml, its counties and its words.yml are called."""

from __future__ import annotations

from typing import Any

from services.registry.rules import Kind, Rules, Subject
from services.registry.store import RegistryWork
from shared.dictionaries import Entries, day_in_force, dictionary, entries, entry, named, rules_said, steps
from shared.rulebook import Rulebook, Rulebooks
from shared.rulebook.names import PARTIES


def dictionaries(work: RegistryWork, rulebooks: Rulebooks, city: str) -> dict[str, Any]:
    """Dictionaries of the registry's part; those of words.yml under the names it gives them."""
    book = rulebooks.of(city)
    day = day_in_force(book, work.today)
    rules = Rules.of(book, day)
    return {
        "items": [
            dictionary("city", [entry(one.city, one.name, one.page.name_en) for one in rulebooks]),
            dictionary("county", [entry(c, one.name, one.name_en) for c, one in book.divisions(day).items()]),
            dictionary("party", _parties(rules)),
            dictionary("unit_kind", entries(rules.unit_kinds)),
            dictionary("subject", entries(rules.subjects)),
            *_of_subjects(rules),
            dictionary("ground", _grounds(rules)),
            dictionary("register", entries(rules.registers)),
            dictionary("return_reason", entries(rules.return_reasons)),
            steps(rules),
            rules_said(rules),
            *_words(book),
        ]
    }


def _parties(rules: Rules) -> Entries:
    """The city's own names before the platform's."""
    return [*entries(rules.parties), *named((name for name in PARTIES if name not in rules.parties), PARTIES)]


def _of_subjects(rules: Rules) -> list[dict[str, Any]]:
    """Kinds by subject; declarations, materials and criteria of inspection by subject or by "subject.kind"."""
    kinds: Entries = []
    found: dict[str, Entries] = {"declaration": [], "material": [], "criterion": []}
    for name, subject in rules.subjects.items():
        kinds += entries(subject.kinds, name)
        own: list[tuple[str, Subject | Kind]] = [(f"{name}.{key}", kind) for key, kind in subject.kinds.items()]
        for of, stated in [(name, subject), *own]:
            found["declaration"] += entries(stated.declarations, of)
            found["material"] += entries({one.id: one for one in stated.materials}, of)
            criteria = stated.inspection.criteria if stated.inspection else ()
            found["criterion"] += entries({one.criterion: one for one in criteria}, of)
    return [dictionary("kind", kinds), *(dictionary(name, listed) for name, listed in found.items())]


def _grounds(rules: Rules) -> Entries:
    """Grounds by what they are of: cancel, suspend, restore, or the register that is entered."""
    stated: list[tuple[str, Any]] = [
        ("cancel", rules.cancellations),
        ("suspend", rules.suspensions),
        ("restore", rules.restorations),
        *((name, register.grounds) for name, register in rules.registers.items()),
    ]
    return [one for of, grounds in stated for one in entries(grounds, of)]


def _words(book: Rulebook) -> list[dict[str, Any]]:
    return [dictionary(name, entries(one.entries)) for name, one in book.dictionaries.items()]
