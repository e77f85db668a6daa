"""Review: how an application goes along its city's chain, and the filing at the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from services.registry.domain import defect, eligibility, expertise, explanation, filing, quota, turn, waiver
from services.registry.domain import form as forms
from services.registry.domain import inspection as inspections
from services.registry.domain import material as materials
from services.registry.domain.application import (
    Application,
    Consent,
    Submission,
    examined,
    form_for,
    known,
    members,
    new,
    not_held,
    refuse_all,
    said,
    said_in,
)
from services.registry.domain.defect import Mending, Return
from services.registry.domain.eligibility import Dossier
from services.registry.domain.explanation import Explained
from services.registry.domain.filing import Filing
from services.registry.domain.inspection import Inspection
from services.registry.domain.quota import Counter, Quota
from services.registry.domain.turn import acting_as, chain_for, moved, waits_on
from services.registry.rules import Rules, Subject, inspection_of, reasons_for_return
from shared.actions import action, hindrance
from shared.actor import Actor
from shared.chain import ChainState, act
from shared.errors import Conflict, Forbidden, Invalid
from shared.rulebook import Rule, refuse


@dataclass(frozen=True)
class Filed:
    """What a filing step leaves: the application, and, at the end of the chain, the filing with what it took."""

    application: Application
    filing: Filing | None = None
    quota: Quota | None = None
    counter: Counter | None = None


@dataclass(frozen=True)
class Supply:
    """The counters that a filing takes from: this year's places of the kind, and the city's running number."""

    places: Quota
    counter: Counter


def step(
    application: Application,
    action: str,
    rules: Rules,
    actor: Actor,
    on: date,
    note: str = "",
    defects: tuple[str, ...] = (),
    to: str | None = None,
) -> Application:
    """The application one action further along its chain. Raises Forbidden, Conflict or Refused when it is not open."""
    chain = chain_for(application, rules)
    party = acting_as(application, chain, action, actor, on)
    options: dict[str, Any] = {"note": note, "defects": defects, "to": to}
    return moved(application, act(application.state, chain, action, party, actor, on, **options), chain)


def send_back(
    application: Application,
    defects: Sequence[Mapping[str, str]],
    rules: Rules,
    actor: Actor,
    on: date,
    note: str = "",
    to: str | None = None,
) -> Application:
    """Returned with every defect at once, field by field; what could have been named before is counted as late.

    Raises Invalid for a reason that is not the city's or a field that the form does not have; else as `step` does.
    """
    known_fields = {*application.said, *form_for(application, rules).fields, "materials", "name", *application.proposed}
    named = defect.named(defects, reasons_for_return(rules), known_fields)
    marked = tuple(defect.with_lateness(named, application.returns, application.mendings))
    lines = tuple(f"{one.pointer} {one.detail}".strip() for one in marked)
    back = step(application, "return", rules, actor, on, note, lines, to)
    entry = back.state.history[-1]
    returned = Return(on, entry.step, entry.party, actor.name, note, to, marked)
    late = sum(one.late for one in marked)
    return replace(back, returns=(*application.returns, returned), late_defects=application.late_defects + late)


def resubmit(
    application: Application,
    mended: Mapping[str, Any],
    dossier: Dossier,
    rules: Rules,
    actor: Actor,
    on: date,
) -> Application:
    """The application mended after a return, examined anew and back at the first step; what was mended is kept.

    `mended`: any of name, fields, declares, statement, position, answers, files (more of them), drops (ids of files
    to be taken out), note. Raises as `submit` does.
    """
    stated = known(rules, application.subject, application.kind)
    form = form_for(application, rules)
    drops = set(mended.get("drops", ()))
    held = tuple(file for file in application.files if file.id not in drops)
    materials.fitting(mended.get("files", ()), form.materials, held)
    unit, sender = dossier.unit, dossier.sender
    changed = replace(
        application,
        **{name: mended[name] for name in ("fields", "declares", "statement", "position") if name in mended},
        name=mended.get("name") or (unit.name if stated[0].holder == "unit" and unit is not None else application.name),
        sender_unit=sender.id if sender is not None else application.sender_unit,
        county=unit.county if unit is not None else sender.county if sender is not None else application.county,
        answers={**application.answers, **mended.get("answers", {})},
        files=(*held, *mended.get("files", ())),
        members=members(dossier) if stated[0].holder == "team" else (),
    )
    if stated[0].holder == "liaison" and dossier.person is not None:
        changed = replace(changed, person=dossier.person.id, name=dossier.person.name)
    values = forms.known_values(form, dossier, said_in(changed, dossier, stated[0]))
    sent = step(changed, "resubmit", rules, actor, on, note=mended.get("note", ""))
    mending = Mending(
        on, mended.get("note", ""), defect.differences(application.said, values, application.files, changed.files)
    )
    findings = examined(said(changed), stated, dossier, on, forms.missing(form, values, changed.files))
    consents = tuple(one for one in changed.consents if one.person in {member.person for member in changed.members})
    return replace(
        sent, said=values, findings=findings, consents=consents, mendings=(*application.mendings, mending)
    )  # fmt: skip


def inspect(
    application: Application,
    inspection: Inspection,
    rules: Rules,
    actor: Actor,
    on: date,
) -> Application:
    """Inspected on site (考察), on the city's form. Raises as `inspection.checked` does, else as `step`."""
    form = inspection_of(*known(rules, application.subject, application.kind))
    held = inspections.checked(inspection, form, on)
    sent = step(application, "inspect", rules, actor, on, note=inspection.result)
    return replace(sent, inspections=(*application.inspections, held))


def consent(application: Application, actor: Actor, on: date) -> Application:
    """A member of a team agrees to be part of it. Raises Forbidden for anybody else, Conflict when said before."""
    member = next((one for one in application.members if one.person == actor.person), None)
    if member is None:
        raise Forbidden("只有团队成员本人可以确认", "Only a member of the team confirms")
    if application.state.status not in ("pending", "returned"):
        raise Conflict("此事项已办结", "This matter is closed", status=application.state.status)
    if member.person in {one.person for one in application.consents}:
        raise Conflict("您已确认", "Already confirmed", "consented")
    given = Consent(member.person, member.name, actor.account, on)
    return replace(application, consents=(*application.consents, given))


def actions(
    application: Application, rules: Rules, actor: Actor, on: date, places: Quota | None = None
) -> list[dict[str, Any]]:
    """What the asker may do now, and why not: the chain's, waivers, and a member's own word."""
    own: list[dict[str, Any]] = []
    if actor.person and actor.person in {member.person for member in application.members}:
        own.append(action("consent_to_application", **hindrance(lambda: consent(application, actor, on))))
    hindered = stands_in(application, rules)
    return [
        *turn.actions(application, rules, actor, on, places, hindered),
        *waiver.actions(application, rules, actor),
        *own,
    ]


def stands_in(application: Application, rules: Rules) -> list[dict[str, str]]:
    """What keeps it from being filed beside its conditions: found unmet on site, a member who has not consented."""
    subject, kind = known(rules, application.subject, application.kind)
    found = inspections.unmet(application.inspections, inspection_of(subject, kind), application.subject)
    if subject.consent is None or not subject.consent.value:
        return found
    given = {one.person for one in application.consents}
    names = [member.name for member in application.members if member.person not in given]
    if names:
        refusal = {"rule": subject.consent.id, "article": subject.consent.cite}
        reason = {"reason": f"尚待成员本人确认：{'、'.join(names)}", "reason_en": "Members have not confirmed yet"}
        found.append({**refusal, **reason})
    return found


def file(
    application: Application,
    dossier: Dossier,
    rules: Rules,
    supply: Supply,
    actor: Actor,
    filing_id: str,
    on: date,
    note: str = "",
) -> Filed:
    """Filed: the conditions hold today too, a place of the quota and a number are taken.

    Raises Refused with every unmet condition that is not waived and whatever else stands in the way, or when no place
    is left.
    """
    moved_on = step(application, "file", rules, actor, on, note=note)
    not_held(application, dossier)
    hold(application, dossier, rules, on)
    if moved_on.state.status != "approved":
        return Filed(moved_on)
    return _filed(moved_on, dossier, rules, supply, filing_id, on)


def hold(application: Application, dossier: Dossier, rules: Rules, on: date) -> None:
    """Raises Refused with everything that stands in the way of filing on a day, all at once."""
    stated = known(rules, application.subject, application.kind)
    findings = eligibility.examine(said(application), *stated, dossier, on, waiver.standing(application))
    unmet = [finding.as_dict() for finding in findings if not finding.met]
    refuse_all([*unmet, *stands_in(application, rules)])


def conditions(
    application: Application, dossier: Dossier, rules: Rules, on: date, direct: bool = False
) -> list[Explained]:
    """Every condition as it stands on a day, met or not, for whoever reviews; of what is closed none any more.

    `direct`: what is to be changed was filed by a direct appointment.
    """
    if application.state.status not in waiver.OPEN:
        return []
    as_said, stated = replace(said(application), direct=direct), known(rules, application.subject, application.kind)
    return explanation.explain(as_said, stated, dossier, on, None, waiver.standing(application))


def appoint(
    submission: Submission,
    reason: str,
    dossier: Dossier,
    rules: Rules,
    supply: Supply,
    actor: Actor,
    filing_id: str,
    on: date,
) -> Filed:
    """A person appointed by the city itself, without an application of their own (S-4(3)).

    Raises Refused where the document does not provide for it, or when a condition is not met.
    """
    subject, kind = known(rules, submission.subject, submission.kind)
    basis = may_appoint(rules, subject)
    not_held(submission, dossier)
    refuse(eligibility.examine(replace(said(submission), direct=True), subject, kind, dossier, on))
    made = new(submission, dossier, rules, actor, on, ChainState(basis.id, "approved", None, on))
    return _filed(made, dossier, rules, supply, filing_id, on, direct=reason)


def may_appoint(rules: Rules, subject: Subject) -> Rule[bool]:
    """By which rule the city appoints directly. Raises Refused where its document does not, Invalid for no person."""
    basis = rules.direct_appointment
    if not basis.require():
        raise basis.refused("本市不直接聘请", "This city does not appoint directly")
    if subject.holder != "person":
        raise Invalid.field("/subject", "只能直接聘请个人", "person_only", en="Only persons are appointed directly")
    return basis


def public(application: Application, rules: Rules, on: date) -> dict[str, Any]:
    """The application as its parties see it; it holds no sealed data."""
    shown = {name: value for name, value in vars(application).items() if name not in ("city", "rules", "turn")}
    return {**shown, "waits_on": waits_on(application, rules, on)}


def _filed(
    made: Application, dossier: Dossier, rules: Rules, supply: Supply, filing_id: str, on: date, direct: str = ""
) -> Filed:
    rule = rules.quota(made.subject, made.kind)
    taken = quota.take(supply.places, rule) if rule is not None else None
    counter = quota.next_number(supply.counter)
    number = rules.filing_number.require().format(year=on.year, number=counter.last)
    used = (*made.rules, rules.filing_number.id, *((rule.limit.id,) if rule is not None else ()))
    filed = replace(
        filing_of(made, dossier, rules, filing_id, on, number), application=made.id, rules=used, direct=direct
    )
    return Filed(replace(made, filing=filed.id), filed, taken, counter)


def filing_of(made: Application, dossier: Dossier, rules: Rules, filing_id: str, on: date, number: str) -> Filing:
    """The filing of what was applied for, or entered, with what is known of its person or unit; in force from a day."""
    person, unit = dossier.person, dossier.unit
    subject, kind = known(rules, made.subject, made.kind)
    years = rules.filing_years.value
    return Filing(
        id=filing_id,
        city=made.city,
        number=number,
        subject=made.subject,
        kind=made.kind,
        name=made.name,
        status="filed",
        year=on.year,
        since=on,
        until=date(on.year + years, 12, 31) if years is not None else None,
        role=subject.role,
        person=made.person,
        account=person.account if person is not None else made.applicant,
        unit=made.unit,
        sender_unit=made.sender_unit,
        fields=made.fields or (person.fields if person is not None else ()),
        county=made.county,
        level=made.level,
        competent=eligibility.competent(kind, dossier),
        members=made.members,
        size_class=unit.size_class if unit is not None else "none",
        unit_kind=unit.unit_kind if unit is not None else "",
        tech_sme=unit is not None and unit.tech_sme,
        provincial=person is not None and made.city[:2] in person.provincial,
        liaison_of=made.unit if subject.holder == "liaison" else None,
        application=None,
        rulebook_version=rules.version,
        rules=(),
        words=expertise.words_of(made.statement, made.fields or (person.fields if person is not None else ())),
        skills=person.skills if person is not None else (),
    )


def replaced(application: Application, former: Filing, actor: Actor, rules: Rules, on: date) -> Filing:
    """The filing that the newly filed one takes the place of (B-17(3))."""
    ground = rules.cancellations.get("replaced")
    article = ground.cite if ground is not None else "本办法未作规定"
    reason = f"由{application.name}接任"
    why = filing.Why("replaced", article, reason, actor.name, actor.account, rules.version, application.id)
    return filing.cancel(former, why, on, status="replaced")
