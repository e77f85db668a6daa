"""Consent: given and withdrawn by the person, or given at registration."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from services.registry import events
from services.registry.domain import consent as domain
from services.registry.privacy import PRIVACY
from services.registry.queries.privacy import list_consents
from services.registry.store import RegistryWork
from shared.actor import Actor


def give_consent(work: RegistryWork, actor: Actor, *, consents: Sequence[str], notice_version: str) -> dict[str, Any]:
    """The person agrees to purposes that rest on consent, having read the notice in force. Raises Invalid, Conflict."""
    person = work.persons.get(actor.person or "")
    keep_consents(work, person.id, consents, notice_version)
    return list_consents(work, actor)


def withdraw_consent(work: RegistryWork, actor: Actor, *, purpose: str) -> dict[str, Any]:
    """No longer agreed to, from now on. Raises Refused for what rests on a statutory duty."""
    person = work.persons.get(actor.person or "")
    known = work.consents.find(domain.consent_id(person.id, purpose))
    withdrawn = domain.withdraw(known, purpose, PRIVACY.purposes, work.now)
    work.consents.save(withdrawn)
    work.announce(events.privacy_consent_moved(withdrawn, "withdrawn"))
    return list_consents(work, actor)


def keep_consents(work: RegistryWork, person: str, wanted: Iterable[str], notice: str) -> None:
    """Keeps consents given together on one notice."""
    names = list(dict.fromkeys(wanted))
    domain.check(PRIVACY.purposes, names, notice, PRIVACY.notice.version)
    for name in names:
        known = work.consents.find(domain.consent_id(person, name))
        given = domain.give(known, person, name, notice, work.now)
        work.consents.save(given)
        work.announce(events.privacy_consent_moved(given, "given"))
