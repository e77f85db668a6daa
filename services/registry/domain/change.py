"""Change: the holder of a live filing asks for facts of it to be changed (B-17(3)); reviewed with before and after.

Facts go by the names of a form's fields. A change takes no place of a quota and no number; the filing stays the same
one, and the rules of the day of asking are those it is judged by.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from services.registry.domain import defect, eligibility, expertise, filing, waiver
from services.registry.domain.application import Application, Submission, examined, known, new, refuse_all, said
from services.registry.domain.defect import Mending
from services.registry.domain.eligibility import Dossier
from services.registry.domain.filing import Filing, Member, Why
from services.registry.domain.review import stands_in, step
from services.registry.domain.turn import moved
from services.registry.domain.unit import Unit
from services.registry.rules import Rules, change_chain, changeable
from shared.actions import NOTHING, action
from shared.actor import Actor
from shared.chain import start
from shared.documents import plain
from shared.errors import Conflict, Invalid

OF_UNIT = {
    "unit_name": "name",
    "unit_kind": "unit_kind",
    "unit_county": "county",
    "unit_size_class": "size_class",
    "unit_tech_sme": "tech_sme",
}


def facts_of(one: Filing) -> dict[str, Any]:
    """What of a filing may be asked to change, as it stands; people by id and name."""
    return {
        "team_name": one.name,
        "sender_unit": one.sender_unit,
        "fields": list(one.fields),
        "members": [{"person": member.person, "name": member.name} for member in one.members],
        **{name: getattr(one, own) for name, own in OF_UNIT.items()},
    }


def asked(one: Filing, proposed: Mapping[str, Any], rules: Rules) -> dict[str, Any]:
    """What is asked for and differs from what stands.

    Raises Conflict for a filing that is not in force, Invalid for a fact that this subject's holder cannot ask to have
    changed, and when nothing would differ.
    """
    if one.status != "filed":
        raise Conflict("备案已不在有效状态", "The filing is no longer live", status=one.status)
    may = changeable(known(rules, one.subject, one.kind)[0])
    wrong = [name for name in proposed if name not in may]
    if wrong:
        detail = f"此类备案可申请变更：{'、'.join(may)}"
        raise Invalid([{"pointer": f"/{name}", "detail": detail, "code": "not_changeable"} for name in wrong])
    before = facts_of(one)
    differing = {name: value for name, value in proposed.items() if plain(value) != plain(before[name])}
    if not differing:
        raise Invalid.field("", "没有任何变更", "nothing_changes", en="Nothing is changed")
    return differing


def actions(one: Filing, rules: Rules, actor: Actor) -> list[dict[str, Any]]:
    """Whether the asker, as holder of the filing, may ask for a change."""
    managed = actor.units("dispatching_manager", "host_manager")
    found = rules.subject(one.subject, one.kind)
    if found is None or (one.account != actor.account and one.unit not in managed):
        return []
    why = NOTHING if one.status == "filed" else ("备案已不在有效状态", "The filing is no longer live")
    return [action("change", why, change_chain(*found).cite)]


def ask(
    submission: Submission,
    one: Filing,
    proposed: dict[str, Any],
    dossier: Dossier,
    rules: Rules,
    actor: Actor,
    on: date,
) -> Application:
    """A change at the first step of its chain. `dossier`: of the people and units as they would be.

    Raises Refused with every condition that would not be met any more.
    """
    stated = known(rules, one.subject, one.kind)
    chain = change_chain(*stated)
    findings = _examined(submission, one, proposed, dossier, rules, on)
    made = new(submission, dossier, rules, actor, on, start(chain, on, actor), findings)
    county = one.county if "sender_unit" not in proposed or dossier.sender is None else dossier.sender.county
    return moved(
        replace(
            made,
            change_of=one.id,
            name=proposed.get("team_name") or proposed.get("unit_name") or one.name,
            county=county,
            sender_unit=made.sender_unit or one.sender_unit,
            said=_after(one, proposed),
            proposed=plain(proposed),
            asks=defect.differences(_only(facts_of(one), proposed), proposed),
        ),
        made.state,
        chain,
    )


def mend(
    application: Application,
    one: Filing,
    proposed: dict[str, Any],
    note: str,
    dossier: Dossier,
    rules: Rules,
    actor: Actor,
    on: date,
) -> Application:
    """A returned change sent again with what is asked for now. Raises as `ask` does."""
    submission = _as_sent(application, proposed)
    findings = _examined(submission, one, proposed, dossier, rules, on)
    changed = replace(
        application,
        fields=submission.fields,
        members=tuple(Member(person.id, person.name, person.fields) for person in dossier.people[1:]),
        sender_unit=dossier.sender.id if dossier.sender is not None else application.sender_unit,
        name=proposed.get("team_name") or proposed.get("unit_name") or one.name,
    )
    sent = step(changed, "resubmit", rules, actor, on, note=note)
    mending = Mending(on, note, defect.differences(application.said, _after(one, proposed)))
    return replace(
        sent,
        said=_after(one, proposed),
        proposed=plain(proposed),
        asks=defect.differences(_only(facts_of(one), proposed), proposed),
        findings=findings,
        mendings=(*application.mendings, mending),
    )


def approve(
    application: Application, one: Filing, dossier: Dossier, rules: Rules, actor: Actor, on: date, note: str = ""
) -> tuple[Application, Filing | None]:
    """The change a step further; at the end of its chain with the filing as changed.

    Raises Refused with every condition that would not be met, Conflict when what it starts from stands no more.
    """
    done = step(application, "file", rules, actor, on, note=note)
    if one.status != "filed":
        raise Conflict("备案已不在有效状态", "The filing is no longer live", status=one.status)
    before = plain(facts_of(one))
    if any(before[difference.pointer[1:]] != difference.before for difference in application.asks):
        raise Conflict("备案内容已变化，请退回后重新申请", "The filing has changed since it was asked", "outdated")
    stated = known(rules, one.subject, one.kind)
    as_said = replace(said(application), direct=bool(one.direct))
    expected = would_be(one, dossier, application.proposed)
    found = eligibility.examine(as_said, *stated, expected, on, waiver.standing(application))
    refuse_all([*(one.as_dict() for one in found if not one.met), *stands_in(application, rules)])
    if done.state.status != "approved":
        return done, None
    return replace(done, filing=one.id), _changed(one, application, expected, rules, actor, on)


def follow(one: Filing, unit: Unit) -> Filing:
    """Another filing of the same unit, with what has been changed of the unit."""
    name = unit.name if one.person is None else one.name
    return replace(
        one, name=name, county=unit.county, size_class=unit.size_class, unit_kind=unit.unit_kind, tech_sme=unit.tech_sme
    )


def unit_changes(proposed: Mapping[str, Any]) -> dict[str, Any]:
    """What a change says of the unit itself, by the unit's names."""
    return {own: proposed[name] for name, own in OF_UNIT.items() if name in proposed}


def would_be(one: Filing, dossier: Dossier, proposed: Mapping[str, Any]) -> Dossier:
    """The dossier that a change is judged by: its unit as it would be, and not the filing itself, which would stand in
    its own way."""
    unit = replace(dossier.unit, **unit_changes(proposed)) if dossier.unit is not None else None
    others = tuple(other for other in dossier.own_filings if other.id != one.id)
    return replace(dossier, unit=unit, own_filings=others)


def _changed(one: Filing, application: Application, dossier: Dossier, rules: Rules, actor: Actor, on: date) -> Filing:
    stated = known(rules, one.subject, one.kind)
    proposed, facts = application.proposed, unit_changes(application.proposed)
    if "team_name" in proposed:
        facts["name"] = proposed["team_name"]
    if "fields" in proposed:
        own = tuple(proposed["fields"])
        facts |= {"fields": own, "words": tuple(dict.fromkeys([*expertise.words_of("", own), *one.words]))}
    if "members" in proposed:
        facts["members"] = application.members
    if "sender_unit" in proposed and dossier.sender is not None:
        sending = dossier.sending(stated[1])
        level = stated[1].level or (sending.level if sending is not None else one.level)
        facts |= {"sender_unit": dossier.sender.id, "county": dossier.sender.county, "level": level}
    competent = eligibility.competent(stated[1], dossier)
    if {"sender_unit", "unit_county"} & set(proposed) and competent.level != "none":
        facts["competent"] = competent
    cite = change_chain(*stated).cite
    why = Why("changed", cite, application.statement, actor.name, actor.account, rules.version, application.id)
    return filing.changed(replace(one, **facts), "changed", why, on)


def _examined(
    submission: Submission, one: Filing, proposed: Mapping[str, Any], dossier: Dossier, rules: Rules, on: date
) -> tuple[dict[str, str], ...]:
    as_said = replace(said(submission), direct=bool(one.direct))
    return examined(as_said, known(rules, one.subject, one.kind), would_be(one, dossier, proposed), on)


def _as_sent(application: Application, proposed: Mapping[str, Any]) -> Submission:
    return Submission(
        id=application.id,
        city=application.city,
        number=application.number,
        subject=application.subject,
        kind=application.kind,
        fields=tuple(proposed.get("fields") or application.fields),
        declares=application.declares,
        statement=application.statement,
        position=application.position,
        files=application.files,
    )


def _after(one: Filing, proposed: Mapping[str, Any]) -> dict[str, Any]:
    may_say = {name: value for name, value in facts_of(one).items() if value not in (None, [], "")}
    return {**may_say, **plain(dict(proposed))}


def _only(facts: Mapping[str, Any], proposed: Mapping[str, Any]) -> dict[str, Any]:
    return {name: facts[name] for name in proposed}
