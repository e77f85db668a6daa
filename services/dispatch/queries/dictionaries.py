"""What the codes of the city's dispatch.yml are called."""

from __future__ import annotations

from typing import Any

from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from services.dispatch.vocabulary.names import ENDS, LEVELS, STAGES
from shared.dictionaries import Entries, day_in_force, dictionary, entries, entry, named, rules_said, steps
from shared.rulebook import Rulebook


def dictionaries(work: DispatchWork, rulebook: Rulebook) -> dict[str, Any]:
    """Dictionaries of the dispatch's part. `ending_ground` has the two ends that come by themselves as well."""
    rules = Rules.of(rulebook, day_in_force(rulebook, work.today))
    cases = rules.endings.cases
    types = rules.agreement.target_types.value or ()
    return {
        "items": [
            dictionary("way", _ways(rules)),
            dictionary("ending_ground", [*entries(cases), *named(ENDS, ENDS)]),
            dictionary(
                "circumstance",
                [
                    entry(one.code, one.label, one.label_en, of=name)
                    for name in cases
                    for one in cases[name].circumstances
                ],
            ),
            dictionary("target_type", [entry(one.code, one.label, one.label_en, unit=one.unit) for one in types]),
            dictionary("stage", named(rules.achievements.stages.value or (), STAGES)),
            dictionary(
                "confidentiality",
                [
                    *named(rules.demands.levels.value or (), LEVELS, "demand"),
                    *named(rules.achievements.levels.value or (), LEVELS, "achievement"),
                ],
            ),
            steps(rules),
            rules_said(rules),
        ]
    }


def _ways(rules: Rules) -> Entries:
    """The ways that the city knows: those that somebody may begin."""
    stated = {"mutual": rules.ways.mutual, "directed": rules.ways.directed, "appointed": rules.ways.appointed}
    return entries({name: way for name, way in stated.items() if way.begun_by.value})
