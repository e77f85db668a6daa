"""Citing: which rules of the city, each with its article, a step of an application rests on, as it is announced.

An act is told with {rule, article}; the audit log and whoever hears of it name the articles from there.
"""

from __future__ import annotations

from collections.abc import Iterable

from services.registry.domain.application import Application
from services.registry.domain.filing import Filing
from services.registry.domain.turn import chain_for
from services.registry.rules import Rules, conditions_of
from shared.rulebook.vocabulary import Basis

Cited = list[dict[str, str]]
EXAMINED = ("submitted", "resubmitted", "filed")
"""The steps at which every condition of the kind is looked at."""


def of_step(one: Application, rules: Rules, told: str, article: str = "") -> Cited:
    """The chain it goes along; where conditions were examined these too; of a return the reasons that were named.

    `told`: what became of it ("submitted", "passed", "returned" …); `article`: what the reviewer named for a refusal.
    """
    chain = chain_for(one, rules)
    cited = _named([chain])
    if told in EXAMINED:
        cited += _named(conditions_of(*rules.known(one.subject, one.kind)))
    if told == "returned" and one.returns:
        cited += [{"rule": chain.id, "article": mark.article} for mark in one.returns[-1].defects if mark.article]
    return cited + ([{"rule": chain.id, "article": article}] if article else [])


def of_consent(one: Application, rules: Rules) -> Cited:
    """What a member's own word is asked for by."""
    subject, _ = rules.known(one.subject, one.kind)
    return _named([subject.consent] if subject.consent is not None else [])


def of_filing(filing: Filing, rules: Rules) -> Cited:
    """Every rule that the filing was made by, with its article ("" where the city no longer states it)."""
    stated = rules.subject(filing.subject, filing.kind)
    quota = rules.quota(filing.subject, filing.kind)
    bases: list[Basis] = [*(conditions_of(*stated) if stated is not None else ()), rules.filing_number]
    bases += [quota.limit] if quota is not None else []
    articles = {basis.id: basis.cite for basis in bases if basis.source != "silent"}
    own = [{"rule": rule, "article": articles.get(rule, "")} for rule in filing.rules]
    return own + (_named([rules.direct_appointment]) if filing.direct else [])


def _named(bases: Iterable[Basis]) -> Cited:
    """Those that say something: a rule that the document leaves out is nobody's ground."""
    return [{"rule": basis.id, "article": basis.cite} for basis in bases if basis.source != "silent"]
