"""Needs, results, publication, intents; three-party agreements signed by three and filed; assignments by the city."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial
from typing import Any

from loadtests.demo import papers, plan
from loadtests.demo.city import City
from loadtests.demo.plan import Agreement, Unit
from loadtests.demo.wire import DemoError

REPORTED_AT_ONCE = 100
SHORT, VAGUE = 7, 9  # one demand in so many stands for ninety days only; is returned once
DIRECTED_AT, DIRECTED = 2, 6  # the turn at which needs are met by a directed round, and how many
INTENTS = 6  # one agreement in so many comes of an intent over a published need


def publish_demands(city: City, day: date, turn: int) -> None:
    """Every second host states a need, its county collects them, the city publishes them; some results as well."""
    hosts = [host for at, host in enumerate(city.plan.hosts) if at % 4 == turn % 4]
    demands = city.pool.stage((partial(_demand, city, host, day, turn) for host in hosts), 2)
    senders = [unit for at, unit in enumerate(city.plan.senders) if at % 3 == turn % 3]
    city.pool.stage(partial(_achievement, city, unit, day, turn) for unit in senders)
    shown = (day + timedelta(days=15)).isoformat()
    _expire_demands(city, day, turn)
    opened = city.post(
        city.officer,
        "/publication-rounds",
        {"title": f"第{turn + 1}期技术需求与科技成果公示", "shown_until": shown},
        day,
        f"round|{turn}",
    )
    city.post(city.officer, f"/publication-rounds/{opened['id']}/publication", {}, day, f"publish|{turn}")
    city.count("publication rounds")
    short = city.numbers.get("short", {})  # these are closed before anybody comes back to them
    lasting = {host: demand for host, demand in demands if demand not in short}
    city.numbers.setdefault("demands", {}).update(lasting)
    _comment(city, opened["id"], day, turn)
    if city.code == plan.BAOTOU and turn == DIRECTED_AT:
        _directed_round(city, [demand for _, demand in demands[:DIRECTED]], day)


def agree(city: City, signed: list[Agreement]) -> None:
    """Draws up, signs and files agreements; those by the city's assignment need no signature."""
    city.pool.stage((partial(_draw_up, city, one) for one in signed), 5)
    mutual = [one for one in signed if one.way == "mutual"]
    batches = list(_batches(city, mutual))
    if city.code == plan.SHIJIAZHUANG:
        city.pool.stage((partial(_batch, city, sender, batch) for sender, batch in batches), 3)
    else:
        city.pool.stage(partial(_report, city, sender, batch) for sender, batch in batches)
        city.pool.stage((partial(_file, city, one) for one in mutual), 1)
    _note_signed(city, mutual)


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
    _follow_up(city, day, turn)


def read_suggestions(city: City, day: date) -> None:
    """What the platform suggests: to a commissioner, and who fits a demand best, with reasons."""
    person = next(one for one in city.plan.people if one.key in city.filings and one.key not in city.gone)
    mine = city.ask(city.session(person), "/suggestions", day, limit=50)["items"]
    best = city.ask(city.officer, f"/suggestions/filings/{city.filings[person.key]}", day)["best"]
    for host, demand in sorted(city.numbers.get("demands", {}).items())[:3]:
        best += city.ask(city.manager(host), f"/suggestions/demands/{demand}", day)["best"]
    city.count("suggestions read", len(mine) + len(best))


def _demand(city: City, host: Unit, day: date, turn: int) -> tuple[str, str]:
    said = {
        "host_unit": city.units[host.key],
        "title": f"{host.name}第{turn + 1}期技术需求",
        "content": "希望在工艺改进、检测方法和项目申报方面得到帮助，并联合培养技术人员。",
        "fields": list(plan.FIELDS[city.code][:2]),
        "people_wanted": 2,
    }
    number = host.number + turn
    if number % SHORT == 0:
        said |= {"until": (day + timedelta(days=90)).isoformat()}
    step = f"demand|{host.key}|{turn}"
    manager, county = city.manager(host), city.counties[host.county]
    demand = city.soon(manager, "/demands", said, day, step)["id"]
    if number % VAGUE == 0:
        wrong = {"content": "请写明技术指标和期望达到的水平"}
        back = {"action": "return", "defects": ["需求不具体"], "by_field": wrong}
        city.decide(county, f"/demands/{demand}/steps", back, day, f"{step}|return")
        better = {"content": "希望将产品一次合格率提高至98%，并联合培养技术人员。"}
        city.post(manager, f"/demands/{demand}/resubmission", better, day, f"{step}|again")
        city.count("returned demands")
    city.decide(county, f"/demands/{demand}/steps", {"action": "pass"}, day, f"{step}|pass")
    if number % SHORT == 0:
        city.numbers.setdefault("short", {})[demand] = (host, turn)
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
    manager = city.manager(one.sender)
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
    earlier = city.numbers.get("served", {}).get((one.person, one.host))
    if earlier is not None:
        terms = {name: said[name] for name in ("content", "since", "until", "fields", "targets")}
        path = f"/agreements/{city.agreements[earlier]}/renewal"
        made = city.post(manager, path, terms, one.signed, f"renew|{one.key}")
        city.count("renewals")
    else:
        made = city.soon(manager, "/agreements", said, before, f"draw-up|{one.key}")
    city.agreements[one.key] = made["id"]
    papers.signatures(city, one, made)


def _intent(city: City, one: Agreement, demand: str, day: date) -> str:
    person = city.plan.by_key[one.person]
    said = {
        "filing": city.filings[person.key],
        "host_unit": city.units[one.host],
        "demand": demand,
        "message": "愿意承担此项需求。",
    }
    intent: str = city.soon(city.session(person), "/intents", said, day, f"intent|{one.key}")["id"]
    path, host = f"/intents/{intent}", city.manager(one.host)
    if person.account.number % (2 * INTENTS) == 0:
        other = {"note": "须到厂服务", "content": "到厂开展工艺诊断和试验", "form": "on_site"}
        city.decide(host, f"{path}/counter-proposals", other, day, f"counter|{one.key}")
        remark = {"text": "每周三可以到厂"}
        city.post(city.session(person), f"{path}/notes", remark, day, f"note|{one.key}")
        city.decide(city.session(person), f"{path}/acceptance", {"reply": "同意"}, day, f"accept|{one.key}")
        city.count("counter-proposals")
    else:
        city.decide(host, f"{path}/acceptance", {"reply": "欢迎"}, day, f"accept|{one.key}")
    city.count("intents")
    city.numbers.setdefault("met", {})[demand] = one.host
    return intent


def _expire_demands(city: City, day: date, turn: int) -> None:
    """Of the demands whose day has passed one stands longer, by its host; the others are closed."""
    short: dict[str, tuple[Unit, int]] = city.numbers.get("short", {})
    earlier = sorted(demand for demand, (_, reported) in short.items() if reported < turn)
    for demand in earlier[:1]:
        host, _ = short[demand]
        longer = {"until": (day + timedelta(days=60)).isoformat(), "note": "仍需协助"}
        path = f"/demands/{demand}/renewal"
        answer = city.attempt(city.manager(host), path, longer, day, f"renew-demand|{demand}|{turn}")
        city.count("renewed demands", int(answer.ok))
    at, more = 0, True
    while more:
        told = city.post(city.officer, "/demands/expiry", {}, day, f"expire-demands|{turn}|{at}")
        city.count("expired demands", told["expired"])
        at, more = at + 1, told["left"]


def _comment(city: City, round_: str, day: date, turn: int) -> None:
    """Within the notice somebody says something to the list, and the city answers."""
    people = [person for person in city.plan.people if person.key in city.filings and person.key not in city.gone]
    who = city.session(people[turn % len(people)])
    said = {"kind": "comment", "text": "建议按产业链分类公示"}
    path = f"/publication-rounds/{round_}/comments"
    comment = city.post(who, path, said, day + timedelta(days=2), f"comment|{turn}")["id"]
    reply = {"outcome": "noted", "reply": "下一期采纳"}
    path = f"/notice-comments/{comment}/answer"
    city.post(city.officer, path, reply, day + timedelta(days=5), f"comment|{turn}|answer")
    city.count("comments answered")


def _directed_round(city: City, demands: list[str], day: date) -> None:
    """Many needs at once: the optimum worked out, confirmed; the stations name whom it proposes (B-11, item 2)."""
    due, since = day + timedelta(days=20), day + timedelta(days=10)
    said = {"title": "重点企业定向选派", "reason": "产业链急需", "due": due.isoformat(), "demands": demands}
    opened = city.post(city.officer, "/directed-rounds", said, day, "directed-round")["id"]
    path = f"/directed-rounds/{opened}"
    city.job(city.officer, f"{path}/plan", {}, day, "directed-round|plan")
    city.job(city.officer, f"{path}/confirmation", {}, day, "directed-round|confirm")
    of_filing = {filing: key for key, filing in city.filings.items()}
    for pair in city.ask(city.officer, path, day)["settled"]:
        person = city.plan.by_key[of_filing[pair["filing"]]]
        named = {
            "filing": pair["filing"], "content": "解决技术难题，指导研发。", "form": "on_site",
            "since": since.isoformat(), "until": (since + timedelta(days=120)).isoformat(),
            "fields": [person.fields[0]],
        }  # fmt: skip
        order = f"/assignments/{pair['assignment']}/naming"
        city.soon(city.manager(person.sender), order, named, day + timedelta(days=3), f"directed|{pair['seat']}")
        city.count("assignments")
    city.count("directed rounds")


def _follow_up(city: City, day: date, turn: int) -> None:
    """Where a demand was met by an agreement, the host tells after some months what came of it."""
    for demand, host in sorted(city.numbers.get("met", {}).items()):
        who = city.manager(host)
        for months in city.ask(who, f"/demands/{demand}", day)["followups_waiting"]:
            said = {"months": months, "result": "partly" if months < 12 else "solved", "note": "合格率已提高"}
            city.post(who, f"/demands/{demand}/followups", said, day, f"follow-up|{demand}|{months}")
            city.count("follow-ups")


def _batch(city: City, sender: str, batch: list[Agreement]) -> None:
    """A unit's agreements go to the city as a numbered batch, which the city files as a whole (S-四（二）)."""
    manager, step = city.manager(sender), f"batch|{batch[0].key}"
    said = {"agreements": [city.agreements[one.key] for one in batch], "note": "三方协议汇总"}
    made = city.post(manager, "/batches", said, batch[0].signed, step)["id"]
    city.post(manager, f"/batches/{made}/submission", {}, batch[0].signed, f"{step}|submit")
    reviewed = city.post(city.officer, f"/batches/{made}/review", {"action": "file"}, batch[0].signed, f"{step}|file")
    if reviewed["refused"]:
        raise DemoError(f"batch of {sender}: {reviewed['refused'][:2]}")
    city.numbers.setdefault("batches", []).append(made)
    city.count("batches")
    city.count("agreements", len(batch))


def _note_signed(city: City, signed: list[Agreement]) -> None:
    """Who served where: the next agreement of the same two is a renewal of it."""
    city.numbers.setdefault("served", {}).update({(one.person, one.host): one.key for one in signed})


def _assign(city: City, one: Agreement) -> None:
    """The city names a station; the station names a commissioner, and service begins (B-11, item 2)."""
    person, manager = city.plan.by_key[one.person], city.manager(one.sender)
    said: dict[str, Any] = {
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
    city.decide(city.officer, path, {"action": "file"}, one.signed, f"file|{one.key}")
    city.count("agreements")
