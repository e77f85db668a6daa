"""Application: somebody asks to be filed. What is asked, by whom, for what; how it goes on is in `review.py`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.registry.domain import eligibility
from services.registry.domain.eligibility import Dossier, Said
from services.registry.domain.filing import Filing, Member, live
from services.registry.rules import Kind, Rules, Subject, chain_of, conditions_of
from shared.actor import Actor
from shared.chain import ChainState, start
from shared.errors import Conflict, Forbidden, Invalid
from shared.rulebook import refuse


@dataclass(frozen=True)
class Waiver:
    """A condition in principle set aside by a named officer, with the reason."""

    rule: str
    by_account: str
    by_name: str
    reason: str
    on: date


@dataclass(frozen=True)
class Inspection:
    """What was seen on site (考察)."""

    visited_on: date
    result: str
    by_name: str
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class Attached:
    """A file that belongs to the application."""

    id: str
    name: str
    sha256: str


@dataclass(frozen=True)
class Draft:
    """An application as sent, before it is examined. `replaces`: the liaison's filing it takes the place of."""

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


@dataclass(frozen=True)
class Application:
    """`person`: the applicant proper, a team's lead, or the proposed liaison; `unit`: what a unit's one is about.

    `findings`: conditions in principle that were unmet when it was sent; it is filed only once each is waived.
    `rules` and `rulebook_version` are those of `submitted_on`, which stay in force for it.
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
    version: int = 0


def known(rules: Rules, subject: str, kind: str) -> tuple[Subject, Kind]:
    """The subject and kind of this city. Raises Invalid where it has no such thing."""
    found = rules.subject(subject, kind)
    if found is None:
        kinds = rules.subjects[subject].kinds if subject in rules.subjects else rules.subjects
        pointer = "/kind" if subject in rules.subjects else "/subject"
        raise Invalid.field(pointer, f"本市没有这一类别，可选：{'、'.join(kinds)}", "unknown_kind")
    return found


def submit(draft: Draft, dossier: Dossier, rules: Rules, actor: Actor, on: date) -> Application:
    """A new application at the first step of its chain.

    Raises Refused with every unmet condition (those in principle only note what has to be waived), Conflict when the
    same filing is already held, Forbidden when a person or unit is not the asker's to apply for.
    """
    subject, kind = known(rules, draft.subject, draft.kind)
    _entitled(subject, draft, dossier, actor)
    not_held(draft, dossier)
    findings = examined(said(draft), subject, kind, dossier, on)
    return new(draft, dossier, rules, actor, on, start(chain_of(subject, kind), on, actor), findings)


def new(
    draft: Draft,
    dossier: Dossier,
    rules: Rules,
    actor: Actor,
    on: date,
    state: ChainState,
    findings: tuple[dict[str, str], ...] = (),
) -> Application:
    """The record of a draft that was examined; its level and county are those of its unit, else of its sender."""
    subject, kind = known(rules, draft.subject, draft.kind)
    person, unit, sender = dossier.person, dossier.unit, dossier.sender
    sending = dossier.sending(kind)
    return Application(
        id=draft.id,
        city=draft.city,
        number=draft.number,
        subject=draft.subject,
        kind=draft.kind,
        level=kind.level or (sending.level if sending is not None else ""),
        name=_name(subject, draft, dossier),
        applicant=actor.account,
        applicant_name=actor.name,
        person=person.id if person is not None else None,
        unit=unit.id if unit is not None else None,
        sender_unit=sender.id if sender is not None else None,
        county=unit.county if unit is not None else sender.county if sender is not None else "",
        fields=draft.fields,
        declares=draft.declares,
        statement=draft.statement,
        members=members(dossier) if subject.holder == "team" else (),
        position=draft.position,
        replaces=draft.replaces,
        files=draft.files,
        submitted_on=on,
        state=state,
        rulebook_version=rules.version,
        rules=tuple(condition.id for condition in conditions_of(subject, kind)),
        findings=findings,
    )


def said(one: Draft | Application) -> Said:
    """What conditions may know of the application itself."""
    return Said(one.subject, one.kind, one.fields, one.declares, len(one.files), one.position)


def members(dossier: Dossier) -> tuple[Member, ...]:
    """A team beside its lead."""
    return tuple(Member(person.id, person.name, person.fields) for person in dossier.people[1:])


def examined(said: Said, subject: Subject, kind: Kind, dossier: Dossier, on: date) -> tuple[dict[str, str], ...]:
    """The unmet conditions in principle. Raises Refused with everything unmet when any of it allows no exception."""
    findings = eligibility.examine(said, subject, kind, dossier, on)
    if any(finding.strictness == "always" for finding in findings):
        refuse(findings)
    return tuple(finding.as_dict() for finding in findings)


def not_held(one: Draft | Application, dossier: Dossier) -> None:
    """Raises Conflict when a live filing of the same kind is held by the same person or unit."""
    people = {person.id for person in dossier.people}
    for filing in live(dossier.own_filings):
        if (filing.subject, filing.kind) == (one.subject, one.kind) and _same(filing, dossier, people):
            message = "A live filing of this kind is already held"
            raise Conflict("已有同类有效备案", message, "already_filed", filing=filing.id)


def _same(filing: Filing, dossier: Dossier, people: set[str]) -> bool:
    """Whether the filing is of the same holder: the unit itself; or the person (a liaison: for the same unit)."""
    unit = dossier.unit.id if dossier.unit is not None else None
    return filing.unit == unit and (filing.person is None or filing.person in people)


def _entitled(subject: Subject, draft: Draft, dossier: Dossier, actor: Actor) -> None:
    unit = dossier.unit
    if subject.holder == "unit" and (unit is None or actor.account not in unit.managers):
        raise Forbidden("只有登记该单位的账户可以为其申报", "Only the account that registered the unit applies for it")
    if subject.holder == "liaison" and (unit is None or unit.id not in actor.units("host_manager")):
        raise Forbidden("只有该派驻单位的管理人可以申报科技专干", "Only the host unit's manager proposes its liaison")
    if subject.holder in ("person", "team") and (dossier.person is None or dossier.person.id != actor.person):
        raise Forbidden("只能为本人申报", "One applies for oneself")
    if subject.holder == "team" and not draft.name:
        raise Invalid.field("/name", "请填写团队名称", "required")
    if draft.replaces is not None:
        replaceable = subject.replaceable is not None and subject.replaceable.require()
        if not replaceable or draft.replaces not in {filing.id for filing in _replaceable(dossier)}:
            raise Invalid.field("/replaces", "没有可调整的有效备案", "replaces")


def _replaceable(dossier: Dossier) -> list[Filing]:
    return [filing for filing in live(dossier.unit_filings) if filing.subject == "liaison"]


def _name(subject: Subject, draft: Draft, dossier: Dossier) -> str:
    if subject.holder == "team":
        return draft.name
    if subject.holder == "unit" and dossier.unit is not None:
        return dossier.unit.name
    return dossier.person.name if dossier.person is not None else draft.name
