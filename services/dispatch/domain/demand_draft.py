"""Demand draft (需求草稿): what a host has written down and not reported; nobody but the host sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from services.dispatch.domain import demand as demands
from services.dispatch.rules import Rules
from shared.actor import Actor
from shared.errors import Conflict

NEEDED = {"title": ("标题", "title"), "content": ("内容", "content"), "fields": ("技术领域", "fields")}


@dataclass(frozen=True)
class DemandDraft:
    """One draft; anything of it may still be missing. `writer_name`: who saved it last."""

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
    writer_name: str = ""
    version: int = 0


def change(draft: DemandDraft, said: Mapping[str, Any], actor: Actor, on: date) -> DemandDraft:
    """The draft with what was written now."""
    lists = {name: tuple(said[name]) for name in ("fields", "wanted_kinds") if name in said}
    return replace(draft, **{**said, **lists}, writer_name=actor.name, saved_on=on)


def to_be_reported(draft: DemandDraft, rules: Rules, actor: Actor) -> None:
    """Whether it could be reported as it stands.

    Raises Conflict naming all that is missing, Refused for who does not report in this city.
    """
    demands.reporter(draft.host_unit, rules, actor)
    missing = [label for name, label in NEEDED.items() if not getattr(draft, name)]
    if missing:
        zh, en = ("、".join(one[0] for one in missing), ", ".join(one[1] for one in missing))
        raise Conflict(f"尚未填写：{zh}", f"Still missing: {en}", code="incomplete")
