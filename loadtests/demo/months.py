"""A month: services with their photos, the hosts' confirmations, then claims, payments, monthly reports, trainings."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from datetime import date, timedelta
from functools import partial
from typing import Any

from loadtests.demo import plan
from loadtests.demo.agreements import _soon
from loadtests.demo.city import City
from loadtests.demo.photos import photo
from loadtests.demo.plan import Training, Unit, Visit, next_month
from loadtests.demo.stage import until
from loadtests.demo.wire import Answer, Session

DUTIES = {
    plan.BAOTOU: (("research",), ("planning", "policy_service"), ("transfer",), ("policy_service",), ("rd_institution",),
                  ("talent", "other")),
    plan.SHIJIAZHUANG: (("other",), ("other",), ("other",)),
}  # fmt: skip
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
    """The month's services: photo uploaded, record submitted, host's confirmation; a few are returned first."""
    visits = [visit for visit in city.plan.visits_of(month) if visit.person not in city.gone]
    city.pool.stage((partial(_visit, city, visit) for visit in visits), 5)


def claim(city: City, month: str) -> None:
    """Trip subsidies of a month's services: claimed, approved or refused by the unit, paid from its own account."""
    visits = [visit for visit in city.plan.visits_of(month) if visit.claimed and visit.key in city.records]
    day = min(next_month(date.fromisoformat(f"{month}-01")) + timedelta(days=2), city.plan.end)
    city.pool.stage(partial(_claim, city, visit, day) for visit in visits)
    by_account: dict[tuple[str, str], list[Visit]] = defaultdict(list)
    for visit in visits:
        by_account[city.plan.by_key[visit.person].sender, visit.key and city.claims[visit.key]["fund_account"]].append(
            visit
        )
    city.pool.stage(
        (
            partial(_settle, city, sender, account, month, of_it, day)
            for (sender, account), of_it in sorted(by_account.items())
        ),
        2,
    )


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
    who, host = city.session(person), city.manager(visit.host)
    said = _content(city, visit)
    said["evidence"] = [{"receipt": _upload(city, who, visit), "taken_on": visit.on.isoformat()}]
    said["agreement_id"] = city.agreements[visit.agreement]
    step = f"visit|{visit.key}"
    record = _soon(city, who, "/records", said, visit.on, step)
    city.count("records")
    if visit.returned:
        back = {"reason": "请补充服务成效", "defects": [{"field": "content", "reason": "未写明结果"}]}
        returned = city.post(host, f"/records/{record['id']}/return", back, visit.on, f"{step}|return")
        again = {key: value for key, value in said.items() if key not in ("agreement_id", "evidence")}
        again |= {"content": f"{said['content']}企业已采纳建议。", "reason": "补充成效"}
        path = f"/records/{record['id']}"
        current = city.ask(who, path, visit.on)
        if current["status"] == "returned":  # a repeat of the demo finds it corrected already
            version = int(returned.get("version") or current["version"])
            city.api.put(who, path, again, visit.on, version)
        city.count("returned records")
    city.post(host, f"/records/{record['id']}/confirmation", {}, visit.on + timedelta(days=1), f"{step}|confirm")
    city.records[visit.key] = record["id"]
    city.count("confirmed")


def _content(city: City, visit: Visit) -> dict[str, Any]:
    number = int(visit.key.rpartition("v")[2])
    kind = city.plan.by_key[visit.person].kind
    if city.code == plan.SHIJIAZHUANG:
        duties: tuple[str, ...] = (SHIJIAZHUANG_DUTIES[kind][number % len(SHIJIAZHUANG_DUTIES[kind])],)
    else:
        duties = DUTIES[city.code][number % len(DUTIES[city.code])]
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
    place = city.post(who, "/attachments", announced, visit.on, f"photo|{visit.key}")
    city.api.upload(place["url"], place["fields"], picture, "image/jpeg")
    ticket = {"ticket": place["ticket"]}
    receipt = city.post(who, f"/attachments/{place['id']}/receipt", ticket, visit.on, f"receipt|{visit.key}")
    city.count("photos")
    told: str = receipt["receipt"]
    return told


def _claim(city: City, visit: Visit, day: date) -> None:
    who = city.session(city.plan.by_key[visit.person])
    city.claims[visit.key] = _soon(city, who, "/claims", {"record": city.records[visit.key]}, day, f"claim|{visit.key}")
    city.count("claims")


def _settle(city: City, sender: str, account: str, month: str, visits: list[Visit], day: date) -> None:
    """What the unit does with a month's claims. Those of somebody who hardly serves wait, and will be stopped."""
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
        step = f"{account}|{month}|{start}"
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
    draft = city.ask(manager, "/reports/draft", day, **about)
    said = {**about, "text": draft["text"] or "本月没有入企服务。"}
    sent = city.post(manager, "/reports", said, day, f"monthly|{unit.key}|{month}")
    receiver = city.competent[unit.key]
    city.post(receiver, f"/reports/{sent['id']}/acceptance", {}, day, f"monthly|{unit.key}|{month}|accept")
    city.count("reports")
    city.count("late reports", int(bool(sent["late"])))


def _attended(city: City, training: str, accounts: list[str], day: date, at: int) -> None:
    listed = {"attendees": [{"account": account} for account in accounts]}
    told = city.post(city.trainer, f"/trainings/{training}/attendances", listed, day, f"attended|{training}|{at}")
    city.count("attendances", told["recorded"])
