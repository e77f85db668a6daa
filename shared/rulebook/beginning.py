"""The files a new city begins with: another city's as a sample, or empty ones in which nothing is ruled.

A sample is not the new city's document. Every article that is taken over says so (样本：甲市第九条) until the city puts
its own in its place, and counts as a setting till then; contradictions of the other document are left behind.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from shared.rulebook.edition import Edition
from shared.rulebook.loading import SAMPLE, Source
from shared.rulebook.page import area

BLANK = Path(__file__).parent / "blank"
Texts = dict[str, str]


def empty(page: Mapping[str, Any]) -> Texts:
    """A valid set of files in which everything is silent. `page`: as `city_page` takes it."""
    files = {file.name: file.read_text("utf-8") for file in sorted(BLANK.glob("*.yml"))}
    return {"city.yml": city_page(page), **files}


def sample(edition: Edition, page: Mapping[str, Any]) -> Texts:
    """Another city's files for a new city; their articles marked, codes of places and the city's name its own."""
    texts = {"city.yml": city_page(page)}
    for name, text in edition.texts.items():
        if name in ("calendar.yml", "words.yml"):
            texts[name] = text
        elif name.endswith(".yml") and name != "city.yml":
            head = f"# {SAMPLE}：取自{edition.name}（{edition.version}），待本市确认 · taken over, to be confirmed\n"
            texts[name] = head + _taken_over(name, text, edition, page)
    return texts


def city_page(page: Mapping[str, Any]) -> str:
    """city.yml of {city, name, name_en, title, number, from, articles, divisions: [{code, name, name_en, note}]}."""
    source = {"title": page["title"], "number": page.get("number", ""), "from": page["from"]}
    if page.get("basis"):
        source["basis"] = page["basis"]
    divisions = {one["code"]: {k: v for k, v in one.items() if k != "code" and v} for one in page.get("divisions", ())}
    lines = [
        f"# {page['name']} · 依据文件、条文、矛盾与裁定、区划",
        f"city: {_quoted(page['city'])}",
        f"name: {_quoted(page['name'])}",
        f"name_en: {_quoted(page['name_en'])}",
        "source:",
        *(f"  {name}: {value if name == 'from' else _quoted(value)}" for name, value in source.items()),
        f"articles: {_quoted(list(page.get('articles', ())))}",
        "divisions:" if divisions else "divisions: {}",
        *(f"  {_quoted(code)}: {_quoted(one)}" for code, one in divisions.items()),
        "conflicts: []",
    ]
    return "\n".join(lines) + "\n"


def _taken_over(name: str, text: str, edition: Edition, page: Mapping[str, Any]) -> str:
    """The text with each scalar that speaks of the other city changed in its place; comments stay as they are."""
    source = Source(name, text, name.removesuffix(".yml"))
    codes = _codes(edition.city, str(page["city"]))
    edits: dict[int, tuple[int, str]] = {}
    for key, node in _scalars(source.root, "", set()):
        start, end = node.start_mark.index, node.end_mark.index
        raw = text[start:end]
        if key == "cite":
            changed = _quoted(f"{SAMPLE}：{edition.name}{node.value}")
        elif key == "by" and re.search(r"[^\x00-\x7f]", node.value):  # a bureau; the parties of chains are words
            changed = _quoted(f"{SAMPLE}：{node.value}")
        else:
            changed = raw.replace(edition.name, str(page["name"]))
            for old, new in codes.items():
                changed = re.sub(rf"(?<=[\"']){old}(?=[\"'])", new, changed)
        if changed != raw:
            edits[start] = (end, changed)
    for start in sorted(edits, reverse=True):
        end, changed = edits[start]
        text = text[:start] + changed + text[end:]
    return text


def _scalars(node: yaml.Node, key: str, seen: set[int]) -> Iterator[tuple[str, yaml.ScalarNode]]:
    """Every scalar value once, with the name it stands under; of merged tables only where they are written."""
    if id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        yield key, node
    elif isinstance(node, yaml.SequenceNode):
        for part in node.value:
            yield from _scalars(part, key, seen)
    elif isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            yield from _scalars(value, str(getattr(name, "value", "")), seen)


def _codes(old: str, new: str) -> dict[str, str]:
    """How the codes that conditions name change: of the province, of the city, of the city in six digits."""
    pairs = {old: new, area(old): area(new)}
    return {**pairs, old[:2]: new[:2]}


def _quoted(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
