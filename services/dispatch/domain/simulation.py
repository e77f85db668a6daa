"""Past agreements judged anew: by the rules then in force, or by a draft, over the parties as they are known."""

from __future__ import annotations

from services.dispatch.domain.agreement import Agreement, Parties, conditions, facts
from services.dispatch.rules import Rules
from shared.rulebook import check
from shared.simulation import Judged


def judged(agreement: Agreement, who: Parties, rules: Rules) -> Judged:
    """Whether it could be made on the day it was drafted, waivers as they were given; else the articles in its way."""
    way = getattr(rules.ways, agreement.way)
    if way.begun_by.value is None:
        return Judged(False, (way.begun_by.cite,))
    about = facts(agreement.terms, agreement.way, who, bool(agreement.renews), agreement.drafted_on)
    waived = {waiver.rule for waiver in agreement.waivers}
    found = check(conditions(rules, agreement.kind), about, waived)
    unmet = tuple(dict.fromkeys(finding.article for finding in found if not finding.met))
    return Judged(not unmet, unmet)
