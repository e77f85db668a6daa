"""A city's rulebook and the platform's shelf of them; each service asks for its own typed view of a day."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, ClassVar, Self

from shared.errors import NotFound, Refused
from shared.rulebook.loading import RulebookError, Source
from shared.rulebook.vocabulary import City, Duty, Silence


@dataclass(frozen=True, kw_only=True)
class RulesView:
    """The root of a service's vocabulary. The file is `<service>.yml`, by the package that declares the class."""

    file: ClassVar[str] = ""
    version: str = field(default="", metadata={"given": True})
    silences: tuple[Silence, ...] = ()
    duties: tuple[Duty, ...] = ()

    @classmethod
    def of(cls, rulebook: Rulebook, on: date) -> Self:
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


class Rulebook:
    """One city's folder. `version` changes with any byte of it."""

    def __init__(self, folder: Path) -> None:
        """Raises RulebookError when city.yml does not hold."""
        self.folder = folder
        page = Source(folder / "city.yml", "city")
        self.page: City = page.build(City, date.max)
        cited = Source(folder / "city.yml", "city", self.page.articles)
        cited.build(City, date.max)
        self._cited = {"city": cited.cited}
        if folder.name[:6].isdigit() and folder.name[:6] != self.page.city:
            raise RulebookError([f"{page.file}:1: city {self.page.city} stands in the folder {folder.name}"])
        self.city, self.name, self.source = self.page.city, self.page.name, self.page.source
        text = b"".join(file.name.encode() + file.read_bytes() for file in sorted(folder.glob("*.yml")))
        self.version = f"{self.source.from_}.{hashlib.sha256(text).hexdigest()[:8]}"
        self._sources: dict[str, Source] = {}
        self._views: dict[tuple[type, int], Any] = {}

    def view(self, cls: type[RulesView], on: date) -> Any:
        """The view of a day, structured once per span between two dates on which something changes."""
        day = on.date() if isinstance(on, datetime) else on
        if day < self.source.from_:
            title = f"《{self.source.title}》"
            raise Refused(
                "city.source.from", title, f"{title}自{self.source.from_}起施行", "Not yet in force on that day"
            )
        source = self._source(cls.stem())
        span = (cls, bisect_right(source.dates, day))
        if span not in self._views:
            self._views[span] = source.build(cls, day, {"version": self.version})
        return self._views[span]

    def check(self, cls: type[RulesView]) -> None:
        """Structures the view for every span of dates. Raises RulebookError with all that is wrong."""
        source, errors = self._source(cls.stem()), []
        for day in [self.source.from_, *(day for day in source.dates if day > self.source.from_)]:
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

    def _source(self, stem: str) -> Source:
        if stem not in self._sources:
            self._sources[stem] = Source(self.folder / f"{stem}.yml", stem, self.page.articles)
        return self._sources[stem]


class Rulebooks:
    """All cities of this installation, by their GB/T 2260 code."""

    def __init__(self, books: dict[str, Rulebook]) -> None:
        self.books = books

    @staticmethod
    def from_folder(path: str | Path) -> Rulebooks:
        """Every sub-folder with a city.yml. Raises RulebookError for the first city that does not hold."""
        return Rulebooks({book.city: book for book in (Rulebook(folder) for folder in folders(Path(path)))})

    def of(self, city: str) -> Rulebook:
        """The city's rulebook. Raises NotFound for a city that is not on this platform."""
        if city not in self.books:
            raise NotFound("city")
        return self.books[city]

    def cities(self) -> tuple[str, ...]:
        """The codes of the cities here."""
        return tuple(self.books)

    def check(self, cls: type[RulesView]) -> None:
        """Checks a service's view of every city that has its file, at start. Raises RulebookError."""
        for book in self:
            book.check(cls)

    def __iter__(self) -> Iterator[Rulebook]:
        return iter(self.books.values())


def folders(path: Path) -> list[Path]:
    """The city folders of a rulebook folder, in order."""
    return sorted(file.parent for file in path.glob("*/city.yml"))
