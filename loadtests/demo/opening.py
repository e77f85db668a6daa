"""The first days: officers, sending and receiving units, commissioners, liaisons; with the ordinary failings."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from functools import partial
from typing import Any

from loadtests.demo import plan
from loadtests.demo.cast import Officer, identity, profile, unit_details
from loadtests.demo.city import City
from loadtests.demo.plan import COUNTIES, Account, Person, Unit
from loadtests.demo.wire import DemoError, Session

AT_ONCE = 50  # applications filed in one call
BY_DRAFT = 5  # one in so many fills the form in bit by bit
LABELS = {"city_officer": "市科技局经办", "finance_officer": "财政经办", "inspector": "第三方检查员"}


def open_offices(city: City, operator: Session) -> None:
    """The city's officers, finance, an inspector, and an officer of every county."""
    code, day = city.code, city.plan.start
    name = plan.CITY_NAMES[code]
    city.officer = city.cast.first_officer(operator, code, f"demo-{code}-city", f"{name}{LABELS['city_officer']}")
    officers = [
        Officer(
            f"demo-{code}-officer", LABELS["city_officer"], "city_officer"
        ),  # for the visitor; the demo has its own
        Officer(f"demo-{code}-finance", LABELS["finance_officer"], "finance_officer"),
        Officer(f"demo-{code}-inspector", LABELS["inspector"], "inspector"),
        *(Officer(f"demo-{code}-county-{c}", f"县区经办{c}", "county_officer", county=c) for c in COUNTIES[code]),
    ]
    sessions = city.pool.stage(partial(city.cast.invite, city.officer, officer, day) for officer in officers)
    city.finance, city.inspector = sessions[1], sessions[2]
    city.counties = dict(zip(COUNTIES[code], sessions[3:], strict=True))


def open_trainer(city: City) -> None:
    """The third party that holds trainings on the city's behalf."""
    day = city.plan.start + timedelta(days=2)
    manager = Account(f"demo-{city.code}-third-party", "第三方经办", 9100)
    unit = Unit(
        "trainer", "演示培训机构", 9100, "service_organisation", COUNTIES[city.code][0], manager, ("third_party", "")
    )
    said = {"education": "bachelor", "title": "intermediate", "employer_kind": unit.unit_kind}
    who = city.cast.register(city.code, manager, said, day)
    city.units["trainer"] = city.post(who, "/units", unit_details(city.plan, unit), day, "unit|trainer")["id"]
    trainer = Officer(f"demo-{city.code}-trainer", "培训教师", "trainer", unit=city.units["trainer"])
    city.trainer = city.cast.invite(city.officer, trainer, day)


def open_units(city: City) -> None:
    """Senders and hosts: each registers, applies and is filed; then the institutions' own competent officers."""
    city.pool.stage((partial(_unit, city, unit) for unit in (*city.plan.senders, *city.plan.hosts)), 7)
    own = [unit for unit in city.plan.senders if unit.filed_as == ("workstation", "technical")]
    officers = [
        Officer(
            f"demo-{city.code}-competent-{unit.number}", "归口管理经办", "competent_officer", unit=city.units[unit.key]
        )
        for unit in own
    ]
    day = city.plan.start + timedelta(days=3)
    sessions = city.pool.stage((partial(city.cast.invite, city.officer, officer, day) for officer in officers), 3)
    city.competent = {unit.key: session for unit, session in zip(own, sessions, strict=True)}
    for unit in city.plan.senders:
        if unit.filed_as == ("workstation", "service"):
            city.competent[unit.key] = city.counties[unit.county]


def open_people(city: City) -> None:
    """Commissioners and teams: each applies, is reviewed and filed; some after a return, some not at all."""
    sent = dict(city.pool.stage((partial(_apply, city, person) for person in city.plan.people), 4))
    on_file = [person for person in city.plan.people if person.application != "rejected"]
    day = city.plan.start + timedelta(days=7)
    by_sender: dict[str, list[Person]] = defaultdict(list)
    for person in on_file:
        by_sender[person.sender].append(person)
    city.pool.stage(
        (partial(_review, city, city.manager(unit), "pass", of_it, sent, day) for unit, of_it in by_sender.items()), 3
    )
    parts = [on_file[at : at + AT_ONCE] for at in range(0, len(on_file), AT_ONCE)]
    later = day + timedelta(days=1)
    for part in parts:  # one after another: numbers and places are shared by all
        for made in city.pool.stage([partial(_review, city, city.officer, "file", part, sent, later)], 3 * len(part)):
            city.filings.update(made)
    for person in on_file:
        city.count("teams" if person.members else "commissioners")
    city.pool.stage(partial(city.cast.renew, person.account.login) for person in on_file)


def open_liaisons(city: City) -> None:
    """The hosts' liaisons, filed by their counties (Baotou; Shijiazhuang has none)."""
    city.pool.stage((partial(_liaison, city, host) for host in city.plan.hosts if host.key in city.plan.liaisons), 4)


def turn_away(city: City) -> None:
    """Applications that the rules themselves refuse: with the article, and with everything that is missing at once."""
    day = city.plan.start + timedelta(days=8)
    sender = city.plan.senders[0]
    if city.code == plan.BAOTOU:
        weak = {"education": "senior_high", "title": "none", "employer_kind": "university"}
        _turned_away(city, Account("bt-x9001", "范例甲", 9001), weak, "technical_service", sender, day)
        unskilled = {"education": "bachelor", "title": "none", "employer_kind": "service_organisation", "skills": []}
        _turned_away(city, Account("bt-x9002", "范例乙", 9002), unskilled, "technology_service", sender, day)
        return
    outsider = {"education": "bachelor", "title": "none", "employer_kind": "enterprise"}
    _turned_away(city, Account("sjz-x9001", "范例甲", 9001), outsider, "broker", sender, day)
    provincial = Account("sjz-x9002", "范例乙", 9002)
    listed = city.cast.register(city.code, provincial, {"education": "doctor", "title": "senior"}, day)
    note = {"provincial": True, "note": "列入省级科技特派员名单"}
    city.post(city.officer, f"/persons/{listed.person}/provincial", note, day, "provincial")
    city.refused(
        listed, "/applications", _application(city, "industrial", city.units[sender.key], ()), day, "apply|provincial"
    )
    if city.plan.people and sum(person.kind == "agriculture" for person in city.plan.people) == 40:
        _one_too_many(city, sender, day)


def _one_too_many(city: City, sender: Unit, day: date) -> None:
    """The forty-first agriculture commissioner: the review passes him, the quota of forty does not."""
    account = Account("sjz-x9003", "范例丙", 9003)
    session = city.cast.register(
        city.code, account, {"education": "master", "title": "senior", "fields": ["现代农业"]}, day
    )
    said = _application(city, "agriculture", city.units[sender.key], ("现代农业",))
    sent = city.post(session, "/applications", said, day, "apply|one-too-many")
    city.post(city.manager(sender), f"/applications/{sent['id']}/pass", {}, day, "pass|one-too-many")
    city.refused(city.officer, f"/applications/{sent['id']}/filing", {}, day, "file|one-too-many")


def _turned_away(city: City, account: Account, said: dict[str, Any], kind: str, sender: Unit, day: date) -> None:
    session = city.cast.register(city.code, account, said, day)
    city.refused(
        session, "/applications", _application(city, kind, city.units[sender.key], ()), day, f"apply|{account.login}"
    )


def _unit(city: City, unit: Unit) -> None:
    day = city.plan.start + timedelta(days=1)
    said = {"education": "bachelor", "title": "intermediate", "employer_kind": unit.unit_kind}
    manager = city.cast.register(city.code, unit.manager, said, day)
    about = city.post(manager, "/units", unit_details(city.plan, unit), day, f"unit|{unit.key}")["id"]
    city.units[unit.key] = about
    subject, kind = unit.filed_as
    wanted = {"subject": subject, "kind": kind, "unit": about, "declares": city.declares()}
    sent = city.post(manager, "/applications", wanted, day, f"apply|{unit.key}")["id"]
    if subject == "workstation":
        _inspect(city, unit, sent)
    filer = city.counties[unit.county] if subject == "host_unit" else city.officer
    filed = city.post(filer, f"/applications/{sent}/filing", {}, day + timedelta(days=1), f"file|{unit.key}")
    city.filings[unit.key] = filed["filing"]
    city.cast.renew(unit.manager.login)
    city.count(subject)


def _inspect(city: City, unit: Unit, sent: str) -> None:
    """City-level stations are inspected by the city, county-level ones by their county, which then recommends."""
    day = city.plan.start + timedelta(days=2)
    technical = unit.filed_as[1] == "technical"
    inspector = city.officer if technical else city.counties[unit.county]
    asked = city.ask(inspector, f"/applications/{sent}/form", day)["inspection"]["criteria"]
    found = [{"criterion": one["criterion"], "met": True} for one in asked]
    visit = {"visited_on": day.isoformat(), "result": "场所、队伍、服务经历属实", "found": found}
    city.post(inspector, f"/applications/{sent}/inspection", visit, day, f"inspect|{unit.key}")
    if not technical:
        city.post(inspector, f"/applications/{sent}/recommendation", {}, day, f"recommend|{unit.key}")


def _apply(city: City, person: Person) -> tuple[str, str]:
    """Registers, looks at the conditions, applies, at once or by a draft; some are rejected, some mend."""
    session = city.cast.register(city.code, person.account, profile(person), person.joined)
    sender = city.unit(person.sender)
    said = application_of(city, person)
    if person.members:
        members = [
            {**identity(city.code, member), "education": "master", "title": "intermediate"} for member in person.members
        ]
        said |= {"name": f"演示团队{person.account.number}", "members": members}
    step, day = person.key, person.joined
    if person.account.number % BY_DRAFT == 0 or person.members:
        sent = _by_draft(city, session, person, said)
    else:
        sent = city.post(session, "/applications", said, day, f"apply|{step}")["id"]
    reviewer = city.manager(sender)
    if person.application == "rejected":
        reason = {"reason": "经核实，申报人已不在本单位工作"}
        city.post(reviewer, f"/applications/{sent}/rejection", reason, day + timedelta(days=1), f"reject|{step}")
        city.count("rejected applications")
    if person.application == "returned":
        defect = {"pointer": "/statement", "detail": "请写明服务设想和专业特长", "code": "unclear"}
        back = {"note": "请补充", "defects": [defect]}
        city.post(reviewer, f"/applications/{sent}/return", back, day + timedelta(days=1), f"return|{step}")
        _mend(city, session, person, sent, day + timedelta(days=1))
        city.count("returned applications")
    return person.key, sent


def _by_draft(city: City, session: Session, person: Person, said: dict[str, Any]) -> str:
    """What is asked, what lies ahead; the form saved in two goes; sent."""
    step, day = person.key, person.joined
    about = {"subject": said["subject"], "kind": said["kind"], "sender_unit": said["sender_unit"]}
    city.ask(session, "/eligibility", day, **about)
    city.ask(session, "/chain-preview", day, **about)
    begun = {"subject": said["subject"], "kind": said["kind"], "values": {"sender_unit": said["sender_unit"]}}
    draft = city.post(session, "/application-drafts", begun, day, f"draft|{step}")["id"]
    path = f"/application-drafts/{draft}"
    shown = city.ask(session, path, day)["sections"] if city.api.done(f"{city.code}|save|{step}") is None else []
    asked = {field["field"]: field for section in shown for field in section["fields"]}
    more = {"fields": said["fields"]}
    if "declares" in asked:
        more["declares"] = [option["value"] for option in asked["declares"]["options"]]
    if person.members:
        more = {"team_name": said["name"], "fields": said["fields"], "members": said["members"]}
    saved = city.amend(session, path, {"values": more}, day, f"save|{step}")
    sent: str = city.post(session, f"{path}/submission", {}, day, f"apply|{step}", saved["version"])["id"]
    city.count("drafts sent")
    return sent


def _mend(city: City, session: Session, person: Person, sent: str, day: date) -> None:
    """The returned application as a draft, each defect in its place; mended and sent again."""
    draft = city.post(session, f"/applications/{sent}/draft", {}, day, f"mend|{person.key}")["id"]
    path = f"/application-drafts/{draft}"
    values = {"values": {"statement": "围绕企业需求，每月到企业服务一至二次。"}}
    saved = city.amend(session, path, values, day, f"mended|{person.key}")
    city.post(session, f"{path}/submission", {}, day, f"resubmit|{person.key}", saved["version"])


def _review(
    city: City, by: Session, action: str, people: list[Person], sent: dict[str, str], day: date
) -> dict[str, str]:
    """A list reviewed in one call; an item that changed meanwhile is looked at and decided again."""
    filings: dict[str, str] = {}
    left = {sent[person.key]: person.key for person in people}
    for attempt in range(8):
        step = f"{action}|{people[0].key}|{attempt}"
        items = []
        for one in list(left) if city.api.done(f"{city.code}|{step}") is None else ():
            seen = city.ask(by, f"/applications/{one}", day)
            if seen["filing"] or (action == "pass" and seen["state"]["step"] == "filing"):
                filings[left.pop(one)] = seen["filing"] or ""  # done, though the answer came too late
            else:
                items.append({"application_id": one, "action": action, "version": seen["version"]})
        if left:
            for outcome in city.post(by, "/applications/reviews", {"items": items}, day, step)["items"]:
                if outcome["ok"] and outcome["application_id"] in left:
                    filings[left.pop(outcome["application_id"])] = outcome.get("filing") or ""
        if not left:
            city.count("bulk reviews", len(people))
            return filings
    raise DemoError(f"{action}: {len(left)} applications were not decided: {sorted(left.values())[:5]}")


def _liaison(city: City, host: Unit) -> None:
    account = city.plan.liaisons[host.key]
    day = city.plan.start + timedelta(days=5)
    manager = city.manager(host)
    who = {**identity(city.code, account), "position": "technology_management"}
    said = {
        "subject": "liaison",
        "kind": "liaison",
        "unit": city.units[host.key],
        "liaison": who,
        "declares": city.declares(),
    }
    sent = city.post(manager, "/applications", said, day, f"apply|{account.login}")["id"]
    filer = city.counties[host.county]
    filed = city.post(filer, f"/applications/{sent}/filing", {}, day + timedelta(days=1), f"file|{account.login}")
    city.filings[account.login] = filed["filing"]
    said = {"education": "bachelor", "title": "intermediate", "employer_kind": host.unit_kind}
    city.cast.register(city.code, account, said, day + timedelta(days=2))
    city.count("liaisons")


def application_of(city: City, person: Person) -> dict[str, Any]:
    """What a commissioner applies with."""
    return _application(city, person.kind, city.units[person.sender], person.fields, person.subject)


def _application(
    city: City, kind: str, sender: str, fields: tuple[str, ...], subject: str = "commissioner"
) -> dict[str, Any]:
    return {
        "subject": subject,
        "kind": kind,
        "sender_unit": sender,
        "fields": list(fields) or ["新材料"],
        "declares": city.declares(),
    }
