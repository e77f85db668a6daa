"""A year in Shijiazhuang, 2022: from filing to appraisal through all six services, and what a failing year costs.

The tests follow the year's order and share its people; the last one appraises what the others did.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from tests.factories.registry import DECLARES
from tests.journeys.people import SHIJIAZHUANG, Answer, People, Problem, Someone, Unit, eventually, reached
from tests.journeys.serving import Service, served, uploaded

BEGIN = date(2022, 2, 10)
MONTHS = tuple(date(2022, month, 18) for month in range(2, 13))
JANUARY = date(2023, 1, 10)


@dataclass
class Year:
    """A university, a host, and who serves there: month by month, or hardly ever."""

    people: People
    sender: Unit
    host: Unit
    engineer: Service
    idler: Service

    @property
    def city(self) -> Someone:
        """The city's officer, on the day the year begins."""
        return self.people.officer(SHIJIAZHUANG).on(BEGIN)


@pytest.fixture(scope="module")
def year(people: People) -> Year:
    """The university's first two, each under an agreement of three parties."""
    sender = people.station(SHIJIAZHUANG, day=BEGIN)
    host = people.host(SHIJIAZHUANG, day=BEGIN, size_class="above_designated")
    engineer, idler = (served(people, SHIJIAZHUANG, "industrial", BEGIN, station=sender, host=host) for _ in "ab")
    return Year(people, sender, host, engineer, idler)


@pytest.fixture(scope="module")
def account(year: Year) -> str:
    """The university's account of the special fund: 10,000 yuan of the year's budget, at 650 yuan a trip."""
    finance = year.people.invited(SHIJIAZHUANG, "finance_officer").on(BEGIN)
    budget = finance.post("/budgets", {"fund": "special", "year": 2022, "amount": "500000.00"})
    said = {"budget": budget["id"], "unit": year.sender.id, "amount": "10000.00"}
    eventually(lambda: finance.post("/allocations", said))
    opened = f"special-2022-{year.sender.id}"
    manager = year.sender.manager.on(BEGIN)
    for amount in ("499.99", "800.01"):
        version = manager.get(f"/fund-accounts/{opened}")["version"]
        said = {"subsidy": "trip", "amount": amount}
        refused = manager.refused(f"/fund-accounts/{opened}/rate", said, version=version)
        assert refused.articles == ["六（二）"]
    for amount in ("800.00", "500.00", "650.00"):
        version = manager.get(f"/fund-accounts/{opened}")["version"]
        manager.post(f"/fund-accounts/{opened}/rate", {"subsidy": "trip", "amount": amount}, version=version)
    return opened


def step(by: Someone, path: str, **said: object) -> Answer:
    """A claim's next step, over the version just read."""
    claim, _, _ = path.rpartition("/")
    return by.post(path, said, version=by.get(claim)["version"])


def claim_of(by: Someone, record: str) -> Answer:
    """The claim for a record's trip, as soon as funding has heard of its confirmation."""
    found: Answer = eventually(lambda: by.post("/claims", {"record": record}))
    return found


def claimed(work: Service, day: date) -> Answer:
    """A confirmed service of that day, and the claim for its trip."""
    done = work.confirmed(day)
    return claim_of(work.commissioner.on(day), done["id"])


def test_a_student_meets_a_published_need_and_serves_by_an_agreement_of_three(year: Year) -> None:
    people, host, sender, city = year.people, year.host, year.sender, year.city
    need = {"host_unit": host.id, "title": "质检自动化", "content": "视觉检测", "fields": ["人工智能"]}
    demand = eventually(lambda: host.manager.on(BEGIN).post("/demands", need))
    people.county(SHIJIAZHUANG).on(BEGIN).post(f"/demands/{demand['id']}/steps", {"action": "pass"})
    offer = {"unit": sender.id, "title": "缺陷识别", "content": "小样本缺陷识别", "fields": ["人工智能"]}
    achievement = eventually(lambda: sender.manager.on(BEGIN).post("/achievements", offer))
    round = city.post("/publication-rounds", {"title": "2022年第一期", "shown_until": "2022-03-31"})
    assert city.post(f"/publication-rounds/{round['id']}/publication")["left"] == 0
    public = Someone(people, SHIJIAZHUANG, "nobody", "", BEGIN)
    for plural, one in (("demands", demand), ("achievements", achievement)):
        shown = public.get(f"/{plural}/published", field="人工智能", limit=200)["items"]
        assert one["id"] in [item["id"] for item in shown]

    student = people.commissioner(sender, "student", day=BEGIN)
    asked = {"filing": student.filing, "host_unit": host.id, "demand": demand["id"], "message": "我组可做"}
    intent = eventually(lambda: student.post("/intents", asked))
    host.manager.post(f"/intents/{intent['id']}/acceptance", {"reply": "请来"})
    terms = {"content": "产线视觉检测", "form": "mixed", "since": BEGIN.isoformat()}
    said = {"filing": student.filing, "host_unit": host.id, "intent": intent["id"], "demand": demand["id"], **terms}
    drafted = sender.manager.post("/agreements", said)
    assert drafted["terms"]["until"] == "2023-12-31"
    for signer in (student, host.manager, sender.manager):
        signer.post(f"/agreements/{drafted['id']}/signatures", {"hash": drafted["content_hash"]})
    sender.manager.post("/agreements/reports", {"agreements": [drafted["id"]]})
    assert city.post(f"/agreements/{drafted['id']}/steps", {"action": "file"})["number"]
    work = Service(people, sender, host, student, drafted["id"])
    assert work.confirmed(BEGIN, duties=["rd_service"])["kind"] == "student"


def test_whoever_of_a_team_served_records_it_once_registered(year: Year) -> None:
    people, sender = year.people, year.sender
    lead, members = people.person(SHIJIAZHUANG, BEGIN), [people.described() for _ in range(3)]
    sent = people.apply(lead, "team", "team", name="食品加工团队", sender_unit=sender.id, members=members)
    sender.manager.on(BEGIN).post(f"/applications/{sent['id']}/pass")
    lead.filing = year.city.post(f"/applications/{sent['id']}/filing")["filing"]
    team = served(people, SHIJIAZHUANG, since=BEGIN, station=sender, host=year.host, someone=lead.renew())
    assert team.confirmed(BEGIN, duties=["regional_study", "pairing"])["kind"] == "team"
    member = people.person(SHIJIAZHUANG, BEGIN, **members[0])
    assert member.has("commissioner")
    again = Service(people, sender, year.host, member, team.agreement).confirmed(BEGIN, duties=["demonstration"])
    assert again["id"] in [one["id"] for one in lead.get("/records", filing=lead.filing)["items"]]


def test_whom_the_city_appoints_serves_without_an_agreement_of_three(year: Year) -> None:
    people, city, host = year.people, year.city, year.host
    someone = people.person(SHIJIAZHUANG, BEGIN)
    appointing = {"kind": "industrial", "person": someone.person, "reason": "重点产业急需", "fields": ["新材料"]}
    refused = city.refused("/appointments", {**appointing, "declares": []})
    assert refused.articles == ["三（二）"]
    made = city.post("/appointments", {**appointing, "declares": list(DECLARES)})
    someone.renew().filing = made["filing"]
    said = {
        "filing": someone.filing,
        "host_unit": host.id,
        "reason": "重点产业链急需",
        "content": "驻厂",
        "form": "on_site",
    }
    assignment = eventually(lambda: city.post("/assignments/appointments", {**said, "since": BEGIN.isoformat()}))
    work = Service(people, year.sender, host, someone, assignment["agreement"])
    done = work.confirmed(BEGIN)
    assert (done["status"], done["sender_unit"]) == ("confirmed", "")

    refused = eventually(lambda: someone.refused("/claims", {"record": done["id"]}))
    assert refused.articles == ["六（二）"]  # no unit that holds a subsidy for them


def test_nobody_reports_by_the_month_here(year: Year) -> None:
    said = {"kind": "monthly", "reporter": "workstation", "period": "2022-02", "unit": year.sender.id, "text": "x"}
    assert "未作规定" in year.sender.manager.on(date(2022, 3, 1)).refused("/reports", said).body["detail"]


def test_a_unit_trains_its_own_and_attendance_is_known(year: Year) -> None:
    session = {"title": "技术合同登记", "way": "online", "place": "腾讯会议", "starts_at": "2022-03-08T10:00:00+08:00"}
    manager = year.sender.manager.on(BEGIN)
    said = {**session, "hours": 2, "holder": "dispatching_unit", "unit": year.sender.id}
    opened = manager.post(f"/trainings/{manager.post('/trainings', said)['id']}/publication")
    engineer = year.engineer.commissioner.on(date(2022, 3, 8))
    engineer.post("/attendances", {"code": opened["code"]})
    manager.on(date(2022, 3, 8)).post(f"/trainings/{opened['id']}/holding")
    assert engineer.get("/attendances/standing", year=2022)["sessions"] == 1


def test_a_trip_with_its_photo_is_confirmed_claimed_approved_and_paid_from_the_units_account(
    year: Year, account: str
) -> None:
    day, manager, engineer = MONTHS[0], year.sender.manager, year.engineer.commissioner
    made = year.engineer.record(day, evidence=[uploaded(engineer.on(day))])
    unconfirmed = engineer.refused("/claims", {"record": made["id"]}, status=404)
    assert unconfirmed.status == 404
    year.host.manager.on(day).post(f"/records/{made['id']}/confirmation")
    claim = eventually(lambda: engineer.post("/claims", {"record": made["id"]}))
    assert (claim["amount"], claim["status"]) == ("650.00", "submitted")
    engineer.refused("/claims", {"record": made["id"]})
    path = f"/claims/{claim['id']}"
    with pytest.raises(Problem):
        step(engineer, f"{path}/approval")
    manager.on(day)
    step(manager, f"{path}/approval")
    assert step(manager, f"{path}/payment")["status"] == "paid"
    assert manager.get(f"/fund-accounts/{account}")["balance"] == "9350.00"
    finance = year.people.invited(SHIJIAZHUANG, "finance_officer").on(day)
    postings = finance.get(f"/fund-accounts/{account}/postings")["items"]
    assert {posting["kind"] for posting in postings} == {"allocation", "payment"}


def test_a_service_after_the_agreements_last_day_is_refused(year: Year) -> None:
    day = date(2024, 1, 2)
    said = {"agreement_id": year.engineer.agreement, "on": str(day), "hours": 3, "duties": ["frontline"]}
    refused = year.engineer.commissioner.on(day).refused("/records", {**said, "place": "车间", "content": "调试"})
    assert (refused.rules, refused.articles) == (["within_term"], ["四（二）"])


def test_a_failing_year_costs_the_filing_the_agreement_and_what_was_not_paid(year: Year, account: str) -> None:
    for month in MONTHS[1:]:
        year.engineer.confirmed(month, duties=["frontline"], outcomes={"technology_contracts": 1})
    idler, manager = year.idler.commissioner, year.sender.manager
    claims = [claimed(year.idler, date(2022, 3, day)) for day in (3, 4)]
    step(manager.on(date(2022, 3, 5)), f"/claims/{claims[0]['id']}/approval")
    waiting = year.idler.record(date(2022, 12, 30), duties=["frontline"])

    city = year.people.officer(SHIJIAZHUANG).on(JANUARY)
    ready = {"filing": year.engineer.commissioner.filing, "year": 2022}
    assert city.get("/records/year", **ready)["figures"]["services"] == 11
    cycle = city.post("/appraisal-cycles", {"year": 2022})
    assert cycle["status"] == "scoring"
    results = {one["filing"]: one["id"] for one in city.get("/appraisal-results", cycle=cycle["id"])["items"]}
    good, bad = results[year.engineer.commissioner.filing], results[idler.filing]
    for result, management, satisfaction in ((good, 15, 10), (bad, 6, 4)):
        manager.on(JANUARY).post(
            f"/appraisal-results/{result}/scores", {"indicator": "dispatching_unit", "points": management}
        )
        scored = {"indicator": "satisfaction", "points": satisfaction}
        year.host.manager.on(JANUARY).post(f"/appraisal-results/{result}/scores", scored)
    foreign = {"indicator": "satisfaction", "points": 10}
    manager.refused(f"/appraisal-results/{good}/scores", foreign, status=403)
    city.post(f"/appraisal-cycles/{cycle['id']}/grading")
    while city.post(f"/appraisal-cycles/{cycle['id']}/publication")["status"] != "published":
        pass

    passed, failed = city.get(f"/appraisal-results/{good}"), city.get(f"/appraisal-results/{bad}")
    assert passed["passed"]
    assert "recommend" in {one["then"] for one in passed["consequences"]}
    assert [(one["then"], one["article"]) for one in failed["consequences"]] == [("cancel_filing", "五（一）")]
    filing = reached(city, f"/filings/{idler.filing}", "cancelled")
    assert (filing["cancelled"]["ground"], filing["cancelled"]["article"]) == ("appraisal", "五（一）")
    ended = reached(city, f"/agreements/{year.idler.agreement}", "ended")
    assert ended["ground"] == "filing_cancelled"
    for claim in claims:
        stopped = reached(manager, f"/claims/{claim['id']}", "stopped")
        assert (
            stopped["stop"]["article"] == "石家庄市科学技术局设定（2021-01-01）"
        )  # the plan does not say: the bureau's own setting
    assert manager.get(f"/fund-accounts/{account}")["balance"] == "9350.00"

    day = date(2023, 1, 11)
    host = year.host.manager.on(day)
    said = {"agreement_id": year.idler.agreement, "on": str(day), "hours": 3, "duties": ["frontline"]}
    said |= {"place": "车间", "content": "调试"}

    def no_longer_serving() -> bool:
        return idler.on(day).stopped("/records", said, "live_agreement")

    eventually(no_longer_serving)
    late = host.post(f"/records/{waiting['id']}/confirmation")
    assert eventually(lambda: idler.refused("/claims", {"record": late["id"]}, status=403))  # the role went as well
    assert not idler.renew().has("commissioner")
    year.people.commissioner(year.sender, "industrial", idler, day=day)  # the plan knows no blacklist
    assert idler.has("commissioner")


def test_what_was_served_before_an_agreement_ran_out_is_recorded_and_paid_after_it(year: Year) -> None:
    day, engineer = date(2024, 1, 5), year.engineer.commissioner
    city, manager = year.people.officer(SHIJIAZHUANG).on(day), year.sender.manager.on(day)
    while city.post("/agreements/expiry")["left"]:
        pass
    assert reached(city, f"/agreements/{year.engineer.agreement}", "ended")["ground"] == "expired"
    budget = city.post("/budgets", {"fund": "special", "year": 2023, "amount": "100000.00"})
    city.post("/allocations", {"budget": budget["id"], "unit": year.sender.id, "amount": "600.00"})
    account = f"special-2023-{year.sender.id}"
    rate = {"subsidy": "trip", "amount": "600.00", "since": "2023-01-01"}
    manager.post(f"/fund-accounts/{account}/rate", rate, version=manager.get(f"/fund-accounts/{account}")["version"])
    claims = []
    for served_on in ("2023-12-20", "2023-12-21"):
        said = {"agreement_id": year.engineer.agreement, "on": served_on, "hours": 3, "duties": ["frontline"]}
        made = engineer.on(day).post("/records", {**said, "place": "车间", "content": "年末检修"})
        year.host.manager.on(day).post(f"/records/{made['id']}/confirmation")
        claims.append(claim_of(engineer, made["id"])["id"])
    approved = manager.post(f"/fund-accounts/{account}/approvals", {"claims": claims})["items"]
    assert [one["status"] for one in approved] == ["approved", "approved"]
    first, second = manager.post(f"/fund-accounts/{account}/payments", {"claims": claims})["items"]
    assert (first["status"], second["status"]) == ("paid", "approved")  # 600 yuan are there for one of them
    assert second["refused"]
    assert manager.get(f"/fund-accounts/{account}")["balance"] == "0.00"
