"""Hard rules of matching: whether an agreement between these two could be made, by the agreement's own conditions.

There is no second copy of any rule: the facts and the conditions are those of `agreement.py`. What the two will only
settle with each other (the term) is taken as usual, and the rules about it are left to the draft.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.dispatch.domain.agreement import Parties, Terms, facts
from services.dispatch.rules import Facts, Rules, TermFacts
from shared.rulebook import Condition, Finding, check

YEARS_AHEAD = 1


@dataclass(frozen=True)
class Ground:
    """One rule that stands in the way, with its article; one in principle may be waived."""

    rule: str
    article: str
    reason: str
    reason_en: str
    strictness: str

    @property
    def waivable(self) -> bool:
        """Whether an officer can give leave from it."""
        return self.strictness == "in_principle"


def standing(rules: Rules, kind: str) -> tuple[Condition[Facts], ...]:
    """The conditions on who serves whom; those on the term are the parties' to meet."""
    special = rules.kinds[kind].conditions if kind in rules.kinds else ()
    return (*rules.agreement.conditions, *special)


def assumed(fields: Sequence[str], own: Sequence[str], wanted_until: date | None, rules: Rules, on: date) -> Terms:
    """The terms as they would usually be: from today to the usual last day, about what both have in common.

    Where the document names no last day: the demand's own, else the end of the next year.
    """
    shared = tuple(field for field in fields if field in own) or tuple(fields)
    usual = rules.agreement.term.usual_end
    if usual.source != "silent":
        until = usual.of(TermFacts(on.isoformat()))
    else:
        until = wanted_until or date(on.year + YEARS_AHEAD, 12, 31)
    return Terms("", "", on, max(until, on), shared)


def grounds(
    way: str, who: Parties, fields: Sequence[str], wanted_until: date | None, rules: Rules, on: date
) -> tuple[Ground, ...]:
    """Every rule that stands in the way of these two today; none: an agreement could be drafted."""
    terms = assumed(fields, who.commissioner.fields, wanted_until, rules, on)
    findings = check(standing(rules, who.commissioner.kind), facts(terms, way, who, False, on))
    return tuple(_ground(finding) for finding in findings)


def _ground(finding: Finding) -> Ground:
    return Ground(finding.rule, finding.article, finding.reason, finding.reason_en, finding.strictness)
