"""Applications: submitted, reviewed along the chain, returned and mended, filed or refused."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from services.registry import events
from services.registry.commands.persons import declared, place, remember
from services.registry.domain import account as accounts
from services.registry.domain import application as applications
from services.registry.domain import person as persons
from services.registry.domain import quota, review
from services.registry.domain.application import Application, Attached, Draft, Inspection
from services.registry.domain.filing import Filing, grant_of
from services.registry.domain.person import Person
from services.registry.domain.quota import Counter
from services.registry.domain.review import Filed, Supply
from services.registry.rules import Rules
from services.registry.store import RegistryWork
from shared.actor import Actor
from shared.errors import Forbidden, Invalid
from shared.rulebook import Rulebook


def submit_application(
    work: RegistryWork,
    rulebook: Rulebook,
    actor: Actor,
    *,
    subject: str,
    kind: str,
    name: str,
    sender_unit: str | None,
    unit: str | None,
    fields: Sequence[str],
    declares: Sequence[str],
    statement: str,
    members: Sequence[dict[str, Any]],
    liaison: dict[str, Any] | None,
    replaces: str | None,
    receipts: Sequence[str] = (),
) -> dict[str, Any]:
    """Somebody asks to be filed. Raises Refused with every unmet condition and its article."""
    rules = Rules.of(rulebook, work.today)
    holder = applications.known(rules, subject, kind)[0].holder
    draft = Draft(
        id=work.new_id(),
        city=work.city,
        number=_number(work),
        subject=subject,
        kind=kind,
        name=name,
        fields=tuple(fields),
        declares=tuple(declares),
        statement=statement,
        position=liaison["position"] if liaison else "",
        replaces=replaces,
        files=_files(work, receipts),
    )
    people: list[Person] = []
    if holder in ("person", "team"):
        people = _with_lead(work, actor.person, members if holder == "team" else ())
    elif holder == "liaison":
        if liaison is None:
            raise Invalid.field("/liaison", "必须填写", "required")
        people = declared(work, [liaison], "/liaison")
    about = unit if holder in ("unit", "liaison") else None
    dossier = work.dossier(people, about, sender_unit if holder in ("person", "team") else None)
    application = applications.submit(draft, dossier, rules, actor, work.today)
    remember(work, people)
    work.applications.add(application)
    work.announce(events.application_moved(application, "submitted"))
    return _answer(work, rules, application)


def resubmit_application(
    work: RegistryWork,
    rulebook: Rulebook,
    actor: Actor,
    *,
    application_id: str,
    members: Sequence[dict[str, Any]] | None = None,
    receipts: Sequence[str] = (),
    **mended: Any,
) -> dict[str, Any]:
    """Sent again after a return. Raises Refused as at first."""
    application = work.applications.get(application_id)
    rules = Rules.of(rulebook, application.submitted_on)
    if members is not None:
        people = _with_lead(work, application.person, members)
    else:
        people = _people(work, application)
    dossier = work.dossier(people, application.unit, application.sender_unit)
    said = {**mended, "files": _files(work, receipts)}
    said |= {key: tuple(mended[key]) for key in ("fields", "declares") if key in mended}
    moved = review.resubmit(application, said, dossier, rules, actor, work.today)
    remember(work, people)
    return _moved(work, rules, moved, "resubmitted")


def withdraw_application(
    work: RegistryWork, rulebook: Rulebook, actor: Actor, *, application_id: str, note: str
) -> dict[str, Any]:
    """The applicant takes it back."""
    return _step(work, rulebook, actor, application_id, "withdraw", "withdrawn", note)


def pass_application(
    work: RegistryWork, rulebook: Rulebook, actor: Actor, *, application_id: str, note: str
) -> dict[str, Any]:
    """Preliminary review passed (初审)."""
    return _step(work, rulebook, actor, application_id, "pass", "passed", note)


def recommend_application(
    work: RegistryWork, rulebook: Rulebook, actor: Actor, *, application_id: str, note: str
) -> dict[str, Any]:
    """Recommended to the city (推荐)."""
    return _step(work, rulebook, actor, application_id, "recommend", "recommended", note)


def inspect_application(
    work: RegistryWork,
    rulebook: Rulebook,
    actor: Actor,
    *,
    application_id: str,
    visited_on: date,
    result: str,
    receipts: Sequence[str] = (),
) -> dict[str, Any]:
    """Inspected on site (考察)."""
    application = work.applications.get(application_id)
    rules = Rules.of(rulebook, application.submitted_on)
    files = tuple(file.id for file in _files(work, receipts))
    inspection = Inspection(visited_on, result, actor.name, files)
    return _moved(work, rules, review.inspect(application, inspection, rules, actor, work.today), "inspected")


def return_application(
    work: RegistryWork,
    rulebook: Rulebook,
    actor: Actor,
    *,
    application_id: str,
    note: str,
    defects: Sequence[dict[str, str]],
    to: str | None,
) -> dict[str, Any]:
    """Sent back with every defect at once, to the applicant or to an earlier step."""
    application = work.applications.get(application_id)
    rules = Rules.of(rulebook, application.submitted_on)
    named = tuple(f"{one['pointer']} {one['detail']}".strip() for one in defects)
    moved = review.step(application, "return", rules, actor, work.today, note, named, to)
    return _moved(work, rules, moved, "returned")


def reject_application(
    work: RegistryWork, rulebook: Rulebook, actor: Actor, *, application_id: str, reason: str, article: str
) -> dict[str, Any]:
    """Refused by a reviewer, with reason and article."""
    note = f"{article} {reason}".strip()
    return _step(work, rulebook, actor, application_id, "reject", "rejected", note)


def waive_condition(
    work: RegistryWork, rulebook: Rulebook, actor: Actor, *, application_id: str, rule: str, reason: str
) -> dict[str, Any]:
    """A condition in principle set aside by a named city officer; announced with the reason."""
    application = work.applications.get(application_id)
    rules = Rules.of(rulebook, application.submitted_on)
    waived = review.waive(application, rule, reason, rules, actor, work.today)
    work.applications.save(waived)
    work.announce(events.waiver_granted(waived, waived.waivers[-1]))
    return _answer(work, rules, waived)


def file_application(
    work: RegistryWork, rulebook: Rulebook, actor: Actor, *, application_id: str, note: str
) -> dict[str, Any]:
    """Filed: conditions hold today too, a place is taken, roles begin. Raises Refused with what stands in the way."""
    application = work.applications.get(application_id)
    rules = Rules.of(rulebook, application.submitted_on)
    people = _people(work, application)
    dossier = work.dossier(people, application.unit, application.sender_unit)
    supply = _supply(work, rules, application.subject, application.kind, application.county)
    outcome = review.file(application, dossier, rules, supply, actor, work.new_id(), work.today, note)
    former = work.filings.get(application.replaces) if application.replaces and outcome.filing else None
    managers = dossier.unit.managers if dossier.unit is not None and not people else ()
    if former is not None:
        end_filings(work, [review.replaced(outcome.application, former, actor, rules, work.today)])
    _keep(work, outcome, [*managers, *(person.account for person in people if person.account)])
    work.applications.save(outcome.application)
    work.announce(events.application_moved(outcome.application, "filed" if outcome.filing else "passed"))
    return _answer(work, rules, outcome.application)


def appoint_commissioner(
    work: RegistryWork,
    rulebook: Rulebook,
    actor: Actor,
    *,
    subject: str,
    kind: str,
    person: str,
    sender_unit: str | None,
    fields: Sequence[str],
    declares: Sequence[str],
    reason: str,
) -> dict[str, Any]:
    """The city appoints a person directly (S-4(3)). Raises Refused where its document does not allow it."""
    rules = Rules.of(rulebook, work.today)
    appointed = persons.of_city(work.persons.get(person), work.city)
    draft = Draft(
        work.new_id(), work.city, _number(work), subject, kind,
        fields=tuple(fields), declares=tuple(declares), statement=reason,
    )  # fmt: skip
    dossier = work.dossier([appointed], None, sender_unit)
    county = dossier.sender.county if dossier.sender is not None else ""
    supply = _supply(work, rules, subject, kind, county)
    outcome = review.appoint(draft, reason, dossier, rules, supply, actor, work.new_id(), work.today)
    _keep(work, outcome, [appointed.account] if appointed.account else [])
    work.applications.add(outcome.application)
    return _answer(work, rules, outcome.application)


def end_filings(work: RegistryWork, ended: Sequence[Filing]) -> None:
    """Keeps filings that were ended, takes away the roles that came with them, and tells of it."""
    holders = work.accounts.some({"grants.filing": {"$in": [filing.id for filing in ended]}})
    remaining = {account.id: account for account in holders}
    for filing in ended:
        work.filings.save(filing)
        work.announce(events.filing_cancelled(filing))
        for account in list(remaining.values()):
            without = accounts.end_filing(account, filing.id)
            if without.grants != account.grants:
                remaining[account.id] = without
                work.announce(events.grant_ended(without, filing))
    for account in remaining.values():
        work.accounts.save(account)


def _keep(work: RegistryWork, outcome: Filed, holders: Sequence[str]) -> None:
    """Keeps a new filing with what it took, and gives its role to the accounts of those it names."""
    filing = outcome.filing
    if filing is None:
        return
    work.filings.add(filing)
    if outcome.quota is not None:
        work.quotas.save(outcome.quota)
    if outcome.counter is not None:
        work.counters.save(outcome.counter)
    work.announce(events.filing_made(filing))
    place(work, filing)
    for holder in dict.fromkeys(holders):
        account = accounts.give(work.accounts.get(holder), grant_of(filing))
        work.accounts.save(account)
        work.announce(events.grant_given(account, account.grants[-1]))


def _supply(work: RegistryWork, rules: Rules, subject: str, kind: str, county: str) -> Supply:
    year = work.today.year
    empty = quota.empty(work.city, subject, kind, year, rules.quota(subject, kind), county)
    counter = Counter(f"{work.city}:filing:{year}", work.city)
    return Supply(work.quotas.get_or(empty.id, empty), work.counters.get_or(counter.id, counter))


def _people(work: RegistryWork, application: Application) -> list[Person]:
    """The persons an application names: single person, lead or liaison first, then the members."""
    ids = [*([application.person] if application.person else ()), *(member.person for member in application.members)]
    return [work.persons.get(id) for id in ids]


def _with_lead(work: RegistryWork, lead: str | None, members: Sequence[dict[str, Any]]) -> list[Person]:
    if lead is None:
        raise Forbidden("此账户没有登记个人信息", "This account has no person of its own")
    others = declared(work, members, "/members") if members else []
    if lead in {person.id for person in others}:
        raise Invalid.field("/members", "负责人无需列入成员", "lead_listed")
    return [work.persons.get(lead), *others]


def _files(work: RegistryWork, receipts: Sequence[str]) -> tuple[Attached, ...]:
    cited = [work.cite(receipt) for receipt in receipts]
    return tuple(Attached(file.id, file.name, file.sha256) for file in cited)


def _number(work: RegistryWork) -> str:
    return f"SQ{work.today:%Y%m%d}-{work.new_code(8)}"


def _step(
    work: RegistryWork, rulebook: Rulebook, actor: Actor, application_id: str, action: str, told: str, note: str
) -> dict[str, Any]:
    application = work.applications.get(application_id)
    rules = Rules.of(rulebook, application.submitted_on)
    return _moved(work, rules, review.step(application, action, rules, actor, work.today, note), told)


def _moved(work: RegistryWork, rules: Rules, moved: Application, told: str) -> dict[str, Any]:
    work.applications.save(moved)
    work.announce(events.application_moved(moved, told))
    return _answer(work, rules, moved)


def _answer(work: RegistryWork, rules: Rules, application: Application) -> dict[str, Any]:
    kept = work.applications.get(application.id)
    shown = review.public(kept, rules, work.today)
    return {**shown, "actions": review.actions(kept, rules, work.actor, work.today)}
