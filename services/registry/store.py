"""The registry's collections, and the one round of loading that an application's decision needs.

Persons, accounts, sessions and credit entries are the platform's, not a city's (`city` is ""): the same human being is
found in every city, and a blacklist entry made in one city is seen by all.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from services.registry.domain import finding
from services.registry.domain.account import Account
from services.registry.domain.application import Application
from services.registry.domain.city import City
from services.registry.domain.complaint import Complaint
from services.registry.domain.consent import Consent
from services.registry.domain.credit_entry import CreditEntry, person_key, unit_key
from services.registry.domain.delegation import Delegation
from services.registry.domain.delivery import Delivery
from services.registry.domain.disclosure import Disclosure
from services.registry.domain.draft import Draft
from services.registry.domain.eligibility import Dossier
from services.registry.domain.erasure import Tie
from services.registry.domain.filing import Filing
from services.registry.domain.follow import Follow
from services.registry.domain.invitation import Invitation
from services.registry.domain.letter import Chosen, Letter
from services.registry.domain.merging import Merging
from services.registry.domain.message import Message, MessageSettings, settings_id
from services.registry.domain.notice import Notice, Objection
from services.registry.domain.peer import Engagement, FederationCheck, Peer, PeerNonce, PeerToken
from services.registry.domain.person import Person, PersonKey
from services.registry.domain.quota import Counter, Quota
from services.registry.domain.rulebook_proposal import RulebookCheck, RulebookProposal
from services.registry.domain.rulebook_version import RulebookTexts, RulebookVersion, texts_id
from services.registry.domain.sanction import Sanction
from services.registry.domain.session import Session
from services.registry.domain.sign_in import SignIn
from services.registry.domain.unit import Unit
from services.registry.domain.verification import Looks, Verification
from services.registry.domain.webhook import Switchboard, Webhook
from shared.errors import NotFound
from shared.rulebook import Rulebooks
from shared.rulebook.edition import OF_THE_CITY
from shared.work import Shelf, Work, copied, kept


class RegistryWork(Work):
    """One call's view of the registry."""

    # An index that ends in _id is a list's own order: a page is read along it.
    persons: Shelf[Person] = kept(
        indexes=[("cities", "_id"), ("counties", "_id"), ("units", "_id"), "identity.phone_fingerprint"],
        unique=["identity.fingerprint"],
        everywhere=True,
        found_by=finding.person,
    )
    person_keys: Shelf[PersonKey] = kept(everywhere=True)
    disclosures: Shelf[Disclosure] = kept(
        indexes=[("person", "_id"), ("read_in", "_id"), ("read_in", "person", "_id")], everywhere=True
    )
    consents: Shelf[Consent] = kept(everywhere=True)
    ties: Shelf[Tie] = copied(indexes=[("person", "open")])
    accounts: Shelf[Account] = kept(
        indexes=[
            ("grants.city", "_id"),
            ("grants.city", "grants.role", "grants.unit", "grants.county"),
            "grants.filing",
            "person",
        ],
        unique=["login"],
        everywhere=True,
        found_by=finding.account,
    )
    invitations: Shelf[Invitation] = kept(indexes=["_id", ("unit", "_id"), ("made_by", "_id")], unique=["token"])
    delegations: Shelf[Delegation] = kept(
        indexes=[("city", "_id"), ("giver", "ended_on"), ("taker", "_id")], everywhere=True
    )
    sign_ins: Shelf[SignIn] = kept(indexes=[("account", "_id")], everywhere=True)
    sessions: Shelf[Session] = kept(indexes=[("account", "ended_at", "_id")], everywhere=True)
    units: Shelf[Unit] = kept(
        indexes=["_id", ("unit_kind", "_id"), ("county", "_id"), ("managers", "_id"), ("address", "_id")],
        unique=["uscc"],
        found_by=finding.unit,
    )
    mergings: Shelf[Merging] = kept(indexes=[("loser", "_id"), ("winner", "_id")])
    applications: Shelf[Application] = kept(
        indexes=[
            "_id",
            ("applicant", "_id"),
            ("person", "_id"),
            ("members.person", "_id"),
            ("unit", "_id"),
            ("sender_unit", "state.status", "_id"),
            ("county", "state.status", "_id"),
            ("state.status", "subject", "_id"),
            ("turn.desks", "turn.due", "_id"),
            ("turn.watch", "_id"),
            ("change_of", "state.status"),
            ("waivers.rule", "_id"),
            ("subject", "_id"),
            ("kind", "_id"),
        ],
        unique=["number"],
        found_by=finding.application,
    )
    drafts: Shelf[Draft] = kept(
        indexes=[
            ("applicant", "_id"),
            ("applicant", "mends"),
            "person",
            "values.unit",
            "values.sender_unit",
            "values.members.person",
            "values.liaison.person",
        ]
    )
    filings: Shelf[Filing] = kept(
        indexes=[
            "_id",
            "person",
            "members.person",
            "unit",
            ("sender_unit", "_id"),
            ("county", "_id"),
            ("subject", "status", "_id"),
            "code",
            ("status", "until"),
            ("status", "name"),
            ("status", "suspended.until"),
        ],
        unique=["number"],
        found_by=finding.filing,
    )
    credit_entries: Shelf[CreditEntry] = kept(
        indexes=["party", ("person", "_id"), ("accounts", "_id"), ("register", "_id")], everywhere=True
    )
    sanctions: Shelf[Sanction] = kept(
        indexes=[
            "_id",
            ("status", "_id"),
            ("target.county", "_id"),
            ("target.accounts", "_id"),
            ("target.filing", "_id"),
            ("target.person", "_id"),
            "target.unit",
            "event",
        ],
        unique=["number"],
    )
    notices: Shelf[Notice] = kept(indexes=["_id", ("status", "until"), "items.id"], unique=["number"])
    objections: Shelf[Objection] = kept(indexes=["_id", ("notice", "_id"), ("item", "_id"), ("status", "_id")])
    complaints: Shelf[Complaint] = kept(
        indexes=["_id", ("status", "_id"), ("status", "due"), ("account", "_id")], unique=["number"]
    )
    verifications: Shelf[Verification] = kept(everywhere=True)
    looks: Shelf[Looks] = kept(indexes=[("code", "_id")])
    quotas: Shelf[Quota] = kept(indexes=["year"])
    counters: Shelf[Counter] = kept()
    messages: Shelf[Message] = kept(indexes=[("reader", "at", "_id"), ("reader", "topic", "at", "_id"), "written"])
    follows: Shelf[Follow] = kept(indexes=["subject", ("account", "at", "_id"), ("account", "object")])
    message_settings: Shelf[MessageSettings] = kept(indexes=["account"])
    peers: Shelf[Peer] = kept(indexes=[("status", "_id"), ("key_id", "status")], everywhere=True)
    peer_tokens: Shelf[PeerToken] = kept(indexes=["person"], everywhere=True)
    peer_nonces: Shelf[PeerNonce] = kept(indexes=[("peer", "used_at"), "used_at"], everywhere=True)
    federation_checks: Shelf[FederationCheck] = kept(indexes=[("person", "_id")])
    engagements: Shelf[Engagement] = copied(indexes=["people"])
    channels: Shelf[Chosen] = kept(indexes=["account"])
    letters: Shelf[Letter] = kept(indexes=[("status", "due"), ("account", "at", "_id"), "done_at"])
    webhooks: Shelf[Webhook] = kept(indexes=[("status", "_id")])
    switchboards: Shelf[Switchboard] = kept()
    deliveries: Shelf[Delivery] = kept(
        indexes=[
            ("webhook", "status", "due"),
            ("webhook", "status", "at", "_id"),
            ("webhook", "at", "_id"),
            ("status", "at", "_id"),
            ("at", "_id"),
            "done_at",
        ]
    )
    cities: Shelf[City] = kept(everywhere=True)
    rulebook_proposals: Shelf[RulebookProposal] = kept(indexes=["_id", ("status", "_id")])
    rulebook_checks: Shelf[RulebookCheck] = kept(indexes=["proposal"])
    rulebook_versions: Shelf[RulebookVersion] = kept(indexes=["number"])
    rulebook_texts: Shelf[RulebookTexts] = kept()

    def rulebook_files(self, proposal: RulebookProposal) -> dict[str, str]:
        """The files of a draft as it stands."""
        return dict(self.rulebook_texts.get(texts_id(proposal.city, proposal.digest)).texts)

    def rulebook_checks_of(self, proposal: RulebookProposal) -> list[RulebookCheck]:
        """What the services last said of a draft."""
        return self.rulebook_checks.some({"proposal": proposal.id})

    def latest_rulebook(self, rulebooks: Rulebooks) -> int | None:
        """The number of the city's latest version, 0 for the files it started with, None for a city without any."""
        found = self.rulebook_versions.some(sort=[("number", -1)], limit=1)
        if found:
            return found[0].number
        return 0 if self.city in rulebooks.cities() else None

    def checking_services(self, rulebooks: Rulebooks, proposal: RulebookProposal) -> tuple[str, ...]:
        """Whose word a draft needs: of every service that has a file in it, or in any city's rules in force."""
        own = {name.removesuffix(".yml") for name in proposal.files if name.endswith(".yml")} - set(OF_THE_CITY)
        return tuple(sorted(own | {stem for book in rulebooks for stem in book.latest.files}))

    def other_officers(self, account: str) -> bool:
        """Whether somebody else is an officer of this city."""
        held = {"$elemMatch": {"city": self.city, "role": "city_officer"}}
        return bool(self.accounts.some({"grants": held, "disabled": False, "id": {"$ne": account}}, limit=1))

    def message_settings_of(self, accounts: Sequence[str]) -> list[MessageSettings]:
        """The settings of these accounts in this city, of those that have any."""
        found = self._several("message_settings", [settings_id(account, self.city) for account in accounts])
        return [one for one in found if one is not None]

    def earlier_messages(self, ids: Sequence[str]) -> dict[str, Message]:
        """Those of these messages that are there already."""
        return {one.id: one for one in self._several("messages", ids) if one is not None}

    def _several(self, name: str, ids: Sequence[str]) -> list[Any]:
        """Records by id, fetched in one query; None where there is none."""
        self.sheaf.load(self.collections()[name], self.kinds()[name], ids)
        return [getattr(self, name).find(id) for id in ids]

    def numbers_of(self, person: Person) -> tuple[str, str]:
        """Identity number and phone in full ("" for none). Raises NotFound once they were erased."""
        identity, vault = person.identity, self.vault
        if not identity.number:
            raise NotFound("identity")
        if identity.keyed:
            key = self.person_keys.get(identity.fingerprint)
            vault = self.vault.by(key.key)
        return vault.open(identity.number), vault.open(identity.phone) if identity.phone else ""

    def standing_for(self, unit: Unit | None) -> list[Unit]:
        """The unit, and those that were merged into it: what was noted under another credit code counts for it too."""
        if unit is None:
            return []
        return [unit, *(one for one in self._several("units", unit.stands_for) if one is not None)]

    def dossier(self, people: Sequence[Person] = (), unit: str | None = None, sender: str | None = None) -> Dossier:
        """Everything an application of these people or this unit is judged by. Raises NotFound for an unknown unit."""
        about = self.units.get(unit) if unit else None
        sending = self.units.get(sender) if sender else None
        ids = [person.id for person in people]
        ways: list[dict[str, object]] = [{"unit": {"$in": [one for one in (unit, sender) if one]}}]
        if ids:
            ways += [{"person": {"$in": ids}}, {"members.person": {"$in": ids}}]
        filings = self.filings.some({"$or": ways})
        keys = [person_key(id) for person in people for id in (person.id, *person.stands_for)]
        keys += [unit_key(one.uscc) for one in self.standing_for(about)]
        entries = self.credit_entries.some({"party": {"$in": keys}})
        own = [
            filing
            for filing in filings
            if filing.person in ids or any(member.person in ids for member in filing.members)
        ]
        about_unit = [filing for filing in filings if unit is not None and filing.unit == unit]
        return Dossier(
            city=self.city,
            people=tuple(people),
            unit=about,
            sender=sending,
            own_filings=tuple(own if ids else about_unit),
            sender_filings=tuple(filing for filing in filings if sender is not None and filing.unit == sender),
            unit_filings=tuple(about_unit),
            entries=tuple(entries),
        )
