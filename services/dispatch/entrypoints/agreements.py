"""Agreements and signatures: what may be asked of the dispatch service."""

from __future__ import annotations

from typing import Any

from services.dispatch import queries
from services.dispatch.commands import agreements, signatures, successions
from services.dispatch.schemas import agreements as of_agreements
from services.dispatch.schemas import signatures as of_signatures
from shared.batches import Call
from shared.hosting import command, every, question
from shared.upkeep import Tick


class Agreements:
    """Agreements and signatures."""

    @command(of_agreements.DraftAgreement, loads={"known_filings": "filing"})
    def draft_agreement(self, call: Call) -> Any:
        return agreements.draft_agreement(call.work, call.rulebook, call.actor, **call.args)

    @command(of_agreements.ReviseAgreement, loads={"agreements": "agreement_id"})
    def revise_agreement(self, call: Call) -> Any:
        return agreements.revise_agreement(call.work, call.rulebook, **call.args)

    @command(of_signatures.SignAgreement, loads={"agreements": "agreement_id"})
    def sign_agreement(self, call: Call) -> Any:
        return signatures.sign_agreement(call.work, call.rulebook, call.actor, **call.args)

    @command(of_signatures.SignAgreementOnPaper, loads={"agreements": "agreement_id"})
    def sign_agreement_on_paper(self, call: Call) -> Any:
        return signatures.sign_agreement_on_paper(call.work, call.rulebook, call.actor, **call.args)

    @command(of_signatures.RevokeSignature, loads={"agreements": "agreement_id"})
    def revoke_signature(self, call: Call) -> Any:
        return signatures.revoke_signature(call.work, call.actor, **call.args)

    @command(of_agreements.RenewAgreement, loads={"agreements": "agreement_id"})
    def renew_agreement(self, call: Call) -> Any:
        return successions.renew_agreement(call.work, call.rulebook, **call.args)

    @command(of_agreements.HandOverAgreement, loads={"agreements": "agreement_id", "known_filings": "filing"})
    def hand_over_agreement(self, call: Call) -> Any:
        return successions.hand_over_agreement(call.work, call.rulebook, call.actor, **call.args)

    @command(of_agreements.RemindAgreements)
    def remind_agreements(self, call: Call) -> Any:
        return agreements.remind_agreements(call.work, call.rulebook)

    @every(3600, practice=False)
    def remind_of_agreements(self, tick: Tick) -> None:
        agreements.remind_agreements(tick.work, tick.rulebook)

    @every(3600, practice=False)
    def watch_agreements(self, tick: Tick) -> None:
        agreements.expire_agreements(tick.work, tick.rulebook)

    @command(of_agreements.TakeAgreementStep, loads={"agreements": "agreement_id"})
    def take_agreement_step(self, call: Call) -> Any:
        return agreements.take_agreement_step(call.work, call.rulebook, call.actor, **call.args)

    @command(of_agreements.WaiveAgreementRule, loads={"agreements": "agreement_id"})
    def waive_agreement_rule(self, call: Call) -> Any:
        return agreements.waive_agreement_rule(call.work, call.rulebook, call.actor, **call.args)

    @command(of_agreements.WithdrawAgreement, loads={"agreements": "agreement_id"})
    def withdraw_agreement(self, call: Call) -> Any:
        return agreements.withdraw_agreement(call.work, call.rulebook, call.actor, **call.args)

    @command(of_agreements.ExpireAgreements)
    def expire_agreements(self, call: Call) -> Any:
        return agreements.expire_agreements(call.work, call.rulebook, **call.args)

    @question(of_agreements.GetAgreement)
    def agreement(self, call: Call) -> Any:
        return queries.agreement(call.work, call.rulebook, call.actor, **call.args)

    @question(of_agreements.ListAgreements)
    def agreements(self, call: Call) -> Any:
        return queries.agreements_page(call.work, call.rulebook, call.actor, **call.args)
