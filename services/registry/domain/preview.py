"""Preview of a chain: before anything is sent, who will handle it, in how many working days, until when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from services.registry.rules import Rules
from shared.chain import ChainState
from shared.rulebook import Chain, Rule

Name = Callable[[str], str]


def preview(chain: Chain, rules: Rules, name: Name, on: date) -> dict[str, Any]:
    """Every step with its parties (`name` gives the department's or unit's own name), its term and its last day.

    The days count from `on` as if each step took all of its time, by the city's working days; None from the first step
    on whose term nobody stated.
    """
    day: date | None = on
    total: int | None = 0
    steps = []
    for step in chain.steps:
        stated, term = step.within_working_days, step.term
        day = chain.calendar(day, term) if day is not None and term else None
        total = total + term if total is not None and term else None
        steps.append(
            {
                "step": step.step,
                "parties": [
                    {
                        "party": party,
                        "label": rules.party(party),
                        "label_en": rules.party_en(party),
                        "name": name(party),
                    }
                    for party in step.by
                ],
                "may": list(step.may),
                "working_days": term,
                "working_days_by": stated.cite if isinstance(stated, Rule) else chain.cite if term else "",
                "due": day,
                "escalates_to": step.escalates_to,
            }
        )
    return {"steps": steps, "working_days": total, "due": day, "article": chain.cite, "source": chain.source}


def progress(chain: Chain, state: ChainState, rules: Rules) -> list[dict[str, Any]]:
    """The steps as somebody without an account may see them: which is done, current or to come; no names."""
    names = [step.step for step in chain.steps]
    closed = state.status in ("approved", "rejected", "withdrawn")
    reached = names.index(state.step) if state.step in names else len(names) if state.status == "approved" else -1
    answers = []
    for index, step in enumerate(chain.steps):
        done = next((e.on for e in reversed(state.history) if e.step == step.step and index < reached), None)
        current = index == reached and not closed
        answers.append(
            {
                "step": step.step,
                "label": "、".join(rules.party(party) for party in step.by),
                "label_en": ", ".join(rules.party_en(party) for party in step.by),
                "state": "done" if index < reached else "current" if current else "to_come",
                "on": done,
                "since": state.since if current else None,
                "due": state.due if current else None,
            }
        )
    return answers
