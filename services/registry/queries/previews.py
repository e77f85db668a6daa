"""Before applying: whether one could, why, and who would handle it; and how far an application is, for anybody."""

from __future__ import annotations

from typing import Any

from services.registry.domain import explanation, preview
from services.registry.domain import form as forms
from services.registry.domain.application import form_for_kind
from services.registry.domain.eligibility import Dossier, Said
from services.registry.domain.turn import chain_for
from services.registry.rules import Rules, chain_of
from services.registry.store import RegistryWork
from shared.actor import Actor
from shared.errors import NotFound
from shared.rulebook import Rulebook


def eligibility(
    work: RegistryWork,
    rulebook: Rulebook,
    actor: Actor,
    *,
    subject: str | None = None,
    kind: str | None = None,
    sender_unit: str | None = None,
    unit: str | None = None,
) -> dict[str, Any]:
    """Every condition of a kind, or of every kind, as it stands for the asker and the units named."""
    rules = Rules.of(rulebook, work.today)
    if subject and kind:
        rules.known(subject, kind)
    answers = []
    for name, one in rules.subjects.items():
        for key in one.kinds:
            if (subject in (None, name)) and (kind in (None, key)):
                answers.append(_explained(work, rules, actor, name, key, sender_unit, unit))
    return {"items": answers}


def chain_preview(
    work: RegistryWork,
    rulebook: Rulebook,
    actor: Actor,
    *,
    subject: str,
    kind: str,
    sender_unit: str | None = None,
    unit: str | None = None,
) -> dict[str, Any]:
    """Who would handle an application sent today, step by step, and until when."""
    rules = Rules.of(rulebook, work.today)
    stated = rules.known(subject, kind)
    dossier = work.dossier((), unit, sender_unit)
    return preview.preview(chain_of(*stated), rules, names(work, rulebook, dossier), work.today)


def application_progress(work: RegistryWork, rulebook: Rulebook, *, number: str, phone_tail: str) -> dict[str, Any]:
    """How far an application is, by its number and the last four digits of the applicant's phone; nothing personal.

    Raises NotFound alike for a wrong number and a wrong phone.
    """
    one = work.applications.first(number=number)
    account = work.accounts.find(one.applicant) if one is not None else None
    person = work.persons.find(account.person) if account is not None and account.person else None
    if one is None or person is None or not person.identity.phone_mask.endswith(phone_tail):
        raise NotFound("application")
    rules = Rules.of(rulebook, one.submitted_on)
    stated = rules.known(one.subject, one.kind)
    return {
        "number": one.number,
        "label": stated[1].label,
        "label_en": stated[1].label_en,
        "status": one.state.status,
        "submitted_on": one.submitted_on,
        "since": one.state.since,
        "steps": preview.progress(chain_for(one, rules), one.state, rules),
    }


def own_unit(work: RegistryWork, actor: Actor, unit: str | None) -> str | None:
    """The unit, where the asker may apply for it: what stands against another's is not for the asker to find out."""
    found = work.units.find(unit) if unit else None
    theirs = found is not None and (actor.account in found.managers or found.id in actor.units("host_manager"))
    return unit if theirs else None


def names(work: RegistryWork, rulebook: Rulebook, dossier: Dossier) -> preview.Name:
    """The department's or unit's own name behind a party, as far as the dossier tells."""
    about = dossier.unit or dossier.sender
    county = about.county if about is not None else ""
    division = (rulebook.page.divisions or {}).get(county)
    known = {
        "city": rulebook.name,
        "county": division.name if division is not None else "",
        "workstation": dossier.sender.name if dossier.sender is not None else "",
        "dispatching_unit": dossier.sender.name if dossier.sender is not None else "",
        "host_unit": dossier.unit.name if dossier.unit is not None else "",
    }
    return lambda party: known.get(party, "")


def _explained(
    work: RegistryWork, rules: Rules, actor: Actor, subject: str, kind: str, sender: str | None, unit: str | None
) -> dict[str, Any]:
    stated, form = rules.known(subject, kind), form_for_kind(subject, kind, rules)
    holder = stated[0].holder
    personal = holder in ("person", "team")
    people = [work.persons.get(actor.person)] if personal and actor.person else []
    about = None if personal else own_unit(work, actor, unit)
    dossier = work.dossier(people, about, sender if personal else None)
    said = {name: value for name, value in (("sender_unit", sender), ("unit", unit)) if value}
    values = forms.known_values(form, dossier, said)
    conditions = explanation.explain(Said(subject, kind), stated, dossier, work.today, values)
    return {
        "subject": subject,
        "kind": kind,
        "label": stated[1].label,
        "label_en": stated[1].label_en,
        "outcome": explanation.outcome(conditions),
        "conditions": [explanation.public(one, rules) for one in conditions],
        "materials": [
            {"material": one.id, "label": one.label, "required": one.required, "article": one.article}
            for one in form.materials
        ],
    }
