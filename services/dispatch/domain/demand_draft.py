"""Demand draft (需求草稿): what a host has written down and not reported; nobody but the host sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any


@dataclass(frozen=True)
class DemandDraft:
    """One draft; anything of it may still be missing."""

    id: str
    city: str
    host_unit: str
    account: str
    saved_on: date
    title: str = ""
    content: str = ""
    fields: tuple[str, ...] = ()
    people_wanted: int = 1
    until: date | None = None
    demand_class: str = ""
    wanted_kinds: tuple[str, ...] = ()
    confidentiality: str = "public"
    version: int = 0


def change(draft: DemandDraft, said: Mapping[str, Any], on: date) -> DemandDraft:
    """The draft with what was written now."""
    lists = {name: tuple(said[name]) for name in ("fields", "wanted_kinds") if name in said}
    return replace(draft, **{**said, **lists}, saved_on=on)
