"""Filings, certificates and quotas: what may be asked of the registry service."""

from __future__ import annotations

from typing import Any

from services.registry import bundling, commands, queries, schemas
from shared.hosting import command, every, job, question


class Filings:
    """Filings, certificates and quotas."""

    @question(schemas.ListFilings)
    def filings(self, call: Any) -> Any:
        return queries.list_filings(call.work, call.rulebook, **call.args)

    @question(schemas.FilingId)
    def filing(self, call: Any) -> Any:
        return queries.one_filing(call.work, call.rulebook, call.actor, **call.args)

    @question(schemas.AskQuotas)
    def quotas(self, call: Any) -> Any:
        return queries.quotas(call.work, call.rulebook, **call.args)

    @question(schemas.FilingId)
    def filing_certificate(self, call: Any) -> Any:
        return queries.filing_certificate(call.work, call.rulebook, **call.args)

    @job(schemas.BundleCertificates)
    def bundle_certificates(self, run: Any) -> None:
        bundling.bundle_certificates(run)

    @question(schemas.ListLooks)
    def filing_looks(self, call: Any) -> Any:
        return queries.filing_looks(call.work, **call.args)

    @question(schemas.VerificationCode)
    def verification(self, call: Any) -> Any:
        return queries.verification(call.work, call.rulebooks, **call.args)

    @every(60)
    def give_codes(self, tick: Any) -> None:
        commands.give_codes(tick.work)

    @command(schemas.NoteLooks)
    def note_looks(self, call: Any) -> Any:
        return commands.note_looks(call.work, **call.args)

    @command(schemas.EnterFiling)
    def enter_filing(self, call: Any) -> Any:
        return commands.enter_filing(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.ResumeFiling, loads={"filings": "filing_id"})
    def resume_filing(self, call: Any) -> Any:
        return commands.resume_filing(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.RestoreFiling, loads={"filings": "filing_id"})
    def restore_filing(self, call: Any) -> Any:
        return commands.restore_filing(call.work, call.rulebook, call.actor, **call.args)

    @every(3600, practice=False)
    def expire_filings(self, tick: Any) -> None:
        commands.expire_filings(tick.work, tick.rulebook)
