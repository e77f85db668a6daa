"""A city's rulebook, edition after edition, and the platform's shelf of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from shared.errors import NotFound, Refused
from shared.rulebook.edition import Edition, RulesView
from shared.rulebook.loading import RulebookError
from shared.rulebook.page import City, Division, Document
from shared.working_days import WorkCalendar

BEIJING_IS_AHEAD = timedelta(hours=8)


class NotYetInForce(Refused):
    """The day lies before the first edition."""


class Rulebook:
    """One city's editions, by their first days. A record keeps the rules of its own date.

    What is asked without a day (`page`, `calendar`, `version` …) is that of the edition in force today.
    """

    def __init__(self, *editions: Edition | Path) -> None:
        """Editions, or folders of files. Raises RulebookError when a folder's city.yml does not hold."""
        found = [one if isinstance(one, Edition) else in_folder(one) for one in editions]
        self.editions = tuple(sorted(found, key=lambda edition: (edition.from_, edition.number)))
        self.folder = next((one for one in editions if isinstance(one, Path)), None)
        self.city = self.editions[0].city

    def on(self, day: date) -> Edition:
        """The edition in force on a day (Asia/Shanghai): of those begun the one begun last; of one day's, the latest.

        Raises Refused before the first one's first day.
        """
        day = day.date() if isinstance(day, datetime) else day
        for edition in reversed(self.editions):
            if edition.from_ <= day:
                return edition
        title = f"《{self.editions[0].source.title}》"
        first = self.editions[0].from_
        raise NotYetInForce("city.source.from", title, f"{title}自{first}起施行", "Not yet in force on that day")

    @property
    def now(self) -> Edition:
        """The edition in force today, or the first to come."""
        if len(self.editions) == 1:
            return self.editions[0]
        try:
            return self.on((datetime.now(UTC) + BEIJING_IS_AHEAD).date())
        except NotYetInForce:
            return self.editions[0]

    @property
    def latest(self) -> Edition:
        """The edition published last, whenever it begins."""
        return max(self.editions, key=lambda edition: edition.number)

    def edition(self, number: int) -> Edition:
        """The edition of a number. Raises NotFound."""
        for edition in self.editions:
            if edition.number == number:
                return edition
        raise NotFound("rulebook_version")

    def view(self, cls: type[RulesView], on: date) -> Any:
        """A service's view of a day. Raises Refused before the first edition's first day."""
        day = on.date() if isinstance(on, datetime) else on
        return self.on(day).view(cls, day)

    def divisions(self, on: date) -> dict[str, Division]:
        """Counties and the like that exist on a day, by code."""
        return self.on(on).divisions(on)

    def with_edition(self, edition: Edition) -> Rulebook:
        """The same book with one more edition; one of the same number is replaced."""
        book = Rulebook(*(one for one in self.editions if one.number != edition.number), edition)
        book.folder = self.folder
        return book

    @property
    def name(self) -> str:
        """The city's name."""
        return self.now.name

    @property
    def source(self) -> Document:
        """The document in force."""
        return self.now.source

    @property
    def page(self) -> City:
        """city.yml: names, articles, divisions of all times, conflicts."""
        return self.now.page

    @property
    def version(self) -> str:
        """Of the edition in force."""
        return self.now.version

    @property
    def calendar(self) -> WorkCalendar:
        """The city's working days."""
        return self.now.calendar

    @property
    def synonyms(self) -> Mapping[str, tuple[str, ...]]:
        """Each word with those that mean the same in a search."""
        return self.now.synonyms

    @property
    def dictionaries(self) -> Mapping[str, Any]:
        """The words that forms offer, by dictionary."""
        return self.now.dictionaries

    def check(self, cls: type[RulesView]) -> None:
        """Checks a service's view of every edition. Raises RulebookError with all that is wrong."""
        for edition in self.editions:
            edition.check(cls)

    def unstated(self) -> list[str]:
        """The articles that no file checked so far states."""
        return self.now.unstated()

    def stated(self) -> dict[str, list[str]]:
        """Each article of the edition in force, with the files checked so far that state it."""
        return self.now.stated()


class Rulebooks:
    """All cities of this installation, by their GB/T 2260 code. A book is put in place of another in one step."""

    def __init__(self, books: dict[str, Rulebook]) -> None:
        self.books = books
        self.absent: Callable[[str], Exception] = lambda _: NotFound("city")

    @staticmethod
    def from_folder(path: str | Path) -> Rulebooks:
        """Every sub-folder with a city.yml. Raises RulebookError for the first city that does not hold."""
        return Rulebooks({book.city: book for book in (Rulebook(folder) for folder in folders(Path(path)))})

    def of(self, city: str) -> Rulebook:
        """The city's rulebook. Raises NotFound for a city that is not on this platform.

        `absent` is asked first: it may put an edition in place that was heard a moment ago, or know a better answer.
        """
        if city not in self.books:
            problem = self.absent(city)
            if city not in self.books:
                raise problem
        return self.books[city]

    def in_force(self, city: str, on: date) -> Rulebook | None:
        """The city's rulebook, or None where nothing is in force on that day, or there is no such city yet."""
        book = self.books.get(city)
        return book if book is not None and book.editions[0].from_ <= on else None

    def cities(self) -> tuple[str, ...]:
        """The codes of the cities here."""
        return tuple(self.books)

    def put(self, edition: Edition) -> None:
        """One more edition of its city, which may be a new one."""
        book = self.books.get(edition.city)
        self.books = {**self.books, edition.city: book.with_edition(edition) if book else Rulebook(edition)}

    def check(self, cls: type[RulesView]) -> None:
        """Checks a service's view of every city that has its file, at start. Raises RulebookError."""
        for book in self:
            book.check(cls)

    def __iter__(self) -> Iterator[Rulebook]:
        return iter(self.books.values())


def folders(path: Path) -> list[Path]:
    """The city folders of a rulebook folder, in order."""
    return sorted(file.parent for file in path.glob("*/city.yml"))


def in_folder(folder: Path) -> Edition:
    """The edition that a folder's files are. Raises RulebookError when they do not hold."""
    texts = {file.name: file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.yml"))}
    edition = Edition(texts, where=f"{folder}/")
    if folder.name[:6].isdigit() and folder.name[:6] != edition.city:
        raise RulebookError([f"{folder}/city.yml:1: city {edition.city} stands in the folder {folder.name}"])
    return edition
