"""Finding who fits: from what is kept to suggestions with reasons. Scores and rules are `domain/matching.py` and
`domain/eligibility.py`; here is only what is read for them, and how much.

For one demand: its rarest words name at most about `READ` candidates by an index; a quick score orders them; the best
are then held, a hundred at a time, against the very conditions that an agreement will be held against, until enough
are found whom nothing stops and no other could overtake them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.dispatch import force
from services.dispatch.domain import eligibility, matching
from services.dispatch.domain import lexicon as counts
from services.dispatch.domain import suggestion as suggestions
from services.dispatch.domain.achievement import Achievement
from services.dispatch.domain.agreement import Parties
from services.dispatch.domain.candidate import Candidate, searched
from services.dispatch.domain.confidentiality import LISTED
from services.dispatch.domain.demand import Demand
from services.dispatch.domain.eligibility import Ground
from services.dispatch.domain.interest import LABELS, Tie
from services.dispatch.domain.matching import Lexicon, Scored, Wanted
from services.dispatch.domain.places import Place
from services.dispatch.domain.suggestion import Unmatched
from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from shared.rulebook import Rulebook
from shared.words import tokens

READ = 2_500  # candidates read for one demand
CHUNK = 100  # held against the conditions at a time
MOST_CHUNKS = 6
SHOWN_BLOCKED = 10
DEMANDS_READ = 1_000
MOST_CLOSED = 1_000
WAY = "mutual"


@dataclass(frozen=True)
class Fit:
    """One pair as a suggestion tells it; `grounds`: the rules that stand in the way (none: it may be made)."""

    demand: Demand
    candidate: Candidate
    scored: Scored
    grounds: tuple[Ground, ...]
    ties: tuple[str, ...]


@dataclass(frozen=True)
class Fits:
    """The best that nothing stops, and the best of those that a rule stops. `read`: how many were looked at."""

    best: tuple[Fit, ...]
    blocked: tuple[Fit, ...]
    read: int


def wanted_of(demand: Demand, synonyms: Mapping[str, Iterable[str]]) -> Wanted:
    """What a demand seeks, in words with the city's synonyms."""
    words = demand.words or tokens(f"{demand.title}\n{demand.content}", synonyms)
    return Wanted(demand.id, tuple(words), demand.fields, demand.host_county)


def lexicon(work: DispatchWork, words: Iterable[str]) -> Lexicon:
    """How many candidates have these words."""
    wanted = list(words)
    ids = list(dict.fromkeys(counts.part_of(work.city, word) for word in wanted))
    work.lexicon.fetch(ids)
    return counts.together([work.lexicon.find(id) for id in ids], wanted)


def for_demand(work: DispatchWork, rulebook: Rulebook, demand: Demand, most: int) -> Fits:
    """Who fits a demand best. `most`: how many at most."""
    rules = Rules.of(rulebook, work.today)
    wanted = wanted_of(demand, rulebook.synonyms)
    known = lexicon(work, [*wanted.words, *(f"#{field}" for field in wanted.fields)])
    telling = matching.telling(wanted, known, READ)
    asked: dict[str, Any] = {"live": True, "words": {"$in": telling}}
    if demand.wanted_kinds:
        asked["kind"] = {"$in": list(demand.wanted_kinds)}
    found = work.candidates.some(asked, limit=READ) if telling else []
    return _best(work, rules, demand, wanted, known, found, most)


def _best(
    work: DispatchWork,
    rules: Rules,
    demand: Demand,
    wanted: Wanted,
    known: Lexicon,
    found: Sequence[Candidate],
    most: int,
) -> Fits:
    weights = rules.matching.weights.require()
    weighed = matching.weigh(wanted, known)
    quick = [(matching.quick(wanted, weighed, one, weights), one) for one in found]
    quick.sort(key=lambda pair: (-pair[0], pair[1].id))
    best: list[Fit] = []
    blocked: list[Fit] = []
    for start in range(0, min(len(quick), CHUNK * MOST_CHUNKS), CHUNK):
        ordered = sorted((fit.scored.score for fit in best), reverse=True)
        if len(ordered) >= most and quick[start][0] + matching.most_besides(weights) < ordered[most - 1]:
            break  # nobody further down could overtake, however free they are
        for one, who in with_parties(work, [one for _, one in quick[start : start + CHUNK]], demand.host_unit):
            scored = matching.score(wanted, weighed, one, *serving(who.commissioner_places.held, work.today), weights)
            grounds = eligibility.grounds(WAY, who, demand.fields, demand.until, rules, work.today)
            (blocked if grounds else best).append(Fit(demand, one, scored, grounds, who.ties))
    return Fits(_ordered(best, most), _ordered(blocked, SHOWN_BLOCKED), len(found))


def for_candidate(work: DispatchWork, rulebook: Rulebook, candidate: Candidate, most: int) -> Fits:
    """Which published demands a commissioner fits best."""
    rules = Rules.of(rulebook, work.today)
    weights = rules.matching.weights.require()
    found = _published(work, candidate.words, candidate.fields)
    demands = [one for one in found if not one.wanted_kinds or candidate.kind in one.wanted_kinds]
    seeking = [(demand, wanted_of(demand, rulebook.synonyms)) for demand in demands]
    known = lexicon(work, {word for _, wanted in seeking for word in wanted.words})
    scored = []
    for demand, wanted in seeking:
        weighed = matching.weigh(wanted, known)
        scored.append((matching.quick(wanted, weighed, candidate, weights), demand, wanted, weighed))
    scored.sort(key=lambda row: (-row[0], row[1].id))
    best: list[Fit] = []
    blocked: list[Fit] = []
    for _, demand, wanted, weighed in scored[: most * 5]:
        if len(best) >= most:
            break
        ((one, who),) = with_parties(work, [candidate], demand.host_unit)
        full = matching.score(wanted, weighed, one, *serving(who.commissioner_places.held, work.today), weights)
        grounds = eligibility.grounds(WAY, who, demand.fields, demand.until, rules, work.today)
        (blocked if grounds else best).append(Fit(demand, one, full, grounds, who.ties))
    return Fits(_ordered(best, most), _ordered(blocked, SHOWN_BLOCKED), len(demands))


def for_achievement(
    work: DispatchWork, rulebook: Rulebook, achievement: Achievement, most: int
) -> list[tuple[Demand, Scored]]:
    """Which hosts might want an achievement: by what they have asked for publicly; each host once, with its best."""
    weights = Rules.of(rulebook, work.today).matching.weights.require()
    said = tokens(f"{achievement.title}\n{achievement.content}", rulebook.synonyms)
    offered = Candidate(achievement.id, work.city, fields=achievement.fields, words=searched(said, achievement.fields))
    demands = _published(work, said, achievement.fields)
    seeking = [
        (demand, wanted_of(demand, rulebook.synonyms)) for demand in demands if demand.host_unit != achievement.unit
    ]
    known = lexicon(work, {word for _, wanted in seeking for word in wanted.words})
    found: dict[str, tuple[Demand, Scored]] = {}
    for demand, wanted in seeking:
        weighed = matching.weigh(wanted, known)
        scored = matching.score(wanted, weighed, offered, 0, 0, weights)
        kept = tuple(reason for reason in scored.reasons if reason.part in ("words", "field"))
        points = round(sum(reason.points for reason in kept), 2)
        there = found.get(demand.host_unit)
        if any(reason.words for reason in kept) and (there is None or points > there[1].score):
            found[demand.host_unit] = (demand, Scored(demand.id, points, kept))
    return sorted(found.values(), key=lambda pair: (-pair[1].score, pair[0].id))[:most]


def wait(work: DispatchWork, subject: str) -> None:
    """Suggestions for "demand:<id>" or "filing:<id>" are worked out at the next interval, not in the command."""
    work.unmatched.put(Unmatched(subject, work.city))


def close(work: DispatchWork, **equal: str) -> None:
    """What was suggested for a demand or a filing that is no more."""
    for one in work.suggestions.some({**equal, "open": True}, limit=MOST_CLOSED):
        work.suggestions.save(suggestions.close(one))


def shown(fit: Fit) -> dict[str, Any]:
    """A pair as an answer shows it: no person's data beyond the name under which the filing is public."""
    one = fit.candidate
    return {
        "filing": one.id,
        "name": one.name,
        "kind": one.kind,
        "subject": one.subject,
        "sender_unit": one.sender_unit,
        "county": one.county,
        "fields": one.fields,
        "demand": fit.demand.id,
        "title": fit.demand.title,
        "host_unit": fit.demand.host_unit,
        "host_name": fit.demand.host_name,
        "score": fit.scored.score,
        "reasons": [vars(reason) for reason in fit.scored.reasons],
        "ties": [tie_shown(tie) for tie in fit.ties],
        "grounds": [{**vars(ground), "waivable": ground.waivable} for ground in fit.grounds],
    }


def tie_shown(tie: str) -> dict[str, str]:
    """A tie with its name in both languages."""
    for known, (zh, en) in LABELS.items():
        if known == tie:
            return {"tie": known, "label": zh, "label_en": en}
    return {"tie": tie, "label": tie, "label_en": tie}


def _published(work: DispatchWork, words: Iterable[str], fields: Iterable[str]) -> list[Demand]:
    """The published demands that may have to do with these words and fields, the latest first."""
    keys = {"words": {"$in": [*words, *fields]}}  # a demand's words hold those of its fields
    shown = {"status": "published", "confidentiality": {"$in": list(LISTED)}}  # others are not known to exist
    found = work.demands.some({**shown, **keys}, sort=[("_id", -1)], limit=DEMANDS_READ)
    return [one for one in found if one.until is None or one.until >= work.today]


def with_parties(work: DispatchWork, found: Sequence[Candidate], host_unit: str) -> list[tuple[Candidate, Parties]]:
    work.known_filings.fetch([one.id for one in found])
    pairs = [(one, filing) for one in found if (filing := work.known_filings.find(one.id)) is not None]
    parties = force.whos(work, [filing for _, filing in pairs], host_unit)
    return [(one, who) for (one, _), who in zip(pairs, parties, strict=True)]


def serving(held: Sequence[Place], on: date) -> tuple[int, int]:
    """Agreements running on a day, and those of the last years that renewed an earlier one."""
    return sum(1 for place in held if place.since <= on <= place.until), sum(1 for place in held if place.renews)


def _ordered(fits: Iterable[Fit], most: int) -> tuple[Fit, ...]:
    return tuple(sorted(fits, key=lambda fit: (-fit.scored.score, fit.candidate.id, fit.demand.id))[:most])


__all__ = ["Fit", "Fits", "Tie", "for_achievement", "for_candidate", "for_demand", "lexicon", "shown", "wanted_of"]
