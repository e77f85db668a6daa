"""Dictionaries and rehearsed rules: what may be asked of the dispatch service."""

from __future__ import annotations

from typing import Any

from services.dispatch import queries, rules
from services.dispatch.simulations import PASTS
from shared.batches import Call
from shared.dictionaries import AskDictionaries
from shared.hosting import job, question
from shared.simulation import Simulate, simulate


class Rulebooks:
    """Dictionaries and rehearsed rules."""

    @question(AskDictionaries)
    def dictionaries(self, call: Call) -> Any:
        return queries.dictionaries(call.work, call.rulebook)

    @job(Simulate)
    def simulate_rulebook(self, run: Any) -> None:
        simulate(run, PASTS, rules.Rules)
