"""What somebody may do with a record now, as every answer tells it: with the reason, in both languages, where not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from shared.errors import Problem

Why = tuple[str, str]
NOTHING: Why = ("", "")
STOPS = "It cannot be done now"  # where a city's rulebook says it in Chinese alone


def action(name: str, why: Why = NOTHING, article: str = "", **more: Any) -> dict[str, Any]:
    """One entry of `actions`: {"action", "open", "reason", "reason_en", "article", …}; open where nothing is said.

    `why`: what stands in the way, in Chinese and English.
    """
    zh, en = why
    return {"action": name, **more, "open": not zh, "reason": zh, "reason_en": zh and (en or STOPS), "article": article}


def hindrance(attempt: Callable[[], object]) -> dict[str, Any]:
    """What stops a decision, tried here and thrown away: {"why", "article"} for `action`; {} where it passes."""
    try:
        attempt()
    except Problem as problem:
        return {"why": (problem.reason, problem.reason_en), "article": problem.details.get("article", "")}
    return {}
