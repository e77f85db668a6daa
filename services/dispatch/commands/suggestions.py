"""Commands on suggestions, and the work at intervals that makes them."""

from __future__ import annotations

from services.dispatch import events, matching
from services.dispatch.domain import lexicon as lexicons
from services.dispatch.domain import suggestion as suggestions
from services.dispatch.domain.confidentiality import listed
from services.dispatch.domain.demand import Demand
from services.dispatch.domain.suggestion import Suggestion, Unmatched
from services.dispatch.matching import Fit
from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from shared.actor import Actor
from shared.rulebook import Rulebook

AT_ONCE = 10  # demands and filings in one run of the timer: a second of work at most
MOST_CANDIDATES = 1_000_000


def dismiss_suggestion(work: DispatchWork, actor: Actor, suggestion_id: str, reason: str) -> Suggestion:
    """One side puts it aside: it is not shown to that side again, and changes no score."""
    dismissed = suggestions.dismiss(work.suggestions.get(suggestion_id), reason, actor, work.today)
    work.suggestions.save(dismissed)
    work.announce(events.suggestion_dismissed(dismissed))
    return dismissed


def make_suggestions(work: DispatchWork, rulebook: Rulebook) -> None:
    """At intervals: what was published or filed meanwhile is matched, kept, and told to both sides."""
    waiting = work.unmatched.some(sort=[("_id", 1)], limit=AT_ONCE)
    most = Rules.of(rulebook, work.today).matching.suggested.require()
    found = {one.id: _fits(work, rulebook, one, most) for one in waiting}
    ids = [suggestions.key(fit.demand.id, fit.candidate.id) for fits in found.values() for fit in fits]
    work.suggestions.fetch(ids)
    for one in waiting:
        pairs = [_kept(work, fit) for fit in found[one.id]]
        for pair in pairs:
            work.suggestions.save(pair)
        if pairs:
            noun, _, id = one.id.partition(":")
            work.announce(events.suggestions_made(noun, id, pairs))
        work.unmatched.remove(one.id)


def count_words(work: DispatchWork) -> None:
    """At intervals: how many candidates have each word, where the number of candidates has changed."""
    total = work.candidates.count({"live": True}, at_most=MOST_CANDIDATES)
    there = work.lexicon.find(f"{work.city}:0")
    if there is not None and there.total == total:
        return
    rows = work.candidates.tally({"live": True}, ["words"], each="words", at_most=MOST_CANDIDATES)
    for part in lexicons.parts(work.city, total, {row["words"]: row["count"] for row in rows}):
        work.lexicon.put(part)


def _fits(work: DispatchWork, rulebook: Rulebook, waiting: Unmatched, most: int) -> list[Fit]:
    kind, _, id = waiting.id.partition(":")
    if kind == "demand":
        demand = work.demands.find(id)
        if demand is None or demand.status != "published" or not _told(demand):
            return []
        return list(matching.for_demand(work, rulebook, demand, most).best)
    candidate = work.candidates.find(id)
    if candidate is None or not candidate.live:
        return []
    return [fit for fit in matching.for_candidate(work, rulebook, candidate, most).best if _told(fit.demand)]


def _told(demand: Demand) -> bool:
    return listed(demand.confidentiality)  # a demand kept to its parties is not pushed to others


def _kept(work: DispatchWork, fit: Fit) -> Suggestion:
    demand, one = fit.demand, fit.candidate
    fresh = Suggestion(
        id=suggestions.key(demand.id, one.id),
        city=work.city,
        demand=demand.id,
        title=demand.title,
        filing=one.id,
        commissioner_name=one.name,
        person=one.person,
        sender_unit=one.sender_unit,
        host_unit=demand.host_unit,
        host_name=demand.host_name,
        host_county=demand.host_county,
        score=fit.scored.score,
        merit=suggestions.merit(fit.scored.score),
        reasons=fit.scored.reasons,
        ties=fit.ties,
        suggested_on=work.today,
    )
    there = work.suggestions.find(fresh.id)
    return fresh if there is None else suggestions.again(there, fresh)
