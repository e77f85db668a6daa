"""The training service as nameko hosts it: its whole interface."""

from __future__ import annotations

from typing import Any

from services.training import commands, copies, queries, schemas
from services.training.access import ACCESS
from services.training.rules import Rules
from services.training.store import NAMINGS, TrainingWork
from shared import repointing
from shared.batches import Call
from shared.dictionaries import AskDictionaries
from shared.hearing import Heard
from shared.hosting import command, every, heard, question
from shared.upkeep import Tick


class TrainingService:
    """Plans, sessions, enrolment, attendance: who is prepared."""

    name = "training"
    work = TrainingWork
    access = ACCESS
    rules = Rules

    @command(schemas.PlanTraining)
    def plan_training(self, call: Call) -> Any:
        return commands.plan_training(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.ChangeTraining, loads={"trainings": "training_id"})
    def change_training(self, call: Call) -> Any:
        return commands.change_training(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.TrainingId, loads={"trainings": "training_id"})
    def publish_training(self, call: Call) -> Any:
        return commands.publish_training(call.work, call.actor, **call.args)

    @command(schemas.TrainingId, loads={"trainings": "training_id"})
    def enrol(self, call: Call) -> Any:
        return commands.enrol(call.work, call.actor, **call.args)

    @command(schemas.Attend)
    def attend(self, call: Call) -> Any:
        return commands.attend(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.RecordAttendances, loads={"trainings": "training_id"})
    def record_attendances(self, call: Call) -> Any:
        return commands.record_attendances(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.TrainingId, loads={"trainings": "training_id"})
    def hold_training(self, call: Call) -> Any:
        return commands.hold_training(call.work, call.actor, **call.args)

    @command(schemas.CancelTraining, loads={"trainings": "training_id"})
    def cancel_training(self, call: Call) -> Any:
        return commands.cancel_training(call.work, call.actor, **call.args)

    @question(schemas.TrainingId)
    def training(self, call: Call) -> Any:
        return queries.training(call.work, call.rulebook, call.actor, **call.args)

    @question(schemas.ListTrainings)
    def trainings(self, call: Call) -> Any:
        return queries.trainings_(call.work, call.actor, **call.args)

    @question(schemas.ListRoll)
    def training_roll(self, call: Call) -> Any:
        return queries.training_roll(call.work, call.actor, **call.args)

    @question(schemas.ListAttendances)
    def attendances(self, call: Call) -> Any:
        return queries.attendances_(call.work, call.actor, **call.args)

    @question(schemas.AskStanding)
    def training_standing(self, call: Call) -> Any:
        return queries.training_standing(call.work, call.rulebook, call.actor, **call.args)

    @question(AskDictionaries)
    def dictionaries(self, call: Call) -> Any:
        return queries.dictionaries(call.work, call.rulebook)

    @heard("registry.person_erased", copy=True)
    def on_person_erased(self, event: Any) -> None:
        copies.on_person_erased(event.work, event)

    @heard("registry.account_opened", copy=True)
    def on_account_opened(self, event: Heard) -> None:
        copies.on_account_opened(event)

    @heard("registry.grant_given", copy=True)
    def on_grant_given(self, event: Heard) -> None:
        copies.on_grant_given(event)

    @heard("registry.grant_ended", copy=True)
    @heard("registry.role_ended", copy=True)
    def on_grant_ended(self, event: Heard) -> None:
        copies.on_grant_ended(event)

    @heard("registry.filing_cancelled", copy=True)
    def on_filing_cancelled(self, event: Heard) -> None:
        copies.on_filing_cancelled(event)

    @heard("registry.filing_restored", copy=True)
    def on_filing_restored(self, event: Heard) -> None:
        copies.on_filing_restored(event)

    @heard("registry.filing_made", copy=True)
    def on_filing_made(self, event: Heard) -> None:
        copies.on_filing_made(event)

    @heard("registry.filing_changed", copy=True)
    def on_filing_changed(self, event: Heard) -> None:
        copies.on_filing_made(event)

    @heard("registry.unit_merged", copy=True)
    def on_unit_merged(self, event: Heard) -> None:
        copies.on_unit_merged(event.work, event)

    @heard("registry.person_merged", copy=True)
    def on_person_merged(self, event: Heard) -> None:
        copies.on_person_merged(event.work, event)

    @heard("registry.unit_unmerged", copy=True)
    @heard("registry.person_unmerged", copy=True)
    def on_unmerged(self, event: Heard) -> None:
        copies.on_unmerged(event.work, event)

    @every(60)
    def follow_mergers(self, tick: Tick) -> None:
        repointing.sweep(tick.work, NAMINGS)
