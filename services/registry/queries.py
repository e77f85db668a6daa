"""The registry's questions: one function each; every list is paged."""

from __future__ import annotations

from typing import Any

from services.registry.domain import account as accounts
from services.registry.domain import credit_entry, filing, quota, review
from services.registry.domain import person as persons
from services.registry.domain import session as sessions
from services.registry.domain import unit as units
from services.registry.domain.credit_entry import person_key, unit_key
from services.registry.domain.unit import Unit
from services.registry.rules import Kind, Rules, Subject, chain_of, conditions_of
from services.registry.store import RegistryWork
from shared.actor import Actor
from shared.errors import NotFound
from shared.rulebook import Rulebook
from shared.work import Page


def credential(work: RegistryWork, *, login: str) -> dict[str, Any]:
    """What the gateway needs to check a password and to make a token. Raises NotFound for an unknown login."""
    account = work.accounts.first(login=login)
    if account is None:
        raise NotFound("accounts")
    return {**accounts.credential(account), "password_hash": account.password_hash}


def open_sessions(work: RegistryWork, actor: Actor) -> dict[str, Any]:
    """One's own open sessions."""
    page = work.sessions.page({"account": actor.account, "ended_at": None}, limit=100)
    return {"items": [sessions.public(session) for session in page.items]}


def list_accounts(
    work: RegistryWork, *, role: str | None = None, after: str | None = None, limit: int = 50
) -> Page[dict[str, Any]]:
    """Accounts that hold a role in the city."""
    held = {"city": work.city, **({"role": role} if role else {})}
    page = work.accounts.page({"grants": {"$elemMatch": held}}, after, limit)
    return Page([accounts.public(account, work.city) for account in page.items], page.next)


def account(work: RegistryWork, actor: Actor, *, account_id: str) -> dict[str, Any]:
    """One account active in the city."""
    found = accounts.of_city(work.accounts.get(account_id), work.city)
    return {**accounts.public(found, work.city), "actions": accounts.actions(found, actor.account)}


def profile(work: RegistryWork, actor: Actor) -> dict[str, Any]:
    """Oneself. Raises NotFound for an account without a person."""
    return persons.public(work.persons.get(actor.person or ""))


def list_persons(work: RegistryWork, *, after: str | None = None, limit: int = 50) -> Page[dict[str, Any]]:
    """The persons active in the city, masked."""
    page = work.persons.page({"cities": work.city}, after, limit)
    return Page([persons.public(person) for person in page.items], page.next)


def person(work: RegistryWork, *, person_id: str) -> dict[str, Any]:
    """One person active in the city, masked."""
    return persons.public(persons.of_city(work.persons.get(person_id), work.city))


def list_units(work: RegistryWork, *, after: str | None = None, limit: int = 50, **equal: str) -> Page[Unit]:
    """Units of the city."""
    return work.units.page(equal, after, limit)


def unit(work: RegistryWork, actor: Actor, *, unit_id: str) -> dict[str, Any]:
    """One unit of the city."""
    found = work.units.get(unit_id)
    return {**vars(found), "actions": units.actions(found, actor.account)}


def list_applications(
    work: RegistryWork,
    rulebook: Rulebook,
    *,
    after: str | None = None,
    limit: int = 50,
    status: str | None = None,
    step: str | None = None,
    **equal: str,
) -> Page[dict[str, Any]]:
    """The applications that the asker may see, each with whom it waits for."""
    if status:
        equal["state.status"] = status
    if step:
        equal["state.step"] = step
    page = work.applications.page(equal, after, limit)
    shown = [review.public(one, Rules.of(rulebook, one.submitted_on), work.today) for one in page.items]
    return Page(shown, page.next)


def application(work: RegistryWork, rulebook: Rulebook, actor: Actor, *, application_id: str) -> dict[str, Any]:
    """One application with what the asker may do now, and the credit entries that stand against those it names."""
    one = work.applications.get(application_id)
    rules = Rules.of(rulebook, one.submitted_on)
    places = None
    rule = rules.quota(one.subject, one.kind)
    if rule is not None:
        empty = quota.empty(work.city, one.subject, one.kind, work.today.year, rule, one.county)
        places = work.quotas.get_or(empty.id, empty)
    keys = [person_key(id) for id in (one.person, *(member.person for member in one.members)) if id]
    if one.unit:
        keys.append(unit_key(work.units.get(one.unit).uscc))
    entries = credit_entry.facts(work.credit_entries.some({"party": {"$in": keys}}), work.today)
    return {
        **review.public(one, rules, work.today),
        "credit": {"blacklist": entries.blacklist, "misconduct": entries.misconduct},
        "actions": review.actions(one, rules, actor, work.today, places),
    }


def list_filings(
    work: RegistryWork, *, after: str | None = None, limit: int = 50, person: str | None = None, **equal: Any
) -> Page[dict[str, Any]]:
    """The roster of the city."""
    if person:
        equal["$or"] = [{"person": person}, {"members.person": person}]
    page = work.filings.page(equal, after, limit)
    return Page([filing.public(one) for one in page.items], page.next)


def one_filing(work: RegistryWork, rulebook: Rulebook, actor: Actor, *, filing_id: str) -> dict[str, Any]:
    """One filing of the city, with what the asker may do about it."""
    found = work.filings.get(filing_id)
    subject = Rules.of(rulebook, found.since).subjects.get(found.subject)
    replaceable = subject.replaceable if subject is not None else None
    return {**filing.public(found), "actions": filing.actions(found, replaceable, actor.units("host_manager"))}


def quotas(work: RegistryWork, rulebook: Rulebook, *, year: int | None = None) -> dict[str, Any]:
    """Places of a year, taken and left, with the article that states them."""
    wanted = year or work.today.year
    items = []
    for rule in Rules.of(rulebook, work.today).quotas.values():
        for county in rulebook.page.divisions or {} if rule.area == "county" else ("",):
            empty = quota.empty(work.city, rule.subject, rule.kind, wanted, rule, county)
            items.append(quota.public(work.quotas.get_or(empty.id, empty), rule))
    return {"items": items}


def list_credit_entries(
    work: RegistryWork, *, after: str | None = None, limit: int = 50, **equal: str
) -> Page[dict[str, Any]]:
    """The credit register of every city."""
    page = work.credit_entries.page(equal, after, limit)
    return Page([credit_entry.public(entry) for entry in page.items], page.next)


def rulebook_page(work: RegistryWork, rulebook: Rulebook) -> dict[str, Any]:
    """The city's rules of registration, by article, for people to read."""
    rules = Rules.of(rulebook, max(work.today, rulebook.source.from_))
    source = rulebook.source
    return {
        "city": rulebook.city,
        "name": rulebook.name,
        "source": {
            "title": source.title,
            "number": source.number,
            "from": source.from_.isoformat(),
            "basis": source.basis,
        },
        "version": rules.version,
        "subjects": [
            {
                "subject": name,
                "label": subject.label,
                "label_en": subject.label_en,
                "article": subject.cite,
                "kinds": [_kind(key, kind, subject) for key, kind in subject.kinds.items()],
            }
            for name, subject in rules.subjects.items()
        ],
        "quotas": [
            quota.public(quota.empty(rulebook.city, rule.subject, rule.kind, work.today.year), rule)
            for rule in rules.quotas.values()
        ],
        "cancellations": [
            {"ground": name, "label": ground.label, "article": ground.cite}
            for name, ground in rules.cancellations.items()
        ],
        "conflicts": [
            {
                "topic": conflict.topic,
                "ruling": conflict.ruling,
                "clauses": [{"article": clause.cite, "says": clause.says} for clause in conflict.clauses],
            }
            for conflict in rulebook.page.conflicts
        ],
        "silences": [{"topic": silence.topic, "note": silence.note} for silence in rules.silences],
    }


def _kind(name: str, kind: Kind, subject: Subject) -> dict[str, Any]:
    chain = chain_of(subject, kind)
    return {
        "kind": name,
        "label": kind.label,
        "label_en": kind.label_en,
        "article": kind.cite,
        "level": kind.level,
        "side": kind.side,
        "materials": [{"article": material.cite, "label": material.label} for material in subject.materials],
        "duties": [{"article": duty.cite, "does": duty.does} for duty in (*subject.duties, *kind.duties)],
        "conditions": [
            {
                "rule": condition.id,
                "article": condition.cite,
                "requires": condition.otherwise,
                "requires_en": condition.otherwise_en,
                "strictness": condition.strictness,
                "source": condition.source,
            }
            for condition in conditions_of(subject, kind)
        ],
        "chain": [
            {
                "step": step.step,
                "by": list(step.by),
                "may": list(step.may),
                "within_working_days": step.term,
            }
            for step in chain.steps
        ],
        "chain_article": chain.cite,
    }
