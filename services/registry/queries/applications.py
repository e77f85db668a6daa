"""Applications, each with whom it waits for."""

from __future__ import annotations

from typing import Any

from services.registry.domain import credit_entry, quota, review, turn
from services.registry.domain.credit_entry import person_key, unit_key
from services.registry.rules import Rules
from services.registry.store import RegistryWork
from shared.actor import Actor
from shared.rulebook import Rulebook
from shared.work import Page


def list_applications(
    work: RegistryWork,
    rulebook: Rulebook,
    *,
    after: str | None = None,
    limit: int = 50,
    status: str | None = None,
    step: str | None = None,
    **equal: str,
) -> Page[dict[str, Any]]:
    """The applications that the asker may see, each with whom it waits for."""
    if status:
        equal["state.status"] = status
    if step:
        equal["state.step"] = step
    page = work.applications.page(equal, after, limit)
    shown = [review.public(one, Rules.of(rulebook, one.submitted_on), work.today) for one in page.items]
    return Page(shown, page.next)


def application(work: RegistryWork, rulebook: Rulebook, actor: Actor, *, application_id: str) -> dict[str, Any]:
    """One application with what the asker may do now, and the credit entries that stand against those it names."""
    one = work.applications.get(application_id)
    rules = Rules.of(rulebook, one.submitted_on)
    places = None
    rule = rules.quota(one.subject, one.kind)
    if rule is not None:
        empty = quota.empty(work.city, one.subject, one.kind, work.today.year, rule, one.county)
        places = work.quotas.get_or(empty.id, empty)
    keys = [person_key(id) for id in (one.person, *(member.person for member in one.members)) if id]
    if one.unit:
        keys.append(unit_key(work.units.get(one.unit).uscc))
    entries = credit_entry.facts(work.credit_entries.some({"party": {"$in": keys}}), work.today)
    return {
        **review.public(one, rules, work.today),
        "credit": {"blacklist": entries.blacklist, "misconduct": entries.misconduct},
        "actions": turn.actions(one, rules, actor, work.today, places, review.stands_in(one, rules)),
    }
