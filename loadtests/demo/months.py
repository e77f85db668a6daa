"""A month: services with their photos, the hosts' confirmations, then claims, payments, monthly reports, trainings."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from datetime import date, timedelta
from functools import partial
from typing import Any

from loadtests.demo import plan
from loadtests.demo.cast import expect
from loadtests.demo.city import City
from loadtests.demo.photos import photo
from loadtests.demo.plan import Training, Unit, Visit, next_month
from loadtests.demo.stage import until
from loadtests.demo.wire import Answer, DemoError, Session

BAOTOU_DUTIES = (
    ("research",),
    ("planning", "policy_service"),
    ("transfer",),
    ("policy_service",),
    ("rd_institution",),
    ("talent", "other"),
)
SHIJIAZHUANG_DUTIES = {
    "agriculture": ("frontline", "transfer"),
    "industrial": ("frontline", "transfer"),
    "broker": ("brokerage", "technology_transfer"),
    "student": ("rd_service", "policy_training"),
    "team": ("pairing", "demonstration", "frontline"),
}
CONTENT = (
    "到车间了解工艺问题，与技术人员共同分析原因，提出改进方案并现场试验。",
    "梳理企业研发项目和费用归集情况，辅导申报材料，讲解有关政策。",
    "就产品检测方法进行现场指导，培训技术人员，约定下次跟踪内容。",
    "对接成果转化事项，考察中试条件，协助起草合作协议。",
)
LIST = 200  # claims approved or paid in one call


def serve(city: City, month: str) -> None:
    """The month's services: photo uploaded, record submitted; then the hosts confirm what they saw, each by list."""
    visits = [visit for visit in city.plan.visits_of(month) if visit.person not in city.gone]
    city.pool.stage((partial(_visit, city, visit) for visit in visits), 4)
    by_host: dict[str, list[Visit]] = defaultdict(list)
    for visit in visits:
        by_host[visit.host].append(visit)
    city.pool.stage((partial(_confirm, city, host, of_it) for host, of_it in by_host.items()), 2)


def claim(city: City, quarter: list[str]) -> None:
    """Trip subsidies of some months' services: claimed by list, approved or refused by the unit, paid by it."""
    visits = [v for month in quarter for v in city.plan.visits_of(month) if v.claimed and v.key in city.records]
    day = min(next_month(date.fromisoformat(f"{quarter[-1]}-01")) + timedelta(days=2), city.plan.end)
    by_person: dict[str, list[Visit]] = defaultdict(list)
    for visit in visits:
        by_person[visit.person].append(visit)
    city.pool.stage(partial(_claim, city, of_it, day) for of_it in by_person.values())
    by_account: dict[tuple[str, str], list[Visit]] = defaultdict(list)
    for visit in visits:
        by_account[city.plan.by_key[visit.person].sender, city.claims[visit.key]["fund_account"]].append(visit)
    jobs = [
        partial(_settle, city, sender, account, of_it, day) for (sender, account), of_it in sorted(by_account.items())
    ]
    city.pool.stage(jobs, 2)


def claim_in_vain(city: City, month: str) -> None:
    """Claims that the rules refuse: a trip claimed twice; in Baotou, any trip at all."""
    visits = [visit for visit in city.plan.visits_of(month) if visit.key in city.records]
    if not visits:
        return
    visit = visits[0]
    who, day = city.session(city.plan.by_key[visit.person]), visit.on + timedelta(days=3)
    said = {"record": city.records[visit.key]}
    if city.code == plan.SHIJIAZHUANG and visit.key not in city.claims:
        return

    def ask(attempt: int) -> Answer:
        return city.attempt(who, "/claims", said, day, f"in-vain|{visit.key}|{attempt}")

    until(ask, lambda answer: answer.status == 409, "a claim in vain")
    city.count("refused claims")


def report(city: City, month: str) -> None:
    """The stations' monthly reports, drafted from the records, accepted by their competent units; some come late."""
    stations = [unit for unit in city.plan.senders if unit.key in city.competent]
    city.pool.stage((partial(_monthly, city, unit, month) for unit in stations), 3)


def train(city: City, training: Training) -> None:
    """A training that the city holds through a commissioned third party (B-18), with its attendance list."""
    day, holder = training.on, city.trainer
    said = {
        "title": training.title,
        "topics": ["政策", "实务"],
        "way": "on_site",
        "place": "市科技局培训中心",
        "holder": "city",
        "trainer_unit": city.units["trainer"],
        "starts_at": f"{day.isoformat()}T09:00:00+08:00",
        "hours": 4,
    }
    before = day - timedelta(days=10)
    made = city.post(city.officer, "/trainings", said, before, f"plan|{training.key}")["id"]
    city.post(holder, f"/trainings/{made}/publication", {}, before, f"publish|{training.key}")
    people = [person for person in city.plan.people if person.key in city.filings and person.key not in city.gone]
    accounts = [city.session(person).account for person in people if person.account.number % 20 < training.share * 20]
    accounts += [city.manager(unit).account for unit in city.plan.senders]
    accounts += [city.cast.of(account.login).account for account in city.plan.liaisons.values()]
    lists = [accounts[start : start + LIST] for start in range(0, len(accounts), LIST)]
    city.pool.stage(partial(_attended, city, made, part, day, at) for at, part in enumerate(lists))
    city.post(holder, f"/trainings/{made}/holding", {}, day, f"hold|{training.key}")
    city.count("trainings")


def _visit(city: City, visit: Visit) -> None:
    person = city.plan.by_key[visit.person]
    who = city.session(person)
    said = _content(city, visit)
    record = _submit(city, who, visit, said)
    if visit.returned:
        _correct(city, who, city.manager(visit.host), record, visit, said)
    city.records[visit.key] = record
    city.count("records")
    city.count("photos", int(visit.photographed))
    city.count("returned records", int(visit.returned))


def _submit(city: City, who: Session, visit: Visit, said: dict[str, Any]) -> str:
    receipts: list[str] = []

    def ask(attempt: int) -> Answer:
        step = f"visit|{visit.key}|{attempt}"
        done = city.api.done(f"{city.code}|{step}")
        if done is not None:
            return done
        if visit.photographed and not receipts:
            receipts.append(_upload(city, who, visit))
        evidence = [{"receipt": receipt, "taken_on": visit.on.isoformat()} for receipt in receipts]
        whole = {**said, "evidence": evidence, "agreement_id": city.agreements[visit.agreement]}
        return city.attempt(who, "/records", whole, visit.on, step)

    record: str = until(ask, lambda answer: answer.ok, f"the record of {visit.key}").body["id"]
    return record


def _confirm(city: City, host: str, visits: list[Visit]) -> None:
    day = min(visits[-1].on + timedelta(days=1), city.plan.end)
    listed = {"record_ids": [city.records[visit.key] for visit in visits]}
    step = f"confirm|{host}|{visits[0].on.isoformat()[:7]}"
    items = city.post(city.manager(host), "/records/confirmations", listed, day, step)["items"]
    wrong = [item for item in items if item["status"] != "confirmed"]
    if wrong:
        raise DemoError(f"confirmation at {host}: {wrong[:3]}")
    city.count("confirmed", len(items))


def _correct(city: City, who: Session, host: Session, record: str, visit: Visit, said: dict[str, Any]) -> None:
    """The host sends it back, the commissioner puts it right."""
    back = {"reason": "请补充服务成效", "defects": [{"field": "content", "reason": "未写明结果"}]}
    city.post(host, f"/records/{record}/return", back, visit.on, f"visit|{visit.key}|return")
    current = city.ask(who, f"/records/{record}", visit.on)
    if current["status"] == "returned":  # a repeat of the demo may find it corrected already
        again = {**said, "content": f"{said['content']}企业已采纳建议。", "reason": "补充成效"}
        expect(
            city.api.put(who, f"/records/{record}", again, visit.on, current["version"]), f"correction of {visit.key}"
        )


def _content(city: City, visit: Visit) -> dict[str, Any]:
    number = int(visit.key.rpartition("v")[2])
    kind = city.plan.by_key[visit.person].kind
    if city.code == plan.SHIJIAZHUANG:
        duties: tuple[str, ...] = (SHIJIAZHUANG_DUTIES[kind][number % len(SHIJIAZHUANG_DUTIES[kind])],)
    else:
        duties = BAOTOU_DUTIES[number % len(BAOTOU_DUTIES)]
    outcomes = {0: {"problems_solved": 1}, 3: {"lectures": 1, "people_trained": 12 + number % 30}, 7: {"patents": 1},
                11: {"technology_contracts": 1, "contract_amount_fen": 5_000_000 + number % 97 * 100_000}}  # fmt: skip
    return {
        "on": visit.on.isoformat(),
        "hours": visit.hours,
        "duties": list(duties),
        "place": city.unit(visit.host).name,
        "content": CONTENT[number % len(CONTENT)],
        "outcomes": outcomes.get(number % 13, {}),
    }


def _upload(city: City, who: Session, visit: Visit) -> str:
    """A photo put into the object store by the form that the platform prepared; the receipt to cite it by."""
    picture = photo(visit.scene % 200, f"{visit.key} {visit.on} {visit.host}")
    announced = {
        "name": f"{visit.on}.jpg",
        "content_type": "image/jpeg",
        "size": len(picture),
        "sha256": hashlib.sha256(picture).hexdigest(),
        "purpose": "evidence",
    }
    place = city.unkept(who, "/attachments", announced, visit.on, f"photo|{visit.key}")
    city.api.upload(place["url"], place["fields"], picture, "image/jpeg")
    ticket = {"ticket": place["ticket"]}
    receipt = city.unkept(who, f"/attachments/{place['id']}/receipt", ticket, visit.on, f"receipt|{visit.key}")
    told: str = receipt["receipt"]
    return told


def _claim(city: City, visits: list[Visit], day: date) -> None:
    """One's trips in one call; those of which funding has not heard yet are claimed again a moment later."""
    who = city.session(city.plan.by_key[visits[0].person])
    by_record = {city.records[visit.key]: visit for visit in visits}

    def ask(attempt: int) -> Answer:
        left = [record for record, visit in by_record.items() if visit.key not in city.claims]
        answer = city.attempt(who, "/claims/lists", {"records": left}, day, f"claim|{visits[0].key}|{attempt}")
        if answer.ok:
            for item in answer.body["items"]:
                if item["claim"] is not None:
                    city.claims[by_record[item["record"]].key] = item["claim"]
                elif item["refused"]["kind"] != "not_found":
                    raise DemoError(f"claim of {item['record']}: {item['refused']}")
        return answer

    until(ask, lambda answer: answer.ok and all(visit.key in city.claims for visit in visits), "claims")
    city.count("claims", len(visits))


def _settle(city: City, sender: str, account: str, visits: list[Visit], day: date) -> None:
    """What the unit does with its people's claims. Those of somebody who hardly serves wait, and will be stopped."""
    manager = city.manager(sender)
    granted = []
    for visit in visits:
        made = city.claims[visit.key]
        if visit.refused:
            reason = {"reason": "当日由企业安排车辆接送，未发生出差"}
            path = f"/claims/{made['id']}/refusal"
            city.post(manager, path, reason, day, f"refuse|{visit.key}", made["version"])
            city.count("refused claims")
        elif city.plan.by_key[visit.person].fate != "idle_first":
            granted.append(made["id"])
    for start in range(0, len(granted), LIST):
        part = {"claims": granted[start : start + LIST]}
        step = f"{account}|{day}|{start}"
        city.post(manager, f"/fund-accounts/{account}/approvals", part, day, f"approve|{step}")
        paid = city.post(manager, f"/fund-accounts/{account}/payments", part, day, f"pay|{step}")["items"]
        city.count("paid claims", sum(item["status"] == "paid" for item in paid))


def _monthly(city: City, unit: Unit, month: str) -> None:
    first = next_month(date.fromisoformat(f"{month}-01"))
    late = (unit.key, month) in city.plan.late_reports
    day = first + timedelta(days=9 if late else 2)
    if day > city.plan.end:
        return
    manager = city.manager(unit)
    about = {"kind": "monthly", "reporter": "workstation", "period": month, "unit": city.units[unit.key]}
    said = {**about, "text": city.drafted(manager, about, day, f"monthly|{unit.key}|{month}", "本月没有入企服务。")}
    sent = city.post(manager, "/reports", said, day, f"monthly|{unit.key}|{month}")
    receiver = city.competent[unit.key]
    city.post(receiver, f"/reports/{sent['id']}/acceptance", {}, day, f"monthly|{unit.key}|{month}|accept")
    city.count("reports")
    city.count("late reports", int(bool(sent["late"])))


def _attended(city: City, training: str, accounts: list[str], day: date, at: int) -> None:
    listed = {"attendees": [{"account": account} for account in accounts]}
    told = city.post(city.trainer, f"/trainings/{training}/attendances", listed, day, f"attended|{training}|{at}")
    city.count("attendances", told["recorded"])
