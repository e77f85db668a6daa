"""How long a demand or achievement stands, and its renewal: one set of decisions for both."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date
from typing import TypeVar

from services.dispatch.domain.achievement import Achievement
from services.dispatch.domain.deed import deed
from services.dispatch.domain.demand import Demand
from services.dispatch.rules import Rules
from services.dispatch.vocabulary.demands import Reporting
from shared.actor import Actor
from shared.errors import Conflict, Invalid

Item = TypeVar("Item", Demand, Achievement)
RUNNING = ("reported", "collected", "published")


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def ends(until: date | None, since: date, rules: Reporting) -> date | None:
    """The last day on which it stands: its own, but no later than the city lets it stand; None where nothing says."""
    months = rules.valid_months.value
    own = add_months(since, months) if months else None
    return min((day for day in (until, own) if day), default=None)


def dated(item: Item, rules: Rules) -> Item:
    """With its last day worked out: from its publication on, or as the reporter said."""
    since = item.renewed_on or item.published_on or item.reported_on
    return replace(item, expires_on=ends(item.until, since, reporting(item, rules)), reminded=False)


def expire(item: Item, on: date) -> Item:
    """Its last day is over. Raises Conflict when it is not, or it does not stand any more."""
    if item.status not in RUNNING:
        raise Conflict("已办结，无需到期处理", "It does not stand any more", status=item.status)
    if item.expires_on is None or on <= item.expires_on:
        raise Conflict("尚未到期", "Its last day is not over", status=item.status)
    return replace(item, status="expired", status_before=item.status, closed_on=item.expires_on)


def reminded(item: Item) -> Item:
    """Its reporter was told that it will end."""
    return replace(item, reminded=True)


def late_told(item: Item, on: date) -> Item:
    """It was told that the desk has had its time; not told again before the next step."""
    return replace(item, late_told=on)


def renew(item: Item, until: date | None, note: str, rules: Rules, actor: Actor, on: date) -> Item:
    """Stands again, or longer: the clock begins today, the history stays. `until`: its new last day.

    Raises Conflict when it is closed otherwise, Invalid for a day that is past, Refused for one later than the city
    lets it stand.
    """
    if item.status not in (*RUNNING, "expired"):
        raise Conflict("已办结，不能续期", "Closed, it cannot be renewed", status=item.status)
    stated = reporting(item, rules).valid_months
    if until is None and stated.value is None:
        raise Invalid.field(
            "/until",
            "本办法未规定有效期，请填写新的截止日期",
            "required",
            en="The document sets no period: give the new last day",
        )
    if until is not None and until <= on:
        raise Invalid.field("/until", "新的截止日期须晚于今天", "range", en="The new last day must be later than today")
    latest = add_months(on, stated.value) if stated.value else None
    if until is not None and latest is not None and until > latest:
        raise stated.refused(f"有效期不超过{stated.value}个月", f"It stands {stated.value} months at most")
    was = item.expires_on.isoformat() if item.expires_on else ""
    done = deed("renewed", actor, item.scope, on, note, until.isoformat() if until else "", was)
    again = replace(
        item,
        status=item.status_before if item.status == "expired" else item.status,
        status_before="",
        until=until,
        renewed_on=on,
        closed_on=None,
        deeds=(*item.deeds, done),
    )
    return dated(again, rules)


def reporting(item: Demand | Achievement, rules: Rules) -> Reporting:
    """The part of the rules that is about it."""
    return rules.demands if isinstance(item, Demand) else rules.achievements
