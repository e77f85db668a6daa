"""What anybody may verify by a code: what may be asked of the dispatch service."""

from __future__ import annotations

from typing import Any

from services.dispatch import queries
from services.dispatch.commands import verifications
from services.dispatch.schemas import verifications as of_verifications
from shared.batches import Call
from shared.hosting import command, every, question
from shared.upkeep import Tick


class Verifications:
    """What anybody may verify by a code."""

    @question(of_verifications.VerifyAgreement)
    def verify_agreement(self, call: Call) -> Any:
        return queries.verify_agreement(call.work, call.rulebooks, **call.args)

    @question(of_verifications.ListLooks)
    def agreement_looks(self, call: Call) -> Any:
        return queries.agreement_looks(call.work, **call.args)

    @command(of_verifications.NoteLooks)
    def note_looks(self, call: Call) -> Any:
        return verifications.note_looks(call.work, **call.args)

    @every(60)
    def give_codes(self, tick: Tick) -> None:
        verifications.give_codes(tick.work)
