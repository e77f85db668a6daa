"""Reads the portal's words out of their TypeScript, which states one pair a line."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import orjson

from gateway.openapi import document

PORTAL = Path(__file__).parents[2] / "gateway" / "portal" / "src"
PAIR = re.compile(r"^ {2}(?:'([^']+)'|(\w+)): \['([^']*)', '([^']*)'\],$", re.MULTILINE)
METHODS = ("get", "post", "put", "patch", "delete")


def pairs(path: Path) -> list[tuple[str, str, str]]:
    """(key, Chinese, English) as one file states them, twice what is stated twice."""
    return [(quoted or plain, zh, en) for quoted, plain, zh, en in PAIR.findall(path.read_text())]


@cache
def words(name: str) -> dict[str, tuple[str, str]]:
    """A module of words: what its folder states; of values also those that stand for another name's."""
    files = sorted((PORTAL / "words" / name).glob("*.ts"))
    found = {key: (zh, en) for path in files for key, zh, en in pairs(path)}
    return {**_same(found), **found} if name == "values" else found


@cache
def api() -> dict[str, Any]:
    """The API's description, made as the gateway makes it."""
    described: dict[str, Any] = orjson.loads(document())
    return described


@cache
def operations() -> dict[str, dict[str, Any]]:
    """Every operation by its id."""
    return {
        item[method]["operationId"]: item[method]
        for item in api()["paths"].values()
        for method in METHODS
        if method in item
    }


@cache
def properties() -> dict[tuple[str, str], dict[str, Any]]:
    """(component, property) and (operationId, query parameter) with their schemas."""
    found = {
        (component, name): schema
        for component, shape in api()["components"]["schemas"].items()
        for name, schema in shape.get("properties", {}).items()
    }
    for id, operation in operations().items():
        for one in operation.get("parameters", ()):
            if one.get("in") == "query":
                found[id, one["name"]] = one["schema"]
    return found


def path_parameters() -> set[str]:
    """The names that stand in addresses."""
    return {one["name"] for item in api()["paths"].values() for one in item.get("parameters", ()) if "name" in one}


def _same(found: dict[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    stated = (PORTAL / "words" / "values.ts").read_text()
    block = re.search(r"const SAME = \{\n(.*?)\n\} as const", stated, re.DOTALL)
    assert block, "values.ts names what has the values of another name"
    made = {}
    for name, others in re.findall(r"^ {2}(\w+): \[(.*?)\],$", block[1], re.DOTALL | re.MULTILINE):
        for other in re.findall(r"'([^']+)'", others):
            for key, pair in found.items():
                if key.startswith(f"{name}."):
                    made[f"{other}.{key.removeprefix(f'{name}.')}"] = pair
    return made
