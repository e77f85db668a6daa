"""Whether an answer is what the OpenAPI description says (its status, every property), and speaks English too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import httpx
import jsonschema_rs

CHINESE = re.compile(r"[\u4e00-\u9fff]")
LATIN = re.compile(r"[A-Za-z]{2}")
OWN = "/api/openapi.json"  # describes all others


class Described:
    """One installation's description, asked about its answers."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._components = document["components"]
        self._operations: dict[str, list[tuple[re.Pattern[str], Mapping[str, Any], str]]] = {}
        for path in sorted(document["paths"], key=lambda one: one.count("{")):  # what is named before what is any
            pattern = re.compile(re.sub(r"{\w+}", "[^/]+", path))
            for method, operation in document["paths"][path].items():
                if method != "parameters":
                    self._operations.setdefault(method, []).append((pattern, operation, path))
        self._validator = cache(self._compiled)

    def mistake(self, response: httpx.Response) -> str:
        """What is said otherwise than described, naming operation and place; "" where nothing is."""
        method, path, status = response.request.method, response.request.url.path, response.status_code
        for pattern, operation, template in self._operations.get(method.lower(), ()):
            if pattern.fullmatch(path):
                said = f"{method} {template} {status}"
                if str(status) not in operation["responses"]:
                    return f"{said}: not described"
                if response.headers.get("Content-Type") != "application/json":
                    return ""
                response.read()
                validator = self._validator(method.lower(), template, str(status))
                answer = response.json()
                found = next(validator.iter_errors(answer), None) if validator else None
                if found:
                    return f"{said}: /{'/'.join(map(_place, found.instance_path))}: {found.message[:300]}"
                return next((f"{said}: {place}" for place in untranslated(answer)), "")
        others = status in (404, 405) or path == OWN or not path.startswith("/api/")
        return "" if others else f"{method} {path} {status}: not described"

    def versioned(self, method: str, path: str) -> bool:
        """Whether a call has to name the version it was decided upon (If-Match)."""
        for pattern, operation, _ in self._operations.get(method.lower(), ()):
            if pattern.fullmatch(path):
                return any("IfMatch" in str(one) or one.get("name") == "If-Match" for one in operation["parameters"])
        return False

    def _compiled(self, method: str, template: str, status: str) -> Any:
        operation = next(one for _, one, path in self._operations[method] if path == template)
        content = operation["responses"][status].get("content", {}).get("application/json")
        return jsonschema_rs.validator_for({**content["schema"], "components": self._components}) if content else None


def untranslated(answer: Any, at: str = "") -> Iterator[str]:
    """Where an answer says something in Chinese whose English ("reason" and "reason_en") is missing, or no English."""
    if isinstance(answer, dict):
        for name, said in answer.items():
            english = answer.get(f"{name}_en")
            told = isinstance(said, str) and isinstance(english, str) and CHINESE.search(said)
            if told and (not english or CHINESE.search(_without_names(said, english))):
                yield f"{at}/{name}_en: {english[:40]!r} of {said[:40]!r}"
            yield from untranslated(said, f"{at}/{name}")
    elif isinstance(answer, list):
        for one in answer:
            yield from untranslated(one, f"{at}/…")


def _without_names(said: str, english: str) -> str:
    """A text without what it names: people and matters are called in English as they are called."""
    if not LATIN.search(english):
        return english
    return re.sub(r"[\u4e00-\u9fff]+", lambda run: "" if run[0] in said else run[0], english)


def _place(part: str | int) -> str:
    return "…" if isinstance(part, int) else part
