"""Two years in Baotou, 2023 and 2024: from filing to two failing years running, and what every ending leaves behind.

The tests follow the years' order and share their people; the appraisals judge what the tests before them did.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from tests.journeys.people import BAOTOU, SHIJIAZHUANG, Answer, People, Problem, Someone, Unit, eventually, reached
from tests.journeys.serving import Service, served, uploaded

BEGIN = date(2023, 4, 3)
APRIL = date(2023, 4, 12)
DECEMBER = date(2024, 12, 20)


@dataclass
class Years:
    """A city-level station and a host with its liaison; one who serves every month, one who hardly ever does."""

    people: People
    station: Unit
    host: Unit
    liaison: Someone
    teacher: Service
    idler: Service


@pytest.fixture(scope="module")
def years(people: People) -> Years:
    """The station's first two, each under an agreement until the end of 2023."""
    station, host = people.station(BAOTOU, day=BEGIN), people.host(BAOTOU, day=BEGIN)
    liaison = people.liaison(host, day=BEGIN)
    teacher, idler = (served(people, BAOTOU, since=BEGIN, station=station, host=host) for _ in "ab")
    for kind in ("technical_service", "technology_service"):  # five in all, so that a fifth is one
        people.commissioner(station, kind, day=BEGIN)
    return Years(people, station, host, liaison, teacher, idler)


def test_a_service_with_its_photo_is_confirmed_by_the_liaison(years: Years) -> None:
    teacher, liaison = years.teacher.commissioner, years.liaison.on(APRIL)
    bare = {"agreement_id": years.teacher.agreement, "on": str(APRIL), "hours": 6, "duties": ["research"]}
    bare |= {"place": "中试车间", "content": "涂层附着力试验"}
    refused = teacher.on(APRIL).refused("/records", bare)
    assert refused.rules == ["files_at_least", "photos_at_least"]
    made = teacher.post("/records", {**bare, "evidence": [{**uploaded(teacher), "taken_on": str(APRIL)}]})
    assert liaison.post(f"/records/{made['id']}/confirmation", {"note": "属实"})["status"] == "confirmed"
    idler = years.idler.commissioner
    with pytest.raises(Problem):
        idler.on(APRIL).get(f"/records/{made['id']}")


def test_no_trip_is_paid_here_for_the_document_is_silent(years: Years) -> None:
    teacher = years.teacher.commissioner.on(APRIL)
    record = teacher.get("/records", status="confirmed")["items"][0]["id"]

    def claimed() -> Problem:
        return teacher.refused("/claims", {"record": record})

    refused = eventually(claimed)
    assert "未作规定" in refused.body["detail"]
    assert refused.body["article"] == "第三十一条"


def test_the_months_report_is_returned_corrected_and_accepted_by_the_competent_unit(years: Years) -> None:
    day = date(2023, 5, 4)
    manager = years.station.manager.on(day)
    asked = {"kind": "monthly", "reporter": "workstation", "period": "2023-04", "unit": years.station.id}
    drawn = manager.get("/reports/draft", **asked)
    assert drawn["figures"]["services"] == 1
    report = manager.post("/reports", {**asked, "text": drawn["text"]})
    competent = years.people.invited(BAOTOU, "competent_officer", unit=years.station.id).on(day)
    competent.post(f"/reports/{report['id']}/return", {"reason": "请补下月安排"})
    version = manager.get(f"/reports/{report['id']}")["version"]
    manager.change("PUT", f"/reports/{report['id']}", {"text": f"{drawn['text']}\n下月两次"}, version)
    assert competent.post(f"/reports/{report['id']}/acceptance")["status"] == "accepted"
    people = years.people
    people.county(BAOTOU).on(day).refused(f"/reports/{report['id']}/acceptance", status=404)


def test_a_third_party_trains_for_the_city(years: Years) -> None:
    city = years.people.officer(BAOTOU).on(BEGIN)
    trainer = years.people.invited(BAOTOU, "trainer").on(BEGIN)
    said = {
        "title": "高新技术企业申报",
        "way": "on_site",
        "place": "会议中心",
        "starts_at": "2023-05-18T10:00:00+08:00",
    }
    planned = city.post("/trainings", {**said, "hours": 8, "holder": "city", "trainer": trainer.account})
    code = trainer.post(f"/trainings/{planned['id']}/publication")["code"]
    day = date(2023, 5, 18)
    years.teacher.commissioner.on(day).post("/attendances", {"code": code})
    assert trainer.on(day).post(f"/trainings/{planned['id']}/holding")["status"] == "held"


def test_a_county_orders_a_service_and_it_is_recorded_like_any_other(years: Years) -> None:
    people, host = years.people, years.host
    station = people.station(BAOTOU, "service", day=BEGIN)
    ordered = people.commissioner(station, "technology_service", day=BEGIN)
    order = {"sender_unit": station.id, "host_unit": host.id, "reason": "链主企业急需", "due": "2023-05-10"}
    county = people.county(BAOTOU).on(BEGIN)
    assignment = eventually(lambda: county.post("/assignments", order))
    terms = {"content": "研发费用归集", "form": "mixed", "since": str(BEGIN), "until": "2023-12-31"}
    named = {"filing": ordered.filing, **terms}
    serving = eventually(lambda: station.manager.post(f"/assignments/{assignment['id']}/naming", named))
    station.manager.post(f"/assignments/{assignment['id']}/progress", {"text": "已进驻"})
    work = Service(people, station, host, ordered, serving["agreement"])
    assert work.confirmed(APRIL, duties=["policy_service"])["kind"] == "technology_service"
    day = date(2023, 5, 4)
    monthly = {"kind": "monthly", "reporter": "workstation", "period": "2023-04", "unit": station.id, "text": "一次"}
    report = station.manager.on(day).post("/reports", monthly)
    assert county.on(day).post(f"/reports/{report['id']}/acceptance")["status"] == "accepted"


def test_serious_misuse_is_recorded_and_the_filing_stays(years: Years) -> None:
    people = years.people
    someone = people.commissioner(years.station, day=BEGIN)
    inspector, city = people.invited(BAOTOU, "inspector").on(APRIL), people.officer(BAOTOU).on(APRIL)
    said = {"filing": someone.filing, "ground": "serious_misuse", "note": "补助用于个人消费"}
    found = eventually(lambda: inspector.post("/inspections", said))
    confirmed = city.post(f"/inspections/{found['id']}/confirmation", {"note": "属实"}, version=found["version"])
    assert (confirmed["consequences"], confirmed["article"]) == (["misconduct_record"], "第三十一条")
    entries = eventually(lambda: city.get("/credit-entries", person=someone.person)["items"])
    assert [(one["register"], one["article"]) for one in entries] == [("misconduct", "第三十一条")]
    assert city.get(f"/filings/{someone.filing}")["status"] == "filed"


def appraised(years: Years, year: int, on: date, scores: dict[str, int], harm: Sequence[str] = ()) -> dict[str, Answer]:
    """The year's published results of these filings; `harm`: those whose failing had negative influence."""
    city, cycle = years.people.officer(BAOTOU).on(on), f"{BAOTOU}-{year}"
    opened = city.post("/appraisal-cycles", {"year": year})
    while opened["status"] == "freezing":
        opened = city.post(f"/appraisal-cycles/{cycle}/snapshots")
    for filing, points in scores.items():
        result = f"/appraisal-results/{cycle}-{filing}"
        years.station.manager.on(on).post(f"{result}/scores", {"indicator": "workstation", "points": points})
        years.host.manager.on(on).post(f"{result}/scores", {"indicator": "satisfaction", "points": points})
    for filing in harm:
        found = {"negative": True, "reason": "拒接企业电话，群众反映强烈"}
        city.post(f"/appraisal-results/{cycle}-{filing}/influence", found)
    city.post(f"/appraisal-cycles/{cycle}/grading")
    while city.post(f"/appraisal-cycles/{cycle}/publication")["status"] != "published":
        pass
    return {filing: city.get(f"/appraisal-results/{cycle}-{filing}") for filing in scores}


def test_a_first_failing_year_changes_nothing_and_an_excellent_one_is_rewarded(years: Years) -> None:
    for month in range(5, 13):
        outcomes = {"technology_contracts": 1, "patents": 1}
        duties = ["research", "transfer", "talent"][: 1 + month % 3]
        years.teacher.confirmed(date(2023, month, 15), duties=duties, outcomes=outcomes)
    years.idler.confirmed(date(2023, 6, 1))
    teacher, idler = years.teacher.commissioner, years.idler.commissioner
    summary = {"kind": "annual", "reporter": "commissioner", "period": "2023", "filing": teacher.filing}
    sent = teacher.on(date(2023, 12, 28)).post("/reports", {**summary, "text": "全年服务九次"})
    years.station.manager.on(date(2023, 12, 29)).post(f"/reports/{sent['id']}/acceptance")

    day = date(2024, 1, 8)
    city = years.people.officer(BAOTOU).on(day)
    eventually(lambda: city.get("/records/year", filing=teacher.filing, year=2023)["figures"]["services"] == 9)
    found = appraised(years, 2023, day, {teacher.filing: 10, idler.filing: 3})
    good, bad = found[teacher.filing], found[idler.filing]
    assert (good["grade"], good["rank"]) == ("excellent", 1)
    assert (good["facts"]["training_hours"], [one["late"] for one in good["facts"]["reports"]]) == (8, [False])
    assert (bad["grade"], bad["consequences"], bad["failed_in_a_row"]) == ("failed", [], 1)
    station = city.get("/appraisal-results", cycle=good["cycle"], unit=years.station.id)["items"][0]["id"]
    reports = city.get(f"/appraisal-results/{station}")["facts"]["reports"]
    assert [(one["period"], one["late"], one["accepted"]) for one in reports] == [("2023-04", False, True)]
    assert city.get(f"/filings/{idler.filing}")["status"] == "filed"

    city.post("/budgets", {"fund": "reward", "year": 2024, "amount": "200000.00"})
    rewarded = eventually(lambda: city.post("/rewards", {"result": good["id"], "amount": "5000.00"}))
    assert (rewarded["person"], rewarded["amount"]) == (teacher.person, "5000.00")
    refused = city.refused("/rewards", {"result": bad["id"], "amount": "5000.00"})
    assert "第二十六条、第二十七条" in refused.articles


def test_a_second_failing_year_running_costs_the_filing_and_every_city_hears_of_it(years: Years) -> None:
    people, teacher, idler = years.people, years.teacher.commissioner, years.idler.commissioner
    second = date(2024, 1, 15)
    for work in (years.teacher, years.idler):
        again = served(people, BAOTOU, since=second, station=years.station, host=years.host, someone=work.commissioner)
        work.agreement = again.agreement
    for month in range(2, 13):
        years.teacher.confirmed(date(2024, month, 7), duties=["research"])
    city = people.officer(BAOTOU).on(DECEMBER)
    eventually(lambda: city.get("/records/year", filing=teacher.filing, year=2024)["figures"]["services"] == 11)
    harm = (idler.filing, years.station.filing)
    bad = appraised(years, 2024, DECEMBER, {teacher.filing: 8, idler.filing: 1}, harm)[idler.filing]
    assert {(one["then"], one["article"]) for one in bad["consequences"]} == {
        ("cancel_filing", "第二十六条"),
        ("blacklist", "第二十六条"),
        ("misconduct_record", "第三十一条"),
    }
    assert reached(city, f"/filings/{idler.filing}", "cancelled")["cancelled"]["article"] == "第二十六条"
    assert reached(city, f"/agreements/{years.idler.agreement}", "ended")["ground"] == "filing_cancelled"

    def registers() -> bool:
        entries = city.get("/credit-entries", person=idler.person)["items"]
        return {entry["register"] for entry in entries} == {"blacklist", "misconduct"}

    eventually(registers)
    tomorrow = date(2024, 12, 21)
    body = {
        "agreement_id": years.idler.agreement,
        "on": str(tomorrow),
        "hours": 3,
        "duties": ["other"],
        "place": "车间",
    }
    body |= {"content": "补一次", "evidence": [uploaded(idler.on(tomorrow))]}

    def no_longer_serving() -> bool:
        return idler.stopped("/records", body, "live_agreement")

    eventually(no_longer_serving)
    assert not idler.renew().has("commissioner")
    said: Answer = {"subject": "commissioner", "fields": ["新材料"], "declares": []}
    here = idler.refused("/applications", {**said, "kind": "technical_service", "sender_unit": years.station.id})
    assert ("not_blacklisted", "第九条第1项") in set(zip(here.rules, here.articles, strict=True))
    sender = people.station(SHIJIAZHUANG)
    idler.post(f"/cities/{SHIJIAZHUANG}/membership")
    idler.city = SHIJIAZHUANG
    there = idler.sign_in().refused("/applications", {**said, "kind": "industrial", "sender_unit": sender.id})
    assert "not_blacklisted" in there.rules
    assert teacher.renew().has("commissioner")


def test_a_station_that_fails_twice_loses_its_filing_and_what_runs_goes_on(years: Years) -> None:
    city, manager, about = (
        years.people.officer(BAOTOU).on(DECEMBER),
        years.station.manager.on(DECEMBER),
        years.station.id,
    )
    last = city.get("/appraisal-results", cycle=f"{BAOTOU}-2024", unit=about)["items"][0]
    assert (last["grade"], last["failed_in_a_row"]) == ("failed", 2)
    filing = reached(city, f"/filings/{years.station.filing}", "cancelled")
    assert filing["cancelled"]["article"] == "第二十六条"
    said = {
        "filing": years.teacher.commissioner.filing,
        "host_unit": years.host.id,
        "content": "续聘",
        "form": "remote",
    }

    def refused() -> bool:
        return manager.stopped("/agreements", {**said, "since": "2025-01-01", "until": "2025-12-31"}, "sender_filed")

    eventually(refused)
    assert not manager.renew().has("dispatching_manager")
    eventually(
        lambda: [one for one in city.get("/credit-entries", register="blacklist")["items"] if one["unit"] == about]
    )
    again = {"subject": "workstation", "kind": "technical", "unit": about, "declares": []}
    listed = manager.refused("/applications", again)
    assert ("not_blacklisted", "第二十六条") in set(zip(listed.rules, listed.articles, strict=True))
    assert years.teacher.confirmed(DECEMBER)["status"] == "confirmed"


@pytest.fixture
def ended(people: People, request: pytest.FixtureRequest) -> tuple[Service, Answer]:
    """A service of 2024 that was ended on a ground, its record of the day before, and the filing afterwards."""
    ground, circumstance, more = request.param
    work = served(people, BAOTOU)
    before = work.confirmed(date(2024, 6, 5))
    day = date(2024, 6, 12)
    competent = people.invited(BAOTOU, "competent_officer", unit=work.station.id).on(day)
    county, city = people.county(BAOTOU).on(day), people.officer(BAOTOU).on(day)
    me, manager, host = work.commissioner.on(day), work.station.manager.on(day), work.host.manager.on(day)
    opener = {"consent": me, "commissioner_default": host, "party_default": county}.get(ground)
    opener = opener or people.invited(BAOTOU, "inspector").on(day)
    said = {"agreement": work.agreement, "ground": ground, "circumstance": circumstance, "reason": "情况说明", **more}
    case = opener.post("/endings", said)
    steps = {
        "consent": ((manager, "pass"), (host, "pass"), (me, "pass"), (competent, "pass")),
        "commissioner_default": ((county, "recommend"), (city, "approve")),
        "party_default": ((city, "approve"),),
        "sham": ((city, "approve"),),
    }
    for by, action in steps[ground]:
        done = by.post(f"/endings/{case['id']}/steps", {"action": action, "note": "意见"})
    assert done["state"]["status"] == "approved"
    return work, before


ENDINGS = {
    "第二十八条": ("consent", "changed_circumstances", {}),
    "第二十九条": ("commissioner_default", "walked_out", {}),
    "第三十条": ("party_default", "workstation_fails", {}),
    "第三十一条": ("sham", "no_substance", {"funds_obtained": True}),
}
LOST = {"第二十九条", "第三十一条"}


@pytest.mark.parametrize(
    ("ended", "article"), [(ENDINGS[one], one) for one in ENDINGS], indirect=["ended"], ids=ENDINGS
)
def test_an_ending_stops_the_service_and_only_the_guilty_lose_more(
    people: People, ended: tuple[Service, Answer], article: str
) -> None:
    work, before = ended
    me, city = work.commissioner.on(date(2024, 6, 13)), people.officer(BAOTOU)
    agreement = me.get(f"/agreements/{work.agreement}")
    assert (agreement["status"], agreement["ending_article"]) == ("ended", article)
    said: dict[str, Any] = {
        "agreement_id": work.agreement,
        "hours": 4,
        "duties": ["other"],
        "place": "x",
        "content": "x",
    }
    said |= {"evidence": [uploaded(me)]}

    def stopped() -> bool:
        return me.stopped("/records", {**said, "on": "2024-06-13"}, "live_agreement")

    eventually(stopped)
    if article in LOST:
        assert me.stopped("/records", {**said, "on": "2024-06-11"}, "ended_for_cause")
        assert reached(city, f"/filings/{me.filing}", "cancelled")["cancelled"]["article"] == article
        assert not eventually(lambda: me.renew()).has("commissioner")
    else:
        assert me.post("/records", {**said, "on": "2024-06-11"})["status"] == "submitted"
        assert city.get(f"/filings/{me.filing}")["status"] == "filed"
    assert city.get(f"/records/{before['id']}")["status"] == "confirmed"
    owes = [] if article in LOST else ["commissioner"]  # the duty to be trained goes with the filing
    eventually(lambda: _owed(city, me) == owes)
    if article == "第三十一条":
        eventually(lambda: city.get("/credit-entries", register="misconduct", person=me.person)["items"])
        sent = people.apply(me, "commissioner", "technical_service", sender_unit=work.station.id)
        shown = work.station.manager.get(f"/applications/{sent['id']}")["credit"]
        assert (shown["misconduct"], shown["blacklist"]) == (1, 0)


def _owed(city: Someone, whose: Someone) -> list[str]:
    found = city.get("/attendances/standing", account=whose.account, year=2024)
    return [one["role"] for one in found["duties"]]
