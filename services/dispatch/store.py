"""What this service keeps: its own records, and its copies of the registry's filings and of published grades."""

from __future__ import annotations

from services.dispatch.domain import finding
from services.dispatch.domain.achievement import Achievement
from services.dispatch.domain.agreement import Agreement, Register
from services.dispatch.domain.assignment import Assignment
from services.dispatch.domain.batch import Batch
from services.dispatch.domain.bid import Bid
from services.dispatch.domain.bounty import Bounty
from services.dispatch.domain.candidate import Candidate
from services.dispatch.domain.demand import Demand
from services.dispatch.domain.demand_draft import DemandDraft
from services.dispatch.domain.directed_round import DirectedRound
from services.dispatch.domain.ending import Ending
from services.dispatch.domain.intent import Intent
from services.dispatch.domain.interest import Interest
from services.dispatch.domain.known import KnownCredit, KnownFiling, KnownGrade, KnownService
from services.dispatch.domain.lexicon import LexiconPart
from services.dispatch.domain.notice_comment import NoticeComment
from services.dispatch.domain.places import Places
from services.dispatch.domain.publication_round import PublicationRound
from services.dispatch.domain.report_clock import ReportClock
from services.dispatch.domain.suggestion import Suggestion, Unmatched
from services.dispatch.domain.supplement import Supplement
from services.dispatch.domain.template import Shelf as TemplateShelf
from services.dispatch.domain.template import Template
from services.dispatch.domain.verification import Looks, Verification
from shared.repointing import FollowingWork, Naming, Noun
from shared.work import Shelf, copied, kept

# Lists go by id (the order of making) within what the asker may see; so each index ends with it.
SIDES = [("person", "_id"), ("sender_unit", "_id"), ("host_unit", "_id"), ("host_county", "_id")]
COMPETENT = [("competent.unit", "_id"), ("competent.county", "_id")]


class DispatchWork(FollowingWork):
    """One unit of work of the dispatch service."""

    demands: Shelf[Demand] = kept(
        indexes=[
            ("status", "_id"),
            ("status", "state.due", "_id"),
            ("status", "expires_on"),
            ("status", "first_contact_on", "published_on"),
            ("status", "published_on", "_id"),
            ("host_unit", "_id"),
            ("owner_units", "_id"),
            ("host_county", "_id"),
            ("desk", "_id"),
            ("opened_to", "_id"),
            ("round", "_id"),
            ("fields", "_id"),
            ("demand_class", "_id"),
            ("words", "_id"),
            ("title_words", "_id"),
            ("bands",),
            ("followup_due",),
        ],
        found_by=finding.demand,
    )
    demand_drafts: Shelf[DemandDraft] = kept(indexes=[("host_unit", "_id")])
    report_clocks: Shelf[ReportClock] = kept()
    achievements: Shelf[Achievement] = kept(
        indexes=[
            ("status", "_id"),
            ("status", "state.due", "_id"),
            ("status", "expires_on"),
            ("unit", "_id"),
            ("person", "_id"),
            ("county", "_id"),
            ("opened_to", "_id"),
            ("round", "_id"),
            ("fields", "_id"),
            ("words", "_id"),
            ("title_words", "_id"),
        ],
        found_by=finding.achievement,
    )
    publication_rounds: Shelf[PublicationRound] = kept(
        indexes=[("status", "_id"), ("status", "shown_until"), ("status", "published_on", "_id")]
    )
    bounties: Shelf[Bounty] = kept(
        indexes=[("status", "_id"), ("host_unit", "_id"), ("demand",), ("status", "closing_told", "deadline")]
    )
    bids: Shelf[Bid] = kept(
        indexes=[
            ("bounty", "_id"),
            ("person", "_id"),
            ("sender_unit", "_id"),
            ("host_unit", "_id"),
            ("reviewer_accounts", "_id"),
        ]
    )
    notice_comments: Shelf[NoticeComment] = kept(
        indexes=[("account", "_id"), ("notice", "_id"), ("item", "_id"), ("status", "_id"), ("status", "due")]
    )
    intents: Shelf[Intent] = kept(indexes=[*SIDES, ("status", "_id"), ("status", "expires_on"), ("demand", "_id")])
    assignments: Shelf[Assignment] = kept(
        indexes=[
            *SIDES,
            ("status", "_id"),
            ("status", "late", "due"),
            ("status", "progress_late", "progress_due"),
            ("demand", "status"),
        ]
    )
    agreements: Shelf[Agreement] = kept(
        indexes=[
            *SIDES,
            *COMPETENT,
            ("members.person", "_id"),
            ("filing", "_id"),
            ("demand", "_id"),
            ("status", "_id"),
            ("status", "until"),
            ("code", "status"),
        ],
        found_by=finding.agreement,
    )
    supplements: Shelf[Supplement] = kept(indexes=[*SIDES, *COMPETENT, ("agreement", "status"), ("status", "_id")])
    verifications: Shelf[Verification] = kept(everywhere=True)
    looks: Shelf[Looks] = kept(indexes=[("code", "on")], everywhere=True)
    templates: Shelf[Template] = kept(indexes=[("purpose", "_id"), ("status", "_id")])
    template_shelves: Shelf[TemplateShelf] = kept()
    batches: Shelf[Batch] = kept(indexes=[("sender_unit", "_id"), ("status", "_id"), *COMPETENT])
    endings: Shelf[Ending] = kept(
        indexes=[
            *SIDES,
            *COMPETENT,
            ("agreement", "_id"),
            ("state.status", "_id"),
            ("state.status", "state.due"),
            ("appeal.state.status", "appeal.state.due"),
            "notices.due",
        ]
    )
    registers: Shelf[Register] = kept()
    commissioner_places: Shelf[Places] = kept()
    host_places: Shelf[Places] = kept()
    known_filings: Shelf[KnownFiling] = copied(
        indexes=[("unit", "live"), ("person", "live"), ("subject", "live", "_id")]
    )
    suggestions: Shelf[Suggestion] = kept(
        indexes=[
            *[(side, "merit", "_id") for side in ("person", "sender_unit", "host_unit", "host_county")],
            ("merit", "_id"),
            ("demand", "_id"),
            ("filing", "_id"),
        ]
    )
    interests: Shelf[Interest] = kept(
        indexes=[("host_unit", "ended_on"), ("person", "_id"), ("sender_unit", "_id"), ("host_county", "_id")]
    )
    directed_rounds: Shelf[DirectedRound] = kept(indexes=[("county", "_id"), ("status", "_id")])
    unmatched: Shelf[Unmatched] = kept()
    lexicon: Shelf[LexiconPart] = kept()
    candidates: Shelf[Candidate] = copied(
        indexes=[("live", "words"), ("live", "_id"), ("sender_unit", "_id"), ("person", "_id")]
    )
    known_services: Shelf[KnownService] = copied()
    known_credits: Shelf[KnownCredit] = copied(indexes=["person", "unit"])
    known_grades: Shelf[KnownGrade] = copied()


# Papers keep the names they were signed with; places are settled with their limits (mergers.py).
SIGNED = frozenset({"agreements", "supplements", "endings", "batches"})
PLACES = frozenset({"commissioner_places", "host_places"})
NAMINGS: dict[Noun, Naming] = {
    "person": Naming(("person", "opened_to"), found={"demands": ("opened_to",)}, apart=PLACES),
    "unit": Naming(
        ("unit", "sender_unit", "host_unit", "owner_units", "sender_units", "opened_to"),
        {"unit": "unit_name", "sender_unit": "sender_name", "host_unit": "host_name"},
        SIGNED,
        {
            "demands": ("host_unit", "owner_units", "opened_to"),
            "agreements": ("sender_unit", "host_unit", "competent.unit"),
        },
        PLACES,
        frozenset({"terms", "before"}),  # a target's unit is what it is counted in
    ),
}
