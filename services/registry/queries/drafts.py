"""One's own drafts: what was typed, what the registry knew already, what is missing, and how it would go on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from services.registry.domain import application as applications
from services.registry.domain import draft as drafts
from services.registry.domain import explanation, preview
from services.registry.domain import form as forms
from services.registry.domain import person as persons
from services.registry.domain.draft import Draft
from services.registry.domain.eligibility import Dossier, Said
from services.registry.domain.form import Form
from services.registry.domain.person import Identity, Person
from services.registry.queries.previews import names, own_unit
from services.registry.rules import Rules, chain_of
from services.registry.store import RegistryWork
from shared.actions import NOTHING, action
from shared.actor import Actor
from shared.rulebook import Rulebook
from shared.work import Page


def list_drafts(work: RegistryWork, *, after: str | None = None, limit: int = 50) -> Page[dict[str, Any]]:
    """One's own, the newest last; what was typed is in the answer about one."""
    page = work.drafts.page({}, after, limit)
    shown = ("id", "subject", "kind", "started_at", "saved_at", "mends", "version")
    return Page([{name: getattr(one, name) for name in shown} for one in page.items], page.next)


def draft(work: RegistryWork, rulebook: Rulebook, actor: Actor, *, draft_id: str) -> dict[str, Any]:
    """One of one's own, section by section."""
    return detail(work, rulebook, actor, work.drafts.get(draft_id))


def detail(work: RegistryWork, rulebook: Rulebook, actor: Actor, one: Draft) -> dict[str, Any]:
    """The draft with every section's state, what is missing, each condition as it stands, and the chain ahead."""
    mended = work.applications.get(one.mends) if one.mends else None
    rules = Rules.of(rulebook, mended.submitted_on if mended is not None else work.today)
    stated = rules.known(one.subject, one.kind)
    form = applications.form_for_kind(one.subject, one.kind, rules)
    said = filled(work, actor, one, form)
    dossier = gathered(work, actor, one, said, stated[0].holder)
    dossier = forms.overlaid(dossier, form, one.values, persons.describe)
    values = forms.known_values(form, dossier, said)
    conditions = explanation.explain(_said(one, values), stated, dossier, work.today, values)
    missing = [*forms.missing(form, values, one.files), *drafts.lacking(values)]
    defects = mended.returns[-1].defects if mended is not None and mended.returns else ()
    sections = forms.public(form, drafts.shown(values), one.files, own=one.values, defects=defects)
    first = missing[0] if missing else {}
    why = (first["reason"], first.get("reason_en", "")) if missing else NOTHING
    ahead = preview.preview(chain_of(*stated), rules, names(work, rulebook, dossier), work.today)
    known = sum(1 for section in sections for field in section["fields"] if field["prefilled"])
    return {
        "id": one.id,
        "subject": one.subject,
        "kind": one.kind,
        "label": stated[1].label,
        "label_en": stated[1].label_en,
        "started_at": one.started_at,
        "saved_at": one.saved_at,
        "mends": one.mends,
        "sections": sections,
        "missing": missing,
        "conditions": [explanation.public(condition, rules) for condition in conditions],
        "outcome": explanation.outcome(conditions),
        "chain": ahead,
        "prefilled": known,
        "actions": [
            action("submit", why, first.get("article", "")),
            action("delete"),
        ],
        "version": one.version,
    }  # fmt: skip


def filled(work: RegistryWork, actor: Actor, one: Draft, form: Form) -> dict[str, Any]:
    """What was typed, over what is known already: the returned application's own words, the last application and
    filing of the same subject, the only unit that the asker manages. What is affirmed is affirmed anew each time."""
    if one.mends:
        return {**work.applications.get(one.mends).said, **one.values}
    known: dict[str, Any] = {}
    last = work.applications.some({"applicant": one.applicant, "subject": one.subject}, [("_id", -1)], limit=1)
    if last:
        before = last[0].said
        kept = {name for name in form.fields if form.fields[name].holds in ("application", "answers")}
        known |= {name: before[name] for name in kept - {"declares", "replaces"} if name in before}
    if "unit" in form.fields and not known.get("unit"):
        managed = work.units.some({"managers": one.applicant}, limit=2)
        known |= {"unit": managed[0].id} if len(managed) == 1 else {}
    if not known.get("fields") and one.person and "fields" in form.fields and "unit" not in form.fields:
        known["fields"] = list(work.persons.get(one.person).fields)
    return {**known, **one.values}


def gathered(work: RegistryWork, actor: Actor, one: Draft, values: dict[str, Any], holder: str) -> Dossier:
    """The dossier as far as the draft names people and units; somebody who is not yet known is taken as declared."""
    people: list[Person] = []
    if holder in ("person", "team") and one.person:
        people = [work.persons.get(one.person)]
    if holder == "team":
        people += [_declared(work, row) for row in values.get("members") or ()]
    if holder == "liaison" and values.get("liaison"):
        people = [_declared(work, values["liaison"])]
    unit = own_unit(work, actor, values.get("unit")) if holder in ("unit", "liaison") else None
    sender = values.get("sender_unit") if holder in ("person", "team") else None
    return work.dossier(people, unit, sender if sender and work.units.find(sender) is not None else None)


def _declared(work: RegistryWork, row: dict[str, Any]) -> Person:
    if row.get("person"):
        return work.persons.get(row["person"])
    found = work.persons.first({"identity.fingerprint": row["fingerprint"]}) if row.get("fingerprint") else None
    unknown = Identity("", row.get("fingerprint", ""), row.get("identity_mask", ""), work.today)
    made = persons.enter(f"declared-{row.get('row', '')}", row.get("name") or "", unknown, row, work.city)
    return found or replace(made, account=None)


def _said(one: Draft, values: dict[str, Any]) -> Said:
    return Said(
        one.subject, one.kind, tuple(values.get("fields") or ()), tuple(values.get("declares") or ()),
        len(one.files), values.get("position") or "",
    )  # fmt: skip
