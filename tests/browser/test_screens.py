"""Every screen of both entries, opened by somebody who has it: in Chinese and English, light, dark and in large print.

On none may anything fail, a word be missing, Chinese be left in English, a text stick out, or axe find a serious fault.
"""

from __future__ import annotations

from datetime import date

import pytest

from tests.browser.screens import Tour, side_by_side
from tests.browser.visits import Visits
from tests.journeys.people import BAOTOU, SHIJIAZHUANG, People, Someone
from tests.journeys.test_foreign_data import ROLES, Side, filled

DAY = date(2024, 6, 12)


@pytest.fixture(scope="module")
def cast(people: People) -> dict[str, Someone | None]:
    """Who goes round, by role, those with the most first; in both cities there is one of everything they have."""
    sides: dict[str, Side] = {city: filled(people, city) for city in (BAOTOU, SHIJIAZHUANG)}
    here, there = sides[BAOTOU], sides[SHIJIAZHUANG]
    applicant = people.person(BAOTOU)
    applicant.post("/application-drafts", {"subject": "commissioner", "kind": "technical_service"})
    return {
        "visitor": None,
        **{role: here.roles[role] for role in reversed(ROLES)},
        "liaison": people.liaison(here.work.host),
        "competent_officer": people.invited(BAOTOU, "competent_officer", unit=here.work.station.id),
        "trainer": people.invited(BAOTOU, "trainer"),
        "inspector": people.invited(BAOTOU, "inspector"),
        "applicant": applicant,
        "finance_officer": people.invited(SHIJIAZHUANG, "finance_officer"),
        "claimant": there.roles["commissioner"],
        "sender": there.roles["dispatching_manager"],
        "platform_operator": people.operator(),
    }


def test_every_screen_is_whole_in_both_languages_and_every_theme(
    visits: Visits, cast: dict[str, Someone | None]
) -> None:
    tours = [Tour(visits, entry) for entry in ("desk", "phone")]
    side_by_side(*(tour.rounds(cast) for tour in tours))
    for tour in tours:
        print(f"{tour.entry}: {len(tour.seen)} screens; without a record to show: {', '.join(tour.missed())}")
        assert not [one for one in tour.missed() if ":" not in one], "nobody comes there"
    # what an answer refused is judged above, by the screen that asked; what the browser complains of counts anywhere
    visits.wrong[:] = [one for one in visits.wrong if not one.startswith(("answer: 403 GET", "answer: 404 GET"))]
    found = [one for tour in tours for one in tour.found]
    assert not found, "\n".join(found)
