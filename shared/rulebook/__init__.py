"""The policy as data: a city is a folder of dated, cited rules, checked when it is loaded.

A service states its part of the vocabulary as frozen dataclasses in `rules.py`, rooted in a `RulesView`; the city's
YAML file of the same name is structured into it, and its CEL expressions are checked against the facts it documents.
"""

from shared.rulebook.book import NotYetInForce, Rulebook, Rulebooks
from shared.rulebook.edition import Edition, RulesView
from shared.rulebook.expressions import rank
from shared.rulebook.loading import RulebookError
from shared.rulebook.page import City, Conflict, Division, Duty, Silence
from shared.rulebook.vocabulary import (
    Amount,
    Chain,
    Cite,
    Condition,
    Day,
    Finding,
    Measure,
    Rule,
    Step,
    check,
    refuse,
)

__all__ = [
    "Amount",
    "Chain",
    "Cite",
    "City",
    "Condition",
    "Conflict",
    "Day",
    "Division",
    "Duty",
    "Edition",
    "Finding",
    "Measure",
    "NotYetInForce",
    "Rule",
    "Rulebook",
    "RulebookError",
    "Rulebooks",
    "RulesView",
    "Silence",
    "Step",
    "check",
    "rank",
    "refuse",
]
