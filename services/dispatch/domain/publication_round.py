"""Publication round (公示): the city's periodic public list of demands and achievements. open -> published."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from services.dispatch.domain.validity import add_months
from services.dispatch.rules import Rules
from shared.actor import Actor
from shared.errors import Conflict, Invalid

TAKEN_AT_ONCE = 1_000


@dataclass(frozen=True)
class PublicationRound:
    """One round. `shown_until`: its last public day; the counts are what it shows; `left`: not yet taken.

    `taken_out`: how many the city took out during its notice; `ended_on`: set when its end was told; `next_due`: the
    day the next one is due, where the city says how often.
    """

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
    taken_out: int = 0
    ended_on: date | None = None
    next_due: date | None = None
    next_told: bool = False
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
            raise Invalid.field(
                "/shown_until",
                "本办法未规定公示期，请填写",
                "required",
                en="The document sets no period of notice: give one",
            )
        shown_until = on + timedelta(days=days)
    if shown_until < on + timedelta(days=days or 0):
        raise Invalid.field(
            "/shown_until", f"公示期不少于{days or 0}天", "range", en=f"It is shown for {days or 0} days at least"
        )
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


def publish(
    round: PublicationRound, demands: int, achievements: int, left: int, on: date, rules: Rules | None = None
) -> PublicationRound:
    """Shown with what has been gathered; what was too much for one call (`left`) is taken by the next one.

    Where the city says how long a notice is, it runs from today; where it says how often, the next one gets its day.
    """
    if round.status == "published" and not round.left:
        raise Conflict("本期已公示", "Published already", status=round.status)
    days = rules.publication.shown_days.value if rules else None
    months = rules.publication.every_months.value if rules else None
    first = round.published_on or on
    return replace(
        round,
        status="published",
        demands=round.demands + demands,
        achievements=round.achievements + achievements,
        left=left,
        published_on=first,
        shown_until=max(round.shown_until, first + timedelta(days=days)) if days else round.shown_until,
        next_due=add_months(first, months) if months else None,
    )


def in_notice(round: PublicationRound, on: date) -> bool:
    """Whether it is being shown, and something may be said to it."""
    return round.status == "published" and on <= round.shown_until


def during_notice(round: PublicationRound, on: date) -> None:
    """Raises Conflict when the round is not published, or its notice is over."""
    if round.status != "published":
        raise Conflict("本期尚未公示", "Not published yet", status=round.status)
    if not in_notice(round, on):
        raise Conflict(f"公示期已于{round.shown_until}结束", f"The notice ended on {round.shown_until}", code="over")


def without_one(round: PublicationRound, on: date) -> PublicationRound:
    """One item fewer, during its notice."""
    during_notice(round, on)
    return replace(round, taken_out=round.taken_out + 1)


def end(round: PublicationRound) -> PublicationRound:
    """Its notice is over, and that was told."""
    return replace(round, ended_on=round.shown_until)


def next_is_due(round: PublicationRound, on: date) -> bool:
    """Whether the time to the next round is over, and nobody was told."""
    return round.next_due is not None and not round.next_told and round.next_due <= on


def next_told(round: PublicationRound) -> PublicationRound:
    """The next round was opened, or asked for."""
    return replace(round, next_told=True)
