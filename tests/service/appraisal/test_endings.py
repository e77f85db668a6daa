"""What an ended agreement means for the year's appraisal, ground by ground; and that one undone counts again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.factories.announced import announced
from tests.factories.endings import TABLE, Follows, ended
from tests.service.appraisal.conftest import Appraisal

OF = {"agreement": "g1", "filing": "f-worker", "person": "p-worker", "sender_unit": "u1", "host_unit": "h1"}


def served(appraisal: Appraisal, follows: Follows) -> None:
    """A year of good service under an agreement that ended so."""
    appraisal.city = follows.city
    appraisal.files("worker")
    appraisal.serves("worker", 2024, 12)
    term = {"since": "2024-01-01", "until": "2025-12-31"}
    appraisal.hear("dispatch.agreement_filed", [announced("dispatch.agreement_filed", {**OF, **term})])
    told = announced("dispatch.agreement_ended", ended(follows, **OF, ended_on="2024-06-03"))
    appraisal.hear("dispatch.agreement_ended", [told], on=date(2024, 6, 3))


def year(appraisal: Appraisal, follows: Follows) -> dict[str, Any]:
    appraisal.appraise(2024)
    stored = appraisal.service.store.database["results"].find_one({"_id": f"{follows.city}-2024-f-worker"})
    return dict(stored)


@pytest.mark.parametrize("follows", TABLE, ids=lambda one: one.named)
def test_the_year_knows_the_ground_and_fails_where_the_document_says_so(appraisal: Appraisal, follows: Follows) -> None:
    served(appraisal, follows)
    result = year(appraisal, follows)
    assert [one["ground"] for one in result["facts"]["endings"]] == [follows.ground]
    stands = [one["article"] for one in result["unmet"] if one["rule"].endswith("no_default")]
    assert stands == ([follows.fails] if follows.fails else [])
    assert result["passed"] is not bool(follows.fails)


@pytest.mark.parametrize("follows", [one for one in TABLE if one.fails], ids=lambda one: one.named)
def test_an_overturned_ending_leaves_no_trace_in_the_year(appraisal: Appraisal, follows: Follows) -> None:
    served(appraisal, follows)
    told = {**OF, "ended_on": None, "status": "filed"}
    appraisal.hear("dispatch.agreement_restored", [announced("dispatch.agreement_restored", told)])
    result = year(appraisal, follows)
    assert (result["facts"]["endings"], result["facts"]["agreements"], result["passed"]) == ([], 1, True)
