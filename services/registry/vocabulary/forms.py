"""What a city's registry.yml can say about forms: sections and fields, declarations, materials, inspections, defects.

Each word is `Stated`: with `cite` it is the document's, with `by` and `since` the bureau's own setting, with neither
the platform's default (only `catalogue.py` makes those; a file that states no basis is refused).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from shared.rulebook import Chain, Cite, Rule

FieldKind = Literal[
    "text", "long_text", "number", "boolean", "date", "choice", "choices", "words", "unit", "county", "members",
    "person", "filing", "materials",
]  # fmt: skip
Holds = Literal["person", "unit", "application", "answers"]
Basis = Literal["document", "setting", "platform"]
NO_ARTICLE = Cite("")


@dataclass(frozen=True, kw_only=True)
class Stated:
    """Whatever rests on an article, on the bureau's setting, or on the platform alone."""

    cite: Cite = NO_ARTICLE
    by: str = ""
    since: date | None = None
    note: str = ""

    @property
    def source(self) -> Basis:
        """Whose word it is."""
        return "document" if self.cite else "setting" if self.by and self.since else "platform"

    @property
    def article(self) -> str:
        """The article, or who set it and since when."""
        return self.cite or (f"{self.by}设定（{self.since}）" if self.source == "setting" else "平台默认")


@dataclass(frozen=True)
class Option:
    """One of the answers to choose from."""

    label: str
    label_en: str


@dataclass(frozen=True, kw_only=True)
class FormField(Stated):
    """One field. `holds`: whose fact it is: the person's profile, the unit's, the application's, or a city's answer.

    `least`, `most` bound a number, a text's length or a list's size. A city's file states `answers` only; what the
    registry knows anyway is asked for by name (`Section.asks`), so that it is labelled and kept in one way everywhere.
    """

    field: str
    label: str
    label_en: str
    kind: FieldKind = "text"
    holds: Holds = "answers"
    required: bool = False
    options: Mapping[str, Option] | None = None
    least: int = 0
    most: int = 0
    hint: str = ""
    hint_en: str = ""


@dataclass(frozen=True, kw_only=True)
class Section(Stated):
    """A part of a form that is filled in and saved by itself; `after`: the sections that come first."""

    section: str
    label: str
    label_en: str
    asks: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    fields: tuple[FormField, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Declaration(Stated):
    """A sentence that the applicant affirms."""

    label: str
    label_en: str


@dataclass(frozen=True, kw_only=True)
class Material(Stated):
    """A document that an applicant brings. `types`: media types, none for any; `largest`: MiB, 0 for the platform's.

    A required one is listed as missing when it is not there; `at_most` 0: any number of files.
    """

    label: str
    label_en: str = ""
    material: str = ""
    types: tuple[str, ...] = ()
    largest: int = 0
    required: bool = False
    at_least: int = 1
    at_most: int = 0
    hint: str = ""
    hint_en: str = ""
    example: str = ""

    @property
    def id(self) -> str:
        """How files say which material they are."""
        return self.material or self.label


@dataclass(frozen=True, kw_only=True)
class Criterion(Stated):
    """One thing an inspector looks at and finds met or not; what is found unmet stands in the way of filing."""

    criterion: str
    label: str
    label_en: str


@dataclass(frozen=True, kw_only=True)
class InspectionForm:
    """What an inspection on site reports: every criterion, and how many photos at least."""

    criteria: tuple[Criterion, ...] = ()
    photos: Rule[int] | None = None


@dataclass(frozen=True, kw_only=True)
class Reason(Stated):
    """A coded reason for return."""

    label: str
    label_en: str


@dataclass(frozen=True, kw_only=True)
class Change(Stated):
    """Which facts of a live filing its holder may ask to have changed, and by which chain (none: the filing's own)."""

    facts: tuple[str, ...] = ()
    chain: Chain | None = None
