"""The registry's desk beside the filings: changes, certificates, the credit register, acts and appeals, powers."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any

import pyotp

from loadtests.demo import plan
from loadtests.demo.cast import expect
from loadtests.demo.city import City
from loadtests.demo.plan import Person
from loadtests.demo.stage import until
from loadtests.demo.wire import DemoError, Session

CHANGED_IN = 30  # one commissioner in so many asks for a change of the own filing
CERTIFICATES = 4


def change_filings(city: City, day: date) -> None:
    """Some ask for another field of work to be added: passed by the sender, decided by the city, as before."""
    people = [person for person in city.plan.people if person.key in city.filings and not person.members]
    city.pool.stage((partial(_change, city, person, day) for person in people[::CHANGED_IN]), 4)


def certificates(city: City, day: date) -> None:
    """Some print their certificate; the bureau has one station's made in a batch."""
    people = [person for person in city.plan.people if person.key in city.filings and person.key not in city.gone]
    fresh = city.api.done(f"{city.code}|certificates") is None  # later some of these are cancelled
    for person in people[:CERTIFICATES] if fresh else ():
        certificate(city, person, day)
    unit = city.plan.senders[0]
    whole = {"subject": "commissioner", "sender_unit": city.units[unit.key]}
    job = city.job(city.officer, "/filings/certificates", whole, day, "certificates")
    if not city.api.fetch(city.officer, f"/jobs/{job['id']}/files/0", day).startswith(b"PK"):
        raise DemoError("the batch of certificates is no archive")


def certificate(city: City, person: Person, day: date) -> None:
    """One's own certificate, a PDF."""
    path = f"/filings/{city.filings[person.key]}/certificate"
    if not city.api.fetch(city.session(person), path, day).startswith(b"%PDF"):
        raise DemoError(f"the certificate of {person.key} is no PDF")
    city.count("certificates")


def no_certificate(city: City, person: Person, day: date) -> None:
    """A cancelled filing has none any more: not to its holder, not to the city."""
    answer = city.api.get(city.officer, f"/filings/{city.filings[person.key]}/certificate", day)
    expect(answer, "the certificate of a cancelled filing", 409)
    city.count("refused")


def stand_up_to(city: City, person: Person, day: date) -> None:
    """Notice, defence, entry in the register, repair; then a cancellation that falls on appeal (Baotou)."""
    who, filing = city.session(person), city.filings[person.key]
    reply = (day + timedelta(days=14)).isoformat()
    entry = {"act": "enter", "ground": "misuse", "register": "misconduct", "person": who.person}
    step = f"sanction|{person.key}"
    made = city.post(city.officer, "/sanctions", {**entry, "reason": "票据不全", "reply_by": reply}, day, step)["id"]
    _answered(city, who, made, day, step)
    kept = city.ask(city.officer, "/credit-entries", day, register="misconduct", person=who.person)["items"][0]["id"]
    asked = {"statement": "款项已退回，票据已补齐"}
    repair = city.post(who, f"/credit-entries/{kept}/repair", asked, day + timedelta(days=40), f"{step}|repair")
    granted = {"grant": True, "reason": "已整改"}
    path = f"/credit-entries/{kept}/repair/decision"
    city.post(city.officer, path, granted, day + timedelta(days=45), f"{step}|repaired", repair["version"])
    city.count("credit entries")
    city.count("credit repairs")
    cancel = {"act": "cancel", "ground": "commissioner_default", "filing": filing, "reason": "企业反映不到岗"}
    step, later = f"cancel|{person.key}", day + timedelta(days=60)
    body = {**cancel, "reply_by": (later + timedelta(days=14)).isoformat()}
    made = city.post(city.officer, "/sanctions", body, later, step)["id"]
    _answered(city, who, made, later, step)
    appeal = {"text": "企业停产搬迁，三方已协商解除，并非无故离岗"}
    appealed = city.post(who, f"/sanctions/{made}/appeal", appeal, later + timedelta(days=5), f"{step}|appeal")
    fallen = {"overturn": True, "reason": "证据不足"}
    path = f"/sanctions/{made}/appeal/decision"
    city.post(city.officer, path, fallen, later + timedelta(days=9), f"{step}|overturned", appealed["version"])
    city.count("appeals upheld")


def suspend_in_vain(city: City, day: date) -> None:
    """Neither document speaks of suspension: an officer who tries is shown that."""
    person = next(one for one in city.plan.people if one.key in city.filings and one.key not in city.gone)
    said = {
        "act": "suspend",
        "ground": "investigation",
        "filing": city.filings[person.key],
        "reason": "立案调查",
        "reply_by": (day + timedelta(days=14)).isoformat(),
    }
    city.refused(city.officer, "/sanctions", said, day, "suspend")


def powers(city: City) -> None:
    """Two deputies by invitation, one of them with a one-time code, acting for the other. Sessions are of today."""
    county = plan.COUNTIES[city.code][0]
    logins = [f"demo-{city.code}-deputy{n}" for n in (1, 2)]
    coded = f"code|{logins[1]}"
    if city.api.done(f"{city.code}|{coded}") is None:  # after that the password alone opens nothing
        away, taker = (_invited(city, login, county) for login in logins)
        last = (city.plan.end + timedelta(days=2)).isoformat()
        said = {"login": taker.login, "until": last, "reason": "出差"}
        lent = city.post(away, "/delegations", said, None, f"delegate|{away.login}")["id"]
        if city.api.done(f"{city.code}|undelegate") is None:
            acting = expect(city.api.act_for(taker, lent), "acting for somebody away").body
            own, taker.token = taker.token, acting["access_token"]
            city.ask(taker, "/applications", None, waits_on="me")
            taker.token = own
        city.post(away, f"/delegations/{lent}/ending", {}, None, "undelegate")
        secret = city.unkept(taker, "/session/second-factor", {}, None, f"factor|{taker.login}")["secret"]
        code = {"code": pyotp.TOTP(secret).now()}
        city.post(taker, "/session/second-factor/confirmation", code, None, coded)
    city.count("invitations", len(logins))
    city.count("delegations")
    city.count("one-time codes")


def read_messages(city: City) -> None:
    """Officers, a sender, a host and a commissioner look at what they were told, and mark it as read."""
    person = next(one for one in city.plan.people if one.key in city.filings and one.key not in city.gone)
    readers = [city.session(person), city.manager(city.plan.senders[0]), city.manager(city.plan.hosts[0]), city.officer]
    fresh = city.api.done(f"{city.code}|read|{city.officer.login}") is None
    for who in readers:
        unread = city.ask(who, "/messages/unread")["unread"]
        city.ask(who, "/messages", unread=True)
        city.post(who, "/messages/reading", {}, None, f"read|{who.login}")
        city.count("messages read", unread)
    if fresh and not city.cast.counts[city.code]["messages read"]:
        raise DemoError(f"{city.code}: nobody was told of anything")


def search(city: City) -> None:
    """Somebody is looked for by name, by initials, by a word."""
    person = next(one for one in city.plan.people if one.key in city.filings)
    for asked in (person.account.name, "演示", "yanshi"):
        if not city.ask(city.officer, "/search", q=asked)["items"]:
            raise DemoError(f"{city.code}: nothing is found by {asked}")
        city.count("searches")


def _change(city: City, person: Person, day: date) -> None:
    other = next(field for field in plan.FIELDS[city.code] if field not in person.fields)
    said = {"reason": "承担新的研究方向", "fields": [*person.fields, other]}
    step = f"change|{person.key}"
    path = f"/filings/{city.filings[person.key]}/changes"
    asked = city.post(city.session(person), path, said, day, step)["id"]
    application = f"/applications/{asked}"
    city.post(city.manager(person.sender), f"{application}/pass", {}, day + timedelta(days=1), f"{step}|pass")
    city.post(city.officer, f"{application}/filing", {}, day + timedelta(days=2), f"{step}|file")
    city.count("changed filings")


def _answered(city: City, who: Session, sanction: str, day: date, step: str) -> None:
    said = {"text": "情况说明如下：票据在途，已按期补交。"}
    heard = city.post(who, f"/sanctions/{sanction}/defence", said, day + timedelta(days=3), f"{step}|defence")
    decided: dict[str, Any] = {"impose": True, "reason": "经核实"}
    path = f"/sanctions/{sanction}/decision"
    city.post(city.officer, path, decided, day + timedelta(days=15), f"{step}|decision", heard["version"])


def _invited(city: City, login: str, county: str) -> Session:
    """Somebody who took an invitation up and signed in."""
    grants = [{"role": "county_officer", "county": county}]
    asked = {"name": f"县区经办（{login[-1]}）", "grants": grants}
    known = city.api.done(f"{city.code}|accept|{login}")
    if known is None:
        token = city.unkept(city.officer, "/invitations", asked, None, f"invite|{login}")["token"]
        said = {"token": token, "login": login, "password": city.cast.password(login)}
        city.post(Session("", city.code), "/invitations/acceptance", said, None, f"accept|{login}")
    return city.cast.sign_in(login, city.cast.password(login), city.code)


def await_restored(city: City, person: Person) -> None:
    """Until the filing stands again."""
    until(
        lambda _: city.api.get(city.officer, f"/filings/{city.filings[person.key]}"),
        lambda answer: answer.ok and answer.body["status"] == "filed",
        f"the restoration of {person.key}",
    )
