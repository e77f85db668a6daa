"""What is told of agreements besides their making and ending."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.dispatch.domain.agreement import Agreement
from services.dispatch.telling import of_agreement
from shared.documents import plain
from shared.rulebook import Finding
from shared.work import Announcement


def agreement_expiring(agreement: Agreement, on: date) -> Announcement:
    """So many days before its last one; told once at each number of days that the city asks for."""
    left = (agreement.until - on).days if agreement.until else 0
    data = {**of_agreement(agreement), "days_left": left}
    return Announcement("agreement_expiring", f"agreement:{agreement.id}", data)


def targets_set(agreement: Agreement) -> Announcement:
    """The targets of each year of the term, as filed or changed by a supplement: what an appraisal measures against."""
    terms = agreement.terms
    years = {str(year): plain(terms.targets_of(year)) for year in range(terms.since.year, terms.until.year + 1)}
    data = {
        **{name: getattr(agreement, name) for name in ("number", "filing", "person", "sender_unit", "host_unit")},
        "agreement": agreement.id,
        "years": years,
    }
    return Announcement("targets_set", f"agreement:{agreement.id}", data)


def agreement_handed_over(earlier: Agreement, agreement: Agreement) -> Announcement:
    """Another commissioner has taken over what was left of an ended agreement."""
    data = {**of_agreement(earlier), "continued_by": agreement.id, "to": agreement.filing}
    return Announcement(
        "agreement_handed_over", f"agreement:{earlier.id}", {**data, "open_items": list(agreement.open_items)}
    )


def agreement_over_limit(agreement: Agreement, findings: Sequence[Finding], winner: str, loser: str) -> Announcement:
    """It stays in force beyond a limit, since two records turned out to be one (`loser` was merged into `winner`)."""
    data = {
        **of_agreement(agreement),
        "winner": winner,
        "loser": loser,
        "reason": "；".join(one.reason for one in findings),
        "findings": [one.as_dict() for one in findings],
    }
    rules = [{"rule": one.rule, "article": one.article} for one in findings]
    return Announcement("agreement_over_limit", f"agreement:{agreement.id}", data, rules)
