"""Changes of live filings: asked for by the holder, mended, carried out with the last step of the chain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from services.registry import events
from services.registry.commands.applications import answer, attached, moved, new_number
from services.registry.commands.persons import declared, place, remember
from services.registry.domain import account as accounts
from services.registry.domain import change, citing
from services.registry.domain import unit as units
from services.registry.domain.application import Application, Submission
from services.registry.domain.defect import Difference
from services.registry.domain.filing import HELD, Filing, grant_of, people_of
from services.registry.domain.person import Person
from services.registry.rules import Rules
from services.registry.store import RegistryWork
from shared.actor import Actor
from shared.errors import Conflict, Invalid
from shared.rulebook import Rulebook


def request_filing_change(
    work: RegistryWork,
    rulebook: Rulebook,
    actor: Actor,
    *,
    filing_id: str,
    reason: str,
    members: Sequence[dict[str, Any]] | None = None,
    receipts: Sequence[str] = (),
    materials: Sequence[dict[str, str]] = (),
    **facts: Any,
) -> dict[str, Any]:
    """The holder of a live filing asks for facts of it to be changed. Raises Conflict while another change is open."""
    one = work.filings.get(filing_id)
    rules = Rules.of(rulebook, work.today)
    if work.applications.first({"change_of": one.id, "state.status": {"$in": ["pending", "returned"]}}):
        raise Conflict("已有一项变更申请在办", "A change is under way already", "change_under_way")
    people = _people(work, one, members)
    proposed = change.asked(one, _proposed(rulebook, facts, people, members), rules)
    dossier = work.dossier(people, one.unit, facts.get("sender_unit") or one.sender_unit)
    first = work.applications.find(one.application) if one.application else None
    submission = Submission(
        id=work.new_id(),
        city=work.city,
        number=new_number(work),
        subject=one.subject,
        kind=one.kind,
        fields=tuple(proposed.get("fields") or one.fields),
        declares=first.declares if first is not None else (),
        statement=reason,
        position=first.position if first is not None else "",
        files=attached(work, receipts, materials),
    )
    asked = change.ask(submission, one, proposed, dossier, rules, actor, work.today)
    remember(work, people)
    work.applications.add(asked)
    work.announce(events.application_moved(asked, "submitted", citing.of_step(asked, rules, "submitted")))
    return answer(work, rules, asked)


def mend_change(
    work: RegistryWork,
    rulebook: Rulebook,
    actor: Actor,
    *,
    application_id: str,
    note: str,
    members: Sequence[dict[str, Any]] | None = None,
    **facts: Any,
) -> dict[str, Any]:
    """A returned change sent again: what is said anew, and for the rest what was asked for before."""
    application = work.applications.get(application_id)
    if application.change_of is None:
        raise Conflict("这不是变更申请", "This is not a change", "no_change")
    rules = Rules.of(rulebook, application.submitted_on)
    one = work.filings.get(application.change_of)
    people = _people(work, one, members, application)
    said = {**application.proposed, **_proposed(rulebook, facts, people, members)}
    proposed = change.asked(one, said, rules)
    dossier = work.dossier(people, one.unit, proposed.get("sender_unit") or one.sender_unit)
    sent = change.mend(application, one, proposed, note, dossier, rules, actor, work.today)
    remember(work, people)
    return moved(work, rules, sent, "resubmitted")


def carry_out(
    work: RegistryWork, rules: Rules, actor: Actor, application: Application, people: Sequence[Person], note: str
) -> dict[str, Any]:
    """The last step of a change: the filing, its unit and the roles it gives are as they were asked to be."""
    one = work.filings.get(application.change_of or "")
    dossier = work.dossier(people, one.unit, application.sender_unit)
    done, changed = change.approve(application, one, dossier, rules, actor, work.today, note)
    facts = change.unit_changes(application.proposed) if changed is not None else {}
    others: list[Filing] = []
    if facts and dossier.unit is not None:
        unit = units.change(dossier.unit, facts, rules)
        others = [other for other in dossier.unit_filings if other.id != one.id and other.status in HELD]
        work.units.save(unit)
        work.announce(events.unit_registered(unit))
        others = [change.follow(other, unit) for other in others]
    if changed is not None:
        _keep(work, changed, application.asks)
        _grant(work, one, changed)
    for other in others:
        _keep(work, other, application.asks)
    work.applications.save(done)
    told = "filed" if changed is not None else "passed"
    work.announce(events.application_moved(done, told, citing.of_step(done, rules, told)))
    return answer(work, rules, done)


def _keep(work: RegistryWork, changed: Filing, asks: Sequence[Difference]) -> None:
    work.filings.save(changed)
    work.announce(events.filing_changed(changed, asks))
    place(work, changed)


def _grant(work: RegistryWork, before: Filing, after: Filing) -> None:
    """Who came into a team has its role, who left has it no more."""
    left = [id for id in people_of(before) if id not in people_of(after)]
    came = [id for id in people_of(after) if id not in people_of(before)]
    for id in left + came:
        person = work.persons.get(id)
        if person.account is None:
            continue
        account = work.accounts.get(person.account)
        if id in came:
            given = accounts.give(account, grant_of(after))
            work.accounts.save(given)
            work.announce(events.grant_given(given, given.grants[-1]))
        else:
            work.accounts.save(accounts.end_filing(account, after.id))
            work.announce(events.grant_ended(account, after))


def _people(
    work: RegistryWork, one: Filing, members: Sequence[dict[str, Any]] | None, asked: Application | None = None
) -> list[Person]:
    """The people as they would be: the lead, single person or liaison stays; a team's others may be named anew."""
    if members is None:
        others = [member.person for member in (asked.members if asked is not None else one.members)]
        return [work.persons.get(id) for id in ([one.person] if one.person else []) + others]
    if one.person is None:
        raise Invalid.field("/members", "此类备案没有成员", "not_changeable", en="Such a filing has no members")
    lead, named = work.persons.get(one.person), declared(work, members, "/members")
    if lead.id in {person.id for person in named}:
        raise Invalid.field(
            "/members", "负责人无需列入成员", "lead_listed", en="The lead is not named among the members"
        )
    return [lead, *named]


def _proposed(
    rulebook: Rulebook, facts: Mapping[str, Any], people: Sequence[Person], members: Sequence[Any] | None
) -> dict[str, Any]:
    county = facts.get("unit_county")
    if county and county not in (rulebook.page.divisions or {}):
        raise Invalid.field("/unit_county", "本市没有此旗县区", "unknown_county", en="This city has no such county")
    named = [{"person": person.id, "name": person.name} for person in people[1:]]
    return {**facts, **({"members": named} if members is not None else {})}
