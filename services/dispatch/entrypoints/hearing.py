"""What the dispatch service hears of others."""

from __future__ import annotations

from typing import Any

from services.dispatch import copies, reactions
from services.dispatch.store import NAMINGS
from shared import repointing
from shared.hearing import Heard
from shared.hosting import every, heard
from shared.upkeep import Tick


class Hearing:
    """What is heard of other services."""

    @heard("registry.person_erased", copy=True)
    def on_person_erased(self, event: Any) -> None:
        copies.on_person_erased(event.work, event)

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

    @heard("registry.unit_merged")
    @heard("registry.person_merged")
    def carry_over(self, event: Heard) -> None:
        reactions.on_merged(event.work, event.rulebook, event)

    @heard("registry.unit_unmerged")
    @heard("registry.person_unmerged")
    def carry_back(self, event: Heard) -> None:
        reactions.on_unmerged(event.work, event)

    @every(60)
    def follow_mergers(self, tick: Tick) -> None:
        repointing.sweep(tick.work, NAMINGS)

    @heard("registry.filing_made")
    def match_the_filed(self, event: Heard) -> None:
        reactions.on_somebody_filed(event.work, event)

    @heard("registry.filing_cancelled")
    def close_suggestions(self, event: Heard) -> None:
        reactions.close_suggestions(event.work, event)

    @heard("records.record_confirmed", copy=True)
    def on_record_confirmed(self, event: Heard) -> None:
        copies.on_record_confirmed(event.work, event)

    @heard("registry.credit_entry_made", copy=True)
    def on_credit_entry_made(self, event: Heard) -> None:
        copies.on_credit_entry_made(event.work, event)

    @heard("registry.filing_made", copy=True)
    def on_filing_made(self, event: Heard) -> None:
        copies.on_filing_made(event.work, event)

    @heard("registry.filing_changed", copy=True)
    def on_filing_changed(self, event: Heard) -> None:
        copies.on_filing_changed(event.work, event)

    @heard("registry.filing_cancelled", copy=True)
    def on_filing_cancelled(self, event: Heard) -> None:
        copies.on_filing_cancelled(event.work, event)

    @heard("registry.filing_suspended", copy=True)
    def on_filing_suspended(self, event: Heard) -> None:
        copies.on_filing_suspended(event.work, event)

    @heard("registry.filing_resumed", copy=True)
    def on_filing_resumed(self, event: Heard) -> None:
        copies.on_filing_resumed(event.work, event)

    @heard("registry.filing_restored", copy=True)
    def on_filing_restored(self, event: Heard) -> None:
        copies.on_filing_restored(event.work, event)

    @heard("appraisal.result_published", copy=True)
    def on_result_published(self, event: Heard) -> None:
        copies.on_result_published(event.work, event)

    @heard("registry.filing_cancelled")
    def end_what_it_carried(self, event: Heard) -> None:
        reactions.on_filing_cancelled(event.work, event.rulebook, event)
        reactions.withdraw_what_it_offered(event.work, event)

    @heard("funding.misuse_found")
    def open_cases_of_misuse(self, event: Heard) -> None:
        reactions.on_misuse_found(event.work, event.rulebook, event)

    @heard("registry.filing_restored")
    def let_it_carry_again(self, event: Heard) -> None:
        reactions.on_filing_restored(event.work, event)

    @heard("registry.filing_suspended")
    def let_nothing_new_begin(self, event: Heard) -> None:
        reactions.on_filing_suspended(event.work, event)

    @heard("registry.filing_resumed")
    def let_new_begin_again(self, event: Heard) -> None:
        reactions.on_filing_resumed(event.work, event)
