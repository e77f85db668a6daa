"""The policy as sentences: each case in <city>/<service>.yml becomes a test whose name is its sentence.

    - article: 第九条第2项
      case: 大专学历可以申报
      ask: apply                       a function of asks/<service>.py: (rules, given, on) -> plain value, or Refused
      given: {education: junior_college}
      on: 2024-06-03                   the day asked about; this one when left out
      expect: {eligible: true}         of a mapping the keys given are compared; or {refused: <rule id, its last part>}

A folder is a city's rulebook of the same name (150200-baotou); those under others/ stand in tests/rulebooks.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml

from shared.errors import Refused
from shared.rulebook import Rulebook, RulesView
from shared.rulebook.loading import Yaml

HERE = Path(__file__).parent
DAY = date(2024, 6, 3)
KEYS = {"article", "case", "ask", "given", "on", "expect"}


def pytest_collect_file(parent: pytest.Collector, file_path: Path) -> pytest.Collector | None:
    """Every YAML file in a city's folder."""
    if file_path.suffix == ".yml" and file_path.parent.parent in (HERE, HERE / "others"):
        return Cases.from_parent(parent, path=file_path)
    return None


@cache
def rulebook(folder: Path) -> Rulebook:
    """The city's rulebook, loaded once."""
    return Rulebook(folder)


class Cases(pytest.File):
    """One city's cases for one service."""

    def collect(self) -> Iterator[pytest.Item]:
        """One item per case. A misspelt key is an error: a case that is not asked proves nothing."""
        for case in yaml.load(self.path.read_text(encoding="utf-8"), Loader=Yaml):  # noqa: S506 (a SafeLoader)
            unknown, missing = set(case) - KEYS, KEYS - {"given", "on"} - set(case)
            if unknown or missing:
                raise self.CollectError(f"{self.path}: {case.get('case')}: unknown {unknown}, missing {missing}")
            yield Case.from_parent(self, name=f"{case['article']} {case['case']}", case=case)


class Case(pytest.Item):
    """One sentence of policy, asked."""

    def __init__(self, *, case: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.case = case

    def runtest(self) -> None:
        """Asks, and compares."""
        service, on = self.path.stem, self.case.get("on", DAY)
        root = HERE.parent if self.path.parent.parent.name == "others" else HERE.parent.parent / "shared"
        view: type[RulesView] = import_module(f"services.{service}.rules").Rules
        ask = getattr(import_module(f"tests.policy.asks.{service}"), self.case["ask"])
        expected = self.case["expect"]
        refusal: Refused | None = None
        answer: Any = None
        try:
            rules = view.of(rulebook(root / "rulebooks" / self.path.parent.name), on)
            answer = ask(rules, self.case.get("given", {}), on)
        except Refused as refused:
            refusal = refused
        wanted = expected.get("refused") if isinstance(expected, dict) else None
        if wanted is None:
            assert refusal is None, f"refused: {refusal} {_rules(refusal)}"
            if isinstance(expected, dict) and isinstance(answer, dict):
                answer = {key: answer.get(key) for key in expected}
            assert answer == expected
            return
        assert refusal is not None, f"not refused, answered {answer}"
        missing = [one for one in _listed(wanted) if not any(_named(one, rule) for rule in _rules(refusal))]
        assert missing == [], f"refused by {_rules(refusal)} only"
        assert expected.get("article", refusal.article) == refusal.article

    def repr_failure(self, excinfo: Any, style: Any = None) -> Any:
        """Why the sentence does not hold."""
        if isinstance(excinfo.value, AssertionError):
            return f"{self.path.name}: {self.name}\n  given {self.case.get('given')}\n  {excinfo.value}"
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """The sentence, for the report."""
        return self.path, None, self.name


def _rules(refusal: Refused | None) -> list[str]:
    return [finding["rule"] for finding in refusal.details["findings"]] if refusal else []


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _named(wanted: str, rule: str) -> bool:
    return rule == wanted or rule.endswith(f".{wanted}")
