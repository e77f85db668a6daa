"""What the registry service hears of others."""

from __future__ import annotations

from typing import Any

from services.registry import copies, posting, reactions
from shared.hosting import heard, overheard


class Hearing:
    """What is heard of other services."""

    @heard("dispatch.agreement_filed", copy=True)
    def keep_engagement(self, event: Any) -> None:
        copies.keep_engagement(event.work, event)

    @heard("dispatch.agreement_ended", copy=True)
    def end_engagement(self, event: Any) -> None:
        copies.end_engagement(event.work, event)

    @overheard()
    def overhear(self, event: Any) -> None:
        posting.overhear(event.work, event)

    @heard("appraisal.result_published")
    def on_result_published(self, event: Any) -> None:
        reactions.on_result_published(event.work, event.rulebook, event)

    @heard("dispatch.agreement_filed", copy=True)
    def on_agreement_filed(self, event: Any) -> None:
        copies.on_agreement_filed(event.work, event)

    @heard("dispatch.agreement_ended", copy=True)
    def keep_agreement_ended(self, event: Any) -> None:
        copies.keep_agreement_ended(event.work, event)

    @heard("funding.claim_submitted", copy=True)
    @heard("funding.claim_paid", copy=True)
    @heard("funding.claim_refused", copy=True)
    @heard("funding.claim_stopped", copy=True)
    @heard("funding.claim_resumed", copy=True)
    def on_claim(self, event: Any) -> None:
        copies.on_claim(event.work, event)

    @heard("dispatch.agreement_ended")
    def on_agreement_ended(self, event: Any) -> None:
        reactions.on_agreement_ended(event.work, event.rulebook, event)

    @heard("dispatch.ending_overturned")
    def on_ending_overturned(self, event: Any) -> None:
        reactions.on_ending_overturned(event.work, event.rulebook, event)

    @heard("funding.misuse_found")
    def on_misuse_found(self, event: Any) -> None:
        reactions.on_misuse_found(event.work, event.rulebook, event)
