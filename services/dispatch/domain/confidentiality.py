"""Confidentiality (保密级别): how much of a demand or achievement is shown to whom.

public: everything to everybody · titles: title and fields to everybody, the rest to who deals with it · parties: only
those it was opened to by an intent or an order · officers: the owner and the departments only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.dispatch.vocabulary.demands import LEVELS, Level
from shared.actor import Actor
from shared.errors import Refused
from shared.rulebook import Rule

if TYPE_CHECKING:
    from services.dispatch.domain.achievement import Achievement
    from services.dispatch.domain.demand import Demand

LISTED: tuple[Level, ...] = ("public", "titles")
HIDDEN: tuple[Level, ...] = ("parties", "officers")


def stricter(*levels: Level) -> Level:
    """The most confidential of some levels."""
    return max(levels, key=LEVELS.index)


def listed(level: Level) -> bool:
    """Whether it stands on the public list at all."""
    return level in LISTED


def check(level: str, allowed: Rule[tuple[Level, ...]]) -> Level:
    """The level, as this city allows it. Raises Refused for one it does not."""
    for known in allowed.require():
        if known == level:
            return known
    raise not_allowed(level, allowed)


def not_allowed(level: str, allowed: Rule[tuple[Level, ...]]) -> Refused:
    """The refusal of a level that the city does not have."""
    names = "、".join(allowed.value or ())
    return allowed.refused(f"本市的保密级别为：{names}", f"The levels here are {names}, not {level}")


def said_of(level: Level, title: str, content: str) -> tuple[str, str]:
    """Title and content as an announcement may carry them: it goes to whoever listens, so no more than is public."""
    return (title if listed(level) else "", content if level == "public" else "")


def owns(actor: Actor, item: Demand | Achievement) -> bool:
    """Whether it is the asker's own, as its reporter, its unit or a co-owner."""
    return item.owned_by(actor)


def oversees(actor: Actor, item: Demand | Achievement) -> bool:
    """Whether the asker is an officer of a department that it lies at."""
    return actor.has("city_officer") or bool(item.at_counties & actor.counties("county_officer"))


def opened(actor: Actor, item: Demand | Achievement) -> bool:
    """Whether an intent or an order opened it to the asker."""
    mine = {*actor.units("dispatching_manager", "host_manager"), *((actor.person,) if actor.person else ())}
    return item.confidentiality != "officers" and bool(set(item.opened_to) & mine)


def may_know(actor: Actor, item: Demand | Achievement) -> bool:
    """Whether the asker may know that it exists."""
    shown = item.status == "published" and listed(item.confidentiality)
    return shown or owns(actor, item) or oversees(actor, item) or opened(actor, item)


def may_read(actor: Actor, item: Demand | Achievement) -> bool:
    """Whether the asker may read all of it, not just its title."""
    shown = item.status == "published" and item.confidentiality == "public"
    return shown or owns(actor, item) or oversees(actor, item) or opened(actor, item)
