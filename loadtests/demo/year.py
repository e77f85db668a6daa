"""The turn of a year: annual reports, the appraisal and what follows from it."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any

from loadtests.demo import plan
from loadtests.demo.city import City
from loadtests.demo.money import reward
from loadtests.demo.opening import application_of
from loadtests.demo.plan import Person, Unit
from loadtests.demo.stage import until
from loadtests.demo.troubles import await_cancelled
from loadtests.demo.wire import Answer

SMALL = {plan.BAOTOU: ("workstation", 10), plan.SHIJIAZHUANG: ("dispatching_unit", 15)}


def annual_reports(city: City, year: int) -> None:
    """Every commissioner's summary to the station, every station's to the city (Baotou; Shijiazhuang asks for none)."""
    day = date(year + 1, 1, 8)
    people = [person for person in city.plan.people if person.key in city.filings and person.key not in city.gone]
    city.pool.stage((partial(_annual, city, person, year, day) for person in people), 3)
    city.pool.stage(
        (partial(_annual_station, city, unit, year, day + timedelta(days=4)) for unit in city.plan.senders), 3
    )


def appraise(city: City, year: int) -> None:
    """The year's appraisal: opened, frozen, scored, graded, published; then the consequences, wherever they show."""
    day = city.plan.appraisal_day(year)
    cycle = city.post(city.officer, "/appraisal-cycles", {"year": year}, day, f"cycle|{year}")
    turn = 0
    while cycle["status"] == "freezing":
        turn += 1
        cycle = city.post(city.officer, f"/appraisal-cycles/{cycle['id']}/snapshots", {}, day, f"freeze|{year}|{turn}")
    results = _results(city, cycle["id"], day)
    people = {filing: key for key, filing in city.filings.items()}
    city.pool.stage(
        (partial(_score, city, result, people.get(result["filing"], ""), year, day) for result in results), 2
    )
    _note_influence(city, results, year, day)
    city.post(city.officer, f"/appraisal-cycles/{cycle['id']}/grading", {}, day, f"grade|{year}")
    turn = 0
    while cycle["status"] != "published":
        turn += 1
        cycle = city.post(
            city.officer, f"/appraisal-cycles/{cycle['id']}/publication", {}, day, f"publish|{year}|{turn}"
        )
    results = _results(city, cycle["id"], day)
    city.count("appraised", len(results))
    for result in results:
        city.count(f"grade {result['grade']}")
    _follow(city, results, day)
    _await_candidates(city, results, year, day)
    reward(city, year, day)


def _annual(city: City, person: Person, year: int, day: date) -> None:
    who = city.session(person)
    about = {"kind": "annual", "reporter": "commissioner", "period": str(year), "filing": city.filings[person.key]}
    step = f"annual|{person.key}|{year}"
    said = {**about, "text": city.drafted(who, about, day, step, "本年度没有入企服务。")}
    sent = city.post(who, "/reports", said, day, f"annual|{person.key}|{year}")
    path = f"/reports/{sent['id']}/acceptance"
    city.post(city.manager(person.sender), path, {}, day + timedelta(days=2), f"annual|{person.key}|{year}|accept")
    city.count("annual reports")


def _annual_station(city: City, unit: Unit, year: int, day: date) -> None:
    manager = city.manager(unit)
    about = {"kind": "annual", "reporter": "workstation", "period": str(year), "unit": city.units[unit.key]}
    step = f"annual|{unit.key}|{year}"
    said = {**about, "text": city.drafted(manager, about, day, step, "无")}
    sent = city.post(manager, "/reports", said, day, step)
    path = f"/reports/{sent['id']}/acceptance"
    city.post(city.officer, path, {}, day + timedelta(days=2), f"annual|{unit.key}|{year}|accept")
    city.count("annual reports")


def _results(city: City, cycle: str, day: date) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    after = None
    while True:
        page = city.ask(city.officer, "/appraisal-results", day, cycle=cycle, limit=200, after=after)
        found += page["items"]
        after = page["next"]
        if after is None:
            return found


def _score(city: City, result: dict[str, Any], key: str, year: int, day: date) -> None:
    """The sender's word on everybody; the host's on every third; the city's on stations."""
    number = sum(map(ord, result["id"]))
    path = f"/appraisal-results/{result['id']}/scores"
    person = city.plan.by_key.get(key)
    if person is None:
        said = {"indicator": "management", "points": 14 + number % 6}
        city.post(city.officer, path, said, day, f"score|{result['id']}|management")
        return
    idle = person.fate.startswith("idle") and person.fate != "idle_second"
    indicator, weight = SMALL[city.code]
    points = weight * (0.3 if idle else 0.75 + number % 6 / 20)
    said = {"indicator": indicator, "points": round(points, 1), "note": "按年度表现"}
    city.post(city.manager(person.sender), path, said, day, f"score|{result['id']}|sender")
    if number % 3 == 0:
        host = next((v.host for v in city.plan.visits_by(key) if v.on.year == year and v.key in city.records), None)
        if host is not None:
            said = {"indicator": "satisfaction", "points": 3 if idle else 7 + number % 4}
            city.post(city.manager(host), path, said, day, f"score|{result['id']}|host")


def _note_influence(city: City, results: list[dict[str, Any]], year: int, day: date) -> None:
    """One of those who fail twice running has done harm as well: the blacklist follows (B-26, B-31)."""
    if city.code != plan.BAOTOU or year != city.plan.appraised[-1]:
        return
    harmful = next(person for person in city.plan.people if person.fate == "idle_both")
    result = next(one for one in results if one["filing"] == city.filings[harmful.key])
    said = {"negative": True, "reason": "长期不服务，企业多次投诉，造成负面影响"}
    city.post(city.officer, f"/appraisal-results/{result['id']}/influence", said, day, f"influence|{year}")
    city.numbers["blacklisted"] = harmful


def _follow(city: City, results: list[dict[str, Any]], day: date) -> None:
    """Waits until failing appraisals have had their effect: filings cancelled, agreements ended, claims stopped."""
    people = {filing: key for key, filing in city.filings.items()}
    for result in results:
        consequences = {item["then"] for item in result.get("consequences") or ()}
        person = city.plan.by_key.get(people.get(result["filing"], ""))
        if "cancel_filing" in consequences and person is not None and person.key not in city.gone:
            city.gone.add(person.key)
            await_cancelled(city, person)
            _await_ended(city, person, day)
    harmful = city.numbers.pop("blacklisted", None)
    if harmful is not None:
        _apply_in_vain(city, harmful, day)


def _await_ended(city: City, person: Person, day: date) -> None:
    for one in city.plan.agreements:
        if one.person == person.key and one.since <= day <= one.until and one.key in city.agreements:
            known = city.agreements[one.key]
            until(
                lambda _, known=known: city.api.get(city.officer, f"/agreements/{known}"),  # type: ignore[misc]
                lambda answer: answer.ok and answer.body["status"] == "ended",
                f"the end of {one.key}",
            )
            city.count("ended agreements")
    for visit in city.plan.visits_by(person.key):
        made = city.claims.get(visit.key)
        if made is not None and person.fate == "idle_first":
            until(
                lambda _, made=made: city.api.get(city.officer, f"/claims/{made['id']}"),  # type: ignore[misc]
                lambda answer: answer.ok and answer.body["status"] == "stopped",
                f"the stop of {made['id']}",
            )
            city.count("stopped claims")


def _apply_in_vain(city: City, person: Person, day: date) -> None:
    """Nobody on the blacklist may apply again."""
    said = application_of(city, person)

    def ask(attempt: int) -> Answer:
        return city.attempt(city.session(person), "/applications", said, day, f"again|{person.key}|{attempt}")

    until(ask, lambda answer: answer.status == 409, "an application from the blacklist")
    city.count("refused")
    city.count("blacklisted")


def _await_candidates(city: City, results: list[dict[str, Any]], year: int, day: date) -> None:
    """Until funding has heard of the commended results."""
    commended = [
        one for one in results if {"reward", "commend"} & {item["then"] for item in one.get("consequences") or ()}
    ]
    wanted = min(len(commended), 200)
    until(
        lambda _: city.api.get(city.officer, "/rewards/candidates", day, year=year, limit=200),
        lambda answer: answer.ok and len(answer.body["items"]) >= wanted,
        "the commended results",
    )
    city.count("commended", len(commended))
