"""Applications, each with whom it waits for."""

from __future__ import annotations

from typing import Any

from services.registry.domain import change, credit_entry, explanation, inspection, quota, review, turn
from services.registry.domain import form as forms
from services.registry.domain.application import form_for
from services.registry.queries.search import subjects, synonyms_of
from services.registry.rules import Rules, inspection_of, reasons_for_return
from services.registry.store import RegistryWork
from shared.actor import Actor
from shared.rulebook import Rulebook
from shared.words import matching
from shared.work import Page

SORTS = {"due": "turn.due"}


def list_applications(
    work: RegistryWork,
    rulebook: Rulebook,
    actor: Actor,
    *,
    after: str | None = None,
    limit: int = 50,
    status: str | None = None,
    step: str | None = None,
    waits_on: str | None = None,
    late: bool | None = None,
    waived: bool | None = None,
    changes: bool | None = None,
    sort: str = "id",
    q: str = "",
    **equal: Any,
) -> Page[dict[str, Any]]:
    """The applications that the asker may see, each with whom it waits for; `waits_on="me"`: what lies on one's desk.

    By `sort="due"` the one that is due first comes first, what has no clock last.
    """
    if status:
        equal["state.status"] = status
    if step:
        equal["state.step"] = step
    if waits_on:
        equal["turn.desks"] = {"$in": turn.desks_of(actor)}
    if late is not None:
        equal["turn.due"] = {"$lt" if late else "$gte": work.today.isoformat()}
    if waived:
        equal["waivers.rule"] = {"$gt": ""}
    if changes is not None:
        equal["change_of"] = {"$gt": ""} if changes else None
    if q:
        equal["$and"] = [matching(q, synonyms_of(rulebook), also=subjects(rulebook, work.today))]
    page = work.applications.page(equal, after, limit, sort=SORTS.get(sort, sort))
    shown = [review.public(one, Rules.of(rulebook, one.submitted_on), work.today) for one in page.items]
    return Page(shown, page.next)


def application_counts(work: RegistryWork, rulebook: Rulebook, actor: Actor) -> dict[str, Any]:
    """What lies on the asker's desk: how many, how many of them late, and how many of each subject (they add up)."""
    mine: dict[str, Any] = {"turn.desks": {"$in": turn.desks_of(actor)}}
    stated = Rules.of(rulebook, work.today).subjects
    by_subject = {name: work.applications.count({**mine, "subject": name}) for name in stated}
    return {
        "waits_on_me": work.applications.count(mine),
        "late": work.applications.count({**mine, "turn.due": {"$lt": work.today.isoformat()}}),
        "by_subject": [{"subject": name, "count": count} for name, count in by_subject.items() if count],
    }


def application_form(work: RegistryWork, rulebook: Rulebook, *, application_id: str) -> dict[str, Any]:
    """What was filled in, section by section, with the defects of the last return in their places; the inspection's
    form; and the coded reasons for a return."""
    one = work.applications.get(application_id)
    rules = Rules.of(rulebook, one.submitted_on)
    subject, kind = rules.known(one.subject, one.kind)
    defects = one.returns[-1].defects if one.returns else ()
    sections = forms.public(form_for(one, rules), one.said, one.files, own=one.said, defects=defects)
    return {
        "application": one.id,
        "sections": sections,
        "inspection": inspection.public(inspection_of(subject, kind)),
        "reasons": [
            {"code": code, "label": reason.label, "label_en": reason.label_en, "article": reason.article}
            for code, reason in reasons_for_return(rules).items()
        ],
        "mended": one.mendings[-1].differences if one.mendings else (),
    }


def application(work: RegistryWork, rulebook: Rulebook, actor: Actor, *, application_id: str) -> dict[str, Any]:
    """One application with what the asker may do now, every condition as it stands today while it is open, and the
    credit entries that stand against those it names."""
    one = work.applications.get(application_id)
    rules = Rules.of(rulebook, one.submitted_on)
    places = None
    rule = rules.quota(one.subject, one.kind)
    if rule is not None:
        empty = quota.empty(work.city, one.subject, one.kind, work.today.year, rule, one.county)
        places = work.quotas.get_or(empty.id, empty)
    people = [id for id in (one.person, *(member.person for member in one.members)) if id]
    work.persons.fetch(people)
    dossier = work.dossier([work.persons.get(id) for id in people], one.unit, one.sender_unit)
    changed = work.filings.get(one.change_of) if one.change_of else None
    judged = dossier if changed is None else change.would_be(changed, dossier, one.proposed)
    conditions = review.conditions(one, judged, rules, work.today, direct=changed is not None and bool(changed.direct))
    entries = credit_entry.facts(dossier.entries, work.today)
    return {
        **review.public(one, rules, work.today),
        "credit": {"blacklist": entries.blacklist, "misconduct": entries.misconduct},
        "conditions": [explanation.public(each, rules) for each in conditions],
        "actions": review.actions(one, rules, actor, work.today, places),
    }
