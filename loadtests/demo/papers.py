"""What surrounds an agreement: signing by hand and on paper, the papers themselves, supplements, renewal, hand-over."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from loadtests.demo import plan
from loadtests.demo.cast import expect
from loadtests.demo.city import City
from loadtests.demo.photos import photo
from loadtests.demo.plan import Agreement, Person
from loadtests.demo.wire import DemoError, Session

SIGNED_ON_PAPER, SIGNED_BY_HAND, IN_TURN = 2, 1, 20  # of every twenty agreements


def number_of(one: Agreement) -> int:
    """The agreement's running number in its city."""
    return int(one.key.rpartition("a")[2])


def signatures(city: City, one: Agreement, made: Any) -> None:
    """All three sign: by a click, one by hand, or all on paper, of which the sender brings the scan."""
    person = city.plan.by_key[one.person]
    parties = (
        ("commissioner", city.session(person)),
        ("sender", city.manager(one.sender)),
        ("host", city.manager(one.host)),
    )
    path, turn = f"/agreements/{made['id']}", number_of(one) % IN_TURN
    said: dict[str, Any] = {"hash": made["content_hash"]}
    if turn == SIGNED_ON_PAPER:
        who = city.manager(one.sender)
        if city.api.done(f"{city.code}|paper|{one.key}") is None:
            scan = photo(number_of(one) % 200, f"scan {one.key}")
            said |= {"receipts": [city.receipt(who, scan, "image/jpeg", "signature", one.signed, f"scan|{one.key}")]}
        said |= {"confirms": True, "signed_on": one.signed.isoformat()}
        city.post(who, f"{path}/paper-signatures", said, one.signed, f"paper|{one.key}")
        city.count("signed on paper")
        return
    for party, who in parties:
        step = f"sign|{one.key}|{party}"
        if party == "commissioner" and turn == SIGNED_BY_HAND and city.api.done(f"{city.code}|{step}") is None:
            strokes = photo(number_of(one) % 200, f"strokes {one.key}")
            receipt = city.receipt(who, strokes, "image/jpeg", "signature", one.signed, f"strokes|{one.key}")
            city.post(
                who, f"{path}/signatures", {**said, "way": "handwritten", "receipts": [receipt]}, one.signed, step
            )
        else:
            city.post(who, f"{path}/signatures", said, one.signed, step)
    city.count("signed by hand", int(turn == SIGNED_BY_HAND))


def read(city: City, one: Agreement) -> None:
    """The paper as PDF and as Word, and what anybody learns of its code."""
    path, who = f"/agreements/{city.agreements[one.key]}", city.manager(one.sender)
    for ending, starts in (("pdf", b"%PDF"), ("docx", b"PK")):
        if not city.api.fetch(who, f"{path}/document.{ending}", one.signed).startswith(starts):
            raise DemoError(f"{one.key}: the paper is no {ending}")
        city.count("papers")
    code = city.ask(who, path, one.signed)["code"]
    shown = expect(city.api.get(Session("", city.code), f"/public/agreements/{code}"), "a code anybody may check")
    city.count("codes checked", int(bool(shown.body)))


def supplement(city: City, one: Agreement, day: date) -> None:
    """More is agreed within the term: signed by three, reported, filed."""
    manager = city.manager(one.sender)
    said = {
        "agreement": one.key,
        "reason": "企业新增产线，增加服务内容",
        "content": "到企业开展技术研发、成果转化、政策咨询和检测服务，每月不少于一次。",
    }
    said["agreement_id"] = city.agreements[said.pop("agreement")]
    step = f"supplement|{one.key}"
    made = city.post(manager, "/supplements", said, day, step)
    path = f"/supplements/{made['id']}"
    for who in (city.session(city.plan.by_key[one.person]), manager, city.manager(one.host)):
        city.post(who, f"{path}/signatures", {"hash": made["content_hash"]}, day, f"{step}|{who.login}")
    city.post(manager, f"{path}/report", {}, day, f"{step}|report")
    city.decide(city.officer, f"{path}/steps", {"action": "file"}, day, f"{step}|file")
    city.count("supplements")


def hand_over(city: City, one: Agreement, leaver: Person, day: date) -> None:
    """A colleague of the same station goes on for the rest of the term, once the agreement has ended."""
    of_it = [
        person
        for person in city.plan.people
        if person.sender == one.sender and person.key in city.filings and person.key not in city.gone
    ]
    taker = next((person for person in of_it if person.fate == "ordinary" and person.key != leaver.key), None)
    if taker is None:
        return
    manager, step = city.manager(one.sender), f"hand-over|{one.key}"
    said = {
        "filing": city.filings[taker.key],
        "since": (day + timedelta(days=1)).isoformat(),
        "fields": [taker.fields[0]],
        "open_items": ["工艺改进后续跟踪"],
    }
    path = f"/agreements/{city.agreements[one.key]}/hand-over"
    made = city.post(manager, path, said, day, step)
    for who in (city.session(taker), manager, city.manager(one.host)):
        city.post(
            who,
            f"/agreements/{made['id']}/signatures",
            {"hash": made["content_hash"]},
            day,
            f"{step}|{who.login}",
        )
    city.post(manager, "/agreements/reports", {"agreements": [made["id"]]}, day, f"{step}|report")
    city.decide(city.officer, f"/agreements/{made['id']}/steps", {"action": "file"}, day, f"{step}|file")
    city.count("hand-overs")


def supplemented(city: City, day: date) -> None:
    """One supplement in each city, where an agreement is running."""
    for one in city.plan.agreements:
        person = city.plan.by_key[one.person]
        running = one.key in city.agreements and one.since <= day <= one.until and one.person not in city.gone
        if running and one.way == "mutual" and person.fate == "ordinary":
            supplement(city, one, day)
            return


def papers(city: City, day: date) -> None:
    """The papers of a few agreements are read."""
    signed = [one for one in city.plan.agreements if one.key in city.agreements and one.way == "mutual"]
    city.pool.stage([lambda one=one: read(city, one) for one in signed[:4]])  # type: ignore[misc]
    if city.code == plan.SHIJIAZHUANG:
        for batch in city.numbers.get("batches", [])[:1]:
            for ending, starts in (("pdf", b"%PDF"), ("xlsx", b"PK")):
                if not city.api.fetch(city.officer, f"/batches/{batch}/document.{ending}", day).startswith(starts):
                    raise DemoError(f"batch {batch}: its list is no {ending}")
                city.count("papers")
