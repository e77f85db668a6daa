"""Needs of hosts in the journeys: shown in a round, and what somebody without an account sees of them."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

from tests.journeys.people import DAY, Answer, People, Problem, Someone, eventually

ENTRIES = "{http://www.w3.org/2005/Atom}entry"
NAMES = {"title": "{http://www.w3.org/2005/Atom}title", "summary": "{http://www.w3.org/2005/Atom}summary"}


def nobody(people: People, city: str, day: date = DAY) -> Someone:
    """Whoever has no account, on a day."""
    return Someone(people, city, "nobody", "", day)


def reported(by: Someone, **said: object) -> Answer:
    """A demand, as soon as dispatch has heard of the host's filing."""
    return eventually(lambda: by.post("/demands", said))  # type: ignore[no-any-return]


def shown(people: People, city: str, until: str = "2024-06-20") -> Answer:
    """Whatever is gathered in the city, shown in a new round."""
    officer = people.officer(city)
    round = officer.post("/publication-rounds", {"title": "2024年第二期", "shown_until": until})
    return officer.post(f"/publication-rounds/{round['id']}/publication")


def listed(public: Someone, **asked: str) -> dict[str, Answer]:
    """The public list, by id; read as any client reads it, page by page."""
    found: dict[str, Answer] = {}
    page = public.get("/demands/published", limit=200, **asked)
    found |= {one["id"]: one for one in page["items"]}
    while page["next"]:
        page = public.get("/demands/published", limit=200, after=page["next"], **asked)
        found |= {one["id"]: one for one in page["items"]}
    return found


def fed(public: Someone) -> dict[str, str]:
    """What the city's feed says, by title."""
    path, asked = "/api/public/feeds/demands.atom", {"city": public.city}
    answer = public.people.http.get(path, params=asked, headers=public.headers())
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/atom+xml")
    entries = ElementTree.fromstring(answer.content).findall(ENTRIES)
    return {one.findtext(NAMES["title"], ""): one.findtext(NAMES["summary"], "") for one in entries}


def status(someone: Someone, path: str) -> int:
    """The status with which a question is refused; 200 where it is answered."""
    try:
        someone.get(path)
    except Problem as problem:
        return problem.status
    return 200
