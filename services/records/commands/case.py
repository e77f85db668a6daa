"""Commands on cases and deeds."""

from __future__ import annotations

from typing import Any, Literal

from services.records import events, views
from services.records.commands.evidence import cited
from services.records.domain import case as cases
from services.records.domain.case import Case
from services.records.domain.upward import teller
from services.records.rules import Rules
from services.records.store import RecordsWork
from shared.actor import Actor
from shared.rulebook import Rulebook
from shared.work import Announcement


def report_case(
    work: RecordsWork,
    rulebook: Rulebook,
    actor: Actor,
    *,
    title: str,
    text: str,
    kind: Literal["case", "deed"],
    unit: str,
    county: str,
    records: list[str],
    evidence: list[dict[str, Any]],
) -> dict[str, Any]:
    """A case or deed goes up to the city."""
    told_by = teller(actor, unit, county)
    rules = Rules.of(rulebook, work.today)
    files = cited(work, evidence)
    case = cases.report(work.new_id(), kind, title, text, told_by, tuple(records), files, rules, actor, work.today)
    work.cases.add(case)
    work.announce(events.case_reported(case))
    return views.case(case, 1)


def accept_case(work: RecordsWork, rulebook: Rulebook, actor: Actor, *, case_id: str, note: str) -> dict[str, Any]:
    """The city takes it into its library."""
    case = work.cases.get(case_id)
    accepted = cases.accept(case, Rules.of(rulebook, work.today), actor, work.today, note)
    return _saved(work, case, accepted, events.case_closed(accepted))


def return_case(work: RecordsWork, rulebook: Rulebook, actor: Actor, *, case_id: str, reason: str) -> dict[str, Any]:
    """The city sends it back."""
    case = work.cases.get(case_id)
    returned = cases.give_back(case, Rules.of(rulebook, work.today), actor, work.today, reason)
    return _saved(work, case, returned, events.case_closed(returned))


def tell_case_again(
    work: RecordsWork, rulebook: Rulebook, actor: Actor, *, case_id: str, title: str, text: str
) -> dict[str, Any]:
    """A returned case in new words."""
    case = work.cases.get(case_id)
    again = cases.tell_again(case, title, text, Rules.of(rulebook, work.today), actor, work.today)
    return _saved(work, case, again, events.case_reported(again))


def _saved(work: RecordsWork, before: Case, after: Case, told: Announcement) -> dict[str, Any]:
    work.cases.save(after)
    work.announce(told)
    return views.case(after, before.version + 1)
