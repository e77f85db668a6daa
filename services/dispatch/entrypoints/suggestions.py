"""Suggestions and matching: what may be asked of the dispatch service."""

from __future__ import annotations

from typing import Any

from services.dispatch import queries
from services.dispatch.commands import suggestions
from services.dispatch.schemas import suggestions as of_suggestions
from shared.batches import Call
from shared.hosting import command, every, question
from shared.upkeep import Tick


class Suggestions:
    """Suggestions and matching."""

    @command(of_suggestions.DismissSuggestion, loads={"suggestions": "suggestion_id"})
    def dismiss_suggestion(self, call: Call) -> Any:
        return suggestions.dismiss_suggestion(call.work, call.actor, **call.args)

    @question(of_suggestions.ListSuggestions)
    def suggestions(self, call: Call) -> Any:
        return queries.suggestions_page(call.work, call.rulebook, call.actor, **call.args)

    @question(of_suggestions.AskDemandCandidates)
    def demand_candidates(self, call: Call) -> Any:
        return queries.demand_candidates(call.work, call.rulebook, **call.args)

    @question(of_suggestions.AskCandidateDemands)
    def candidate_demands(self, call: Call) -> Any:
        return queries.candidate_demands(call.work, call.rulebook, **call.args)

    @question(of_suggestions.AskAchievementHosts)
    def achievement_hosts(self, call: Call) -> Any:
        return queries.achievement_hosts(call.work, call.rulebook, **call.args)

    @every(5)
    def make_suggestions(self, tick: Tick) -> None:
        suggestions.make_suggestions(tick.work, tick.rulebook)

    @every(60)
    def count_words(self, tick: Tick) -> None:
        suggestions.count_words(tick.work)
