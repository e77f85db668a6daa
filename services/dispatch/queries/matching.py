"""Who fits what, asked at once: for a demand, a commissioner, an achievement."""

from __future__ import annotations

from typing import Any

from services.dispatch import matching
from services.dispatch.domain.matching import Reason
from services.dispatch.matching import Fits
from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from shared.documents import plain
from shared.rulebook import Rulebook

MOST = 10


def demand_candidates(work: DispatchWork, rulebook: Rulebook, demand_id: str, limit: int = MOST) -> dict[str, Any]:
    """The commissioners who fit a demand best, with reasons; and the best whom a rule stops, with its article."""
    return _shown(matching.for_demand(work, rulebook, work.demands.get(demand_id), limit), work, rulebook)


def candidate_demands(work: DispatchWork, rulebook: Rulebook, filing: str, limit: int = MOST) -> dict[str, Any]:
    """The published demands that a commissioner fits best."""
    return _shown(matching.for_candidate(work, rulebook, work.candidates.get(filing), limit), work, rulebook)


def achievement_hosts(work: DispatchWork, rulebook: Rulebook, achievement_id: str, limit: int = MOST) -> dict[str, Any]:
    """The hosts whose published demands an achievement answers best."""
    found = matching.for_achievement(work, rulebook, work.achievements.get(achievement_id), limit)
    hosts = [
        {
            "host_unit": demand.host_unit,
            "host_name": demand.host_name,
            "host_county": demand.host_county,
            "demand": demand.id,
            "title": demand.title,
            "score": scored.score,
            "reasons": _reasons(scored.reasons),
        }
        for demand, scored in found
    ]
    return {"hosts": hosts, "weights": _weights(work, rulebook)}


def _shown(fits: Fits, work: DispatchWork, rulebook: Rulebook) -> dict[str, Any]:
    return {
        "best": [plain(matching.shown(fit)) for fit in fits.best],
        "blocked": [plain(matching.shown(fit)) for fit in fits.blocked],
        "read": fits.read,
        "weights": _weights(work, rulebook),
    }


def _weights(work: DispatchWork, rulebook: Rulebook) -> dict[str, Any]:
    """The weights with whose they are: the bureau's, or the platform's until it sets some."""
    rule = Rules.of(rulebook, work.today).matching.weights
    return {"set_by": rule.cite, "note": rule.note, "points": vars(rule.require())}


def _reasons(reasons: tuple[Reason, ...]) -> list[dict[str, Any]]:
    return [plain(reason) for reason in reasons]
