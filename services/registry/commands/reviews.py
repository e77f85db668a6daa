"""Reviewing: applications passed, inspected, recommended, returned, refused, filed along the chain of their city."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from services.registry import events
from services.registry.commands.accounts import keep_account
from services.registry.commands.applications import answer, attached, moved, new_number, people_of
from services.registry.commands.changes import carry_out
from services.registry.commands.persons import place
from services.registry.commands.publicity import publicity_allows
from services.registry.domain import account as accounts
from services.registry.domain import citing, quota, review, verification
from services.registry.domain import person as persons
from services.registry.domain import waiver as waivers
from services.registry.domain.application import Submission
from services.registry.domain.filing import Filing, Why, grant_of, opened
from services.registry.domain.inspection import Found, Inspection
from services.registry.domain.quota import Counter
from services.registry.domain.review import Filed, Supply
from services.registry.rules import Rules
from services.registry.store import RegistryWork
from shared.actor import Actor
from shared.rulebook import Rulebook


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
    found: Sequence[dict[str, Any]] = (),
    receipts: Sequence[str] = (),
) -> dict[str, Any]:
    """Inspected on site (考察), on the city's form and with photos where its rules ask for them."""
    application = work.applications.get(application_id)
    rules = Rules.of(rulebook, application.submitted_on)
    photos = attached(work, receipts)
    findings = tuple(Found(**one) for one in found)
    inspection = Inspection(visited_on, result, actor.name, tuple(photo.id for photo in photos), findings, photos)
    return moved(work, rules, review.inspect(application, inspection, rules, actor, work.today), "inspected")


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
    back = review.send_back(application, defects, rules, actor, work.today, note, to)
    return moved(work, rules, back, "returned")


def reject_application(
    work: RegistryWork, rulebook: Rulebook, actor: Actor, *, application_id: str, reason: str, article: str
) -> dict[str, Any]:
    """Refused by a reviewer, with reason and article."""
    note = f"{article} {reason}".strip()
    return _step(work, rulebook, actor, application_id, "reject", "rejected", note, article)


def waive_condition(
    work: RegistryWork, rulebook: Rulebook, actor: Actor, *, application_id: str, rule: str, reason: str
) -> dict[str, Any]:
    """A condition in principle set aside by a named officer; announced with the reason."""
    application = work.applications.get(application_id)
    rules = Rules.of(rulebook, application.submitted_on)
    waived = waivers.waive(application, rule, reason, rules, actor, work.today)
    work.applications.save(waived)
    work.announce(events.waiver_granted(waived, waived.waivers[-1]))
    return answer(work, rules, waived)


def revoke_waiver(
    work: RegistryWork, rulebook: Rulebook, actor: Actor, *, application_id: str, rule: str, reason: str
) -> dict[str, Any]:
    """A waiver taken back before filing, by the party that granted it; announced with the reason."""
    application = work.applications.get(application_id)
    rules = Rules.of(rulebook, application.submitted_on)
    revoked = waivers.revoke(application, rule, reason, rules, actor, work.today)
    work.applications.save(revoked)
    work.announce(events.waiver_revoked(revoked, rule, reason))
    return answer(work, rules, revoked)


def file_application(
    work: RegistryWork, rulebook: Rulebook, actor: Actor, *, application_id: str, note: str
) -> dict[str, Any]:
    """Filed: conditions hold today too, a place is taken, roles begin. Raises Refused with what stands in the way."""
    application = work.applications.get(application_id)
    rules = Rules.of(rulebook, application.submitted_on)
    people = people_of(work, application)
    if application.change_of is not None:
        return carry_out(work, rules, actor, application, people, note)
    publicity_allows(work, rules, application)
    dossier = work.dossier(people, application.unit, application.sender_unit)
    supply = supply_of(work, rules, application.subject, application.kind, application.county, work.today.year)
    outcome = review.file(application, dossier, rules, supply, actor, work.new_id(), work.today, note)
    former = work.filings.get(application.replaces) if application.replaces and outcome.filing else None
    managers = dossier.unit.managers if dossier.unit is not None and not people else ()
    if former is not None:
        end_filings(work, [review.replaced(outcome.application, former, actor, rules, work.today)])
    _keep(work, rules, outcome, [*managers, *(person.account for person in people if person.account)])
    work.applications.save(outcome.application)
    told = "filed" if outcome.filing else "passed"
    work.announce(events.application_moved(outcome.application, told, citing.of_step(outcome.application, rules, told)))
    return answer(work, rules, outcome.application)


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
    submission = Submission(
        work.new_id(), work.city, new_number(work), subject, kind,
        fields=tuple(fields), declares=tuple(declares), statement=reason,
    )  # fmt: skip
    dossier = work.dossier([appointed], None, sender_unit)
    county = dossier.sender.county if dossier.sender is not None else ""
    supply = supply_of(work, rules, subject, kind, county, work.today.year)
    outcome = review.appoint(submission, reason, dossier, rules, supply, actor, work.new_id(), work.today)
    _keep(work, rules, outcome, [appointed.account] if appointed.account else [])
    work.applications.add(outcome.application)
    return answer(work, rules, outcome.application)


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
        keep_account(work, account)


def _keep(work: RegistryWork, rules: Rules, outcome: Filed, holders: Sequence[str]) -> None:
    """Keeps a new filing with what it took, and gives its role to the accounts of those it names."""
    if outcome.filing is None:
        return
    if outcome.quota is not None:
        work.quotas.save(outcome.quota)
    if outcome.counter is not None:
        work.counters.save(outcome.counter)
    actor, direct = work.actor, outcome.filing.direct
    why = Why("filed", "", direct, actor.name, actor.account, outcome.filing.rulebook_version, outcome.application.id)
    open_filing(work, rules, outcome.filing, why, holders)


def open_filing(work: RegistryWork, rules: Rules, made: Filing, why: Why, holders: Sequence[str]) -> Filing:
    """Keeps and tells a new filing, with the code of its certificate, and gives its role to these accounts."""
    filing = opened(made, work.new_code(26), why)
    work.filings.add(filing)
    work.verifications.add(verification.of(filing))
    work.announce(events.filing_made(filing, citing.of_filing(filing, rules)))
    place(work, filing)
    for holder in dict.fromkeys(holders):
        account = accounts.give(work.accounts.get(holder), grant_of(filing))
        keep_account(work, account)
        work.announce(events.grant_given(account, account.grants[-1]))
    return filing


def supply_of(work: RegistryWork, rules: Rules, subject: str, kind: str, county: str, year: int) -> Supply:
    """The places of a kind and year, and the year's running number."""
    empty = quota.empty(work.city, subject, kind, year, rules.quota(subject, kind), county)
    counter = Counter(f"{work.city}:filing:{year}", work.city)
    return Supply(work.quotas.get_or(empty.id, empty), work.counters.get_or(counter.id, counter))


def _step(
    work: RegistryWork, rulebook: Rulebook, actor: Actor, application_id: str, action: str, told: str, note: str,
    article: str = "",
) -> dict[str, Any]:  # fmt: skip
    application = work.applications.get(application_id)
    rules = Rules.of(rulebook, application.submitted_on)
    return moved(work, rules, review.step(application, action, rules, actor, work.today, note), told, article)
