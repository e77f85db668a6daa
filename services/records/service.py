"""The records service as nameko hosts it: its whole interface."""

from __future__ import annotations

from typing import Any

from services.records import commands, copies, queries, schemas
from services.records.access import ACCESS
from services.records.rules import Rules
from services.records.store import NAMINGS, RecordsWork
from shared import repointing
from shared.batches import Call
from shared.dictionaries import AskDictionaries
from shared.hearing import Heard
from shared.hosting import command, every, heard, question
from shared.upkeep import Tick


class RecordsService:
    """Daily records, evidence, reports, cases and problems: what was done."""

    name = "records"
    work = RecordsWork
    access = ACCESS
    rules = Rules

    @command(schemas.SubmitRecord, loads={"agreements": "agreement_id"})
    def submit_record(self, call: Call) -> Any:
        return commands.submit_record(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.CorrectRecord, loads={"records": "record_id"})
    def correct_record(self, call: Call) -> Any:
        return commands.correct_record(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.ConfirmRecord, loads={"records": "record_id"})
    def confirm_record(self, call: Call) -> Any:
        return commands.confirm_record(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.ConfirmRecords)
    def confirm_records(self, call: Call) -> Any:
        return commands.confirm_records(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.ReturnRecord, loads={"records": "record_id"})
    def return_record(self, call: Call) -> Any:
        return commands.return_record(call.work, call.rulebook, call.actor, **call.args)

    @question(schemas.RecordId)
    def record(self, call: Call) -> Any:
        return queries.record(call.work, call.rulebook, call.actor, **call.args)

    @question(schemas.ListRecords)
    def records(self, call: Call) -> Any:
        return queries.records_(call.work, **call.args)

    @question(schemas.RecordForm)
    def record_form(self, call: Call) -> Any:
        return queries.record_form(call.work, call.rulebook, call.actor, **call.args)

    @question(schemas.AskServiceYear)
    def service_year(self, call: Call) -> Any:
        return queries.service_year(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.SubmitReport, loads={"filings": "filing"})
    def submit_report(self, call: Call) -> Any:
        return commands.submit_report(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.ResubmitReport, loads={"reports": "report_id"})
    def resubmit_report(self, call: Call) -> Any:
        return commands.resubmit_report(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.AcceptReport, loads={"reports": "report_id"})
    def accept_report(self, call: Call) -> Any:
        return commands.accept_report(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.ReturnReport, loads={"reports": "report_id"})
    def return_report(self, call: Call) -> Any:
        return commands.return_report(call.work, call.rulebook, call.actor, **call.args)

    @question(schemas.WhichReport)
    def draft_report(self, call: Call) -> Any:
        return queries.draft_report(call.work, call.rulebook, call.actor, **call.args)

    @question(schemas.ReportId)
    def report(self, call: Call) -> Any:
        return queries.report(call.work, call.rulebook, call.actor, **call.args)

    @question(schemas.ListReports)
    def reports(self, call: Call) -> Any:
        return queries.reports_(call.work, **call.args)

    @question(schemas.ListMissing)
    def missing_reports(self, call: Call) -> Any:
        return queries.missing_reports(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.ReportCase)
    def report_case(self, call: Call) -> Any:
        return commands.report_case(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.AcceptCase, loads={"cases": "case_id"})
    def accept_case(self, call: Call) -> Any:
        return commands.accept_case(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.ReturnCase, loads={"cases": "case_id"})
    def return_case(self, call: Call) -> Any:
        return commands.return_case(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.TellCaseAgain, loads={"cases": "case_id"})
    def tell_case_again(self, call: Call) -> Any:
        return commands.tell_case_again(call.work, call.rulebook, call.actor, **call.args)

    @question(schemas.CaseId)
    def case(self, call: Call) -> Any:
        return queries.case(call.work, call.rulebook, call.actor, **call.args)

    @question(schemas.ListCases)
    def cases(self, call: Call) -> Any:
        return queries.cases_(call.work, **call.args)

    @command(schemas.ReportProblem)
    def report_problem(self, call: Call) -> Any:
        return commands.report_problem(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.AnswerProblem, loads={"problems": "problem_id"})
    def answer_problem(self, call: Call) -> Any:
        return commands.answer_problem(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.ReturnProblem, loads={"problems": "problem_id"})
    def return_problem(self, call: Call) -> Any:
        return commands.return_problem(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.TellProblemAgain, loads={"problems": "problem_id"})
    def tell_problem_again(self, call: Call) -> Any:
        return commands.tell_problem_again(call.work, call.rulebook, call.actor, **call.args)

    @question(schemas.ProblemId)
    def problem(self, call: Call) -> Any:
        return queries.problem(call.work, call.rulebook, call.actor, **call.args)

    @question(schemas.ListProblems)
    def problems(self, call: Call) -> Any:
        return queries.problems_(call.work, **call.args)

    @question(AskDictionaries)
    def dictionaries(self, call: Call) -> Any:
        return queries.dictionaries(call.work, call.rulebook)

    @heard("dispatch.agreement_filed", copy=True)
    def on_agreement_filed(self, event: Heard) -> None:
        copies.on_agreement_filed(event)

    @heard("dispatch.agreement_restored", copy=True)
    def on_agreement_restored(self, event: Heard) -> None:
        copies.on_agreement_restored(event)

    @heard("dispatch.agreement_ended", copy=True)
    def on_agreement_ended(self, event: Heard) -> None:
        copies.on_agreement_ended(event)

    @heard("registry.person_erased", copy=True)
    def on_person_erased(self, event: Any) -> None:
        copies.on_person_erased(event.work, event)

    @heard("registry.filing_made", copy=True)
    def on_filing_made(self, event: Heard) -> None:
        copies.on_filing_made(event)

    @heard("registry.filing_changed", copy=True)
    def on_filing_changed(self, event: Heard) -> None:
        copies.on_filing_made(event)

    @heard("registry.filing_cancelled", copy=True)
    def on_filing_cancelled(self, event: Heard) -> None:
        copies.on_filing_cancelled(event)

    @heard("registry.filing_suspended", copy=True)
    def on_filing_suspended(self, event: Heard) -> None:
        copies.on_filing_suspended(event)

    @heard("registry.filing_resumed", copy=True)
    def on_filing_resumed(self, event: Heard) -> None:
        copies.on_filing_resumed(event)

    @heard("registry.filing_restored", copy=True)
    def on_filing_restored(self, event: Heard) -> None:
        copies.on_filing_restored(event)

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
