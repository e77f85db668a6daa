"""What a city says besides its rules: its own page (city.yml), its working days, its words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from shared.rulebook.vocabulary import Cite
from shared.working_days import Year


@dataclass(frozen=True)
class Document:
    """The document a city's rules come from; `from` with its `basis` where the document itself is silent."""

    title: str
    from_: date
    number: str = ""
    basis: str = ""


@dataclass(frozen=True)
class Clause:
    """One side of a conflict."""

    cite: Cite
    says: str


@dataclass(frozen=True)
class Conflict:
    """Clauses that disagree, and the ruling in force. Without a ruling the rulebook does not go live."""

    topic: str
    clauses: tuple[Clause, ...]
    ruling: str = ""
    by: str = ""
    since: date | None = None


@dataclass(frozen=True)
class Silence:
    """What somebody would look for and the document does not say (本办法未作规定)."""

    topic: str
    note: str = ""


@dataclass(frozen=True)
class Duty:
    """An article in prose that the platform shows and does not compute: who has to do what."""

    cite: Cite
    who: tuple[str, ...]
    does: str


@dataclass(frozen=True)
class Division:
    """A county, district or development zone, as parties of this city's work.

    `valid_from`, `valid_to`: its first and last day, where it is not as old as the document or is no more (counties
    merge); `successors`: the codes its work went to. Old records keep the code, and so its name.
    """

    name: str
    name_en: str
    note: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[str, ...] = ()

    def valid(self, on: date) -> bool:
        """Whether it exists on a day."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True)
class City:
    """city.yml: the tenant, its document, its articles, its contradictions, its divisions (by GB/T 2260 code)."""

    city: str
    name: str
    name_en: str
    source: Document
    articles: tuple[str, ...] = ()
    divisions: Mapping[str, Division] | None = None
    conflicts: tuple[Conflict, ...] = ()
    silences: tuple[Silence, ...] = ()
    duties: tuple[Duty, ...] = ()

    def inconsistencies(self) -> Iterable[str]:
        """Divisions of another city, or whose days or successors do not hold."""
        own = area(self.city)
        for code, division in (self.divisions or {}).items():
            if not code.isdigit() or not code.startswith(own) or code == self.city:
                yield f"division {code} ({division.name}) does not begin with this city's {own}"
            if division.valid_from and division.valid_to and division.valid_to < division.valid_from:
                yield f"division {code} ({division.name}) ends before it begins"
            for successor in division.successors:
                if successor not in (self.divisions or {}) or successor == code:
                    yield f"division {code} ({division.name}): its successor {successor} is not a division here"
            if division.successors and division.valid_to is None:
                yield f"division {code} ({division.name}) has successors and no last day (valid_to)"


def area(code: str) -> str:
    """What the codes of everything in a province, city or county begin with: its code without the closing 00."""
    while len(code) > 2 and code.endswith("00"):
        code = code[:-2]
    return code


@dataclass(frozen=True)
class CalendarFile:
    """calendar.yml: working days by year. A year that is not here follows the national list."""

    years: Mapping[str, Year]

    def inconsistencies(self) -> Iterable[str]:
        """Days of another year, days named twice, weekends that are none."""
        for name, year in self.years.items():
            if not (name.isdigit() and len(name) == 4):
                yield f"`{name}` is not a year"
                continue
            for day in (*year.days_off, *year.working_weekends):
                if day.year != int(name):
                    yield f"{day} stands under {name}"
            for day in set(year.days_off) & set(year.working_weekends):
                yield f"{day} is both a day off and a working day"
            for day in year.working_weekends:
                if day.weekday() < 5:
                    yield f"{day} is no weekend: working_weekends lists the Saturdays and Sundays that are worked"


@dataclass(frozen=True)
class Entry:
    """One word of a dictionary."""

    label: str
    label_en: str = ""
    note: str = ""


@dataclass(frozen=True)
class Dictionary:
    """The words a form offers for one thing (fields of work, industries), by code."""

    label: str
    entries: Mapping[str, Entry]
    label_en: str = ""
    note: str = ""


@dataclass(frozen=True)
class WordsFile:
    """words.yml: dictionaries, and groups of words that mean the same in a search."""

    dictionaries: Mapping[str, Dictionary] = field(default_factory=dict)
    synonyms: tuple[tuple[str, ...], ...] = ()

    def inconsistencies(self) -> Iterable[str]:
        """Groups of one word."""
        for group in self.synonyms:
            if len(set(group)) < 2:
                yield f"synonyms are at least two words, not {'、'.join(group)}"

    def by_word(self) -> dict[str, tuple[str, ...]]:
        """Each word with the others of its groups."""
        found: dict[str, dict[str, None]] = {}
        for group in self.synonyms:
            for word in group:
                found.setdefault(word, {}).update({other: None for other in group if other != word})
        return {word: tuple(others) for word, others in found.items()}
