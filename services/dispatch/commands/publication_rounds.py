"""Commands on publication rounds."""

from __future__ import annotations

from datetime import date

from services.dispatch import events, matching
from services.dispatch.domain import achievement as achievements
from services.dispatch.domain import demand as demands
from services.dispatch.domain import publication_round as rounds
from services.dispatch.domain.publication_round import TAKEN_AT_ONCE, PublicationRound
from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from shared.actor import Actor
from shared.rulebook import Rulebook


def open_publication_round(
    work: DispatchWork, rulebook: Rulebook, actor: Actor, title: str, shown_until: date | None = None
) -> PublicationRound:
    """The city begins a round."""
    rules = Rules.of(rulebook, work.today)
    opened = rounds.open_round(work.new_id(), work.city, title, shown_until, rules, actor, work.today)
    work.publication_rounds.add(opened)
    work.announce(events.publication_round_opened(opened, rules))
    return opened


def publish_publication_round(work: DispatchWork, rulebook: Rulebook, round_id: str) -> PublicationRound:
    """Everything gathered is shown; at most TAKEN_AT_ONCE of each a call, `left` says how many are waiting still."""
    opened = work.publication_rounds.get(round_id)
    rules = Rules.of(rulebook, work.today)
    gathered, reported = {"status": "collected"}, {"status": "reported"}
    left = max(0, work.demands.count(gathered) - TAKEN_AT_ONCE)
    left += max(0, work.achievements.count(reported) - TAKEN_AT_ONCE)
    of_hosts = work.demands.some(gathered, sort=[("_id", 1)], limit=TAKEN_AT_ONCE)
    on_offer = work.achievements.some(reported, sort=[("_id", 1)], limit=TAKEN_AT_ONCE)
    published = rounds.publish(opened, len(of_hosts), len(on_offer), left, work.today)
    for demand in of_hosts:
        shown = demands.publish(demand, round_id, work.today)
        work.demands.save(shown)
        work.announce(events.demand_published(shown, rules))
        matching.wait(work, f"demand:{demand.id}")
    for achievement in on_offer:
        offered = achievements.publish(achievement, round_id, work.today)
        work.achievements.save(offered)
        work.announce(events.achievement_published(offered, rules))
    work.publication_rounds.save(published)
    work.announce(events.publication_round_published(published, rules))
    return published
