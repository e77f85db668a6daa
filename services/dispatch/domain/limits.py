"""Limits passed by no decision: two records turn out to be one, and their agreements together are more than the rule
allows. They stay in force, for they were filed by the rules of their day; it is told, and nothing new is added.
"""

from __future__ import annotations

from datetime import date

from services.dispatch.domain.agreement import Agreement, Parties, conditions, facts
from services.dispatch.rules import Rules
from shared.rulebook import Finding, check


def newly_over(agreement: Agreement, before: Parties, after: Parties, rules: Rules, on: date) -> tuple[Finding, ...]:
    """The city's own conditions that the agreement met among the parties of before, and no longer meets after."""
    earlier = {one.rule for one in _unmet(agreement, before, rules, on)}
    return tuple(one for one in _unmet(agreement, after, rules, on) if one.rule not in earlier)


def _unmet(agreement: Agreement, who: Parties, rules: Rules, on: date) -> list[Finding]:
    known = facts(agreement.terms, agreement.way, who, bool(agreement.renews), on)
    waived = [waiver.rule for waiver in agreement.waivers]
    return [one for one in check(conditions(rules, agreement.kind), known, waived) if not one.met]
