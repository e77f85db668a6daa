"""What goes wrong in Baotou, as its articles 28 to 31 foresee it: consent, walk-out, failing host, sham, misuse."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from loadtests.demo import desk, papers
from loadtests.demo.city import City
from loadtests.demo.plan import Agreement, Person, ending_day
from loadtests.demo.stage import until
from loadtests.demo.wire import Session


def stories(city: City) -> list[tuple[date, Person]]:
    """Whose agreement ends before its time, and when."""
    told = [person for person in city.plan.people if person.fate in ("walks_out", "sham", "consent", "host_fails")]
    return [
        (ending_day(city.plan.start, city.plan.end, person), person) for person in told if person.key in city.filings
    ]


def end_early(city: City, person: Person, day: date) -> None:
    """One story to its end: who reports it, whose opinion is asked, who decides, what follows."""
    agreement = next(one for one in city.plan.agreements if one.person == person.key and one.since <= day <= one.until)
    {"walks_out": _walk_out, "sham": _sham, "consent": _consent, "host_fails": _host_fails}[person.fate](
        city, person, agreement, day
    )
    city.gone.add(person.key)
    if person.fate == "consent":
        papers.hand_over(city, agreement, person, day + timedelta(days=5))
        desk.stand_up_to(city, person, day + timedelta(days=20))
    known = city.agreements[agreement.key]
    until(
        lambda _: city.api.get(city.officer, f"/agreements/{known}"),
        lambda answer: answer.ok and answer.body["status"] == "ended",
        f"the end of {agreement.key}",
    )
    city.count("endings")
    cancelled = person.fate in ("walks_out", "sham")
    if cancelled:
        await_cancelled(city, person)
        desk.no_certificate(city, person, day + timedelta(days=10))
    _serve_in_vain(city, person, agreement, day + timedelta(days=10), 403 if cancelled else 409)


def await_cancelled(city: City, person: Person) -> None:
    """Until the registry has heard, and the filing is cancelled."""
    filing = city.filings[person.key]
    until(
        lambda _: city.api.get(city.officer, f"/filings/{filing}"),
        lambda answer: answer.ok and answer.body["status"] == "cancelled",
        f"the cancellation of {person.key}",
    )
    city.count("cancelled filings")


def _walk_out(city: City, person: Person, agreement: Agreement, day: date) -> None:
    """Article 29: the host tells its county, the county gives its opinion, the city terminates and cancels."""
    host = city.unit(agreement.host)
    said = {
        "ground": "commissioner_default",
        "circumstance": "walked_out",
        "reason": "特派员无故停止到企业服务，多次联系未果",
    }
    ending = _opened(city, city.manager(host), agreement, said, day)
    _step(city, city.counties[host.county], ending, "recommend", day + timedelta(days=2), "情况属实，建议终止")
    _heard(city, ending, "commissioner", city.session(person), day + timedelta(days=3))
    _step(city, city.officer, ending, "approve", day + timedelta(days=5), "同意终止并取消备案")
    _decided(city, ending, "commissioner", day + timedelta(days=5))
    city.count("walk-outs")


def _sham(city: City, person: Person, agreement: Agreement, day: date) -> None:
    """Article 31: the inspector finds an agreement without substance, and money obtained by it; the city decides."""
    said = {
        "ground": "sham",
        "circumstance": "no_substance",
        "reason": "协议无实质内容，现场检查无服务痕迹",
        "funds_obtained": False,
    }
    ending = _opened(city, city.inspector, agreement, said, day)
    _heard(city, ending, "commissioner", city.session(person), day + timedelta(days=3))
    _step(city, city.officer, ending, "approve", day + timedelta(days=6), "终止选派任务并取消备案")
    found = {"filing": city.filings[person.key], "ground": "subsidy_fraud", "note": "以无实质内容的协议骗取补助资金"}
    inspection = city.post(city.inspector, "/inspections", found, day + timedelta(days=8), f"misuse|{person.key}")
    confirmed = {"note": "属实", "suspected": False}
    path = f"/inspections/{inspection['id']}/confirmation"
    city.post(
        city.officer, path, confirmed, day + timedelta(days=12), f"misuse|{person.key}|confirm", inspection["version"]
    )
    city.count("sham agreements")
    city.count("misuse found")


def _consent(city: City, person: Person, agreement: Agreement, day: date) -> None:
    """Article 28: all three agree, the commissioner tells the station, its competent unit tells the city."""
    said = {"ground": "consent", "circumstance": "changed_circumstances", "reason": "企业停产搬迁，三方协商解除"}
    ending = _opened(city, city.session(person), agreement, said, day)
    _step(city, city.manager(agreement.sender), ending, "pass", day + timedelta(days=1), "同意")
    _step(city, city.manager(agreement.host), ending, "pass", day + timedelta(days=1), "同意")
    _step(city, city.session(person), ending, "pass", day + timedelta(days=2), "已报工作站")
    _step(city, city.competent[agreement.sender], ending, "pass", day + timedelta(days=4), "报市科技局")
    city.count("dissolved by consent")


def _host_fails(city: City, person: Person, agreement: Agreement, day: date) -> None:
    """Article 30: the county of the host gives its opinion, the city terminates; the filing stays."""
    host = city.unit(agreement.host)
    said = {"ground": "party_default", "circumstance": "host_fails", "reason": "企业长期不配合，协议无法履行"}
    ending = _opened(city, city.counties[host.county], agreement, said, day)
    _heard(city, ending, "host_unit", city.manager(host), day + timedelta(days=2))
    _step(city, city.officer, ending, "approve", day + timedelta(days=4), "同意终止选派任务")
    _decided(city, ending, "host_unit", day + timedelta(days=4))
    appeal = {"reason": "因停产检修暂不能配合"}
    city.refused(city.manager(host), f"/endings/{ending}/appeal", appeal, day + timedelta(days=6), f"appeal|{ending}")
    city.count("failed hosts")


def _heard(city: City, ending: str, party: str, who: Session, day: date) -> None:
    """Notice of what is intended, and what there is to say against it: the document asks for neither."""
    notice = {"what": "notice", "to": party, "how": "in_app", "text": "拟终止选派任务，请陈述意见"}
    city.post(city.officer, f"/endings/{ending}/notices", notice, day, f"notice|{ending}")
    said = {"text": "情况复杂，请予核实"}
    city.post(who, f"/endings/{ending}/statements", said, day, f"statement|{ending}")
    city.count("heard before an ending")


def _decided(city: City, ending: str, party: str, day: date) -> None:
    """The decision is served, and is there as a paper."""
    notice = {"what": "decision", "to": party, "how": "paper", "text": "终止决定书"}
    city.post(city.officer, f"/endings/{ending}/notices", notice, day, f"decision|{ending}")
    city.api.fetch(city.officer, f"/endings/{ending}/papers/decision/document.pdf", day)
    city.count("papers")


def _opened(city: City, who: Session, agreement: Agreement, said: Mapping[str, Any], day: date) -> str:
    body = {"agreement": city.agreements[agreement.key], **said}
    ending: str = city.post(who, "/endings", body, day, f"ending|{agreement.key}")["id"]
    return ending


def _step(city: City, who: Session, ending: str, action: str, day: date, note: str) -> None:
    known = city.numbers.setdefault("steps", {})
    known[ending] = known.get(ending, 0) + 1
    path = f"/endings/{ending}/steps"
    city.decide(who, path, {"action": action, "note": note}, day, f"{path}|{known[ending]}")


def _serve_in_vain(city: City, person: Person, agreement: Agreement, day: date, status: int) -> None:
    """A service after the end is refused: with the article (409); to whoever lost the filing too, at once (403)."""
    said = {
        "agreement_id": city.agreements[agreement.key], "on": day.isoformat(), "hours": 2, "duties": ["research"],
        "place": "企业", "content": "终止后的服务", "outcomes": {},
    }  # fmt: skip
    who = city.session(person)
    until(
        lambda attempt: city.attempt(who, "/records", said, day, f"vain|{agreement.key}|{attempt}"),
        lambda answer: answer.status == status,
        "a service after the end",
    )
    city.count("refused")
