"""By which words a demand, an achievement and an agreement are found (shared/words.py)."""

from __future__ import annotations

from collections.abc import Iterable

from services.dispatch.domain.achievement import Achievement
from services.dispatch.domain.agreement import Agreement
from services.dispatch.domain.demand import Demand
from shared.words import name_keys, text_keys

MOST_WORDS = 60


def demand(demand: Demand) -> Iterable[str]:
    """By title, host and the hosts that own it too, and by the words it says."""
    owners = (one.host_name for one in demand.co_owners)
    return dict.fromkeys((*name_keys(demand.title, demand.host_name, *owners), *demand.words))


def achievement(achievement: Achievement) -> Iterable[str]:
    """By title, unit, patents, and by the words it says."""
    names = (achievement.title, achievement.unit_name, *achievement.patents)
    return dict.fromkeys((*name_keys(*names), *achievement.words))


def agreement(agreement: Agreement) -> Iterable[str]:
    """By its parties, the members of a team, number, title, content and fields."""
    members = (member.name for member in agreement.members)
    parties = (agreement.commissioner_name, agreement.host_name, agreement.sender_name, *members)
    said = text_keys(f"{agreement.terms.content} {' '.join(agreement.terms.fields)}", most=MOST_WORDS)
    return dict.fromkeys((*name_keys(*parties, agreement.number), agreement.number.casefold(), *said))
