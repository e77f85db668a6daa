"""Review: how an application goes along its city's chain, whose turn it is, and the filing at the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from services.registry.domain import eligibility, filing, quota
from services.registry.domain.application import (
    Application,
    Draft,
    Inspection,
    Waiver,
    examined,
    known,
    members,
    new,
    not_held,
    said,
)
from services.registry.domain.eligibility import Dossier
from services.registry.domain.filing import Filing
from services.registry.domain.quota import Counter, Quota
from services.registry.rules import Rules, chain_of, conditions_of
from shared.actor import Actor
from shared.chain import APPLICANT, ChainState, act, late, open_actions
from shared.errors import Conflict, Forbidden, Invalid, Refused
from shared.rulebook import Chain, refuse


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
    chain = _chain(application, rules)
    party = _acting_as(application, chain, action, actor, on)
    state = act(application.state, chain, action, party, actor, on, note=note, defects=defects, to=to)
    return replace(application, state=state)


def resubmit(
    application: Application, mended: Mapping[str, Any], dossier: Dossier, rules: Rules, actor: Actor, on: date
) -> Application:
    """The application mended after a return, examined anew and back at the first step. Raises as `submit` does."""
    subject, kind = known(rules, application.subject, application.kind)
    changed = replace(
        application,
        fields=mended.get("fields", application.fields),
        declares=mended.get("declares", application.declares),
        statement=mended.get("statement", application.statement),
        files=(*application.files, *mended.get("files", ())),
        members=members(dossier) if subject.holder == "team" else (),
    )
    moved = step(changed, "resubmit", rules, actor, on, note=mended.get("note", ""))
    return replace(moved, findings=examined(said(changed), subject, kind, dossier, on))


def inspect(application: Application, inspection: Inspection, rules: Rules, actor: Actor, on: date) -> Application:
    """Inspected on site (考察). Raises Invalid for a visit that has not happened yet."""
    if inspection.visited_on > on:
        raise Invalid.field("/visited_on", "考察日期不能晚于今天", "future")
    moved = step(application, "inspect", rules, actor, on, note=inspection.result)
    return replace(moved, inspections=(*application.inspections, inspection))


def waive(application: Application, rule: str, reason: str, rules: Rules, actor: Actor, on: date) -> Application:
    """A condition in principle set aside (原则上), by the party that the rulebook names for it.

    Raises Conflict for any other condition or a closed application, Forbidden for anybody else.
    """
    if application.state.status not in ("pending", "returned"):
        raise Conflict("此事项已办结", "This matter is closed", status=application.state.status)
    if rule not in {finding["rule"] for finding in application.findings}:
        message = "Only an unmet condition in principle can be waived"
        raise Conflict("只有未满足的“原则上”条件可以豁免", message, "not_waivable")
    if any(waiver.rule == rule for waiver in application.waivers):
        raise Conflict("该条件已豁免", "The condition is already waived", "waived")
    conditions = conditions_of(*known(rules, application.subject, application.kind))
    waived_by = next((condition.waived_by for condition in conditions if condition.id == rule), "city")
    if not _acts_for(waived_by, application, actor):
        raise Forbidden()
    waiver = Waiver(rule, actor.account, actor.name, reason, on)
    return replace(application, waivers=(*application.waivers, waiver))


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

    Raises Refused with every unmet condition that is not waived, or when no place is left.
    """
    subject, kind = known(rules, application.subject, application.kind)
    moved = step(application, "file", rules, actor, on, note=note)
    not_held(application, dossier)
    waivers = tuple(waiver.rule for waiver in application.waivers)
    refuse(eligibility.examine(said(application), subject, kind, dossier, on, waivers))
    if moved.state.status != "approved":
        return Filed(moved)
    return _filed(moved, dossier, rules, supply, filing_id, on)


def appoint(
    draft: Draft,
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
    subject, kind = known(rules, draft.subject, draft.kind)
    basis = rules.direct_appointment
    if not basis.require():
        raise basis.refused("本市不直接聘请", "This city does not appoint directly")
    if subject.holder != "person":
        raise Invalid.field("/subject", "只能直接聘请个人", "person_only")
    not_held(draft, dossier)
    refuse(eligibility.examine(replace(said(draft), direct=True), subject, kind, dossier, on))
    made = new(draft, dossier, rules, actor, on, ChainState(basis.id, "approved", None, on))
    return _filed(made, dossier, rules, supply, filing_id, on, direct=reason)


def actions(
    application: Application, rules: Rules, actor: Actor, on: date, places: Quota | None = None
) -> list[dict[str, Any]]:
    """What the asker may do now, and what not: {action, open, reason, article}."""
    chain = _chain(application, rules)
    open_now = {(party, action) for _, party, action in open_actions(application.state, chain, on)}
    theirs = [(party, name) for one in chain.steps for party in one.by for name in one.may]
    theirs += [(APPLICANT, "withdraw"), (APPLICANT, "resubmit")]
    answers: dict[str, dict[str, Any]] = {}
    for party, action in theirs:
        if not _acts_for(party, application, actor):
            continue
        answer: dict[str, Any] = {"action": action, "open": (party, action) in open_now, "reason": "", "article": ""}
        if not answer["open"]:
            answer.update(reason=_whose_turn(application, rules, on), article=chain.cite)
        elif action == "file":
            answer.update(_hindrance(application, rules, places))
        if action not in answers or answer["open"]:
            answers[action] = answer
    return list(answers.values())


def waits_on(application: Application, rules: Rules, on: date) -> dict[str, Any] | None:
    """Whom it waits for: {party, label, step, since, due, late}; None once it is closed."""
    state = application.state
    if state.status == "returned":
        own = {"party": APPLICANT, "label": "申请人", "step": None}
        return {**own, "since": state.since, "due": None, "late": False}
    found = _chain(application, rules).step(state.step) if state.status == "pending" and state.step else None
    if found is None:
        return None
    party = next(party for party in found.by if party not in state.passed_by)
    return {
        "party": party,
        "label": rules.parties[party].label if party in rules.parties else party,
        "step": state.step,
        "since": state.since,
        "due": state.due,
        "late": late(state, on),
    }


def public(application: Application, rules: Rules, on: date) -> dict[str, Any]:
    """The application as its parties see it; it holds no sealed data."""
    shown = {name: value for name, value in vars(application).items() if name not in ("city", "rules")}
    return {**shown, "waits_on": waits_on(application, rules, on)}


def _chain(application: Application, rules: Rules) -> Chain:
    return chain_of(*known(rules, application.subject, application.kind))


def _filed(
    made: Application, dossier: Dossier, rules: Rules, supply: Supply, filing_id: str, on: date, direct: str = ""
) -> Filed:
    rule = rules.quota(made.subject, made.kind)
    taken = quota.take(supply.places, rule) if rule is not None else None
    counter = quota.next_number(supply.counter)
    used = (*made.rules, rules.filing_number.id, *((rule.limit.id,) if rule is not None else ()))
    person, unit = dossier.person, dossier.unit
    subject, kind = known(rules, made.subject, made.kind)
    years = rules.filing_years.value
    filed = Filing(
        id=filing_id,
        city=made.city,
        number=rules.filing_number.require().format(year=on.year, number=counter.last),
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
        application=made.id,
        rulebook_version=rules.version,
        rules=used,
        direct=direct,
    )
    return Filed(replace(made, filing=filed.id), filed, taken, counter)


def replaced(application: Application, former: Filing, actor: Actor, rules: Rules, on: date) -> Filing:
    """The filing that the newly filed one takes the place of (B-17(3))."""
    ground = rules.cancellations.get("replaced")
    article = ground.cite if ground is not None else "本办法未作规定"
    reason = f"由{application.name}接任"
    return filing.cancel(former, "replaced", article, reason, actor.name, on, status="replaced")


def _acts_for(party: str, application: Application, actor: Actor) -> bool:
    match party:
        case "applicant":
            return application.applicant == actor.account
        case "city":
            return actor.has("city_officer")
        case "county":
            return application.county in actor.counties("county_officer")
        case "workstation" | "dispatching_unit":
            return application.sender_unit in actor.units("dispatching_manager")
        case "host_unit":
            return application.unit in actor.units("host_manager")
        case _:
            return False


def _acting_as(application: Application, chain: Chain, action: str, actor: Actor, on: date) -> str:
    """The party the asker acts for; where it is not their turn, a party of theirs, so that the chain says why."""
    for _, party, name in open_actions(application.state, chain, on):
        if name == action and _acts_for(party, application, actor):
            return party
    current = chain.step(application.state.step) if application.state.step else None
    parties = [*(current.by if current else ()), *(party for one in chain.steps for party in one.by), APPLICANT]
    for party in parties:
        if _acts_for(party, application, actor):
            return party
    raise Forbidden()


def _whose_turn(application: Application, rules: Rules, on: date) -> str:
    waits = waits_on(application, rules, on)
    return "此事项已办结" if waits is None else f"现由{waits['label']}办理（自{waits['since']}起）"


def _hindrance(application: Application, rules: Rules, places: Quota | None) -> dict[str, Any]:
    """What keeps an application at its last step from being filed, as far as it is known without loading more."""
    waived = {waiver.rule for waiver in application.waivers}
    for finding in application.findings:
        if finding["rule"] not in waived:
            return {"open": False, "reason": finding["reason"], "article": finding["article"]}
    rule = rules.quota(application.subject, application.kind)
    if rule is not None and places is not None:
        try:
            quota.take(places, rule)
        except Refused as problem:
            return {"open": False, "reason": problem.reason, "article": problem.article}
    return {}
