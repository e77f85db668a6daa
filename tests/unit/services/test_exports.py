"""What is written to Excel is in words: every status that a record can have."""

from __future__ import annotations

from typing import get_args

import pytest

from services.dispatch import sheets as dispatch
from services.dispatch.domain import achievement, agreement, demand
from services.registry import sheets as registry
from services.registry.domain import filing
from shared import chain

STATUSES = {
    "demands": (dispatch.DEMAND_STATUSES, demand.Status),
    "achievements": (dispatch.DEMAND_STATUSES, achievement.Status),
    "agreements": (dispatch.AGREEMENT_STATUSES, agreement.Status),
    "endings": (dispatch.ENDING_STATUSES, chain.Status),
    "filings": (registry.STATUSES, filing.Status),
    "applications": (registry.STATUSES, chain.Status),
}


@pytest.mark.parametrize("name", STATUSES)
def test_every_status_is_said_in_words(name: str) -> None:
    said, statuses = STATUSES[name]
    assert {one for one in get_args(statuses) if one != "draft" or name == "agreements"} <= set(said)
