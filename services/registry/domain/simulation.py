"""Past applications judged anew: by the rules then in force, or by a draft, over the facts of their own day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from services.registry.domain import eligibility, waiver
from services.registry.domain.application import Application, said
from services.registry.domain.eligibility import Dossier
from services.registry.domain.filing import Filing
from services.registry.rules import Rules
from shared.simulation import Judged


def judged(application: Application, dossier: Dossier, rules: Rules) -> Judged:
    """Whether it could be filed on the day it was sent, waivers as they were given; else the articles in its way."""
    stated = rules.subject(application.subject, application.kind)
    if stated is None:
        return Judged(False, ("",))  # these rules know no such kind
    on = application.submitted_on
    found = eligibility.examine(said(application), *stated, dossier, on, waiver.standing(application))
    unmet = tuple(dict.fromkeys(finding.article for finding in found if not finding.met))
    return Judged(not unmet, unmet)


def as_of(filings: Iterable[Filing], on: date, besides: str = "") -> tuple[Filing, ...]:
    """Filings as they stood on a day, without the one that came of the application itself."""
    known = [filing for filing in filings if filing.since <= on and (not besides or filing.application != besides)]
    return tuple(
        replace(filing, status="filed", cancelled=None)
        if filing.cancelled is not None and filing.cancelled.on > on
        else filing
        for filing in known
    )
