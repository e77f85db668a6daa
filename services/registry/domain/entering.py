"""Entering: what the bureau had filed before it used the platform, taken over from its own register.

The bureau judged these when it filed them, so what an applicant affirms or proves is not asked for again: the document
or register that the officer names stands for it. What the platform knows by itself (the credit register, who is on
file to send, what is held already, the places of the year) is judged as of any filing, with its article.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from services.registry.domain import eligibility, explanation, quota, review
from services.registry.domain.application import Submission, new, not_held, refuse_all, said
from services.registry.domain.eligibility import Dossier
from services.registry.domain.filing import Entered, Filing
from services.registry.domain.quota import Counter, Quota
from services.registry.domain.review import Supply
from services.registry.rules import Facts, Rules, conditions_of
from shared.actor import Actor
from shared.chain import ChainState
from shared.errors import Invalid
from shared.rulebook import Condition, check

# What the platform knows of somebody by itself; everything else was shown to the bureau when it filed.
KNOWN_ROOTS = frozenset({"credit", "history", "sender"})
KNOWN_FACTS = frozenset({
    "application.direct", "application.kind", "application.subject", "liaison.unit_filed", "person.provincial",
    "team.size", "unit.county", "unit.kind", "unit.region",
})  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """A filing as the bureau's register has it; `basis`: what it rests on. `until` None: as the document says."""

    number: str
    since: date
    until: date | None
    year: int
    basis: str
    direct: bool = False


@dataclass(frozen=True)
class Taken:
    """What an entered filing leaves: the filing, the places of its year, and the running number."""

    filing: Filing
    quota: Quota | None
    counter: Counter


def enter(
    entry: Entry,
    submission: Submission,
    dossier: Dossier,
    rules: Rules,
    then: Rules | None,
    supply: Supply,
    actor: Actor,
    on: date,
) -> Taken:
    """The filing, in force since its own day. `then`: the rules of that day, None where this city's began later.

    Raises Invalid for days that do not fit, Conflict when the same filing is held already, Refused with every condition
    that the platform can judge and that is unmet, and when no place of that year is left.
    """
    _days(entry, on)
    stated = rules.known(submission.subject, submission.kind)
    if entry.direct:
        review.may_appoint(rules, stated[0])
    not_held(submission, dossier)
    as_said = replace(said(submission), direct=entry.direct)
    facts = eligibility.facts(as_said, stated[1], dossier, on)
    found = check([one for one in conditions_of(*stated) if judged(one)], facts)
    unmet = [finding.as_dict() for finding in found if finding.strictness == "always"]
    refuse_all(explanation.pointed(unmet, stated))
    made = new(submission, dossier, rules, actor, on, ChainState(rules.filing_number.id, "approved", None, on))
    filing = review.filing_of(made, dossier, rules, submission.id, entry.since, entry.number)
    until = entry.until or filing.until
    if until is not None and until < on:
        raise Invalid.field("/until", f"按规定已于{until}届满", "expired", en=f"By the rules it ran out on {until}")
    unit = dossier.unit
    holder = dossier.person.account if dossier.person else unit.managers[0] if unit and unit.managers else None
    filing = replace(
        filing, until=until, year=entry.year, account=holder, direct=entry.basis if entry.direct else "",
        entered=Entered(on, actor.name, actor.account, entry.basis),
    )  # fmt: skip
    template = rules.filing_number.value
    counter = quota.past(supply.counter, template, entry.year, entry.number) if template else supply.counter
    places, used = _place(submission, rules, then, supply)
    return Taken(replace(filing, rules=used), places, counter)


def judged(condition: Condition[Facts]) -> bool:
    """Whether it looks only at what the platform knows by itself."""
    paths = condition.expression.paths if condition.expression is not None else ()
    return all(path in KNOWN_FACTS or path.partition(".")[0] in KNOWN_ROOTS for path in paths)


def _days(entry: Entry, on: date) -> None:
    if entry.since > on:
        raise Invalid.field("/since", "起始日不能晚于今天", "future", en="It cannot begin after today")
    if entry.until is not None and entry.until < entry.since:
        raise Invalid.field("/until", "截止日不能早于起始日", "order", en="It cannot end before it begins")
    if entry.until is not None and entry.until < on:
        raise Invalid.field(
            "/until", "已届满，只导入仍有效的备案", "expired", en="It has run out; only what is in force is entered"
        )


def _place(
    submission: Submission, rules: Rules, then: Rules | None, supply: Supply
) -> tuple[Quota | None, tuple[str, ...]]:
    """The place it takes of its year, and the rule it was judged by.

    A place of a year before this city's first document is counted, not judged: its limit is not known here.
    """
    rule = (then or rules).quota(submission.subject, submission.kind)
    if rule is None:
        return None, ()
    if then is None:
        return quota.count(supply.places), ()
    return quota.take(supply.places, rule), (rule.limit.id,)
