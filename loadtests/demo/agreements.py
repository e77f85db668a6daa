"""Needs, results, publication, intents; three-party agreements signed by three and filed; assignments by the city."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial
from typing import Any

from loadtests.demo import plan
from loadtests.demo.city import City
from loadtests.demo.plan import Agreement, Unit

REPORTED_AT_ONCE = 100
INTENTS = 6  # one agreement in so many comes of an intent over a published need


def publish_demands(city: City, day: date, turn: int) -> None:
    """Every second host states a need, its county collects them, the city publishes them; some results as well."""
    hosts = [host for at, host in enumerate(city.plan.hosts) if at % 4 == turn % 4]
    demands = city.pool.stage((partial(_demand, city, host, day, turn) for host in hosts), 2)
    senders = [unit for at, unit in enumerate(city.plan.senders) if at % 3 == turn % 3]
    city.pool.stage(partial(_achievement, city, unit, day, turn) for unit in senders)
    shown = (day + timedelta(days=15)).isoformat()
    opened = city.post(
        city.officer,
        "/publication-rounds",
        {"title": f"第{turn + 1}期技术需求与科技成果公示", "shown_until": shown},
        day,
        f"round|{turn}",
    )
    city.post(city.officer, f"/publication-rounds/{opened['id']}/publication", {}, day, f"publish|{turn}")
    city.numbers.setdefault("demands", {}).update(dict(demands))


def agree(city: City, signed: list[Agreement]) -> None:
    """Draws up, signs and files agreements; those by the city's assignment need no signature."""
    city.pool.stage((partial(_draw_up, city, one) for one in signed), 5)
    mutual = [one for one in signed if one.way == "mutual"]
    batches = list(_batches(city, mutual))
    city.pool.stage(partial(_report, city, sender, batch) for sender, batch in batches)
    city.pool.stage((partial(_file, city, one) for one in mutual), 1)


def expire(city: City, day: date) -> None:
    """Ends the agreements whose last day has passed."""
    turn = 0
    while city.post(city.officer, "/agreements/expiry", {}, day, f"expire|{day}|{turn}")["left"]:
        turn += 1


def report_progress(city: City, day: date, turn: int) -> None:
    """Stations tell the city how its assignments go."""
    until_of = {one.key: one.until for one in city.plan.agreements}
    for key, assignment in sorted(city.numbers.get("assignments", {}).items()):
        if until_of[key] < day:
            continue
        manager = city.numbers["assigned_to"][key]
        said = {"text": f"第{turn + 1}次进展：服务按计划进行，企业反映良好。", "on": day.isoformat()}
        city.post(manager, f"/assignments/{assignment}/progress", said, day, f"progress|{key}|{turn}")


def _demand(city: City, host: Unit, day: date, turn: int) -> tuple[str, str]:
    said = {
        "host_unit": city.units[host.key],
        "title": f"{host.name}第{turn + 1}期技术需求",
        "content": "希望在工艺改进、检测方法和项目申报方面得到帮助，并联合培养技术人员。",
        "fields": list(plan.FIELDS[city.code][:2]),
        "people_wanted": 2,
    }
    step = f"demand|{host.key}|{turn}"
    demand = city.soon(city.manager(host), "/demands", said, day, step)["id"]
    city.post(city.counties[host.county], f"/demands/{demand}/steps", {"action": "pass"}, day, f"{step}|pass")
    city.count("demands")
    return host.key, demand


def _achievement(city: City, unit: Unit, day: date, turn: int) -> None:
    said = {
        "unit": city.units[unit.key],
        "title": f"{unit.name}成果{turn + 1}",
        "content": "已完成中试，寻求企业合作转化。",
        "fields": [plan.FIELDS[city.code][turn % 6]],
        "stage": "pilot",
    }
    city.soon(city.manager(unit), "/achievements", said, day, f"achievement|{unit.key}|{turn}")
    city.count("achievements")


def _draw_up(city: City, one: Agreement) -> None:
    if one.way == "directed":
        _assign(city, one)
        return
    person = city.plan.by_key[one.person]
    manager, host = city.manager(one.sender), city.manager(one.host)
    before = one.signed - timedelta(days=2)
    said: dict[str, Any] = {
        "filing": city.filings[person.key],
        "host_unit": city.units[one.host],
        "content": "到企业开展技术研发、成果转化、政策咨询等服务，每月不少于一次。",
        "form": "on_site",
        "since": one.since.isoformat(),
        "until": one.until.isoformat(),
        "fields": [person.fields[0]],
        "targets": [{"name": "到企业服务", "amount": 12, "unit": "次"}],
    }
    demand = city.numbers.get("demands", {}).get(one.host)
    if demand and person.account.number % INTENTS == 0:
        said |= {"intent": _intent(city, one, demand, before), "demand": demand}
    made = city.soon(manager, "/agreements", said, before, f"draw-up|{one.key}")
    city.agreements[one.key] = made["id"]
    for party, who in (("commissioner", city.session(person)), ("sender", manager), ("host", host)):
        hash_ = {"hash": made["content_hash"]}
        city.post(who, f"/agreements/{made['id']}/signatures", hash_, one.signed, f"sign|{one.key}|{party}")


def _intent(city: City, one: Agreement, demand: str, day: date) -> str:
    person = city.plan.by_key[one.person]
    said = {
        "filing": city.filings[person.key],
        "host_unit": city.units[one.host],
        "demand": demand,
        "message": "愿意承担此项需求。",
    }
    intent: str = city.soon(city.session(person), "/intents", said, day, f"intent|{one.key}")["id"]
    city.post(city.manager(one.host), f"/intents/{intent}/acceptance", {"reply": "欢迎"}, day, f"accept|{one.key}")
    city.count("intents")
    return intent


def _assign(city: City, one: Agreement) -> None:
    """The city names a station; the station names a commissioner, and service begins (B-11, item 2)."""
    person, manager = city.plan.by_key[one.person], city.manager(one.sender)
    said = {
        "sender_unit": city.units[one.sender],
        "host_unit": city.units[one.host],
        "reason": "该企业急需技术支持，工作站有对口力量",
        "due": (one.since + timedelta(days=20)).isoformat(),
        "fields": [person.fields[0]],
    }
    made = city.soon(city.officer, "/assignments", said, one.signed - timedelta(days=2), f"assign|{one.key}")
    named = {
        "filing": city.filings[person.key], "content": "解决技术难题，指导研发费用归集。", "form": "on_site",
        "since": one.since.isoformat(), "until": one.until.isoformat(), "fields": [person.fields[0]],
    }  # fmt: skip
    path = f"/assignments/{made['id']}/naming"
    city.agreements[one.key] = city.soon(manager, path, named, one.signed, f"name|{one.key}")["agreement"]
    city.numbers.setdefault("assignments", {})[one.key] = made["id"]
    city.numbers.setdefault("assigned_to", {})[one.key] = manager
    city.count("assignments")
    city.count("agreements")


def _batches(city: City, signed: list[Agreement]) -> Iterable[tuple[str, list[Agreement]]]:
    by_sender: dict[str, list[Agreement]] = defaultdict(list)
    for one in signed:
        by_sender[one.sender].append(one)
    for sender, of_it in sorted(by_sender.items()):
        for start in range(0, len(of_it), REPORTED_AT_ONCE):
            yield sender, of_it[start : start + REPORTED_AT_ONCE]


def _report(city: City, sender: str, batch: list[Agreement]) -> None:
    said = {"agreements": [city.agreements[one.key] for one in batch]}
    city.post(city.manager(sender), "/agreements/reports", said, batch[0].signed, f"report|{batch[0].key}")


def _file(city: City, one: Agreement) -> None:
    path = f"/agreements/{city.agreements[one.key]}/steps"
    city.post(city.officer, path, {"action": "file"}, one.signed, f"file|{one.key}")
    city.count("agreements")
