"""The public rounds."""

from __future__ import annotations

from typing import Any

from services.dispatch.domain import publication_round as rounds
from services.dispatch.domain.publication_round import PublicationRound
from services.dispatch.queries.answers import LIMIT, Tries, detail, tried
from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from shared.actions import action as told
from shared.actions import hindrance
from shared.actor import Actor
from shared.rulebook import Rulebook
from shared.work import Page


def publication_round(
    work: DispatchWork, rulebook: Rulebook, actor: Actor, round_id: str, city: str = ""
) -> dict[str, Any]:
    """One round, with what the asker may do about it now."""
    return _shown(work, work.publication_rounds.get(round_id), Rules.of(rulebook, work.today), actor)


def publication_rounds(
    work: DispatchWork, rulebook: Rulebook, actor: Actor, after: str | None = None, limit: int = LIMIT, city: str = ""
) -> Page[dict[str, Any]]:
    """The published rounds; to the city its open ones too. The latest first."""
    shown = {} if actor.has("city_officer") else {"status": "published"}
    page, rules = work.publication_rounds.page(shown, after, limit, descending=True), Rules.of(rulebook, work.today)
    return Page([_shown(work, one, rules, actor) for one in page.items], page.next)


def _shown(work: DispatchWork, found: PublicationRound, rules: Rules, actor: Actor) -> dict[str, Any]:
    on = work.today
    tries: Tries = {
        "publish_publication_round": lambda: rounds.publish(found, 0, 0, 0, on, rules),
        "take_out_of_round": lambda: rounds.without_one(found, on),
    }
    actions = tried(tries, found, actor)
    if actor.account:
        actions.append(told("comment_on_round", **hindrance(lambda: rounds.during_notice(found, on))))
    return {**detail(found, actions), "waits_on": "city" if found.status == "open" or found.left else ""}
