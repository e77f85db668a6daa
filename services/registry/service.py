"""The registry's interface: who may act, and what they hold. Only this and `entrypoints/` know how it is hosted."""

from __future__ import annotations

from typing import ClassVar

from services.registry.access import ACCESS
from services.registry.entrypoints.accounts import Accounts
from services.registry.entrypoints.applications import Applications
from services.registry.entrypoints.complaints import Complaints
from services.registry.entrypoints.drafts import Drafts
from services.registry.entrypoints.federation import Federation
from services.registry.entrypoints.figures import Figures
from services.registry.entrypoints.filings import Filings
from services.registry.entrypoints.follows import Follows
from services.registry.entrypoints.hearing import Hearing
from services.registry.entrypoints.mergers import Mergers
from services.registry.entrypoints.messages import Messages
from services.registry.entrypoints.notices import Notices
from services.registry.entrypoints.persons import Persons
from services.registry.entrypoints.powers import Powers
from services.registry.entrypoints.rulebooks import Rulebooks
from services.registry.entrypoints.sanctions import Sanctions
from services.registry.entrypoints.sheets import Sheets
from services.registry.entrypoints.units import Units
from services.registry.entrypoints.webhooks import Webhooks
from services.registry.rules import Rules
from services.registry.store import RegistryWork


class RegistryService(
    Accounts,
    Powers,
    Persons,
    Units,
    Mergers,
    Applications,
    Drafts,
    Filings,
    Figures,
    Notices,
    Complaints,
    Sanctions,
    Rulebooks,
    Messages,
    Follows,
    Webhooks,
    Federation,
    Hearing,
    Sheets,
):
    """Persons, units, accounts and roles, applications, filings, the credit register."""

    name = "registry"
    work = RegistryWork
    access = ACCESS
    rules = Rules
    hidden: ClassVar[frozenset[str]] = frozenset({"by_account"})
    """Which account did a thing is kept for the audit; an answer says who by name."""
