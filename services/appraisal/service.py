"""The appraisal service's interface: schemes, cycles, scores, results."""

from __future__ import annotations

from typing import Any

from services.appraisal import commands, copies, queries, schemas
from services.appraisal.access import ACCESS
from services.appraisal.rules import Rules
from services.appraisal.store import NAMINGS, AppraisalWork
from shared import repointing
from shared.dictionaries import AskDictionaries
from shared.hosting import command, every, heard, question
from shared.upkeep import Tick


def _cycle(call: Any, command: Any) -> Any:
    """Carries out a command on a cycle and shows it under the version that is kept."""
    return queries.shown_cycle(call.work.stored(command(call.work, call.rulebook, call.actor, **call.args)))


class AppraisalService:
    """Hosted by nameko; see README.md for what it tells and hears."""

    name = "appraisal"
    work = AppraisalWork
    access = ACCESS
    rules = Rules

    @command(schemas.OpenCycle)
    def open_cycle(self, call: Any) -> Any:
        """Opens a year's appraisal."""
        return _cycle(call, commands.open_cycle)

    @command(schemas.Portion, loads={"cycles": "cycle_id"})
    def freeze_subjects(self, call: Any) -> Any:
        """Freezes the next portion of subjects."""
        return _cycle(call, commands.freeze_subjects)

    @command(schemas.ScoreResult, loads={"results": "result_id"})
    def score_result(self, call: Any) -> Any:
        """A judge scores an indicator."""
        return commands.score_result(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.NoteInfluence, loads={"results": "result_id"})
    def note_influence(self, call: Any) -> Any:
        """The city notes negative influence."""
        return commands.note_influence(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.OneCycle, loads={"cycles": "cycle_id"})
    def grade_cycle(self, call: Any) -> Any:
        """Fixes the grades' bounds."""
        return _cycle(call, commands.grade_cycle)

    @command(schemas.OneCycle, loads={"cycles": "cycle_id"})
    def reopen_cycle(self, call: Any) -> Any:
        """Goes back to scoring."""
        return _cycle(call, commands.reopen_cycle)

    @command(schemas.Portion, loads={"cycles": "cycle_id"})
    def publish_results(self, call: Any) -> Any:
        """Publishes the next portion of results."""
        return _cycle(call, commands.publish_results)

    @command(schemas.OneCycle, loads={"cycles": "cycle_id"})
    def close_cycle(self, call: Any) -> Any:
        """Ends the year."""
        return _cycle(call, commands.close_cycle)

    @question(schemas.OneCycle)
    def cycle(self, call: Any) -> Any:
        """One cycle."""
        return queries.cycle(call.work, call.rulebook, call.actor, **call.args)

    @question(schemas.ListCycles)
    def cycles(self, call: Any) -> Any:
        """All cycles."""
        return queries.cycles(call.work, call.rulebook, call.actor, **call.args)

    @question(schemas.AskScheme)
    def scheme(self, call: Any) -> Any:
        """How the city appraises."""
        return queries.scheme(call.work, call.rulebook, call.actor, **call.args)

    @question(schemas.ListResults)
    def results(self, call: Any) -> Any:
        """Results, filtered."""
        return queries.results(call.work, call.rulebook, call.actor, **call.args)

    @question(schemas.OneResult)
    def result(self, call: Any) -> Any:
        """One result."""
        return queries.result(call.work, call.rulebook, call.actor, **call.args)

    @question(schemas.OneResult)
    def recompute(self, call: Any) -> Any:
        """A result worked out anew."""
        return queries.recompute(call.work, call.rulebook, call.actor, **call.args)

    @question(AskDictionaries)
    def dictionaries(self, call: Any) -> Any:
        return queries.dictionaries(call.work, call.rulebook)

    @heard("registry.person_erased", copy=True)
    def on_person_erased(self, event: Any) -> None:
        copies.on_person_erased(event.work, event)

    @heard("registry.filing_made", copy=True)
    def on_filing_made(self, event: Any) -> None:
        """A filing to be appraised."""
        copies.on_filing_made(event.work, event)

    @heard("registry.filing_changed", copy=True)
    def on_filing_changed(self, event: Any) -> None:
        """Facts of a filing are different."""
        copies.on_filing_made(event.work, event)

    @heard("registry.filing_cancelled", copy=True)
    def on_filing_cancelled(self, event: Any) -> None:
        """A filing that is appraised no more."""
        copies.on_filing_cancelled(event.work, event)

    @heard("registry.filing_restored", copy=True)
    def on_filing_restored(self, event: Any) -> None:
        """A filing back in force."""
        copies.on_filing_restored(event.work, event)

    @heard("records.record_confirmed", copy=True)
    def on_record_confirmed(self, event: Any) -> None:
        """A service that counts."""
        copies.on_record_confirmed(event.work, event)

    @heard("records.report_submitted", copy=True)
    def on_report_submitted(self, event: Any) -> None:
        """A report handed in."""
        copies.on_report(event.work, event, accepted=False)

    @heard("records.report_accepted", copy=True)
    def on_report_accepted(self, event: Any) -> None:
        """A report accepted."""
        copies.on_report(event.work, event, accepted=True)

    @heard("training.attendance_recorded", copy=True)
    def on_attendance_recorded(self, event: Any) -> None:
        """A training attended."""
        copies.on_attendance_recorded(event.work, event)

    @heard("dispatch.agreement_filed", copy=True)
    def on_agreement_filed(self, event: Any) -> None:
        """An agreement in force."""
        copies.on_agreement_filed(event.work, event)

    @heard("dispatch.agreement_restored", copy=True)
    def on_agreement_restored(self, event: Any) -> None:
        """See copies.on_agreement_restored."""
        copies.on_agreement_restored(event.work, event)

    @heard("dispatch.agreement_ended", copy=True)
    def on_agreement_ended(self, event: Any) -> None:
        """An agreement that ended, on its ground."""
        copies.on_agreement_ended(event.work, event)

    @heard("registry.unit_merged", copy=True)
    def on_unit_merged(self, event: Any) -> None:
        copies.on_unit_merged(event.work, event)

    @heard("registry.person_merged", copy=True)
    def on_person_merged(self, event: Any) -> None:
        copies.on_person_merged(event.work, event)

    @heard("registry.unit_unmerged", copy=True)
    @heard("registry.person_unmerged", copy=True)
    def on_unmerged(self, event: Any) -> None:
        copies.on_unmerged(event.work, event)

    @every(60)
    def follow_mergers(self, tick: Tick) -> None:
        repointing.sweep(tick.work, NAMINGS)
