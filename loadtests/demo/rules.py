"""Rules kept by the bureau itself: one setting changed and published, and a third city opened from a sample."""

from __future__ import annotations

from typing import Any

from loadtests.demo import plan
from loadtests.demo.cast import Officer
from loadtests.demo.city import City
from loadtests.demo.stage import until
from loadtests.demo.wire import DemoError, Session

SETTING = {"file": "dispatch.yml", "pointer": "/selection/remind_days/setting", "value": 5}
THIRD, THIRD_NAME = "990300", "演示第三市"


def change_a_setting(city: City) -> None:
    """Reminders of directed orders five days ahead: drafted, checked, compared, tried on the past, in force today."""
    said = {"title": "定向选派提前五日提醒"}
    draft = city.post(city.officer, "/rulebook-proposals", said, None, "proposal")["id"]
    path = f"/rulebook-proposals/{draft}"
    if city.api.done(f"{city.code}|setting") is None:
        _ready(city, city.officer, path)
    city.amend(city.officer, path, {"patches": [SETTING]}, None, "setting")
    if city.api.done(f"{city.code}|published") is None:
        _ready(city, city.officer, path)
        differing = city.ask(city.officer, f"{path}/difference")
        if (differing["added"], differing["removed"], differing["changed"]) != (0, 0, 1):
            raise DemoError(f"{city.code}: one setting was changed, the difference says {differing}")
    simulated = city.job(city.officer, "/rulebook-simulations/dispatch", {"proposal_id": draft}, None, "simulation")[
        "result"
    ]
    if not simulated["examined"] or simulated["newly_refused"]:
        raise DemoError(f"{city.code}: a reminder refuses no agreement: {simulated}")
    city.count("agreements simulated", simulated["examined"])
    from_ = {"from": city.plan.end.isoformat()}
    second = city.cast.of(f"demo-{city.code}-officer")  # whoever drafted them may not publish them
    city.post(second, f"{path}/publication", from_, None, "published")
    city.count("published rules")


def open_third_city(city: City, operator: Session) -> None:
    """A third city with Baotou's rules as its sample: opened by the operator, published by its own first officer."""
    county = {"code": f"{THIRD[:4]}02", "name": "东区", "name_en": "East District"}
    page = {
        "city": THIRD, "name": THIRD_NAME, "name_en": "Third City of the Demo", "title": f"{THIRD_NAME}科技特派员办法",
        "from": city.plan.start.isoformat(), "divisions": [county], "sample": plan.BAOTOU,
    }  # fmt: skip
    made = city.post(operator, "/cities", page, None, "third-city")
    first = city.cast.first_officer(operator, THIRD, f"demo-{THIRD}-city", f"{THIRD_NAME}科技局经办")
    path = f"/rulebook-proposals/{made['proposal']}"
    if city.api.done(f"{city.code}|third-published") is None:
        _ready(city, first, path)
    from_ = {"from": city.plan.start.isoformat()}
    city.post(first, f"{path}/publication", from_, None, "third-published")
    colleague = Officer(f"demo-{THIRD}-officer", f"{THIRD_NAME}科技局经办", "city_officer")
    city.numbers["third"] = city.cast.invite(first, colleague, city.plan.end)
    city.count("opened cities")


def _ready(city: City, officer: Session, path: str) -> Any:
    """Once all six services have found that they can carry the draft out."""

    def checked(body: dict[str, Any]) -> bool:
        return len(body["checks"]) == 6 and all(one["state"] != "waiting" for one in body["checks"])

    asked = until(lambda _: city.api.get(officer, path), lambda a: a.ok and checked(a.body), f"checks of {path}")
    if not asked.body["ready"]:
        raise DemoError(f"{path}: {asked.body['errors']}")
    return asked.body
