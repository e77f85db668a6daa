"""Proposals of rules: opened from the version in force, edited, checked by every service, published with a date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from services.registry import events
from services.registry.domain import city as cities
from services.registry.domain import rulebook_proposal as proposals
from services.registry.domain import rulebook_version as versions
from services.registry.domain.rulebook_proposal import RulebookProposal
from services.registry.domain.rulebook_version import Origin, RulebookTexts
from services.registry.store import RegistryWork
from shared.actor import Actor
from shared.rulebook import Edition, Rulebook, Rulebooks
from shared.rulebook.edition import digest_of

Texts = Mapping[str, str]


def open_rulebook_proposal(
    work: RegistryWork, rulebook: Rulebook, actor: Actor, *, title: str, note: str = "", restores: int | None = None
) -> dict[str, Any]:
    """A draft that begins as the latest version, or as an older one that is to hold again.

    Raises NotFound for a version that the city never had.
    """
    latest = rulebook.latest
    begun_from = latest if restores is None else rulebook.edition(restores)
    origin: Origin = "amended" if restores is None else "restored"
    proposal = begin(work, actor, work.city, begun_from.texts, title, note, origin, latest.number, restores)
    return proposals.public(proposal)


def begin(
    work: RegistryWork,
    actor: Actor,
    city: str,
    texts: Texts,
    title: str,
    note: str,
    origin: Origin,
    base: int | None,
    restores: int | None = None,
) -> RulebookProposal:
    """A new draft, sent to every service to be checked."""
    proposal = RulebookProposal(
        id=work.new_id(),
        city=city,
        title=title,
        note=note,
        origin=origin,
        base=base,
        digest=digest_of(texts),
        files=tuple(sorted(texts)),
        proposed_by=actor.account,
        proposed_by_name=actor.name,
        proposed_at=work.now,
        changed_by=actor.account,
        changed_at=work.now,
        restores=restores,
    )
    _keep(work, city, texts)
    work.rulebook_proposals.add(proposal)
    work.announce(events.rulebook_proposed(proposal, texts))
    return proposal


def replace_rulebook_file(
    work: RegistryWork, rulebooks: Rulebooks, actor: Actor, *, proposal_id: str, file: str, text: str
) -> dict[str, Any]:
    """One file of the draft written anew."""
    proposal = work.rulebook_proposals.get(proposal_id)
    known = work.checking_services(rulebooks, proposal)
    return _change(work, actor, proposal, proposals.replaced(work.rulebook_files(proposal), file, text, known))


def patch_rulebook_proposal(
    work: RegistryWork, actor: Actor, *, proposal_id: str, patches: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """Single values of the draft changed, as a form does: a number, a quota, a term, a step of a chain, a setting."""
    proposal = work.rulebook_proposals.get(proposal_id)
    return _change(work, actor, proposal, proposals.patched(work.rulebook_files(proposal), patches))


def rule_on_conflict(
    work: RegistryWork,
    actor: Actor,
    *,
    proposal_id: str,
    topic: str,
    ruling: str,
    by: str = "",
    since: date | None = None,
) -> dict[str, Any]:
    """A contradiction of the document is ruled on, by a named officer; without it the rules do not go live."""
    proposal = work.rulebook_proposals.get(proposal_id)
    texts = proposals.ruled(work.rulebook_files(proposal), topic, ruling, by or actor.name, since or work.today)
    return _change(work, actor, proposal, texts)


def check_rulebook_proposal(work: RegistryWork, actor: Actor, *, proposal_id: str) -> dict[str, Any]:
    """The draft sent once more to every service, for one that was away or has learnt new words since."""
    proposal = work.rulebook_proposals.get(proposal_id)
    proposals.still_open(proposal)
    work.announce(events.rulebook_proposed(proposal, work.rulebook_files(proposal)))
    return proposals.public(proposal)


def withdraw_rulebook_proposal(work: RegistryWork, actor: Actor, *, proposal_id: str, reason: str) -> dict[str, Any]:
    """The draft is given up."""
    proposal = proposals.withdrawn(work.rulebook_proposals.get(proposal_id), reason)
    work.rulebook_proposals.save(proposal)
    work.announce(events.rulebook_withdrawn(proposal))
    return proposals.public(work.rulebook_proposals.get(proposal_id))


def publish_rulebook_proposal(
    work: RegistryWork,
    rulebooks: Rulebooks,
    actor: Actor,
    *,
    proposal_id: str,
    from_: date,
    note: str = "",
    retroactive: str = "",
) -> dict[str, Any]:
    """The draft becomes the version that holds from a day on, in every service within about a second.

    Raises Conflict when it was not checked, has errors or was overtaken, Forbidden without a second officer.
    """
    proposal = work.rulebook_proposals.get(proposal_id)
    latest = work.latest_rulebook(rulebooks)
    services = work.checking_services(rulebooks, proposal)
    stand = proposals.standing(proposal, work.rulebook_checks_of(proposal), services)
    proposals.check_publishable(proposal, stand, latest, actor.account, work.other_officers(actor.account))
    texts, city = work.rulebook_files(proposal), work.cities.find(work.city)
    number = (latest or 0) + 1
    edition = Edition(texts, number=number, from_=from_)
    closed, version = proposals.published(
        proposal,
        number,
        edition.version,
        actor.name,
        work.now,
        work.today,
        from_=from_,
        document_from=edition.source.from_,
        note=note,
        retroactive=retroactive,
    )
    work.rulebook_proposals.save(closed)
    work.rulebook_versions.add(version)
    if city is not None:
        work.cities.save(cities.live(city))
    work.announce(events.rulebook_published(version, texts))
    return versions.public(version)


def _change(work: RegistryWork, actor: Actor, proposal: RulebookProposal, texts: Texts) -> dict[str, Any]:
    changed = proposals.changed(proposal, digest_of(texts), texts, actor.account, work.now)
    _keep(work, proposal.city, texts)
    work.rulebook_proposals.save(changed)
    work.announce(events.rulebook_proposed(changed, texts))
    return proposals.public(work.rulebook_proposals.get(proposal.id))


def _keep(work: RegistryWork, city: str, texts: Texts) -> None:
    id = versions.texts_id(city, digest_of(texts))
    if work.rulebook_texts.find(id) is None:
        work.rulebook_texts.add(RulebookTexts(id, city, dict(texts)))
