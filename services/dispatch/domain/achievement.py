"""Achievement (科技成果): what a unit or commissioner has on offer. reported -> published; either -> withdrawn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from services.dispatch.domain.known import KnownFiling
from services.dispatch.domain.party import Scope, parties
from services.dispatch.rules import Rules
from shared.actor import Actor
from shared.errors import Conflict

Status = Literal["reported", "published", "withdrawn"]


@dataclass(frozen=True)
class Achievement:
    """One achievement of a unit; `person` is the commissioner who reported it, if one did. `stage`: how ripe it is."""

    id: str
    city: str
    title: str
    content: str
    fields: tuple[str, ...]
    stage: str
    unit: str
    unit_name: str
    person: str
    reporter: str
    account: str
    reporter_name: str
    reported_on: date
    status: Status
    round: str = ""
    published_on: date | None = None
    closed_on: date | None = None
    reason: str = ""
    version: int = 0


def report(
    id: str,
    city: str,
    unit: str,
    own_filing: KnownFiling | None,
    unit_filing: KnownFiling | None,
    said: dict[str, Any],
    rules: Rules,
    actor: Actor,
    on: date,
) -> Achievement:
    """An achievement put forward. `own_filing`: the reporter's own, as a commissioner.

    `said`: title, content, fields, stage.
    Raises Refused when the reporter is not one this city names, or the unit is not filed.
    """
    asked = rules.achievements.reported_by
    person = actor.person if own_filing is not None and own_filing.in_force(on) else ""
    own = parties(actor, asked.require(), Scope(person or "", unit, unit))
    if not own:
        raise asked.refused("科技成果由科技特派员、派出单位或派驻单位报送", "Not yours to report")
    if unit_filing is None or not unit_filing.in_force(on):
        raise asked.refused("单位尚未备案，或备案已失效", "The unit is not filed")
    return Achievement(
        id=id,
        city=city,
        title=said["title"],
        content=said["content"],
        fields=tuple(said.get("fields", ())),
        stage=said.get("stage", ""),
        unit=unit,
        unit_name=unit_filing.name,
        person=(person or "") if own[0] == "commissioner" else "",
        reporter=own[0],
        account=actor.account,
        reporter_name=actor.name,
        reported_on=on,
        status="reported",
    )


def publish(achievement: Achievement, round: str, on: date) -> Achievement:
    """Shown in a public round."""
    if achievement.status != "reported":
        raise Conflict("成果已公示或已撤回", "Published or withdrawn already", status=achievement.status)
    return replace(achievement, status="published", round=round, published_on=on)


def withdraw(achievement: Achievement, reason: str, on: date) -> Achievement:
    """No longer on offer."""
    if achievement.status == "withdrawn":
        raise Conflict("成果已撤回", "Withdrawn already", status=achievement.status)
    return replace(achievement, status="withdrawn", closed_on=on, reason=reason)
