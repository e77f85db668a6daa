"""Results as their readers may see them: before publication a judge sees the frozen year and their own scores only."""

from __future__ import annotations

from typing import Any

from services.appraisal.domain.result import Result
from shared.actor import Actor
from shared.documents import plain

HIDDEN = ("account", "holder", "scores", "facts")


def summary(result: Result) -> dict[str, Any]:
    """A line of a list: no year, no scores, and no grade before it is public."""
    shown: dict[str, Any] = {key: value for key, value in plain(result).items() if key not in HIDDEN}
    shown["points"] = None if result.points is None else result.points / 100
    return {key: value for key, value in shown.items() if key not in ("marks", "unmet", "influence")}


def own_view(result: Result, actor: Actor) -> dict[str, Any]:
    """The whole result; scores of others, and the finding of influence, only for the city before publication."""
    shown = summary(result)
    judges = ("city_officer", "inspector")
    everything = result.status == "published" or actor.has(*judges)
    scores = [score for score in result.scores if everything or score.by_account == actor.account]
    shown["facts"] = plain(result.facts)
    shown["scores"] = [
        {
            "indicator": score.indicator,
            "party": score.party,
            "points": score.points / 100,
            "by_name": score.by_name if actor.has(*judges) or score.by_account == actor.account else "",
            "on": score.on.isoformat(),
            "note": score.note if actor.has(*judges) or score.by_account == actor.account else "",
        }
        for score in scores
    ]
    shown["marks"] = [
        {**plain(mark), "weight": mark.weight / 100, "points": None if mark.points is None else mark.points / 100}
        for mark in result.marks
    ]
    shown["unmet"] = plain(result.unmet)
    shown["influence"] = plain(result.influence) if everything and result.influence else None
    return shown
