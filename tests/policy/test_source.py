"""Every article is stated somewhere, and source.md says where."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from shared.rulebook import Rulebook

BOOKS = Path(__file__).parents[2] / "shared" / "rulebooks"
SERVICES = ("registry", "dispatch", "records", "appraisal", "funding", "training")
ROW = re.compile(r"^\| (\S+) \| [^|]+ \| ([a-z, ]*) \|$", re.MULTILINE)


def checked(city: str) -> Rulebook:
    book = Rulebook(BOOKS / city)
    for service in SERVICES:
        book.check(import_module(f"services.{service}.rules").Rules)
    return book


@pytest.mark.parametrize("city", ["150200-baotou", "130100-shijiazhuang"])
def test_every_article_is_stated_somewhere_and_source_md_says_where(city: str) -> None:
    book = checked(city)
    assert book.unstated() == []
    table = {article: files.split(", ") for article, files in ROW.findall((BOOKS / city / "source.md").read_text())}
    rows = "\n".join(f"| {article} | … | {', '.join(files)} |" for article, files in book.stated().items())
    assert table == book.stated(), f"source.md must say:\n{rows}"


def test_the_contradictions_of_baotou_are_listed_with_the_ruling_in_force() -> None:
    conflicts = Rulebook(BOOKS / "150200-baotou").page.conflicts
    pairs = [tuple(clause.cite.partition("条")[0] + "条" for clause in conflict.clauses) for conflict in conflicts]
    assert sorted(pairs) == sorted(
        [("第五条", "第九条"), ("第六条", "第十三条"), ("第六条", "第十三条"), ("第二十六条", "第三十一条")]
    )
    assert all(conflict.ruling and conflict.by and conflict.since for conflict in conflicts)
