"""What stands for a part of dispatch.yml that is left out: the document is silent, as `no_rule: true` would say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from shared.rulebook import Chain, Rule

UNSTATED = "本办法未作规定"


def unstated(name: str) -> Callable[[], Rule[Any]]:
    """Makes a value that is not stated: for a field's `default_factory`."""
    return lambda: Rule(f"dispatch.{name}", UNSTATED, "silent", "", "", None, None)


def no_chain(name: str) -> Callable[[], Chain]:
    """Makes a chain that is not stated."""
    return lambda: Chain(f"dispatch.{name}", UNSTATED, "silent", "", "", None, ())
