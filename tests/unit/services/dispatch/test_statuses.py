"""What a list can be narrowed to is what its records can be."""

from __future__ import annotations

from typing import get_args, get_type_hints

import pytest

from services.dispatch.domain.achievement import Achievement
from services.dispatch.domain.agreement import Agreement
from services.dispatch.domain.assignment import Assignment
from services.dispatch.domain.batch import Batch
from services.dispatch.domain.bounty import Bounty
from services.dispatch.domain.demand import Demand
from services.dispatch.domain.directed_round import DirectedRound
from services.dispatch.domain.intent import Intent
from services.dispatch.domain.notice_comment import NoticeComment
from services.dispatch.domain.supplement import Supplement
from services.dispatch.domain.template import Template
from services.dispatch.schemas.achievements import ListAchievements
from services.dispatch.schemas.agreements import ListAgreements
from services.dispatch.schemas.assignments import ListAssignments
from services.dispatch.schemas.batches import ListBatches
from services.dispatch.schemas.bounties import ListBounties
from services.dispatch.schemas.demands import ListDemands
from services.dispatch.schemas.directed_rounds import ListDirectedRounds
from services.dispatch.schemas.endings import ListEndings
from services.dispatch.schemas.intents import ListIntents
from services.dispatch.schemas.notice_comments import ListNoticeComments
from services.dispatch.schemas.supplements import ListSupplements
from services.dispatch.schemas.templates import ListTemplates
from shared.chain import Status

LISTS = {
    ListAchievements: Achievement,
    ListAgreements: Agreement,
    ListAssignments: Assignment,
    ListBatches: Batch,
    ListBounties: Bounty,
    ListDemands: Demand,
    ListDirectedRounds: DirectedRound,
    ListIntents: Intent,
    ListNoticeComments: NoticeComment,
    ListSupplements: Supplement,
    ListTemplates: Template,
}


@pytest.mark.parametrize("listing", LISTS, ids=lambda one: one.__name__)
def test_a_list_is_narrowed_to_a_status_of_its_records(listing: type) -> None:
    asked = listing._declared_fields["status"].validate.choices
    assert sorted(asked) == sorted(get_args(get_type_hints(LISTS[listing])["status"]))


def test_endings_are_narrowed_to_the_status_of_their_chain() -> None:
    assert sorted(ListEndings._declared_fields["status"].validate.choices) == sorted(get_args(Status))
