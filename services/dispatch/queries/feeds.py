"""The public feed of what the city has published: no more than the public lists show."""

from __future__ import annotations

from datetime import date

from services.dispatch import views
from services.dispatch.domain.demand import Demand
from services.dispatch.domain.publication_round import PublicationRound
from services.dispatch.queries.demands import published
from services.dispatch.store import DispatchWork
from shared import atom
from shared.rulebook import Rulebook
from shared.typeset import paper

ROUNDS, DEMANDS = 20, 100
SUMMARY = 500
# What changes how a published demand reads; other deeds are not the public's.
CHANGES = ("renewed", "reclassified")


def demands_feed(work: DispatchWork, rulebook: Rulebook, city: str = "") -> dict[str, str]:
    """The latest rounds and the demands that stand published, as an Atom feed; the newest first, those left out oldest.

    A confidential demand has its title only, as on the public list, or is not there at all.
    """
    newest = [("published_on", -1), ("_id", -1)]
    rounds = work.publication_rounds.some({"status": "published"}, sort=newest, limit=ROUNDS)
    demands = work.demands.some(published(work, rulebook, None, None), sort=newest, limit=DEMANDS)
    entries = [_of_round(one, work.public_url) for one in rounds]
    entries += [_of_demand(one, work.public_url) for one in demands]
    entries.sort(key=lambda entry: entry.updated, reverse=True)
    made = atom.feed(
        f"{work.city}/demands",
        f"{rulebook.name}科技特派员技术需求公示",
        rulebook.name,
        f"{work.public_url}/api/public/feeds/demands.atom?city={work.city}",
        entries,
        work.today,
    )
    return paper("demands.atom", made, atom.ATOM)


def _of_round(round: PublicationRound, address: str) -> atom.Entry:
    on = round.published_on or round.opened_on
    return atom.Entry(
        key=f"{round.city}/publication-rounds/{round.id}",
        title=round.title,
        link=f"{address}/api/publication-rounds/{round.id}?city={round.city}",
        published=on,
        updated=on,
        summary=f"公示技术需求{round.demands}项、科技成果{round.achievements}项，公示至{round.shown_until}",
    )


def _of_demand(found: Demand, address: str) -> atom.Entry:
    shown = views.public_demand(found)
    on, content = found.published_on or found.reported_on, shown["content"]
    return atom.Entry(
        key=f"{found.city}/demands/{found.id}",
        title=shown["title"],
        link=f"{address}/api/demands/published/{found.id}?city={found.city}",
        published=on,
        updated=max([on, *_changed(found, on)]),
        summary=content if len(content) <= SUMMARY else f"{content[:SUMMARY]}…",
        terms=tuple(shown["fields"]),
    )


def _changed(found: Demand, since: date) -> list[date]:
    return [deed.on for deed in found.deeds if deed.action in CHANGES and deed.on >= since]
