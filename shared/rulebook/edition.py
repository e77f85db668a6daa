"""One version of a city's rules: the texts of its files, structured for any day into a service's typed view."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Self

from shared.rulebook.loading import RulebookError, Source
from shared.rulebook.page import CalendarFile, City, Division, Duty, Silence, WordsFile
from shared.rulebook.reading import Statement, read
from shared.working_days import NATIONAL, WorkCalendar

if TYPE_CHECKING:
    from shared.rulebook.book import Rulebook

REMEMBERED = 16  # days whose statements an edition keeps
OF_THE_CITY = ("city", "calendar", "words")
"""The files that are no service's; every other one is named after the service that reads it."""


@dataclass(frozen=True, kw_only=True)
class RulesView:
    """The root of a service's vocabulary. The file is `<service>.yml`, by the package that declares the class.

    `calendar`: the city's working days, for clocks that no chain keeps.
    """

    file: ClassVar[str] = ""
    version: str = field(default="", metadata={"given": True})
    calendar: WorkCalendar = field(default=NATIONAL, compare=False, repr=False, metadata={"given": True})
    silences: tuple[Silence, ...] = ()
    duties: tuple[Duty, ...] = ()

    @classmethod
    def of(cls, rulebook: Rulebook | Edition, on: date) -> Self:
        """The rules of a day (Asia/Shanghai). Raises Refused before the document's first day."""
        view: Self = rulebook.view(cls, on)
        return view

    def inconsistencies(self) -> Iterable[str]:
        """What a service finds wrong between parts of its own rules; the file then does not go live."""
        return ()

    @classmethod
    def stem(cls) -> str:
        """The name of the YAML file, without its ending."""
        return cls.file or cls.__module__.split(".")[-2]


class Edition:
    """The files of a city, as a set. It never changes; `version` differs with any byte of it, and by its first day.

    `number`: 0 for what the installation started with, 1 … for what was published since. `from_`: its first day,
    where it was published; the document's own otherwise.
    """

    def __init__(self, texts: Mapping[str, str], where: str = "", number: int = 0, from_: date | None = None) -> None:
        """Texts by file name ("city.yml"). Raises RulebookError when the city's own files do not hold."""
        self.texts, self.number, self._where = dict(texts), number, where
        page = self._compose("city")
        self.page: City = page.build(City, date.max)
        self._cited: dict[str, set[str]] = {}
        checked = self._compose("city", self.page.articles)
        checked.build(City, date.max)
        self._cited["city"] = checked.cited
        self.city, self.name, self.source = self.page.city, self.page.name, self.page.source
        self.from_ = from_ or self.source.from_
        self.calendar = self._calendar()
        self._words: WordsFile = self._optional("words", WordsFile) or WordsFile()
        self._sources: dict[str, Source] = {}
        self._views: dict[tuple[type, int], Any] = {}
        self._read: dict[date, list[Statement]] = {}

    @cached_property
    def digest(self) -> str:
        """Of all texts; two editions with the same one say the same."""
        return digest_of(self.texts)

    @cached_property
    def version(self) -> str:
        """What a decision keeps: the first day and eight digits of the digest."""
        return f"{self.from_}.{self.digest[:8]}"

    @property
    def files(self) -> tuple[str, ...]:
        """The services that have a file here."""
        stems = sorted(name.removesuffix(".yml") for name in self.texts if name.endswith(".yml"))
        return tuple(stem for stem in stems if stem not in OF_THE_CITY)

    def divisions(self, on: date) -> dict[str, Division]:
        """Counties and the like that exist on a day, by code."""
        return {code: one for code, one in (self.page.divisions or {}).items() if one.valid(on)}

    @cached_property
    def synonyms(self) -> Mapping[str, tuple[str, ...]]:
        """Each word with those that mean the same."""
        return self._words.by_word()

    @property
    def word_groups(self) -> tuple[tuple[str, ...], ...]:
        """The groups of words that mean the same, as written."""
        return self._words.synonyms

    @property
    def dictionaries(self) -> Mapping[str, Any]:
        """The words that forms offer, by dictionary."""
        return self._words.dictionaries

    def view(self, cls: type[RulesView], on: date) -> Any:
        """The view of a day, structured once per span between two dates on which something changes."""
        source = self._source(cls.stem())
        span = (cls, bisect_right(source.dates, on))
        if span not in self._views:
            self._views[span] = source.build(cls, on, {"version": self.version, "calendar": self.calendar})
        return self._views[span]

    def statements(self, on: date) -> list[Statement]:
        """What the files state on a day, without their vocabulary; remembered for the days asked last."""
        if on not in self._read:
            if len(self._read) >= REMEMBERED:
                self._read.clear()
            self._read[on] = read(self.texts, on)
        return self._read[on]

    def check(self, cls: type[RulesView]) -> None:
        """Structures the view for every span of dates. Raises RulebookError with all that is wrong."""
        source, errors = self._source(cls.stem()), []
        first = min(self.from_, self.source.from_)
        for day in [first, *(day for day in source.dates if day > first)]:
            try:
                self.view(cls, day)
            except RulebookError as error:
                errors += error.errors
        if errors:
            raise RulebookError(list(dict.fromkeys(errors)))
        self._cited[cls.stem()] = source.cited

    def stated(self) -> dict[str, list[str]]:
        """Each article, in the document's order, with the files checked so far that state it."""
        files = sorted(self._cited.items())
        return {article: [name for name, cited in files if article in cited] for article in self.page.articles}

    def unstated(self) -> list[str]:
        """The articles that no file checked so far states."""
        return [article for article, files in self.stated().items() if not files]

    def _calendar(self) -> WorkCalendar:
        stated = self._optional("calendar", CalendarFile)
        return WorkCalendar({int(name): year for name, year in stated.years.items()}) if stated else NATIONAL

    def _optional(self, stem: str, kind: type) -> Any:
        return self._compose(stem).build(kind, date.max) if f"{stem}.yml" in self.texts else None

    def _source(self, stem: str) -> Source:
        if stem not in self._sources:
            self._sources[stem] = self._compose(stem, self.page.articles)
        return self._sources[stem]

    def _compose(self, stem: str, articles: tuple[str, ...] = ()) -> Source:
        file = f"{stem}.yml"
        calendar = getattr(self, "calendar", NATIONAL)
        return Source(f"{self._where}{file}", self.texts.get(file), stem, articles, calendar)


def digest_of(texts: Mapping[str, str]) -> str:
    """A fingerprint of a set of files."""
    hashed = hashlib.sha256()
    for name in sorted(texts):
        hashed.update(name.encode() + texts[name].encode())
    return hashed.hexdigest()
