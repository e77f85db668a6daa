"""The cities' rules for anybody to read: by article, version by version, and what differs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from services.registry.domain import rulebook_version as versions
from services.registry.store import RegistryWork
from shared.documents import plain
from shared.rulebook import Edition, NotYetInForce, Rulebook, Rulebooks
from shared.rulebook.reading import Difference, Statement, difference

LEGEND = {
    "origins": {
        "document": {"zh": "文件规定", "en": "stated by the document"},
        "setting": {"zh": "本局设定", "en": "the bureau's own setting"},
        "silent": {"zh": "本办法未作规定", "en": "the document does not say"},
        "sample": {"zh": "取自样本，待确认", "en": "taken from a sample city, to be confirmed"},
        "none": {"zh": "名称与说明", "en": "names and explanations"},
    },
    "kinds": {
        "value": {"zh": "数值", "en": "value"},
        "when": {"zh": "条件", "en": "condition"},
        "amount": {"zh": "金额或数量", "en": "amount"},
        "measure": {"zh": "计分", "en": "measure"},
        "day": {"zh": "日期", "en": "day"},
        "chain": {"zh": "办理流程", "en": "chain"},
        "setting": {"zh": "设定", "en": "setting"},
        "silent": {"zh": "未规定", "en": "silence"},
        "text": {"zh": "表述", "en": "wording"},
    },
}


def list_rulebooks(work: RegistryWork, rulebooks: Rulebooks) -> dict[str, Any]:
    """The cities whose rules are in force, or begin later."""
    found = [_edition(book, _in_force(book, work.today)) for book in rulebooks]
    return {"items": sorted(found, key=lambda one: str(one["city"]))}


def rulebook_reading(
    work: RegistryWork,
    rulebooks: Rulebooks,
    *,
    city: str,
    on: date | None = None,
    number: int | None = None,
    article: str | None = None,
    file: str | None = None,
) -> dict[str, Any]:
    """Every rule of a city as in force on a day (today), or of one version, by article in the document's order."""
    book = rulebooks.of(city)
    day = on or work.today
    edition = book.edition(number) if number is not None else _in_force(book, day)
    shown = [one for one in edition.statements(max(day, edition.from_)) if file is None or one.file == f"{file}.yml"]
    return {
        **_edition(book, edition),
        "on": day.isoformat(),
        "articles": by_article(shown, edition.page.articles, article),
        "conflicts": [plain(conflict) for conflict in edition.page.conflicts],
        "silences": [plain(silence) for silence in edition.page.silences],
        "divisions": {code: plain(one) for code, one in edition.divisions(day).items()},
        "dictionaries": plain(dict(edition.dictionaries)),
        "synonyms": [list(group) for group in edition.word_groups],
        "calendar": {str(year): plain(one) for year, one in edition.calendar.years.items()},
        "working_days": {str(year): edition.calendar.basis(year) for year in (day.year, day.year + 1)},
        "legend": LEGEND,
    }


def rulebook_versions(work: RegistryWork, rulebooks: Rulebooks, *, city: str) -> dict[str, Any]:
    """What a city has published, the latest first; number 0 is what the installation started with."""
    book = rulebooks.of(city)
    found = work.rulebook_versions.some({"city": city}, sort=[("number", -1)], everywhere=True)
    items = [versions.public(one) for one in found]
    for edition in book.editions:
        if edition.number == 0:
            items.append(
                {"number": 0, "rulebook_version": edition.version, "from": edition.from_.isoformat(), "origin": "files"}
            )
    return {"items": items}


def rulebook_version(work: RegistryWork, rulebooks: Rulebooks, *, city: str, number: int) -> dict[str, Any]:
    """One version with its files. Raises NotFound."""
    book = rulebooks.of(city)
    edition = book.edition(number)
    found = work.rulebook_versions.some({"city": city, "number": number}, everywhere=True, limit=1)
    return {**_edition(book, edition), **(versions.public(found[0]) if found else {}), "texts": dict(edition.texts)}


def rulebook_difference(
    work: RegistryWork, rulebooks: Rulebooks, *, city: str, number: int, against: int | None = None
) -> dict[str, Any]:
    """What a version states otherwise than another; than the one before it when none is named. Raises NotFound."""
    book = rulebooks.of(city)
    earlier = [edition for edition in book.editions if edition.number < number]
    before = max(earlier, key=lambda edition: edition.number) if against is None and earlier else None
    old: Mapping[str, str] = before.texts if before else {} if against is None else book.edition(against).texts
    return differing(difference(old, book.edition(number).texts))


def differing(found: list[Difference]) -> dict[str, Any]:
    """Differences, with how many of each sort."""
    counts = {change: sum(one.change == change for one in found) for change in ("added", "removed", "changed")}
    return {"items": [plain(one) for one in found], **counts}


def by_article(
    statements: list[Statement], articles: tuple[str, ...], wanted: str | None = None
) -> list[dict[str, Any]]:
    """Statements under each article that they cite, in the document's order; then those that cite none."""
    under: dict[str, list[dict[str, Any]]] = {}
    for one in statements:
        cited = [part for part in one.article.replace("；", "、").split("、") if part] or [""]
        for part in cited:
            stem = max((name for name in articles if part.startswith(name)), key=len, default=part)
            under.setdefault(stem, []).append(plain(one))
    order = [*articles, *sorted(name for name in under if name and name not in articles), ""]
    return [
        {"article": name, "statements": under.get(name, [])}
        for name in order
        if (name in under or name in articles) and wanted in (None, name)
    ]


def _in_force(book: Rulebook, day: date) -> Edition:
    try:
        return book.on(day)
    except NotYetInForce:
        return book.editions[0]


def _edition(book: Rulebook, edition: Edition) -> dict[str, Any]:
    later = [one.from_ for one in book.editions if one.from_ > edition.from_]
    source = edition.source
    return {
        "city": book.city,
        "name": edition.name,
        "name_en": edition.page.name_en,
        "number": edition.number,
        "rulebook_version": edition.version,
        "from": edition.from_.isoformat(),
        "until": min(later).isoformat() if later else None,
        "source": {
            "title": source.title,
            "number": source.number,
            "from": source.from_.isoformat(),
            "basis": source.basis,
        },
        "files": list(edition.texts),
    }
