"""Every screen of both entries, opened by somebody who has it: in Chinese and English, light, dark and in large print.

On none may anything fail, a word be missing, Chinese be left in English, a text stick out, or axe find a serious fault.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from tests.browser.screens import Tour, side_by_side
from tests.browser.things import Furnished
from tests.browser.visits import Visits
from tests.factories.receiver import Receiver
from tests.journeys.people import BAOTOU, SHIJIAZHUANG, People, Someone
from tests.journeys.test_foreign_data import ROLES, Side, filled

DAY = date(2024, 6, 12)


@pytest.fixture(scope="module")
def sides(people: People) -> Iterator[dict[str, Side]]:
    """Both cities, with one of everything that a screen shows in detail."""
    found = {city: filled(people, city) for city in (BAOTOU, SHIJIAZHUANG)}
    with Receiver() as receiver:
        Furnished(people, found[BAOTOU], found[SHIJIAZHUANG], receiver.url).everything()
        yield found


@pytest.fixture(scope="module")
def cast(people: People, sides: dict[str, Side]) -> dict[str, Someone | None]:
    """Who goes round, by role, those with the most first."""
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
        "appointing_officer": there.roles["city_officer"],
        "platform_operator": people.operator(),
    }


def test_every_screen_is_whole_in_both_languages_and_every_theme(
    visits: Visits, people: People, cast: dict[str, Someone | None]
) -> None:
    guest = {"name": "同事", "grants": [{"role": "inspector"}]}
    token = people.officer(BAOTOU).post("/invitations", guest)["token"]
    tours = [Tour(visits, entry, {"/invitation/:token": f"/invitation/{token}"}) for entry in ("desk", "phone")]
    side_by_side(*(tour.rounds(cast) for tour in tours))
    for tour in tours:
        print(f"{tour.entry}: {len(tour.seen)} screens")
        tour.found += [f"{tour.entry} {one}: nobody comes there, or has no record to show" for one in tour.missed()]
    # what an answer refused is judged above, by the screen that asked; what the browser complains of counts anywhere
    visits.wrong[:] = [one for one in visits.wrong if not one.startswith(("answer: 403 GET", "answer: 404 GET"))]
    found = [one for tour in tours for one in tour.found]
    assert not found, "\n".join(found)
