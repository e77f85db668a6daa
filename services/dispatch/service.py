"""The dispatch service's whole interface: its commands, questions, and what it hears."""

from __future__ import annotations

from typing import ClassVar

from services.dispatch import rules
from services.dispatch.access import ACCESS
from services.dispatch.entrypoints.achievements import Achievements
from services.dispatch.entrypoints.agreements import Agreements
from services.dispatch.entrypoints.assignments import Assignments
from services.dispatch.entrypoints.batches import Batches
from services.dispatch.entrypoints.bounties import Bounties
from services.dispatch.entrypoints.demands import Demands
from services.dispatch.entrypoints.directed_rounds import DirectedRounds
from services.dispatch.entrypoints.endings import Endings
from services.dispatch.entrypoints.figures import Figures
from services.dispatch.entrypoints.hearing import Hearing
from services.dispatch.entrypoints.intents import Intents
from services.dispatch.entrypoints.papers import Papers
from services.dispatch.entrypoints.publication_rounds import PublicationRounds
from services.dispatch.entrypoints.rulebooks import Rulebooks
from services.dispatch.entrypoints.sheets import Sheets
from services.dispatch.entrypoints.suggestions import Suggestions
from services.dispatch.entrypoints.supplements import Supplements
from services.dispatch.entrypoints.verifications import Verifications
from services.dispatch.migrations import STEPS
from services.dispatch.store import DispatchWork
from shared.access import Table


class DispatchService(
    Demands,
    Achievements,
    PublicationRounds,
    Bounties,
    Intents,
    Suggestions,
    Hearing,
    Agreements,
    Batches,
    Supplements,
    Verifications,
    Papers,
    Assignments,
    DirectedRounds,
    Endings,
    Figures,
    Rulebooks,
    Sheets,
):
    """Who serves whom, until when."""

    name = "dispatch"
    work = DispatchWork
    access: ClassVar[Table] = ACCESS
    rules = rules.Rules
    migrations = STEPS
