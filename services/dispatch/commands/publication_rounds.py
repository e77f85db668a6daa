"""Commands on publication rounds."""

from __future__ import annotations

from datetime import date

from services.dispatch import events, matching
from services.dispatch.domain import achievement as achievements
from services.dispatch.domain import demand as demands
from services.dispatch.domain import publication_round as rounds
from services.dispatch.domain import validity
from services.dispatch.domain.publication_round import TAKEN_AT_ONCE, PublicationRound
from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from shared.actor import Actor
from shared.errors import Conflict, Invalid
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
    gathered = {"status": "collected"}
    # Where the city reviews achievements, only what passed; else whatever was reported.
    reviewed = {"$or": [{"status": "collected"}, {"status": "reported", "state": None}]}
    left = max(0, work.demands.count(gathered) - TAKEN_AT_ONCE)
    left += max(0, work.achievements.count(reviewed) - TAKEN_AT_ONCE)
    of_hosts = work.demands.some(gathered, sort=[("_id", 1)], limit=TAKEN_AT_ONCE)
    on_offer = work.achievements.some(reviewed, sort=[("_id", 1)], limit=TAKEN_AT_ONCE)
    published = rounds.publish(opened, len(of_hosts), len(on_offer), left, work.today, rules)
    for demand in of_hosts:
        shown = validity.dated(demands.publish(demand, round_id, work.today), rules)
        work.demands.save(shown)
        work.announce(events.demand_published(shown, rules))
        matching.wait(work, f"demand:{demand.id}")
    for achievement in on_offer:
        offered = validity.dated(achievements.publish(achievement, round_id, work.today), rules)
        work.achievements.save(offered)
        work.announce(events.achievement_published(offered, rules))
    work.publication_rounds.save(published)
    work.announce(events.publication_round_published(published, rules))
    return published


def take_out_of_round(
    work: DispatchWork, actor: Actor, round_id: str, reason: str, demand: str = "", achievement: str = ""
) -> PublicationRound:
    """The city takes one item out during the notice; it goes back to its reporter, who may correct it."""
    if bool(demand) == bool(achievement):
        raise Invalid.field(
            "/demand", "请填写需求或成果其中一项", "required", en="Name a demand or an achievement, one of them"
        )
    round = rounds.without_one(work.publication_rounds.get(round_id), work.today)
    if demand:
        found = work.demands.get(demand)
        _in(found.round, round_id)
        back = demands.take_out(found, reason, actor, work.today)
        work.demands.save(back)
        work.announce(events.publication_item_removed(round, "demand", demand, back.account, reason))
    else:
        offer = work.achievements.get(achievement)
        _in(offer.round, round_id)
        returned = achievements.take_out(offer, reason, actor, work.today)
        work.achievements.save(returned)
        work.announce(events.publication_item_removed(round, "achievement", achievement, returned.account, reason))
    work.publication_rounds.save(round)
    return round


def watch_publication_rounds(work: DispatchWork, rulebook: Rulebook) -> None:
    """The timer's part: the end of a notice is told, and the next round opened (or asked for) when it is due."""
    today = work.today.isoformat()
    over = work.publication_rounds.some({"status": "published", "ended_on": None, "shown_until": {"$lt": today}})
    latest = work.publication_rounds.some({"status": "published"}, sort=[("published_on", -1)], limit=1)
    waiting = work.publication_rounds.first(status="open")
    rules = Rules.of(rulebook, work.today)
    changed = {round.id: rounds.end(round) for round in over}
    for ended in changed.values():
        work.announce(events.publication_round_ended(ended))
    if latest and rounds.next_is_due(latest[0], work.today):
        last = changed.get(latest[0].id, latest[0])
        changed[last.id] = rounds.next_told(last)
        if waiting is None and rules.publication.shown_days.value is None:
            work.announce(events.publication_round_due(last, rules))
        elif waiting is None:
            title = f"{work.today.year}年{work.today.month}月公示"
            opened = rounds.open_round(work.new_id(), work.city, title, None, rules, work.actor, work.today)
            work.publication_rounds.add(opened)
            work.announce(events.publication_round_opened(opened, rules))
    for round in changed.values():
        work.publication_rounds.save(round)


def _in(round: str, round_id: str) -> None:
    if round != round_id:
        raise Conflict("不在本期公示中", "Not in this round", code="round")
