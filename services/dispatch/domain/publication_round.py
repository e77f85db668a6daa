"""Publication round (公示): the city's periodic public list of demands and achievements. open -> published."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from services.dispatch.rules import Rules
from shared.actor import Actor
from shared.errors import Conflict, Invalid

TAKEN_AT_ONCE = 1_000


@dataclass(frozen=True)
class PublicationRound:
    """One round. `shown_until`: its last public day; the counts are what it shows; `left`: not yet taken."""

    id: str
    city: str
    title: str
    year: int
    opened_on: date
    shown_until: date
    account: str
    opened_by: str
    status: Literal["open", "published"]
    demands: int = 0
    achievements: int = 0
    left: int = 0
    published_on: date | None = None
    version: int = 0


def open_round(
    id: str, city: str, title: str, shown_until: date | None, rules: Rules, actor: Actor, on: date
) -> PublicationRound:
    """A round to be filled. Raises Refused where the city holds none, Invalid for too short a showing."""
    held = rules.publication.held
    if not held.require():
        raise held.refused("本市不组织公示", "This city holds no public rounds")
    days = rules.publication.shown_days.value
    if shown_until is None:
        if days is None:
            raise Invalid.field("/shown_until", "本办法未规定公示期，请填写", "required")
        shown_until = on + timedelta(days=days)
    if shown_until < on + timedelta(days=days or 0):
        raise Invalid.field("/shown_until", f"公示期不少于{days or 0}天", "range")
    return PublicationRound(
        id=id,
        city=city,
        title=title,
        year=on.year,
        opened_on=on,
        shown_until=shown_until,
        account=actor.account,
        opened_by=actor.name,
        status="open",
    )


def publish(round: PublicationRound, demands: int, achievements: int, left: int, on: date) -> PublicationRound:
    """Shown with what has been gathered; what was too much for one call (`left`) is taken by the next one."""
    if round.status == "published" and not round.left:
        raise Conflict("本期已公示", "Published already", status=round.status)
    return replace(
        round,
        status="published",
        demands=round.demands + demands,
        achievements=round.achievements + achievements,
        left=left,
        published_on=round.published_on or on,
    )
