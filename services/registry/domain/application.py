"""Application: somebody asks to be filed. What is asked, by whom, for what; how it goes on is in `review.py`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from services.registry.domain import eligibility, explanation
from services.registry.domain import form as forms
from services.registry.domain import material as materials
from services.registry.domain.defect import Difference, Mending, Return
from services.registry.domain.eligibility import Dossier, Said
from services.registry.domain.filing import Filing, Member, held, live
from services.registry.domain.form import Form
from services.registry.domain.inspection import Inspection
from services.registry.domain.material import Attached
from services.registry.domain.turn import Escalation, Turn, moved
from services.registry.domain.waiver import Waiver
from services.registry.rules import Kind, Rules, Subject, chain_of, conditions_of
from shared.actor import Actor
from shared.chain import ChainState, start
from shared.errors import Conflict, Forbidden, Invalid, Refused


@dataclass(frozen=True)
class Consent:
    """A member's own word that they are part of the team."""

    person: str
    name: str
    by_account: str
    on: date


@dataclass(frozen=True)
class Submission:
    """An application as sent, before it is examined. `replaces`: the liaison's filing it takes the place of.

    `answers`: to the city's own questions, by field.
    """

    id: str
    city: str
    number: str
    subject: str
    kind: str
    name: str = ""
    fields: tuple[str, ...] = ()
    declares: tuple[str, ...] = ()
    statement: str = ""
    position: str = ""
    replaces: str | None = None
    files: tuple[Attached, ...] = ()
    answers: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Application:
    """`person`: the applicant proper, a team's lead, or the proposed liaison; `unit`: what a unit's one is about.

    `findings`: conditions in principle that were unmet when it was sent; it is filed only once each is waived.
    `rules` and `rulebook_version` are those of `submitted_on`, which stay in force for it.
    `said`: every field of the form as it stood when it was last sent, so that what was mended can be told.
    `change_of`: the live filing that it asks to change, `proposed`: the facts it asks for, `asks`: before and after.
    """

    id: str
    city: str
    number: str
    subject: str
    kind: str
    level: str
    name: str
    applicant: str
    applicant_name: str
    person: str | None
    unit: str | None
    sender_unit: str | None
    county: str
    fields: tuple[str, ...]
    declares: tuple[str, ...]
    statement: str
    members: tuple[Member, ...]
    position: str
    replaces: str | None
    files: tuple[Attached, ...]
    submitted_on: date
    state: ChainState
    rulebook_version: str
    rules: tuple[str, ...]
    findings: tuple[dict[str, str], ...] = ()
    waivers: tuple[Waiver, ...] = ()
    inspections: tuple[Inspection, ...] = ()
    filing: str | None = None
    answers: dict[str, Any] = field(default_factory=dict)
    said: dict[str, Any] = field(default_factory=dict)
    returns: tuple[Return, ...] = ()
    mendings: tuple[Mending, ...] = ()
    late_defects: int = 0
    consents: tuple[Consent, ...] = ()
    turn: Turn = field(default_factory=Turn)
    escalations: tuple[Escalation, ...] = ()
    change_of: str | None = None
    proposed: dict[str, Any] = field(default_factory=dict)
    asks: tuple[Difference, ...] = ()
    version: int = 0


def known(rules: Rules, subject: str, kind: str) -> tuple[Subject, Kind]:
    """The subject and kind of this city. Raises Invalid where it has no such thing."""
    return rules.known(subject, kind)


def submit(
    submission: Submission,
    dossier: Dossier,
    rules: Rules,
    actor: Actor,
    on: date,
) -> Application:
    """A new application at the first step of its chain.

    Raises Refused with every unmet condition and everything required that is missing (conditions in principle only
    note what has to be waived), Invalid for a file that is not what its material asks for, Conflict when the same
    filing is already held, Forbidden when a person or unit is not the asker's to apply for.
    """
    stated = known(rules, submission.subject, submission.kind)
    _entitled(stated[0], submission, dossier, actor)
    not_held(submission, dossier)
    form = form_for(submission, rules)
    materials.fitting(submission.files, form.materials)
    values = forms.known_values(form, dossier, said_in(submission, dossier, stated[0]))
    findings = examined(said(submission), stated, dossier, on, forms.missing(form, values, submission.files))
    chain = chain_of(*stated)
    state = start(chain, on, actor)
    made = new(submission, dossier, rules, actor, on, state, findings)
    return moved(replace(made, said=values), state, chain)


def new(
    submission: Submission,
    dossier: Dossier,
    rules: Rules,
    actor: Actor,
    on: date,
    state: ChainState,
    findings: tuple[dict[str, str], ...] = (),
) -> Application:
    """The record of what was sent and examined; its level and county are those of its unit, else of its sender."""
    subject, kind = known(rules, submission.subject, submission.kind)
    person, unit, sender = dossier.person, dossier.unit, dossier.sender
    sending = dossier.sending(kind)
    return Application(
        id=submission.id,
        city=submission.city,
        number=submission.number,
        subject=submission.subject,
        kind=submission.kind,
        level=kind.level or (sending.level if sending is not None else ""),
        name=_name(subject, submission, dossier),
        applicant=actor.account,
        applicant_name=actor.name,
        person=person.id if person is not None else None,
        unit=unit.id if unit is not None else None,
        sender_unit=sender.id if sender is not None else None,
        county=unit.county if unit is not None else sender.county if sender is not None else "",
        fields=submission.fields,
        declares=submission.declares,
        statement=submission.statement,
        members=members(dossier) if subject.holder == "team" else (),
        position=submission.position,
        replaces=submission.replaces,
        files=submission.files,
        submitted_on=on,
        state=state,
        rulebook_version=rules.version,
        rules=tuple(condition.id for condition in conditions_of(subject, kind)),
        findings=findings,
        answers=submission.answers,
    )


def form_for(one: Submission | Application, rules: Rules) -> Form:
    """The form that the application was, or is to be, filled in on."""
    return form_for_kind(one.subject, one.kind, rules)


def form_for_kind(subject: str, kind: str, rules: Rules) -> Form:
    """The form of a kind. Raises Invalid where this city has no such thing."""
    return forms.form_of(subject, kind, known(rules, subject, kind), rules.unit_kinds)


def said_in(one: Submission | Application, dossier: Dossier, subject: Subject) -> dict[str, Any]:
    """What the application itself says, by the names of the form's fields; people by name, never by number."""
    values: dict[str, Any] = {
        "fields": list(one.fields),
        "declares": list(one.declares),
        "statement": one.statement,
        **one.answers,
    }
    if dossier.sender is not None:
        values["sender_unit"] = dossier.sender.id
    if dossier.unit is not None:
        values["unit"] = dossier.unit.id
    if subject.holder == "team":
        values["team_name"] = one.name
        values["members"] = [{"person": member.person, "name": member.name} for member in members(dossier)]
    if subject.holder == "liaison":
        who = dossier.person
        values |= {"position": one.position, "replaces": one.replaces}
        values["liaison"] = {"person": who.id, "name": who.name} if who is not None else None
    return values


def said(one: Submission | Application) -> Said:
    """What conditions may know of the application itself."""
    return Said(one.subject, one.kind, one.fields, one.declares, len(one.files), one.position)


def members(dossier: Dossier) -> tuple[Member, ...]:
    """A team beside its lead."""
    return tuple(Member(person.id, person.name, person.fields) for person in dossier.people[1:])


def examined(
    said: Said, stated: tuple[Subject, Kind], dossier: Dossier, on: date, missing: Sequence[dict[str, str]] = ()
) -> tuple[dict[str, str], ...]:
    """The unmet conditions in principle.

    Raises Refused with everything unmet and everything missing, all at once, when any of it allows no exception.
    """
    found = eligibility.examine(said, *stated, dossier, on)
    findings = explanation.pointed([finding.as_dict() for finding in found], stated)
    told = {finding.get("pointer") for finding in findings}
    lacking = [finding for finding in missing if finding["pointer"] not in told]
    if lacking or any(finding.strictness == "always" for finding in found):
        refuse_all([*findings, *lacking])
    return tuple(findings)


def refuse_all(findings: Sequence[dict[str, str]]) -> None:
    """Raises one Refused with all findings; returns when there is none."""
    if findings:
        reason = "；".join(one["reason"] for one in findings)
        reason_en = "; ".join(one["reason_en"] for one in findings if one["reason_en"])
        first = findings[0]
        raise Refused(first["rule"], first["article"], reason, reason_en, findings=list(findings))


def not_held(one: Submission | Application, dossier: Dossier) -> None:
    """Raises Conflict when a filing of the same kind, suspended or not, is held by the same person or unit."""
    people = {person.id for person in dossier.people}
    for filing in held(dossier.own_filings):
        if (filing.subject, filing.kind) == (one.subject, one.kind) and _same(filing, dossier, people):
            message = "A live filing of this kind is already held"
            raise Conflict("已有同类有效备案", message, "already_filed", filing=filing.id)


def _same(filing: Filing, dossier: Dossier, people: set[str]) -> bool:
    """Whether the filing is of the same holder: the unit itself; or the person (a liaison: for the same unit)."""
    unit = dossier.unit.id if dossier.unit is not None else None
    return filing.unit == unit and (filing.person is None or filing.person in people)


def _entitled(subject: Subject, submission: Submission, dossier: Dossier, actor: Actor) -> None:
    unit = dossier.unit
    if subject.holder == "unit" and (unit is None or actor.account not in unit.managers):
        raise Forbidden("只有登记该单位的账户可以为其申报", "Only the account that registered the unit applies for it")
    if subject.holder == "liaison" and (unit is None or unit.id not in actor.units("host_manager")):
        raise Forbidden("只有该派驻单位的管理人可以申报科技专干", "Only the host unit's manager proposes its liaison")
    if subject.holder in ("person", "team") and (dossier.person is None or dossier.person.id != actor.person):
        raise Forbidden("只能为本人申报", "One applies for oneself")
    if subject.holder == "team" and not submission.name:
        raise Invalid.field("/name", "请填写团队名称", "required", en="Give the team's name")
    if submission.replaces is not None:
        replaceable = subject.replaceable is not None and subject.replaceable.require()
        if not replaceable or submission.replaces not in {filing.id for filing in _replaceable(dossier)}:
            raise Invalid.field(
                "/replaces", "没有可调整的有效备案", "replaces", en="There is no filing in force to change"
            )


def _replaceable(dossier: Dossier) -> list[Filing]:
    return [filing for filing in live(dossier.unit_filings) if filing.subject == "liaison"]


def _name(subject: Subject, submission: Submission, dossier: Dossier) -> str:
    if subject.holder == "team":
        return submission.name
    if subject.holder == "unit" and dossier.unit is not None:
        return dossier.unit.name
    return dossier.person.name if dossier.person is not None else submission.name
