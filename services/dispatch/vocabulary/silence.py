"""What stands for a part of dispatch.yml that is left out: the document is silent, as `no_rule: true` would say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from shared.rulebook import Chain, Rule

UNSTATED = "本办法未作规定"
PLATFORM, SINCE = "平台缺省", date(2026, 11, 1)


def unstated(name: str) -> Callable[[], Rule[Any]]:
    """Makes a value that is not stated: for a field's `default_factory`."""
    return lambda: Rule(f"dispatch.{name}", UNSTATED, "silent", "", "", None, None)


def no_chain(name: str) -> Callable[[], Chain]:
    """Makes a chain that is not stated."""
    return lambda: Chain(f"dispatch.{name}", UNSTATED, "silent", "", "", None, ())


def by_platform(name: str, value: Any) -> Callable[[], Rule[Any]]:
    """Makes the platform's own value, in force until the bureau sets one; named as the platform's wherever shown."""
    note = "本办法未作规定；市科技局未设定前按平台缺省执行"
    return lambda: Rule(f"dispatch.{name}", f"{PLATFORM}（{SINCE}）", "setting", note, PLATFORM, SINCE, value)
