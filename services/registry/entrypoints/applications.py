"""Applications and their reviews: what may be asked of the registry service."""

from __future__ import annotations

from typing import Any

from services.registry import commands, queries, schemas
from shared.hosting import command, every, question

ONE_APPLICATION = {"applications": "application_id"}


class Applications:
    """Applications and their reviews."""

    @command(schemas.SubmitApplication, loads={"units": "sender_unit"})
    def submit_application(self, call: Any) -> Any:
        return commands.submit_application(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.ResubmitApplication, loads=ONE_APPLICATION)
    def resubmit_application(self, call: Any) -> Any:
        return commands.resubmit_application(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.Noted, loads=ONE_APPLICATION)
    def withdraw_application(self, call: Any) -> Any:
        return commands.withdraw_application(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.Noted, loads=ONE_APPLICATION)
    def pass_application(self, call: Any) -> Any:
        return commands.pass_application(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.InspectApplication, loads=ONE_APPLICATION)
    def inspect_application(self, call: Any) -> Any:
        return commands.inspect_application(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.Noted, loads=ONE_APPLICATION)
    def recommend_application(self, call: Any) -> Any:
        return commands.recommend_application(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.Noted, loads=ONE_APPLICATION)
    def file_application(self, call: Any) -> Any:
        return commands.file_application(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.ReturnApplication, loads=ONE_APPLICATION)
    def return_application(self, call: Any) -> Any:
        return commands.return_application(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.RejectApplication, loads=ONE_APPLICATION)
    def reject_application(self, call: Any) -> Any:
        return commands.reject_application(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.WaiveCondition, loads=ONE_APPLICATION)
    def waive_condition(self, call: Any) -> Any:
        return commands.waive_condition(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.RevokeWaiver, loads=ONE_APPLICATION)
    def revoke_waiver(self, call: Any) -> Any:
        return commands.revoke_waiver(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.ApplicationId, loads=ONE_APPLICATION)
    def consent_to_application(self, call: Any) -> Any:
        return commands.consent_to_application(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.AppointCommissioner, loads={"persons": "person"})
    def appoint_commissioner(self, call: Any) -> Any:
        return commands.appoint_commissioner(call.work, call.rulebook, call.actor, **call.args)

    @question(schemas.ListApplications)
    def applications(self, call: Any) -> Any:
        return queries.list_applications(call.work, call.rulebook, call.actor, **call.args)

    @question(schemas.ApplicationId)
    def application(self, call: Any) -> Any:
        return queries.application(call.work, call.rulebook, call.actor, **call.args)

    @question(schemas.ApplicationId)
    def application_form(self, call: Any) -> Any:
        return queries.application_form(call.work, call.rulebook, **call.args)

    @question(schemas.Nothing)
    def application_counts(self, call: Any) -> Any:
        return queries.application_counts(call.work, call.rulebook, call.actor)

    @question(schemas.AskProgress)
    def application_progress(self, call: Any) -> Any:
        return queries.application_progress(call.work, call.rulebook, **call.args)

    @question(schemas.AskEligibility)
    def eligibility(self, call: Any) -> Any:
        return queries.eligibility(call.work, call.rulebook, call.actor, **call.args)

    @question(schemas.AskChainPreview)
    def chain_preview(self, call: Any) -> Any:
        return queries.chain_preview(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.RequestFilingChange, loads={"filings": "filing_id"})
    def request_filing_change(self, call: Any) -> Any:
        return commands.request_filing_change(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.MendChange, loads=ONE_APPLICATION)
    def mend_change(self, call: Any) -> Any:
        return commands.mend_change(call.work, call.rulebook, call.actor, **call.args)

    @every(60, practice=False)
    def note_late_applications(self, tick: Any) -> None:
        commands.note_late_applications(tick.work, tick.rulebook)
