"""Another unit's and another city's records: not found when read, absent from lists, not found when acted upon.

Everybody has twins: the same role in another unit (or county) of the city, and in the other city.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest

from tests.journeys.people import BAOTOU, SHIJIAZHUANG, Answer, People, Problem, Someone, eventually
from tests.journeys.serving import Service, served

DAY = date(2024, 6, 12)
ELSEWHERE = {BAOTOU: "150204", SHIJIAZHUANG: "130104"}
ROLES = ("commissioner", "dispatching_manager", "host_manager", "county_officer", "city_officer")


@dataclass
class Side:
    """Who holds each role around one service, and what came of it: a path by noun."""

    work: Service
    roles: dict[str, Someone]
    things: dict[str, str] = field(default_factory=dict)


def side(people: People, city: str, county: str = "") -> Side:
    """A service in a city, and everybody around it."""
    work = served(people, city, since=DAY)
    people.invited(city, "finance_officer")
    roles = {
        "commissioner": work.commissioner,
        "dispatching_manager": work.station.manager,
        "host_manager": work.host.manager,
        "county_officer": people.county(city, county),
        "city_officer": people.officer(city),
    }
    for someone in roles.values():
        someone.on(DAY)
    return Side(work, roles)


def filled(people: People, city: str) -> Side:
    """A side with one of everything that its city knows."""
    own = side(people, city)
    me, manager, host, county, officer = (own.roles[role] for role in ROLES)
    work, things = own.work, own.things
    application = officer.get(f"/filings/{me.filing}")["application"]
    intent = host.post("/intents", {"filing": me.filing, "host_unit": work.host.id, "message": "请再来"})
    demand = host.post(
        "/demands", {"host_unit": work.host.id, "title": "节能", "content": "余热", "fields": ["新材料"]}
    )
    offer = {"unit": work.station.id, "title": "热泵", "content": "高温热泵", "fields": ["新材料"]}
    record = work.confirmed(DAY)["id"]
    things |= {
        "applications": application,
        "agreements": work.agreement,
        "intents": intent["id"],
        "demands": demand["id"],
        "achievements": manager.post("/achievements", offer)["id"],
        "records": record,
        "cases": me.post("/cases", {"title": "一例", "text": "……"})["id"],
        "problems": host.post("/problems", {"title": "缺检测设备", "text": "……", "unit": work.host.id})["id"],
        "persons": me.person or "",
        "accounts": people.invited(city, "finance_officer").account,
    }
    if city == BAOTOU:
        order = {"sender_unit": work.station.id, "host_unit": work.host.id, "reason": "急需", "due": "2024-07-01"}
        things["assignments"] = county.post("/assignments", order)["id"]
        consent = {"agreement": work.agreement, "ground": "consent", "circumstance": "force_majeure", "reason": "停产"}
        things["endings"] = me.post("/endings", consent)["id"]
        said = {
            "kind": "monthly",
            "reporter": "workstation",
            "period": "2024-05",
            "unit": work.station.id,
            "text": "无",
        }
        things["reports"] = eventually(lambda: manager.post("/reports", said))["id"]
    else:
        things |= funds(people, own, record)
    return own


def funds(people: People, own: Side, record: str) -> Answer:
    """The unit's allocation and account, and a trip claimed from it."""
    finance = people.invited(SHIJIAZHUANG, "finance_officer").on(DAY)
    there = finance.get("/budgets", fund="special", year=2024)["items"]  # a city has one a year
    budget = (there or [finance.post("/budgets", {"fund": "special", "year": 2024, "amount": "90000.00"})])[0]["id"]
    said = {"budget": budget, "unit": own.work.station.id, "amount": "3000.00"}
    allocation = eventually(lambda: finance.post("/allocations", said))["id"]
    account = f"special-2024-{own.work.station.id}"
    manager, rate = own.roles["dispatching_manager"], {"subsidy": "trip", "amount": "600.00"}
    manager.post(f"/fund-accounts/{account}/rate", rate, version=manager.get(f"/fund-accounts/{account}")["version"])
    claim = eventually(lambda: own.roles["commissioner"].post("/claims", {"record": record}))["id"]
    return {"budgets": budget, "allocations": allocation, "fund-accounts": account, "claims": claim}


@dataclass
class Twins:
    """One side that owns everything, and two that must not see any of it."""

    own: Side
    others: tuple[Side, Side]


@pytest.fixture(scope="module", params=[BAOTOU, SHIJIAZHUANG])
def twins(people: People, request: pytest.FixtureRequest) -> Twins:
    """Each city in turn as the owner."""
    city = request.param
    other = SHIJIAZHUANG if city == BAOTOU else BAOTOU
    return Twins(filled(people, city), (side(people, city, ELSEWHERE[city]), side(people, other)))


def seen(by: Someone, path: str) -> bool:
    """Whether it is there for them. Raises Problem for any answer but 404 and 403."""
    try:
        by.get(path)
    except Problem as problem:
        if problem.status in (403, 404):
            return False
        raise
    return True


def strangers(twins: Twins, role: str) -> list[Someone]:
    """The holders of the same role elsewhere; a city has one officer, so theirs is the other city's only."""
    own = twins.own.roles[role]
    return [twin for other in twins.others if (twin := other.roles[role].on(DAY)) is not own]


def listed(by: Someone, plural: str) -> set[str]:
    """Every id in their list."""
    ids: set[str] = set()
    after: str | None = None
    while True:
        page = by.get(f"/{plural}", after=after, limit=100)
        ids |= {one["id"] for one in page["items"]}
        after = page["next"]
        if not after:
            return ids


@pytest.mark.parametrize("role", ROLES)
def test_what_one_may_read_no_twin_may_read_or_find_in_a_list(twins: Twins, role: str) -> None:
    own = twins.own.roles[role].on(DAY)
    readable = {plural: id for plural, id in twins.own.things.items() if seen(own, f"/{plural}/{id}")}
    assert "agreements" in readable
    for plural, id in readable.items():
        assert id in listed(own, plural), f"{role} reads {plural} but does not find it in the list"
        for twin in strangers(twins, role):
            assert not seen(twin, f"/{plural}/{id}"), f"{role} of {twin.city} reads a foreign one of {plural}"
            assert id not in listed(twin, plural), f"{role} of {twin.city} finds a foreign one of {plural}"


WRITES: dict[str, list[tuple[str, Answer, int | None]]] = {
    "commissioner": [
        ("/agreements/{agreements}/signatures", {"hash": "0" * 64}, None),
        ("/intents/{intents}/acceptance", {}, None),
        ("/claims", {"record": "{records}"}, None),
        ("/applications/{applications}/withdrawal", {}, None),
    ],
    "dispatching_manager": [
        ("/applications/{applications}/pass", {}, None),
        ("/agreements/{agreements}/withdrawal", {"reason": "不应办理"}, None),
        ("/achievements/{achievements}/withdrawal", {"reason": "不应办理"}, None),
        ("/assignments/{assignments}/progress", {"text": "不应办理"}, None),
        ("/endings/{endings}/steps", {"action": "pass"}, None),
        ("/fund-accounts/{fund-accounts}/rate", {"subsidy": "trip", "amount": "700.00"}, 1),
        ("/claims/{claims}/approval", {}, 1),
        ("/claims/{claims}/payment", {}, 1),
    ],
    "host_manager": [
        ("/records/{records}/confirmation", {}, None),
        ("/records/{records}/return", {"reason": "不应办理"}, None),
        ("/demands/{demands}/withdrawal", {"reason": "不应办理"}, None),
        ("/intents/{intents}/withdrawal", {}, None),
        ("/agreements/{agreements}/signatures", {"hash": "0" * 64}, None),
    ],
    "county_officer": [
        ("/demands/{demands}/steps", {"action": "pass"}, None),
        ("/assignments/{assignments}/withdrawal", {"reason": "不应办理"}, None),
    ],
    "city_officer": [
        ("/applications/{applications}/filing", {}, None),
        ("/agreements/{agreements}/steps", {"action": "return", "defects": ["不应办理"]}, None),
        ("/cases/{cases}/acceptance", {}, None),
        ("/problems/{problems}/answer", {"answer": "不应办理"}, None),
        ("/accounts/{accounts}/disabling", {"reason": "不应办理"}, None),
        ("/persons/{persons}/disclosure", {"reason": "不应办理"}, None),
        ("/persons/{persons}/provincial", {"provincial": True}, None),
    ],
}


@pytest.mark.parametrize("role", ROLES)
def test_no_twin_acts_upon_it(twins: Twins, role: str) -> None:
    things = twins.own.things
    for path, body, version in WRITES[role]:
        words = [word for word in things if f"{{{word}}}" in path or f"{{{word}}}" in str(body)]
        if not words:
            continue  # this city knows no such thing
        filled_in = {name: str(value).format(**things) if "{" in str(value) else value for name, value in body.items()}
        for twin in strangers(twins, role):
            twin.refused(path.format(**things), filled_in, status=404, version=version)
